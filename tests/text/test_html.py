"""The scanner: blocks, exact places, and input that is no good HTML."""

import pytest

from tapecheck.text.html import attributes, read_page

PAGE = """<html><head><title>Sample &amp; Co</title><script>var a = "<p>no</p>";</script>
<meta property="og:title" content="A title"></head>
<body><nav>Menu</nav><article><h1>Bitcoin&nbsp;rose</h1>
<p>It rose to <b>$97,800</b>,
   up <a href="/x">3.5%</a>.<!-- <p>no</p> --></p>
<ul><li>One<li>Two</ul><p hidden>no</p><p>Line<br>break</p><img alt="a > b"></article>
<footer>no</footer></body></html>"""


def test_blocks_and_where_they_stand():
    page = read_page(PAGE)
    assert [block.text.text for block in page.blocks] == [
        "Bitcoin rose",
        "It rose to $97,800, up 3.5%.",
        "One",
        "Two",
        "Line\nbreak",
    ]
    block = page.blocks[1]
    start = block.text.text.index("$97,800")
    span = block.text.to_source(start, start + 7)
    assert span is not None
    assert PAGE[span.start : span.end] == "$97,800"
    assert block.linked == 4


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("5 < 6 and 7 > 3", ["5 < 6 and 7 > 3"]),
        ("<p>one</b> two</p></div></article>three", ["one two", "three"]),
        ("<p>one<p>two", ["one", "two"]),
        ('<p title="unclosed>one</p><p>two</p>', ["one", "two"]),
        ("<!-- never closed <p>one</p>", []),
        ("<script>never closed <p>one</p>", []),
        ("<p>a<", ["a<"]),
        ("<table><tr><td>1<td>2</tr><tr><td>3</table>", ["1 2", "3"]),
        ("", []),
    ],
)
def test_bad_html(source, texts):
    assert [block.text.text for block in read_page(source).blocks] == texts


@pytest.mark.parametrize("unit", ["<div>", '<a "', "</div>", "<p>w", "<!--", "<", "<b>x", "&"])
def test_hostile_repetition_is_read(unit):
    read_page(unit * 20_000)


def test_first_attribute_counts():
    assert attributes(" A=1 a='2' b=\"x y\"") == {"a": "1", "b": "x y"}
