"""AMBCrypto."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="ambcrypto",
    title="AMBCrypto",
    domains=("ambcrypto.com",),
    layouts=(
        Layout(
            body=".single-post-main-middle, .mvp-post-content-body",
            kinds={
                "title": "h1.post-title, h1.entry-title",
                "subtitle": ".single-post-excerpt",
                # Older articles begin with a list of two points, without a heading.
                "key_point": '[class*="takeaway"] p, [class*="takeaway"] li, .single-post-main-middle > ul:not(p ~ ul) > li',
                "heading": '[class*="takeaway"] h2, [class*="takeaway"] h3, [class*="takeaway"] h4',
                "caption": ".single-post-image figcaption, .single-post-image .wp-caption-text",
                # A paragraph between two rules is the way to a price prediction or a calculator.
                "related": '[class*="related-post"], #mvp-related-posts, .single-post-main-middle [class*="also-read"], '
                ".single-post-main-middle > hr + p:has(+ hr)",
                # Advertisements are by the plugin Advanced Ads, prefix ambcr.
                "furniture": '[class*="ambcr-"], .post-nav, .single-post-share, .single-post-tags, .disclaimer-box, .mvp-article-ad-wrap, '
                ".mvp-post-tags-wrap, .mvp-post-info-wrap, .author-bio, .price-prediction-cta",
            },
            authors=".single-post-author a, .mvp-post-author-name a",
            published_at=".single-post-meta time[datetime]",
            section=".single-post-category a",
            tags=".single-post-tags a",
        ),
    ),
)
