"""NewsBTC."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="newsbtc",
    title="NewsBTC",
    domains=("newsbtc.com",),
    layouts=(
        Layout(
            # Until 2025 the text stood in .content-inner, since then in .entry-content itself.
            body=".entry-content .content-inner, #ftwp-postcontent, .entry-content:not(:has(.content-inner))",
            kinds={
                "title": "h1.jeg_post_title",
                "subtitle": "h2.jeg_post_subtitle",
                "caption": ".jeg_featured .wp-caption-text, .jeg_featured figcaption",
                "related": '[class*="related-reading"], [class*="related-news"], .jnews_inline_related_post',
                "furniture": ".jeg_ad, .ads-wrapper, [class*='text-banner'], #ftwp-container-outer, .jeg_share_button, .jeg_post_tags, "
                ".jeg_authorbox, [class*='trusted-editorial'], [class*='disclaimer'], .newsletter-shortcode",
            },
            authors=".jeg_post_meta .jeg_meta_author__name a, .jeg_post_meta .jeg_meta_author a",
            section=".jeg_post_meta .jeg_meta_category a",
            tags=".jeg_post_tags a",
        ),
    ),
)
