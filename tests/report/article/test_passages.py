from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tapecheck.records import Price, Quote, Result
from tapecheck.report.views.passages import passages, spans_of

TEXT = "abcdefghijklmnopqrst\n\nuvwxyz"
SPANS = st.tuples(st.integers(0, 27), st.integers(1, 28)).filter(lambda span: span[0] < span[1])


def test_stretches_of_a_story(story: Result) -> None:
    title, body, furniture = passages(story)
    assert [(one.text, one.records, one.opens, one.closes) for one in title.stretches] == [
        ("Bitcoin at ", (), False, False),
        ("$97,500", ("aa",), True, True),
    ]
    quoted = [(one.text, one.records) for one in body.stretches if one.quoted]
    assert quoted == [
        ("It went from ", ("dd",)),
        ("$94,560", ("bb", "dd")),
        (" to ", ("dd",)),
        ("$97,500", ("cc", "dd")),
        (" in a day,", ("dd",)),
    ]
    assert [one.text for one in body.stretches if one.person is not None] == ["Cosima Example"]
    assert [one.text for one in body.stretches if one.unclaimed == 0 and one.begins] == ["$1"]
    assert (furniture.kind, len(furniture.stretches)) == ("furniture", 1)


def test_two_records_of_the_same_words(make: Callable[..., Result], make_price: Callable[..., Price]) -> None:
    shown = passages(make([("paragraph", "at $5")], *(make_price("at $5", 3, 5, name=name) for name in "ab")))
    figure = shown[0].stretches[1]
    assert (figure.records, figure.opens, figure.also) == (("a", "b"), True, ("b",))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(prices=st.lists(SPANS, max_size=6), quotes=st.lists(SPANS, max_size=3))
def test_nothing_is_lost_and_every_record_is_reached(
    make: Callable[..., Result],
    make_price: Callable[..., Price],
    make_quote: Callable[..., Quote],
    prices: list[tuple[int, int]],
    quotes: list[tuple[int, int]],
) -> None:
    records = [make_price(TEXT, *span, name=f"p{number}") for number, span in enumerate(prices)]
    records += [make_quote(TEXT, span, name=f"q{number}") for number, span in enumerate(quotes)]
    made = make([("paragraph", TEXT[:20]), ("paragraph", TEXT[22:])], *records)
    shown = passages(made)
    for passage in shown:
        assert "".join(one.text for one in passage.stretches) == TEXT[passage.start : passage.end]
        assert all(one.end == after.start for one, after in pairwise(passage.stretches))
    every = [one for passage in shown for one in passage.stretches]
    for record in made.records:
        covered = "".join(one.text for one in every if record.id in one.records)
        (span,) = spans_of(record)
        assert covered == "".join(TEXT[place] for place in range(span.start, span.end) if place not in (20, 21))
        reached = sum(one.opens and one.records[0] == record.id for one in every)
        beside = sum(one.also.count(record.id) for one in every)
        assert reached + beside == bool(covered), "the link to a record's place leads to one place"
