"""Pages made to hurt: each is read or refused in one line, and what it costs grows with its length only.

The sizes are such that work that grows with their square would keep the tests from ending.
"""

import pytest

from tapecheck.errors import ParseError
from tapecheck.publishers import parse

PROSE = "<p>Samplecoin rose by 4% on Wednesday, its third day of gains in a row, to trade at $5.10, a report says.</p>"
REFUSED = {
    "nested": "<div>" * 100_000 + PROSE,
    "nested and closed": "<div>" * 100_000 + PROSE + "</div>" * 100_000,
    "tables in tables": "<table><tr><td>" * 20_000 + PROSE,
    "lists in lists": "<ul><li>" * 30_000 + PROSE,
    "formatting opened anew": "".join(f"<b id={number}><p>x" for number in range(20_000)),
    "millions of tags": "<i>x</i>" * 300_000,
    "tags that never end": "<p" * 500_000,
    "quotes that never end": '<a ="' * 300_000,
    "a script that never ends": "<script>" * 100_000 + PROSE,
    "entities of its own": '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><rss><item><description>&b;</description></item></rss>',
    "a feed of tags that never end": "<item>" + "<content:encoded>" * 50_000,
    "a feed of CDATA that never ends": "<item><description>" + "<![CDATA[" * 50_000,
    "a feed of blanks": "<item><description>" + " " * 500_000 + "</description></item>",
    "a feed of many": "<rss>" + "<item><title>a</title></item>" * 50_000 + "</rss>",
}
READ = {
    "megabytes of attributes": f'<html><body><div class="{"share- " * 500_000}">{PROSE * 10}',
    "many attributes": f"<html><p {' '.join(f'a{number}=1' for number in range(200_000))}>{PROSE * 5}",
    "a flood of references": "<p>" + "&amp;" * 100_000 + "&" * 200_000 + "&#" * 100_000,
    "control characters": "<p>" + "\x01\x02\x00" * 200_000 + PROSE,
    "links that are programs": PROSE * 5 + '<a href="javascript:alert(1)">x</a>' * 10_000,
    "line breaks": "<p>" + "word word word word<br>" * 20_000,
    "comments": "<!-- x -->" * 50_000 + PROSE * 4,
    "deep JSON": '<script type="application/ld+json">' + "[" * 300_000 + "</script>" + PROSE * 4,
    "many scripts": '<script type="application/ld+json">{"@type":"NewsArticle"}</script>' * 5_000 + PROSE * 4,
    "many headlines": "<h1>Samplecoin rises</h1>" * 10_000 + PROSE * 4,
    "many teasers": "<div><h2><a href=x>Samplecoin rises</a></h2><p>short text</p></div>" * 10_000 + PROSE * 4,
    "many posts": '<blockquote class="twitter-tweet"><p>Up.</p>— Sam (@sam) January 3, 2026</blockquote>' * 3_000,
    "many names": "".join(f'<div class="c{number} share-{number}">x</div>' for number in range(20_000)) + PROSE * 4,
    "five megabytes": PROSE * 10_000 + f"<script>{'x' * 4_000_000}</script>",
    "many prices in a sentence": "<p>" + "<span class=ticker>SMP 1%</span><sup>1</sup>" * 20_000,
    "hidden in hidden": "<div hidden>" * 1_900 + "<p>x" * 20_000 + PROSE * 3,
    "stray brackets": "<" * 500_000,
    "widgets": "<p>" + "BTC -0.49% $27,592 " * 20_000,
}


@pytest.mark.parametrize(("what", "source"), REFUSED.items(), ids=REFUSED)
def test_refused_in_one_line(what, source):
    with pytest.raises(ParseError) as error:
        parse(source, media="html")
    assert "\n" not in str(error.value)
    assert len(str(error.value)) < 200


@pytest.mark.parametrize("address", [None, "https://www.coindesk.com/a"], ids=["unknown", "known"])
@pytest.mark.parametrize(("what", "source"), READ.items(), ids=READ)
def test_read(what, source, address):
    if address is not None:
        source = f'<div data-module-name="article-body"><div class="document-body">{source}'
    article = parse(source, media="html", url=address)
    assert 0 < len(article.text) <= len(source) + 2 * len(article.blocks)
    assert "javascript" not in article.model_dump_json()
