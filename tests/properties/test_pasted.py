"""Whatever stands in a pasted text, each character shown is the source's, in blocks that don't overlap."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.errors import ParseError
from tapecheck.publishers import parse

SCRAPS = st.sampled_from(
    [
        *(
            "Bitcoin",
            "BTC",
            "$97,800",
            "-0.49%",
            "BTC$67,305",
            " (BTC -0.44%)",
            "tickers down $91,204",
            "24h 7d 30d 1y All time",
        ),
        *(
            "24h volatility: 2.0%",
            " Market cap: $1.9 T",
            "It rose by 5% on Monday. ",
            "Key support levels ",
            "Why It Fell ",
            "The coin is ",
        ),
        *(
            "# ",
            "## A heading\n",
            "**",
            "*",
            "_",
            "[a](https://example.com)",
            "![a chart of it](b.png)",
            "> ",
            "* ",
            "| a | b |\n",
            "|---|---|\n",
        ),
        *(
            "---\n",
            "title: A title\n",
            "\\$",
            "\\",
            "```\n",
            "\n",
            "\n\n",
            " ",
            ". ",
            "Source: TradingView ",
            "price chart | ",
        ),
        *(
            "window.a = {b: 1};",
            ".a{b:c}",
            "<b>",
            "</b>",
            '{"a": [1]}',
            "(",
            "{",
            "— Sam (@sam) January 1, 2026 ",
            "@sam · Follow ",
        ),
        *("7:38 pm · 25 Jun 2025 133 Reply ", "Related: ", "&amp;", "\u200b", "engineAt the "),
    ]
)


@settings(max_examples=250)
@given(st.lists(SCRAPS, max_size=40).map("".join))
def test_every_character_shown_is_the_source_s(source):
    try:
        article = parse(source, media="text")
    except ParseError:
        return
    end = 0
    for block in article.blocks:
        assert block.start >= end
        end = block.end
        for at in range(block.start, block.end):
            span = article.source_span(at, at + 1)
            shown = article.text[at]
            if span is None:
                assert shown.isspace()
            elif not shown.isspace():
                assert source[span.start : span.end] in (shown, "&amp;")
