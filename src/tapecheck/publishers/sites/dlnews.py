"""DL News."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="dlnews",
    title="DL News",
    domains=("dlnews.com",),
    layouts=(
        Layout(
            body=".article-body, article [class*=article-body]",
            kinds={
                "title": "article h1, main h1",
                "subtitle": "article h1 + h2, [class*=article-subheadline]",
                # Its main points open the text, as a list before any paragraph.
                "key_point": ".article-body > ul:first-child li, .article-body > div:first-child > ul li, "
                ".article-body [class*=custom-embed] li, [class*=article-summary] li",
                "caption": "article > figure figcaption, [class*=lead-art] figcaption, .article-body [class*=credit]",
                # The words "NOW READ:", bold, and a linked headline: only its words tell such a paragraph (Lexbor's own pseudo-class).
                "related": '.article-body p:has(> b:first-child:lexbor-contains("now read" i)), [class*=related], [class*=recommended], '
                "[class*=most-read]",
                # The last paragraph, in italics, says who its author is.
                "furniture": '.article-body > p:last-child:has(> i:first-child:lexbor-contains("got a tip" i)), '
                ".article-body [class*=newsletter], "
                ".article-body form, .article-body [class*=subscribe], .article-body [class*=promo]",
            },
            authors='article a[href*="/authors/"]',
            tags='article a[href*="/tags/"]',
        ),
    ),
)
