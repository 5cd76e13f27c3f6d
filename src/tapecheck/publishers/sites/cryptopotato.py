"""CryptoPotato."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="cryptopotato",
    title="CryptoPotato",
    domains=("cryptopotato.com",),
    layouts=(
        Layout(
            body=".post-details-content",
            kinds={
                "title": ".post-title-area h1",
                "subtitle": ".post-title-area .post-excerpt, .post-title-area h1 + p",
                "related": '[class*="related"], .rp4wp-related-posts, .post-details-content .you-may-also-like',
                "furniture": ".code-block, .single-post-tags, .special-offer, [class*='sponsored'], .author-box, .post-share, .disclaimer",
            },
            authors=".name-post a",
            published_at=".post-time",
            tags=".single-post-tags a",
        ),
        # Until some time in 2025; the text was named for the plugin that put prices beside the coins' names.
        Layout(
            body=".coincodex-content",
            kinds={
                "title": ".page-title h1",
                "subtitle": ".entry-excerpt",
                "related": ".rp4wp-related-posts, li.rp4wp-col",
                "furniture": ".coincodex-content .code-block, .entry-sponsored, .entry-tags, .author-info, .entry-user",
            },
            authors=".entry-user .fn, .entry-user a",
            published_at=".last-modified-timestamp",
            tags=".entry-tags a",
            valid_until=date(2025, 12, 31),
        ),
    ),
)
