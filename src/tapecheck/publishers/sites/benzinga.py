"""Benzinga."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="benzinga",
    title="Benzinga",
    domains=("benzinga.com",),
    layouts=(
        Layout(
            # The same id has held the text since the pages of Drupal ("bz3-article-page__content").
            body="#article-body .article-content-body-only, .article-content-body-only, .article-content-body, "
            "#article-body.bz3-article-page__content, [itemprop=articleBody]",
            kinds={
                "title": "h1.bz3-article-page__title, main h1, h1#title, h1.article-title",
                # "Zinger Key Points", above the text.
                "heading": '[class*="key-points"] h2, [class*="key-points"] h3, [class*="key-points"] [class*="title"], '
                '[class*="keyPoints"] [class*="title"], [class*="key-items"] [class*="title"]',
                "key_point": '[class*="key-points"] li, [class*="keyPoints"] li, [class*="key-items"] li',
                "caption": "main figcaption, .article-content-body-only figcaption",
                "related": '[class*="read-next"], [class*="related"], [class*="more-stories"], '
                '.article-content-body-only p:has(> strong:lexbor-contains("Read Next" i))',
                # A chip with the price may stand behind a ticker; the ticker itself is a word of the sentence.
                "furniture": '.article-content-body-only [class*="ticker-price"], .article-content-body-only [class*="ticker-change"], '
                '.article-content-body-only [class*="ticker-hover"], main [class*="campaign"], '
                '.article-content-body-only [class*="lead-form"], #article-body [class*="newsletter"], '
                '.article-content-body-only [class*="ad-container"], .article-content-body-only form, [class*="author-bio"], '
                '[class*="copyright"]',
            },
            authors=".author-name, .article-author a",
            section='[class*="breadcrumb"] li:last-child',
        ),
    ),
)
