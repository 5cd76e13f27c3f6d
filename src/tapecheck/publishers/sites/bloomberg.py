"""Bloomberg."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="bloomberg",
    title="Bloomberg",
    domains=("bloomberg.com",),
    layouts=(
        Layout(
            # Parts are named before the hash ("media-ui-Paragraph_text-SqIsdNjh0t0-"); what stands around them has had several names.
            body='main [class*="Paragraph_text"], main [class*="Subhead_"], main [class*="List_list"] > li, main [class*="Blockquote_"], '
            'main [data-component="paragraph"], main .body-content, main [class*="Table_table"]',
            kinds={
                "title": '[class*="HedAndDek_headline"]',
                "subtitle": '[class*="HedAndDek_dek"]',
                "heading": 'main [class*="Subhead_"]',
                # Two lines that the editors write below the headline, and the box that a program writes.
                "key_point": '[class*="HedAndDek_abstract"] li, [class*="Takeaways_"] li, [data-component*="takeaway"] li',
                "caption": 'main [class*="Caption_caption"], main figcaption',
                "related": '[data-component="in-this-article"], [class*="InThisArticle"], [class*="Recirc"], [data-component*="recirc"], '
                '[class*="ReadMore"]',
                "furniture": '[class*="Newsletter"], [data-component*="newsletter"], [class*="Paywall_"], [data-component="ad"], '
                '[class*="FullWidthAd"], [class*="Footnotes_"], '
                '[class*="Takeaways_"] [class*="title"], [class*="Takeaways_"] [class*="footer"], '
                '[class*="ArticleFooter"], main p:has(> em:lexbor-contains("With assistance from"))',
            },
            authors='[class*="Byline_bylineAuthors"] a, [data-component="byline"] a',
            published_at='[class*="Timestamp_timestamp"] time:not([data-type="updated"])',
            updated_at='[class*="Timestamp_timestamp"] time[data-type="updated"]',
            section='[class*="Eyebrow_eyebrow"]',
        ),
        # The pages before, which gave way in the course of 2023.
        Layout(
            body=".body-copy-v2, .body-copy",
            kinds={
                "title": "h1.lede-text-v2__hed, h1.lede-headline, .lede-text-only__hed",
                "subtitle": ".lede-text-v2__dek, .lede-text-only__dek",
                "key_point": ".abstract-v2 li, .abstract-v2__item, .abstract li",
                "caption": ".lede-large-image-v2__caption, .news-figure-caption-text, .news-figure-credit",
                "related": '.body-copy-v2 [class$="-recirc"], .body-copy-v2 [class$="for-you"], .read-more',
                "furniture": '.inline-newsletter, .page-ad, [data-ad-placeholder="Advertisement"], .terminal-tout-container, '
                '[class$="-footnotes"], .body-copy-v2 ~ .trashline, .trashline',
            },
            authors=".author-v2__byline, .author-v2 a",
            published_at=".lede-text-v2__times time, .lede-times time, time.article-timestamp",
            section=".eyebrow-v2",
            valid_until=date(2023, 12, 31),
        ),
    ),
)
