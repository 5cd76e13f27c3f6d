"""BeInCrypto."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="beincrypto",
    title="BeInCrypto",
    domains=("beincrypto.com",),
    layouts=(
        # The names before -sc- are its components'; what follows them changes with each build.
        Layout(
            body='[class^="Content-sc-"], [class*=" Content-sc-"]',
            kinds={
                "title": 'h1[class*="Title-sc-"]',
                "subtitle": '[class*="Subtitle-sc-"], [class*="Excerpt-sc-"]',
                "key_point": '[class*="BulletPoints-sc-"] li',
                "caption": '[class*="FeaturedImage-sc-"] figcaption',
                "related": '[class*="RelatedNews-sc-"], [class*="RelatedPosts-sc-"]',
                "furniture": '[class*="AuthorContainer-sc-"], [class*="Disclaimer-sc-"], [class*="AdWrapper-sc-"], [class*="Newsletter"], '
                '[class*="PriceTag-sc-"], [class*="Sponsored"]',
            },
            authors='[class*="AuthorLink-sc-"]',
            tags='[class*="Tags-sc-"] a',
        ),
        # The WordPress pages, which a scraper of December 2025 no longer found.
        Layout(
            body="article .entry-content-inner, .entry-content-inner",
            kinds={
                "title": "header h1",
                "heading": ".in-brief-title",
                "key_point": ".in-brief-block li",
                "caption": ".featured-images figcaption",
                "related": '.related_posts, .entry-content-inner [data-el*="related"]',
                "furniture": '.ad-wrapper, [el-auto-block], .entry-content-inner [data-speechify_ignore], [data-el="bic-c-about-author"], '
                '[data-el="bic-c-social-share"], .aff-primary, .aff-secondary, .aff-ternary, '
                ".rounded-lg.border, .disclaimer, .disclaimer-block",
            },
            authors='[data-el="bic-author-meta"] a span',
            published_at='[data-el="bic-author-meta"] time',
            valid_until=date(2025, 12, 31),
        ),
    ),
)
