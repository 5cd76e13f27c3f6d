"""The tree: blocks, exact places, and input that is no good HTML."""

import pytest

from tapecheck.errors import ParseError
from tapecheck.text.html import read_page
from tapecheck.text.markup import cut
from tapecheck.text.page import Gap

PAGE = """<html><head><title>Sample &amp; Co</title><script>var a = "<p>no</p>";</script>
<meta property="og:title" content="A title"></head>
<body><nav>Menu</nav><article><h1>Bitcoin&nbsp;rose</h1>
<p>It rose to <b>$97,800</b>,
   up <a href="/x">3.5%</a>.<!-- <p>no</p> --></p>
<ul><li>One<li>Two</ul><p hidden>no</p><p>Line<br>break</p><img alt="a > b"></article>
<footer>no</footer></body></html>"""


def test_blocks_and_where_they_stand():
    page = read_page(PAGE)
    assert [page.text(block).text for block in page.blocks] == [
        "Menu",
        "Bitcoin rose",
        "It rose to $97,800, up 3.5%.",
        "One",
        "Two",
        "Line\nbreak",
        "no",
    ]
    block = page.blocks[2]
    text = page.text(block)
    start = text.text.index("$97,800")
    span = text.to_source(start, start + 7)
    assert span is not None
    assert PAGE[span.start : span.end] == "$97,800"
    assert block.linked == 4


@pytest.mark.parametrize(
    ("source", "texts"),
    [
        ("5 < 6 and 7 > 3", ["5 < 6 and 7 > 3"]),
        ("<p>one</b> two</p></div></article>three", ["one two", "three"]),
        ("<p>one<p>two", ["one", "two"]),
        ("<p title=it's>one</p><p>it's two</p>", ["one", "it's two"]),
        ("<p>S&ampP &copy2026 &notit;</p>", ["S&P ©2026 ¬it;"]),
        ("<pre>one\n two</pre>", ["one\ntwo"]),
        ("<p>one<br>two<br> <br/>three</p>", ["one\ntwo", "three"]),
        ("<p>re<b>cord</b> <i>high</i></p>", ["record high"]),
        ("<p>\ufdd00\ufdd1 a\ufdd1 b</p>", ["0 a b"]),
        ("<table><p>out</p><tr><td>in</table>", ["out", "in"]),
        ("<!-- never closed <p>one</p>", []),
        ("<script>never closed <p>one</p>", []),
        ("<p>a<", ["a<"]),
        ("<table><tr><td>1<td>2</tr><tr><td>3</table>", ["1", "2", "3"]),
        ("<p style='display: none'>no</p><p aria-hidden=true>no</p><template><p>no</p></template>yes", ["yes"]),
        (
            "<div style='display:none'><p>the rest</p><p>of it</p></div><div hidden><p>no</p></div>",
            ["the rest", "of it"],
        ),
        ("", []),
    ],
)
def test_bad_html(source, texts):
    page = read_page(source)
    assert [page.text(block).text for block in page.blocks] == texts


def source_of(page, block, words):
    start = page.text(block).text.index(words)
    span = page.text(block).to_source(start, start + len(words))
    return span and page.source[span.start : span.end]


def test_what_stands_between_words_has_its_place_too():
    page = read_page("<p>one<br />two<b> </b>three<i>four</i>  <i>five</i></p><tr><td>6</td><td>7</td>")
    assert [source_of(page, page.blocks[0], mark) for mark in ("\n", "o t", "efo", "r f")] == [
        "<br />",
        "o<b> </b>t",
        "e<i>fo",
        "r</i>  <i>f",
    ]
    table = read_page("<table><tr><td>6</td><td>7</td></table>")
    assert source_of(table, table.blocks[0].joined(table.blocks[1], Gap.CELL), " ") == "</td><td>"


def test_words_moved_by_the_parser_keep_their_place():
    page = read_page("<table><tr><td>in</td></tr>out &amp; about</table>")
    assert [(page.text(block).text, source_of(page, block, block.words)) for block in page.blocks] == [
        ("out & about", "out &amp; about"),
        ("in", "in"),
    ]


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<div>" * 3000, "deep"),
        ("<b>" * 400_001, "deep"),
        ("<p>" * 400_001, "tags"),
        ("".join(f"<b id={number}><p>" for number in range(1500)), "formatting"),
    ],
)
def test_pages_that_would_take_forever_are_refused(source, reason):
    with pytest.raises(ParseError, match=reason):
        read_page(source)


@pytest.mark.parametrize(
    "unit", ['<a "', "</div>", "<p>w", "<!--", "<", "<b x", "&", "<td>x", "<a ='", "<br>", "</", "&#"]
)
def test_hostile_repetition_is_read(unit):
    page = read_page(unit * 20_000)
    assert sum(len(page.text(block)) for block in page.blocks) <= len(unit) * 20_000


def test_a_tag_of_megabytes_is_shortened():
    values = read_page(f'<p class="a" title="{"x" * 3_000_000}">one</p>')
    assert (values.elements[-1].hint, values.blocks[0].words) == ("a", "one")
    names = read_page(f"<p {' '.join(f'a{number}' for number in range(200_000))}>one</p>")
    assert (names.elements[-1].hint, names.blocks[0].words) == ("", "one")


def test_raw_text_is_none():
    assert cut("<script>a<b>c</script><title>t</title>x").texts == [(38, 39)]


def test_selectors():
    page = read_page('<div class="x"><p id=y>one</p></div><p>two</p>')
    assert [page.elements[number].tag for number in page.select("div.x > p, div")] == ["div", "p"]
    with pytest.raises(ValueError, match=r"p\[\["):
        page.select("p[[")
