"""Look-ups by position, and what counts as the neighbourhood of a figure."""

from __future__ import annotations

from decimal import Decimal

from tapecheck.records.context import REACH, Context, Timeline, build_context, content_id
from tapecheck.schema.article import Article, Block
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Money, Numeral, Quantity


def context_of(text: str, blocks: tuple[Block, ...], *mentions: Money | Numeral | Quantity) -> Context:
    article = Article(id="t", text=text, body=text, source_sha256="0", blocks=blocks)
    return build_context(article, [Span(start=0, end=len(text))], mentions)


def money(start: int, end: int) -> Money:
    return Money(start=start, end=end, text="$1", rule="t/1", value=Decimal(1), currency="USD")


def test_timeline_looks_up_by_where_spans_begin() -> None:
    line = Timeline([Span(start=6, end=9), Span(start=0, end=3)])
    assert [span.start for span in line] == [0, 6]
    assert line.within(0, 6) == (Span(start=0, end=3),)
    assert line.at(2) == Span(start=0, end=3)
    assert line.at(3) is None
    assert line.last_before(6) == Span(start=0, end=3)
    assert line.last_before(0) is None


def test_a_bare_number_inside_money_is_no_figure_of_its_own() -> None:
    numeral = Numeral(start=1, end=2, text="1", rule="t/1", value=Decimal(1))
    context = context_of("$1 now", (Block(start=0, end=6, kind="paragraph"),), numeral, money(0, 2))
    assert [type(figure) for figure in context.figures] == [Money]


def test_around_stops_at_the_sentence_and_at_the_reach() -> None:
    text = "x" * 2000
    context = context_of(text, (Block(start=0, end=2000, kind="paragraph"),))
    assert context.around(Span(start=10, end=12)) == (0, 12 + REACH)
    assert context.around(Span(start=1500, end=1502)) == (1500 - REACH, 2000)


def test_content_length_leaves_furniture_out() -> None:
    blocks = (
        Block(start=0, end=10, kind="paragraph"),
        Block(start=10, end=30, kind="furniture"),
        Block(start=30, end=40, kind="paragraph"),
    )
    assert context_of("x" * 40, blocks).content_length(5, 35) == 10


def test_ids_are_of_content() -> None:
    assert content_id("a", "b") == content_id("a", "b") != content_id("ab")


def test_a_record_id_tells_kind_place_and_words_apart() -> None:
    context = context_of("$1 now $1 then", (Block(start=0, end=14, kind="paragraph"),))
    ids = [context.record_id("price", 0, 2), context.record_id("metric", 0, 2), context.record_id("price", 7, 9)]
    assert len({*ids, context.record_id("price", 0, 6)}) == 4
    assert context.record_id("price", 0, 2) == ids[0]
    assert all(len(each) == 16 for each in ids)


def test_spans_that_begin_together_are_longest_first() -> None:
    assert Timeline([Span(start=0, end=2), Span(start=0, end=5)]) == (Span(start=0, end=5), Span(start=0, end=2))


def test_money_goes_before_the_quantity_it_overlaps() -> None:
    coins = Quantity(start=1, end=6, text="1 ETH", rule="t/1", value=Decimal(1), unit="ETH")
    context = context_of("$1 ETH", (Block(start=0, end=6, kind="paragraph"),), coins, money(0, 2))
    assert list(context.figures) == [money(0, 2)]


def test_a_text_without_sentences_is_one() -> None:
    article = Article(id="t", text="abc", body="abc", source_sha256="0", blocks=())
    assert build_context(article, [], []).sentence(1) == Span(start=0, end=3)


def test_provenance_quotes_the_words_around() -> None:
    text = "a" * 40 + "$1" + "b" * 40
    made = context_of(text, (Block(start=0, end=82, kind="paragraph"),)).provenance(40, 42, "t/1")
    assert (made.prefix, made.exact, made.suffix) == ("a" * 32, "$1", "b" * 32)
    assert made.source is None
