from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.reading import inputs
from tapecheck.corpus.reading.feeds import entry_spans
from tapecheck.publishers import parse
from tapecheck.schema.input import ArticleInput

Reads = Callable[..., list[ArticleInput]]

RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Sample News</title><link>https://example.com/</link>
<item><title>Samplecoin rises</title><link>https://example.com/1</link><guid isPermaLink="false">news-1</guid>
<dc:creator>Sam Sample</dc:creator><pubDate>Wed, 14 Jan 2026 22:57:00 +0000</pubDate>
<content:encoded><![CDATA[<p>Samplecoin rose by 4% to $5.10. <code><item></code></p>]]></content:encoded></item>
<!-- <item> -->
<item><title>Ether</title><link>https://www.coindesk.com/markets/2</link>
<description>&lt;p&gt;Ether fell by 3%.&lt;/p&gt;</description></item>
<item><title>No address</title><description>Text.</description></item>
</channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample News</title><id>feed</id>
<entry><title>A</title><link rel="self" href="https://example.com/api/a"/><link href="https://example.com/a"/>
<id>tag:example.com,2026:a</id><published>2026-01-14T22:57:00Z</published><content type="html">&lt;p&gt;Text A.&lt;/p&gt;</content></entry>
<entry><title>B</title><link rel="alternate" href="https://example.com/b"/><content type="html">&lt;p&gt;Text B.&lt;/p&gt;</content>
</entry></feed>"""


def test_each_entry_is_an_article_whose_source_stands_in_the_feed(read: Reads) -> None:
    items = read("a.rss", RSS.encode())
    assert [item.id for item in items] == ["news-1", "https://www.coindesk.com/markets/2", "a.rss#3"]
    assert [item.line for item in items] == [4, 8, 10]
    assert all(item.source in RSS and item.source.startswith("<item>") for item in items)
    # Known by its address: the name of the site's own page is better than that of a feed.
    assert [item.publisher for item in items] == ["Sample News", None, "Sample News"]


def test_an_entry_is_read_like_a_feed_of_one_entry(read: Reads) -> None:
    item = read("a.rss", RSS.encode())[0]
    article = parse(item.source, publisher=item.publisher, media=item.media)
    assert (article.title, article.authors, article.url) == (
        "Samplecoin rises",
        ("Sam Sample",),
        "https://example.com/1",
    )
    span = article.source_span(article.text.index("$5.10"), article.text.index("$5.10") + 5)
    assert span is not None
    assert item.source[span.start : span.end] == "$5.10"


@pytest.mark.parametrize("name", ["a.atom", "a.xml"])
def test_atom(read: Reads, name: str) -> None:
    first, second = read(name, ATOM.encode())
    assert (first.id, second.id) == ("tag:example.com,2026:a", "https://example.com/b")
    assert parse(second.source, media="html").body == "Text B."


def test_a_feed_of_one_entry_stays_as_it_is(read: Reads) -> None:
    feed = "<rss><channel><title>S</title><item><title>A</title><description>Text.</description></item></channel></rss>"
    assert read("a.rss", feed.encode()) == [ArticleInput(id="a.rss", source=feed, media="html", path="a.rss")]


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
        '<!DOCTYPE rss SYSTEM "file:///etc/passwd">',
    ],
)
def test_a_feed_that_declares_entities_stays_whole_and_is_refused_later(read: Reads, declaration: str) -> None:
    feed = f"{declaration}<rss><channel><item><title>&b;</title></item><item><title>B</title></item></channel></rss>"
    (item,) = read("a.rss", feed.encode())
    assert item.source == feed
    with pytest.raises(Exception, match="declares a document type or entities"):
        parse(item.source, media="html")


def test_xml_that_is_no_feed_is_an_error_where_it_was_named_and_passed_over_in_a_folder(read: Reads) -> None:
    (item,) = read("in/sitemap.xml", b"<urlset><url/></urlset>")
    assert item.message == "not a feed"
    read("in/b.txt", b"Text.")
    assert [item.id for item in read("in")] == ["in/b.txt"]


def test_a_long_entry_is_rejected_and_the_others_are_read(read: Reads, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inputs, "MAX_ARTICLE_BYTES", 1000)
    long = f"<item><description>{'x' * 2000}</description></item>"
    items = read("a.rss", f"<rss><channel>\n{long}\n<item><guid>b</guid></item></channel></rss>".encode())
    assert [(item.id, item.line) for item in items] == [("a.rss#1", 2), ("b", 3)]
    assert items[0].message == "longer than 1,000 characters"


def test_a_feed_that_breaks_off_has_its_last_entry(read: Reads) -> None:
    items = read("a.rss", RSS.encode()[: RSS.index("Ether fell")])
    assert [item.id for item in items] == ["news-1", "https://www.coindesk.com/markets/2"]


PIECES = st.sampled_from(
    ["<item>", "</item>", "<entry a='b'>", "</entry >", "<!--", "-->", "<![CDATA[", "]]>", "x", "\n", "<items>"]
)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_entries_are_apart_and_begin_with_their_tag(source: str) -> None:
    at = 0
    for start, end in entry_spans(source):
        assert at <= start < end <= len(source)
        assert source[start:].startswith(("<item>", "<entry a"))
        at = end
