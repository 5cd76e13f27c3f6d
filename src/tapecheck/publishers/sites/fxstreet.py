"""FXStreet."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="fxstreet",
    title="FXStreet",
    domains=("fxstreet.com",),
    layouts=(
        Layout(
            body="#fxs_article_content, .fxs_article_content, .fxs_article_body:not(:has(.fxs_article_content))",
            kinds={
                "title": "article.fxs_article > header h1, h1.fxs_headline_large",
                # Both kinds of articles begin with a list of points, without a heading.
                "key_point": "#fxs_article_content > ul:not(p ~ ul) > li, .fxs_article_content > ul:not(p ~ ul) > li, .fxs_keypoints li",
                "caption": ".fxs_article_image figcaption, .fxs_entryFeatured_image figcaption",
                "related": '[class*="fxs_related"], [class*="fxs_entriesList"], .fxs_article .fxs_floatingMedia',
                "furniture": "[fxs_widget], [class*='fxs_widget'], .fxs_ad, [class*='fxs_ad_'], .fxs_sharing, .fxs_article_share, "
                "[class*='fxs_disclaimer'], .fxs_article_disclaimer, .fxs_article_author_box, .fxs_newsletter, "
                ".fxs_article_tags, .fxs_faq_box, [class*='fxs_leaderBoard']",
            },
            authors="article.fxs_article > header .fxs_article_author a[rel='author']",
            published_at="article.fxs_article > header .fxs_entry_metaInfo time",
            tags=".fxs_article_tags a",
        ),
    ),
)
