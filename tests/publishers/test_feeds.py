"""One entry of a feed is an article; every character of it stands somewhere in the feed."""

from datetime import UTC, datetime

import pytest

from tapecheck.errors import ParseError
from tapecheck.publishers import parse

BODY = "<p>Samplecoin rose by 4% to <b>$5.10</b> on Wednesday &amp; held.</p><p>Ether didn&#8217;t.</p>"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel>
<title>Sample News</title><link>https://example.com/</link><language>en-gb</language>
<item><title>Samplecoin rises &amp; holds</title><link>https://example.com/samplecoin-rises</link>
<dc:creator><![CDATA[Sam Sample]]></dc:creator>
<pubDate>Wed, 14 Jan 2026 22:57:00 +0000</pubDate><category><![CDATA[Markets]]></category><category>Samplecoin</category>
<description><![CDATA[A short of it.]]></description><content:encoded>{content}</content:encoded></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>Sample News</title><entry><title>Samplecoin rises</title>
<link rel="alternate" href="https://example.com/a"/><author><name>Kim Example</name></author><published>2026-01-14T22:57:00Z</published>
<updated>2026-01-14T23:57:00Z</updated><content type="html">{content}</content></entry></feed>"""


def escaped(html: str) -> str:
    return html.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


@pytest.mark.parametrize("content", [f"<![CDATA[{BODY}]]>", escaped(BODY)], ids=["cdata", "escaped"])
@pytest.mark.parametrize("feed", [RSS, ATOM], ids=["rss", "atom"])
def test_the_words_and_their_places(feed, content):
    source = feed.format(content=content)
    article = parse(source)
    assert article.body == "Samplecoin rose by 4% to $5.10 on Wednesday & held.\n\nEther didn’t."
    start = article.text.index("$5.10")
    span = article.source_span(start, start + 5)
    assert span is not None
    assert source[span.start : span.end] == "$5.10"
    apostrophe = article.source_span(article.text.index("’"), article.text.index("’") + 1)
    assert apostrophe is not None
    assert source[apostrophe.start : apostrophe.end] in ("&#8217;", "&amp;#8217;")


def test_what_the_entry_says():
    article = parse(RSS.format(content=f"<![CDATA[{BODY}]]>"))
    assert (article.title, article.authors, article.tags) == (
        "Samplecoin rises & holds",
        ("Sam Sample",),
        ("Markets", "Samplecoin"),
    )
    assert (article.published_at, article.url) == (
        datetime(2026, 1, 14, 22, 57, tzinfo=UTC),
        "https://example.com/samplecoin-rises",
    )
    assert (article.publisher, article.language) == ("Sample News", "en-gb")
    atom = parse(ATOM.format(content=escaped(BODY)))
    assert (atom.authors, atom.updated_at, atom.url) == (
        ("Kim Example",),
        datetime(2026, 1, 14, 23, 57, tzinfo=UTC),
        "https://example.com/a",
    )


@pytest.mark.parametrize(
    "content", ["", "<content:encoded></content:encoded>", "<content:encoded> \n </content:encoded>"]
)
def test_the_description_stands_in(content):
    description = "<description>&lt;p&gt;Samplecoin rose by 4%.&lt;/p&gt;</description>"
    assert parse(f"<item><title>A</title>{content}{description}</item>").body == "Samplecoin rose by 4%."


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<rss><channel><title>A</title></channel></rss>", "without an entry"),
        ("<rss><channel><item><title>A</title></item><item><title>B</title></item></channel></rss>", "2 entries"),
        ("<item><title>A</title></item>", "no content"),
        (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><rss><item><description>&a;</description></item></rss>',
            "entities",
        ),
    ],
)
def test_feeds_that_are_no_article(source, reason):
    with pytest.raises(ParseError, match=reason):
        parse(source, media="html")


def test_a_page_about_feeds_is_a_page():
    inside = "<![CDATA[<item>]]>"
    assert parse(f"<html><body><p>The {inside} element of a feed holds an article.</p></body></html>").body
