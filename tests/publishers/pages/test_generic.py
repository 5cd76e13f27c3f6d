"""Pages: the article and its data among everything else."""

from datetime import UTC, datetime

import pytest

from tapecheck.publishers import looks_like_html, parse
from tapecheck.publishers.metadata.resolve import read_statements, resolve
from tapecheck.text.html import read_page


def read_metadata_of(source):
    return resolve(read_statements(read_page(source)))


PROSE = "Samplecoin rose by 4% on Wednesday, its third day of gains in a row, to trade at $5.10, a report by Sample Research says."
PAGE = f"""<!doctype html><html><head><title>Samplecoin rises | Sample News</title>
<link rel="canonical" href="https://example.com/samplecoin">
<script type="application/ld+json">{{"@graph": [{{"@type": "WebPage", "name": "x"}}, {{"@type": ["NewsArticle"],
"headline": "Samplecoin rises", "author": [{{"name": "Sam Sample"}}, "Kim Example"], "publisher": {{"name": "Sample News"}},
"datePublished": "2026-01-14T17:57:00-05:00", "dateModified": "2026-01-14T23:27:00Z"}}]}}</script></head>
<body class="has-sidebar"><nav><a href="/">Home</a></nav><div class="wrap"><h1>Samplecoin rises</h1>
<div class="content"><p>{PROSE}</p><p>Second: {PROSE}</p><h2>What&rsquo;s next?</h2><ul><li>A point of note</li></ul>
<figure><figcaption>A chart of it</figcaption></figure><blockquote>“Words of hers”</blockquote><p>Third: {PROSE}</p>
<div class="newsletter-box"><p>Fourth: {PROSE}</p></div><p>Related: Why it fell in May</p></div>
<div class="related-stories"><p>Fifth: {PROSE}</p></div></div><footer>{PROSE}</footer></body></html>"""


def test_a_page():
    article = parse(PAGE)
    assert [(block.kind, article.text[block.start : block.end][:8]) for block in article.blocks] == [
        ("title", "Sampleco"),
        ("paragraph", "Sampleco"),
        ("paragraph", "Second: "),
        ("heading", "What’s n"),
        ("list_item", "A point "),
        ("caption", "A chart "),
        ("quote", "“Words o"),
        ("paragraph", "Third: S"),
        ("furniture", "Fourth: "),
        ("related", "Related:"),
    ]
    assert (article.title, article.authors, article.publisher) == (
        "Samplecoin rises",
        ("Sam Sample", "Kim Example"),
        "Sample News",
    )
    assert article.published_at == datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
    assert article.updated_at == datetime(2026, 1, 14, 23, 27, tzinfo=UTC)
    assert article.url == "https://example.com/samplecoin"


def test_places_are_those_of_the_page():
    article = parse(PAGE)
    start = article.text.index("$5.10")
    span = article.source_span(start, start + 5)
    assert span is not None
    assert PAGE[span.start : span.end] == "$5.10"


def test_open_graph_stands_in():
    page = (
        '<meta property="og:title" content="Ether &amp; co"><meta property="og:site_name" content="Sample">'
        '<meta name="author" content="Sam Sample"><meta property="article:published_time" content="2026-01-14T10:00:00">'
    )
    found = read_metadata_of(page)
    assert (found.title, found.publisher, found.authors) == ("Ether & co", "Sample", ("Sam Sample",))
    assert (found.published_at, found.published_at_zone_assumed) == (datetime(2026, 1, 14, 10, tzinfo=UTC), True)


@pytest.mark.parametrize(
    "data", ["", "{", "[" * 5000, "null", '{"@type": "NewsArticle", "datePublished": "soon", "author": 3}']
)
def test_bad_json_ld_says_nothing(data):
    found = read_metadata_of(f'<title>A title</title><script type="application/ld+json">{data}</script>')
    assert (found.title, found.published_at, found.authors) == ("A title", None, ())


def test_a_page_without_prose_still_gives_its_words():
    assert parse("<div>Up 5%</div>", media="html").text == "Up 5%"


def test_media_can_be_forced():
    assert "<b>" in parse("<b>Bold</b> claim that is one line.", media="text").text


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("<html><body>", True),
        ("  <!DOCTYPE html>", True),
        ("A < B and C > D", False),
        ("Plain.", False),
        ("Use <p> or <br> tags", True),
    ],
)
def test_sniffing(source, html):
    assert looks_like_html(source) is html


def test_the_page_s_own_words_settle_where_the_article_is():
    first, second = (
        "Samplecoin rose by 4% on Wednesday to trade at $5.10, its highest price in a month.",
        "A report says so.",
    )
    feed = f"<div class='feed'>{''.join(f'<p>{number}: {PROSE}</p>' for number in range(30))}</div>"
    labels = "".join(f"<div><span>Label {number}</span></div>" for number in range(60))
    story = f"<div class='x'><p>{first}</p><p>{second} {first} {second} {first} {second} {first}</p></div>"
    said = f'{{"@type": "NewsArticle", "headline": "Samplecoin", "articleBody": "{first}\\n{second} {first} {second} {first}"}}'
    page = f"<html><head><script type='application/ld+json'>%s</script></head><body>{feed}{labels}{story}</body></html>"
    assert second not in parse(page.replace("%s", "{}")).body
    assert parse(page.replace("%s", said)).body.startswith(first)
