"""What a page says about itself: every source, which is believed, and what disagrees."""

from datetime import UTC, datetime

import pytest

from tapecheck.publishers import parse
from tapecheck.publishers.metadata.resolve import read_statements, resolve
from tapecheck.schema.article import METADATA_SOURCES
from tapecheck.text.html import read_page

PROSE = "".join(
    f"<p>Samplecoin rose by {n}% on Wednesday to trade at ${n}.10, a report by Sample Research says.</p>"
    for n in (3, 4, 5, 6)
)


def metadata(head: str, body: str = ""):
    return resolve(read_statements(read_page(f"<html><head>{head}</head><body>{body}</body></html>")))


def json_ld(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


GRAPH = json_ld(
    """{"@context": "https://schema.org", "@graph": [
    {"@type": "WebPage", "@id": "https://example.com/a/#webpage", "name": "no"},
    {"@type": "NewsArticle", "headline": "Samplecoin rises", "alternativeHeadline": "And holds", "author": {"@id": "#sam"},
     "publisher": {"@id": "#org"}, "mainEntityOfPage": {"@id": "https://example.com/a/#webpage"}, "inLanguage": "en-GB",
     "datePublished": "2026-01-14T17:57:00-05:00", "dateModified": "2026-01-14T23:27:00Z", "articleSection": ["Markets", "News"],
     "keywords": "#Samplecoin, Markets", "image": [{"@type": "ImageObject", "url": "https://example.com/a.jpg", "caption": "A coin"}]},
    {"@type": "Person", "@id": "#sam", "name": "Sam Sample"}, {"@type": "Organization", "@id": "#org", "name": "Sample News"}]}"""
)


def test_a_graph_with_references():
    found = metadata(GRAPH)
    assert (found.title, found.subtitle, found.authors, found.publisher) == (
        "Samplecoin rises",
        "And holds",
        ("Sam Sample",),
        "Sample News",
    )
    assert found.published_at == datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
    assert found.updated_at == datetime(2026, 1, 14, 23, 27, tzinfo=UTC)
    assert (found.canonical_url, found.language, found.section) == ("https://example.com/a/", "en-GB", "Markets")
    assert found.tags == ("Samplecoin", "Markets")
    assert [(image.url, image.caption) for image in found.images] == [("https://example.com/a.jpg", "A coin")]


@pytest.mark.parametrize(
    "data",
    [
        '[{"@type": "BreadcrumbList"}, {"@type": ["NewsArticle"], "headline": "Samplecoin rises"}]',
        '<!-- {"@type": "https://schema.org/AnalysisNewsArticle", "headline": "Samplecoin rises"} -->',
        '//<![CDATA[\n{"@type": "BlogPosting", "headline": "Samplecoin\n rises"}\n//]]>',
        '{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Samplecoin&#32;rises"}};',
    ],
)
def test_json_ld_as_it_is_written(data):
    assert metadata(json_ld(data)).title == "Samplecoin rises"


def test_a_list_of_articles_is_no_article():
    listed = '{"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": {"@type": "NewsArticle", "headline": "A"}}]}'
    assert metadata(json_ld(listed)).title is None


def test_microdata_of_the_article_and_not_of_its_comments():
    found = metadata(
        "",
        '<article itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">Samplecoin rises</h1>'
        '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><b itemprop="name">Sam Sample</b></span>'
        '<time itemprop="datePublished" datetime="2026-01-14T22:57:00Z">today</time><meta itemprop="dateModified" content="2026-01-15">'
        '<div itemprop="comment" itemscope itemtype="https://schema.org/Comment"><i itemprop="author">Kim</i></div></article>',
    )
    assert (found.title, found.authors) == ("Samplecoin rises", ("Sam Sample",))
    assert found.published_at == datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
    assert (found.updated_at, found.updated_at_zone_assumed) == (datetime(2026, 1, 15, tzinfo=UTC), True)


def test_names_of_many_systems():
    found = metadata(
        '<meta name="parsely-pub-date" content="2026-01-14T22:57:00Z"><meta name="DC.creator" content="By Sam Sample and Kim Example">'
        '<meta property="og:locale" content="en_US"><meta name="news_keywords" content="bitcoin, markets"><link rel="canonical" '
        'href="https://example.com/a"><meta property="og:image" content="https://example.com/a.jpg"><title>A title - Sample</title>'
    )
    assert (found.authors, found.language, found.tags) == (
        ("Sam Sample", "Kim Example"),
        "en-US",
        ("bitcoin", "markets"),
    )
    assert (found.canonical_url, found.images[0].url, found.title) == (
        "https://example.com/a",
        "https://example.com/a.jpg",
        "A title - Sample",
    )
    assert found.origins["published_at"] == "meta"


def test_disagreement_is_kept():
    found = metadata(
        json_ld(
            '{"@type": "NewsArticle", "headline": "Samplecoin rises", "author": "Sam Sample", "datePublished": "2026-01-14T10:00:00Z"}'
        )
        + '<meta property="og:title" content="Samplecoin rises by 4% | Sample News"><meta property="og:site_name" content="Sample News">'
        '<meta name="author" content="Kim Example"><meta property="article:published_time" content="2026-01-13T10:00:00Z">'
    )
    assert (found.title, found.authors) == ("Samplecoin rises", ("Sam Sample",))
    assert [(one.field, one.other, one.other_from) for one in found.conflicts] == [
        ("title", "Samplecoin rises by 4%", "open_graph"),
        ("authors", "Kim Example", "meta"),
        ("published_at", "2026-01-13T10:00:00Z", "open_graph"),
    ]


def test_the_same_in_other_words_is_no_disagreement():
    found = metadata(
        json_ld(
            '{"@type": "NewsArticle", "headline": "Samplecoin\\u2019s rise", "datePublished": "2026-01-14", "publisher": "Sample News"}'
        )
        + "<meta property='og:title' content=\"Samplecoin's rise\"><meta property='article:published_time' content='2026-01-14T10:01:00Z'>"
        "<meta property='og:site_name' content='Sample News'><title>Samplecoin's rise | Sample News</title>"
    )
    assert found.conflicts == ()
    # A moment goes before a day whose time and zone are not known.
    assert (found.published_at, found.published_at_zone_assumed) == (datetime(2026, 1, 14, 10, 1, tzinfo=UTC), False)
    assert found.origins["published_at"] == "open_graph"


def test_the_order_is_the_stated_one():
    values = {source: source for source in METADATA_SOURCES}
    assert list(values) == list(METADATA_SOURCES)
    assert METADATA_SOURCES[0] == "caller"
    assert METADATA_SOURCES.index("json_ld") < METADATA_SOURCES.index("open_graph") < METADATA_SOURCES.index("visible")


def test_what_is_visible():
    byline = "<div class='post-byline'>By <a href='/author/sam' rel='author'>Sam Sample</a></div>"
    dated = "<div class='post-date'>Published 10:57 PM EST Jan 14, 2026</div>"
    figure = "<figure><img src='/a.jpg'><figcaption>A chart of it</figcaption></figure>"
    page = f"<title>Samplecoin rises</title><body><h1>Samplecoin rises</h1>{byline}{dated}<article>{PROSE}{figure}</article>"
    article = parse(page, url="https://example.com/a")
    assert (article.authors, article.published_at) == (("Sam Sample",), datetime(2026, 1, 15, 3, 57, tzinfo=UTC))
    expected = {"url": "caller", "title": "visible", "authors": "visible", "published_at": "visible"}
    assert article.metadata_from == expected
    assert [(image.url, image.caption) for image in article.images] == [("https://example.com/a.jpg", "A chart of it")]


def test_a_day_in_the_address_is_the_last_resort():
    article = parse(
        f"<html><body><h1>Samplecoin rises</h1>{PROSE}</body></html>",
        url="https://example.com/2026/01/14/samplecoin-rises",
    )
    assert (article.published_at, article.published_at_zone_assumed) == (datetime(2026, 1, 14, tzinfo=UTC), True)
    assert article.metadata_from["published_at"] == "address"


def test_what_the_caller_says_holds():
    article = parse(
        f"<html><head>{GRAPH}</head><body><h1>Samplecoin rises</h1>{PROSE}</body></html>",
        url="https://example.com/b",
        title="Given",
        publisher="Given News",
        published_at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    assert (article.url, article.canonical_url, article.title, article.publisher) == (
        "https://example.com/b",
        "https://example.com/a/",
        "Given",
        "Given News",
    )
    assert article.published_at == datetime(2026, 1, 1, tzinfo=UTC)
    assert {"title", "publisher", "published_at"} <= {conflict.field for conflict in article.conflicts}


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//example.com/a", "https://exa mple.com/'", "x" * 5000]
)
def test_addresses_that_are_none(address):
    found = metadata(
        f'<link rel="canonical" href="{address}"><meta property="og:url" content="{address}"><meta property="og:image" content="{address}">'
    )
    assert (found.url, found.canonical_url, found.images) == (None, None, ())


@pytest.mark.parametrize(
    "written", ["0001-01-01T00:00:00Z", "soon", "9999-12-31T23:59:59-12:00", "2026-13-01", "", "1" * 400]
)
def test_moments_that_are_none(written):
    assert metadata(f'<meta property="article:published_time" content="{written}">').published_at is None
