from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import get_args

from tapecheck.records import Price, Result
from tapecheck.report import wording
from tapecheck.report.views import sections
from tapecheck.report.views.cards import cards
from tapecheck.report.views.lines import _READ, CAUSES, Line
from tapecheck.report.views.marks import MARKS
from tapecheck.schema import verdict
from tapecheck.schema.base import Span
from tapecheck.schema.result import UNCLAIMED_REASONS, ContradictionKind


def test_every_value_of_the_closed_lists_has_words() -> None:
    assert set(CAUSES) == set(verdict.CAUSES)
    assert set(wording.BASES) == set(_READ) == set(get_args(verdict.Basis))
    assert set(MARKS) == set(get_args(verdict.Label))
    assert set(sections._REASONS) == set(UNCLAIMED_REASONS)
    assert set(sections._CLASHES) == set(get_args(ContradictionKind))


def test_a_card_says_what_is_needed_to_do_the_check_again(story: Result) -> None:
    _, refuted, undecided, _ = cards(story)
    assert (refuted.mark.sign, refuted.value, refuted.asset) == ("✗", "$94,560", "BTC")
    lines = {line.name: line for line in refuted.checked}
    assert lines["high"].value == "97,924.49 at 14 Jan 2026 21:30"
    assert lines["evidence"].value == "BTC/USDT, Example Exchange, 15m"
    assert lines["data"] == Line("data", "example", "ab" * 32)
    assert next(line.value for line in undecided.checked if line.name == "cause") == "the data have a hole there"
    assert undecided.same == ("aa",)
    assert undecided.link is not None
    assert undecided.link.startswith("https://news.example/a#:~:text=")


def test_a_card_has_the_words_in_their_sentence(make: Callable[..., Result], make_price: Callable[..., Price]) -> None:
    text = f"{'a' * 500} $5 {'b' * 100}"
    found = make_price(text, 501, 503, name="aa")
    whole = found.model_copy(
        update={"provenance": found.provenance.model_copy(update={"sentence": Span(start=0, end=604)})}
    )
    (card,) = cards(make([("paragraph", text)], whole))
    assert card.sentence == (f"…{'a' * 239} ", "$5", f" {'b' * 100}")


def test_a_fact_told_very_often_names_a_dozen(crowded: Result) -> None:
    first, second = cards(crowded)[:2]
    assert (len(first.same), first.more, first.id in first.same) == (12, 1987, False)
    assert (len(second.same), second.more, first.id in second.same) == (12, 1987, True)


def test_a_quotation_is_its_words_and_who_said_them(story: Result) -> None:
    card = cards(story)[-1]
    assert [(line.name, line.value) for line in card.says] == [
        ("speaker", "Cosima Example"),
        ("title", "chief economist"),
        ("affiliation", "Mockingham Bank"),
        ("said how", "said"),
    ]


def test_no_link_but_to_the_web(hostile: Result) -> None:
    assert {card.link for card in cards(hostile)} == {None}


def test_facts_told_most_often_come_first_and_quotations_are_none(story: Result) -> None:
    joined = story.model_copy(
        update={"facts": (story.facts[1], story.facts[0].model_copy(update={"records": ("aa", "cc")}), story.facts[3])}
    )
    assert [(row.value, [one.id for one in row.records]) for row in sections.facts(joined)] == [
        ("$97,500", ["aa", "cc"]),
        ("$94,560", ["bb"]),
    ]


def test_people_and_what_is_left(story: Result) -> None:
    (speaker,) = sections.people(story)
    assert (speaker.name, speaker.roles, [one.id for one in speaker.quotes]) == (
        "Cosima Example",
        "chief economist, Mockingham Bank",
        ["dd"],
    )
    assert sections.nameless_quotes(story) == ()
    assert sections.left(story) == (("unknown: maybe a claim that was missed", ((0, "$1"),)),)


def test_what_is_left_is_told_by_reason_the_unknown_first(story: Result) -> None:
    (one,) = story.unclaimed
    others = [one.model_copy(update={"reason": reason}) for reason in ("date", "unknown", "date")]
    rows = sections.left(story.model_copy(update={"unclaimed": tuple(others)}))
    assert [[number for number, _ in row.figures] for row in rows] == [[1], [0, 2]]


def test_numbers_keep_their_digits(story: Result) -> None:
    assert cards(story)[0].value == "$97,500"
    tiny = story.records[0].model_copy(update={"value": Decimal("0.0000123")})
    assert cards(story.model_copy(update={"records": (tiny,)}))[0].value == "$0.0000123"
