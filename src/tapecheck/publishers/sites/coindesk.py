"""CoinDesk."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="coindesk",
    title="CoinDesk",
    domains=("coindesk.com",),
    layouts=(
        Layout(
            body='[data-module-name="article-body"] .document-body, main div.document-body',
            kinds={
                "title": '[data-module-name="article-header"] h1, h1.font-headline-lg',
                "subtitle": '[data-module-name="article-header"] h2, h1.font-headline-lg ~ h2',
                "heading": '[class*="what-to-know"] h4',
                "key_point": '[class*="what-to-know"] li',
                "caption": '[data-module-name="article-header"] figcaption',
                "related": '[data-module-name="article-related"], [data-module-name*="related"], [class*="more-for-you"]',
                "furniture": '[data-module-name="newsletter-module"], [class*="newsletter"], .article-ad, [class*="price-badge"]',
            },
            tags='[data-module-name="article-tags"] a',
        ),
        # The Arc pages that stood until the site moved in late 2024.
        Layout(
            body="div.at-content-wrapper, .article-content-wrapper",
            kinds={
                "title": "div.at-headline h1",
                "subtitle": "div.at-subheadline h2",
                "key_point": ".article-key-points li",
                "caption": "figcaption",
                "related": ".related-articles, .read-more-links",
                "furniture": ".newsletter-container, .at-disclosure, .promo-block",
            },
            authors="div.at-authors a",
            published_at="div.at-created span",
            updated_at="div.at-updated span",
            tags="div.article-tags a",
            valid_until=date(2024, 12, 31),
        ),
    ),
)
