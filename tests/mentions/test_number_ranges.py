"""The spec tables of comparisons and ranges, and of sums in the unit that they are written in."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import amounts, as_written, assets, figures, number_ranges, numbers, quantities
from tapecheck.schema.mention import Mention, Money, Numeral, Range

SPECS = Path(__file__).parents[1] / "specs" / "mentions"


def rows(name: str) -> list[Any]:
    lines = (SPECS / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(json.loads(line), id=f"{name}-{number}") for number, line in enumerate(lines, start=1)]


def found_in(text: str) -> list[Mention]:
    scanned, named = figures.scan(text), assets.find(text)
    return [
        *amounts.find(text, figures=scanned),
        *numbers.find(text, figures=scanned),
        *quantities.find(text, named, figures=scanned),
        *named,
    ]


def ends(found: Range) -> dict[str, str]:
    shown = {"text": found.text, "included": "low" * found.low_included + "high" * found.high_included}
    fields = {"value": found.value, "value_high": found.value_high, "unit": found.unit}
    return shown | {name: str(value) for name, value in fields.items() if value is not None}


@pytest.mark.parametrize("row", rows("range"))
def test_ranges(row: dict[str, Any]) -> None:
    found = number_ranges.find(row["text"], found_in(row["text"]))
    assert [ends(mention) for mention in found] == row["ranges"]
    assert all(row["text"][mention.start : mention.end] == mention.text for mention in found)


@pytest.mark.parametrize("row", rows("as_written"))
def test_sums_as_written(row: dict[str, Any]) -> None:
    found = [mention for mention in as_written.convert(found_in(row["text"])) if isinstance(mention, Money)]
    expected = [(mention["text"], mention["value"], mention["currency"]) for mention in row["mentions"]]
    assert [(mention.text, mention.model_dump(mode="json")["value"], mention.currency) for mention in found] == expected


def test_as_numbers_ranges_are_the_only_numbers() -> None:
    text = "Of 90 wallets more than 40 hold between 2 and 5 tokens, worth over $3, and 7 or fewer none."
    mentions = found_in(text)
    converted = number_ranges.as_numbers([*mentions, *number_ranges.find(text, mentions)])
    assert [
        (m.text, str(m.value), m.value_high and str(m.value_high), m.bound) for m in converted if isinstance(m, Numeral)
    ] == [
        ("more than 40", "40", None, "at_least"),
        ("between 2 and 5", "2", "5", "between"),
        ("7 or fewer", "7", None, "at_most"),
    ]


PARTS = st.sampled_from(
    [
        "more than",
        "less",
        "or equal to",
        "between",
        "and",
        "from",
        "to",
        "-",
        ">=",
        "<",
        "30",
        "5k",
        "$9",
        "4%",
        "or more",
        ",",
        "ten",
    ]
)


@given(st.lists(PARTS, max_size=14).map(" ".join))
def test_ranges_are_verbatim_in_order_and_have_an_end(text: str) -> None:
    found = number_ranges.find(text, found_in(text))
    assert [text[mention.start : mention.end] for mention in found] == [mention.text for mention in found]
    assert all(first.end <= second.start for first, second in pairwise(found))
    for mention in found:
        assert mention.value is not None or mention.value_high is not None
        assert mention.value is None or mention.value_high is None or mention.value <= mention.value_high
