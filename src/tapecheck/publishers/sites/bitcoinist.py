"""Bitcoinist."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="bitcoinist",
    title="Bitcoinist",
    domains=("bitcoinist.com",),
    layouts=(
        Layout(
            body=".entry-content .content-inner, .content-inner.jeg_link_underline, .entry-content:not(:has(.content-inner))",
            kinds={
                "title": "h1.jeg_post_title",
                "subtitle": "h2.jeg_post_subtitle",
                "caption": ".jeg_featured .wp-caption-text, .jeg_featured figcaption",
                "key_point": ".key-takeaways-shortcode li",
                "related": '[class*="related-reading"], [class*="related-news"], .jnews_inline_related_post',
                "furniture": ".trusted-editorial-content, .jeg_ad, .ads-wrapper, .ads_code, [class*='text-banner'], .disclaimer-shortcode, "
                ".jeg_share_button, .jeg_post_tags, .jeg_authorbox, .editorial-process-shortcode",
            },
            authors=".jeg_post_meta .jeg_meta_author a",
            section=".jeg_post_meta .jeg_meta_category a",
            tags=".jeg_post_tags a",
        ),
    ),
)
