"""Pasted text: what each line is, what the article's data are, and where every block stands in the source."""

from datetime import UTC, datetime

import pytest

from tapecheck.errors import ParseError
from tapecheck.publishers import parse
from tapecheck.schema.article import Article

PASTED = """Share this article

Samplecoin climbs past $5 as shorts are closed

The coin’s rise has given traders heart, one of them says.

Updated Jan 14, 2026, 11:27 p.m. Published Jan 14, 2026, 10:57 p.m.
Samplecoin price on Jan. 14 (Sample Media)
Samplecoin price on Jan. 14 (Sample Media)

What to know:

  • Samplecoin rose 4% to $5.10.
  • Shorts worth $2 million were closed.

Samplecoin rose by 4% on Wednesday, its third day of gains in a row, to trade at $5.10.

STORY CONTINUES BELOW
Don't miss another story.Subscribe to the Sample Daily Newsletter today. See all newsletters

A new record?

The old one is $6, which was set in May.

Happy with this week.



More to come! pic.twitter.com/abcDEF — Sam Sample (@samsample) January 14, 2026

Samplecoin’s daily chart. Source: TradingView

Advertisement
Trade 300 coins with Sample Exchange!
Ad
Read more: Why samplecoin fell in May

More For You

Examplecoin falls to $3 on weak demand

16:9 Image

Examplecoin fell by 9% as buyers stayed away from the market for a second week in a row.

What to know:

  • Examplecoin fell 9% to $3.
"""


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(block.kind, article.text[block.start : block.end]) for block in article.blocks]


def test_a_pasted_page():
    article = parse(PASTED)
    found = kinds(article)
    assert [kind for kind, _ in found] == [
        *("furniture", "title", "subtitle", "furniture", "caption", "caption", "heading", "key_point", "key_point"),
        *("paragraph", "furniture", "furniture", "heading", "paragraph", "post", "caption", "furniture", "furniture"),
        *("furniture", "related", "related", "related", "related", "related", "related", "related"),
    ]
    assert found[7][1] == "Samplecoin rose 4% to $5.10."
    assert found[14][1].startswith("Happy with this week.\nMore to come! pic.twitter.com")
    assert article.title == "Samplecoin climbs past $5 as shorts are closed"
    assert article.subtitle == "The coin’s rise has given traders heart, one of them says."
    assert article.published_at == datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
    assert article.updated_at == datetime(2026, 1, 14, 23, 27, tzinfo=UTC)
    assert article.published_at_zone_assumed
    for outside in (
        "climbs past",
        "given traders heart",
        "Updated",
        "(Sample Media)",
        "STORY",
        "Examplecoin",
        "TradingView",
    ):
        assert outside not in article.body


def test_every_character_maps_to_itself():
    article = parse(PASTED)
    for block in article.blocks:
        for at in range(block.start, block.end):
            span = article.source_span(at, at + 1)
            if article.text[at] not in " \n":
                assert span is not None
                assert PASTED[span.start : span.end] == article.text[at]


def test_the_caller_knows_better():
    given = datetime(2026, 1, 15, tzinfo=UTC)
    article = parse(PASTED, published_at=given, publisher="Sample", url="https://example.com/a", article_id="a1")
    assert (article.published_at, article.published_at_zone_assumed) == (given, False)
    assert (article.publisher, article.url, article.id) == ("Sample", "https://example.com/a", "a1")


def test_the_id_depends_on_url_and_source():
    ids = {parse("One text.").id, parse("Another text.").id, parse("One text.", url="https://example.com").id}
    assert len(ids) == 3
    assert parse("One text.").id == parse("One text.").id
    assert all(len(found) == 16 for found in ids)


def test_a_title_with_a_site_name_and_pasted_twice():
    source = "Samplecoin’s rise goes on - Sample News\n\n# Samplecoin's rise goes on\n\nIt rose by 5% on Monday, for the third day."
    article = parse(source, title="Samplecoin&#039;s rise goes on")
    assert [kind for kind, _ in kinds(article)] == ["title", "title", "paragraph"]
    assert article.title == "Samplecoin's rise goes on"


def test_a_list_of_other_stories_ends_where_the_article_goes_on():
    long = "The coin has risen for three days in a row, and traders who follow it say that demand from funds is the reason for that."
    source = "\n\n".join(
        ["A title for the sample", long, "Related Articles", "Why ether fell", "What a halving is", long, long]
    )
    assert [kind for kind, _ in kinds(parse(source))] == [
        *("title", "paragraph", "related", "related", "related", "paragraph", "paragraph"),
    ]


FLAT = (
    "Samplecoin climbs\n\nSamplecoin rose 4% to $5.10 on Monday. Funds bought more of it, a report says. "
    "JUST IN: funds now hold 5% of all samplecoin! pic.twitter.com/abcDEF — Sam Sample (@samsample) January 12, 2026 "
    "Demand may rise. Related: Why did samplecoin fall in May? Traders wait for the next report, due on Friday. "
    "It closed at $5. Featured image from Samplestock, chart from TradingView.com "
    "The post Samplecoin climbs appeared first on Sample News ."
)


def test_flattened_text_is_carved_where_it_is_clear():
    article = parse(FLAT)
    assert kinds(article)[1:] == [
        ("paragraph", "Samplecoin rose 4% to $5.10 on Monday. Funds bought more of it, a report says."),
        (
            "post",
            "JUST IN: funds now hold 5% of all samplecoin! pic.twitter.com/abcDEF — Sam Sample (@samsample) January 12, 2026",
        ),
        ("paragraph", "Demand may rise."),
        ("related", "Related: Why did samplecoin fall in May?"),
        ("paragraph", "Traders wait for the next report, due on Friday. It closed at $5."),
        (
            "furniture",
            "Featured image from Samplestock, chart from TradingView.com "
            "The post Samplecoin climbs appeared first on Sample News .",
        ),
    ]


def test_what_is_not_clear_stays():
    text = "Samplecoin climbs again\n\nRelated: it rose. The post was deleted. Disclaimer: none. It then rose to $6, a report says."
    assert [kind for kind, _ in kinds(parse(text))] == ["title", "paragraph"]


def test_a_price_widget_is_taken_out_of_its_sentence():
    source = "A title for samples\n\nThis week Samplecoin\nSMP\n$5.10\nmay still fall, traders say.\nIt fell last week, they add."
    article = parse(source)
    assert ("paragraph", "This week Samplecoin may still fall, traders say.") in kinds(article)
    assert ("furniture", "$5.10") in kinds(article)


def test_hard_wrapped_lines_are_one_paragraph():
    source = (
        "A title for samples\n\nSamplecoin rose by 4% on Wednesday, which was its third\n"
        "day of gains in a row, and closed the session at\na price of $5.10.\n\nIt fell on Thursday."
    )
    assert len(parse(source).blocks) == 3


@pytest.mark.parametrize("source", ["", "  \n ", "\u200b\ufeff", "<p></p><p> </p>"])
def test_nothing_in_it(source):
    with pytest.raises(ParseError, match="no text"):
        parse(source)
