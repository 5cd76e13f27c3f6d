"""CoinDesk."""

from datetime import date

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="coindesk",
    title="CoinDesk",
    domains=("coindesk.com",),
    layouts=(
        Layout(
            body='[data-module-name="article-body"] .document-body, .article-content-wrapper > .document-body, main .document-body',
            kinds={
                "title": '[data-module-name="article-header"] h1, h1.font-headline-lg',
                "subtitle": '[data-module-name="article-header"] h2, h1.font-headline-lg ~ h2',
                "heading": "h4:has(+ .document-body)",
                "key_point": "h4 + .document-body li",
                "caption": '.article-content-wrapper > figure figcaption, [data-module-name="article-header"] figcaption',
                "related": '[data-module-name*="related"], [data-module-name*="recommend"], [data-module-name*="more-for-you"]',
                # "Story continues below" and the newsletter's box share a nameless column; the disclosure is a body in small print.
                "furniture": '[data-module-name*="newsletter"], .document-body > div.flex.flex-col, .article-ad, .article-video, '
                '[data-submodule-name="price-chip"], [data-module-name="authors-block"], .document-body.font-metadata',
            },
            section=".article-content-wrapper.row-start-1 a",
            tags='[data-module-name="article-tags"] a',
        ),
        # The Arc pages that stood until the site moved in late 2024.
        Layout(
            body='div.at-content-wrapper, [data-submodule-name="composer-content"]',
            kinds={
                "title": "div.at-headline h1",
                "subtitle": "div.at-subheadline h2",
                "caption": ".at-module figcaption",
                "related": ".related-articles, .read-more-links",
                "furniture": ".newsletter-container, .at-disclosure, .promo-block, .at-content-wrapper .article-ad",
            },
            authors="div.at-authors a",
            published_at="div.at-created span",
            updated_at="div.at-updated span",
            tags="div.article-tags a",
            valid_until=date(2024, 12, 31),
        ),
    ),
)
