"""Investing.com."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="investing",
    title="Investing.com",
    domains=("investing.com",),
    layouts=(
        Layout(
            body='#article [class*="article_WYSIWYG__"], [class*="article_WYSIWYG__"], [class*="article_articlePage__"]',
            kinds={
                "title": "h1#articleTitle",
                "key_point": '[class*="key-takeaways"] li, [data-test*="takeaways"] li',
                "caption": "#article figcaption",
                "related": '#article [class*="relatedArticle"], [data-test*="related-articles"], [data-test*="read-next"]',
                # A hover card with the quote stands behind a name in a sentence, in a wrapper that holds the name too.
                "furniture": '[class*="article_WYSIWYG__"] [class*="opup"]:not([class*="Wrapper"]), '
                '[class*="article_WYSIWYG__"] [class*="quote-chip"], [data-test="ad-slot"], [data-test*="pro-promo"], '
                '[class*="article_WYSIWYG__"] [class*="invite"], [data-test="article-disclaimer"], '
                '[class*="article_WYSIWYG__"] p:has(> em:lexbor-contains("InvestingPro" i))',
            },
            authors='[data-test="article-provider-link"], a[href*="/members/contributors/"]',
        ),
        # The pages before, which stood until 2023 or so; on some language's sites perhaps longer, so no last day.
        Layout(
            body=".WYSIWYG.articlePage, #leftColumn .articlePage",
            kinds={
                "title": "h1.articleHeader",
                "caption": ".articlePage #imgCarousel, .articlePage .imgCarousel, .articlePage figcaption",
                "related": ".articlePage .relatedInstrumentsWrapper, .articlePage .js-related-articles, .articlePage .relatedArticles",
                "furniture": ".articlePage .aqPopup, .articlePage .contentMedia, .articlePage .inlineblock, .articlePage .outbrain, "
                ".articlePage .announcement",
            },
            published_at=".contentSectionDetails span",
        ),
    ),
)
