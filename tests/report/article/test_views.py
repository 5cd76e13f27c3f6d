from __future__ import annotations

from decimal import Decimal
from typing import get_args

from tapecheck.records import Result
from tapecheck.report.views import sections
from tapecheck.report.views.cards import cards
from tapecheck.report.views.lines import _READ, BASES, CAUSES, Line
from tapecheck.report.views.marks import MARKS
from tapecheck.schema import verdict
from tapecheck.schema.result import UNCLAIMED_REASONS, ContradictionKind


def test_every_value_of_the_closed_lists_has_words() -> None:
    assert set(CAUSES) == set(verdict.CAUSES)
    assert set(BASES) == set(_READ) == set(get_args(verdict.Basis))
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
    assert [(row.value, [one.id for one in row.mentions]) for row in sections.facts(joined)] == [
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
    assert [(row.words, row.reason) for row in sections.left(story)] == [
        ("$1", "unknown: maybe a claim that was missed")
    ]


def test_numbers_keep_their_digits(story: Result) -> None:
    assert cards(story)[0].value == "$97,500"
    tiny = story.records[0].model_copy(update={"value": Decimal("0.0000123")})
    assert cards(story.model_copy(update={"records": (tiny,)}))[0].value == "$0.0000123"
