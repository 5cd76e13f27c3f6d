"""Forbes Digital Assets."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="forbes",
    title="Forbes",
    # Forbes writes on all there is; crypto stands below the first, and at its contributors' addresses.
    domains=("forbes.com/digital-assets", "forbes.com/sites"),
    layouts=(
        Layout(
            # The Next.js pages of 2025 kept the names of the body of those before.
            body=".article-body.fs-article, article-body-container .article-body, .article-body-container .article-body, .fs-article",
            kinds={
                "title": 'h1.fs-headline, [id^="article-num"] main h1, h1.article-headline',
                "subtitle": "h1 + .article-subtitle, h1 ~ .subtitle",
                "heading": ".fs-article .subhead-embed, .fs-article .subhead3-embed",
                "caption": ".fs-article figcaption, .article-body-image figcaption, .image-embed figcaption",
                "related": '.fs-article .link-embed, .fs-article [class*="recirc"], .fs-article .embedly-embed, .article-footer, '
                ".stream-promo",
                "furniture": ".fs-article .vestpocket, .fs-article fbs-ad, .fs-article .fbs-ad, .fs-article .halo-ad, "
                ".fs-article .newsletter-embed, "
                '.fs-article [class*="promo"], .fs-article .article-sharing, .fs-article .sigfile, .contrib-bio, '
                '.fs-article [data-ga-track*="newsletter"]',
            },
            authors='.fs-author-name a, a[class*="contrib-link--name"], .contrib-byline-author a',
            published_at="main time[datetime], .content-data time",
        ),
    ),
)
