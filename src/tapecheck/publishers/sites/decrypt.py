"""Decrypt."""

from tapecheck.publishers.spec import Layout, Publisher

PUBLISHER = Publisher(
    name="decrypt",
    title="Decrypt",
    domains=("decrypt.co", "decryptmedia.com"),
    layouts=(
        Layout(
            # Not <article>: each coin of the ticker bar is one.
            body="main .post-content, .post-content",
            kinds={
                "title": "main header h1",
                "subtitle": "main header h1 + h2",
                "caption": "main header figcaption",
                "key_point": '[class*="tldr"] li, [class*="in-brief"] li',
                "related": '[class*="read-next"], [class*="related"]',
                # The label of an advertisement; the SCENE hub's hidden head; the newsletter's box; offers; badges that show a coin's price.
                "furniture": '.post-content [class~="scene:block"], .post-content [class*="decryptGridline"], .post-content form, '
                '.money-made-embed, #myriad-pm-widget-content, .post-content [class*="text-price"], .post-content [class*="v2-price"]',
            },
            # The page's own data give the moment without its zone; the element behind the date shown has it.
            published_at="main header time:not([hidden])",
            updated_at="main header time[hidden]",
        ),
    ),
)
