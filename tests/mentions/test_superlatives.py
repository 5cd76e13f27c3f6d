"""The words of superlatives: the table and its examples, what a record is over, and time on hostile text."""

from __future__ import annotations

import json
import re
import time
from importlib import resources
from itertools import pairwise

import pytest

from tapecheck.mentions.superlatives import find, named_metrics, over
from tapecheck.mentions.superlatives.words import METRIC, any_of, forms

ROWS = [
    json.loads(line)
    for line in resources.files("tapecheck").joinpath("data/superlatives.jsonl").read_text("utf-8").splitlines()
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["tag"])
def test_examples_hold_a_form_of_their_row(row: dict[str, list[str]]) -> None:
    assert row["examples"]
    pattern = re.compile(rf"(?<!\w){any_of(row['tag'])}(?!\w)", re.IGNORECASE)
    for example in row["examples"]:
        assert pattern.search(example)


def test_each_tag_has_one_row_with_sorted_forms() -> None:
    assert len(forms()) == len(ROWS)
    for row in ROWS:
        assert row["forms"] == sorted(set(row["forms"]))


def test_no_form_names_two_metrics() -> None:
    named = [form.casefold() for row in ROWS if row["tag"].startswith(METRIC) for form in row["forms"]]
    assert len(named) == len(set(named))


@pytest.mark.parametrize(
    ("text", "window", "bound"),
    [
        ("highest level in over a month", "30d", "at_least"),
        ("highest level in nearly two years", "2y", "about"),
        ("highest level in six weeks", "42d", "exact"),
        ("highest level in years", "2y", "at_least"),
        ("highest level of the year", "ytd", "exact"),
        ("highest level so far this month", "mtd", "exact"),
        ("highest level in its history", "all", "exact"),
        ("highest level ever recorded", "all", "exact"),
        ("highest level since its launch", "all", "exact"),
        ("highest level since the beginning of the year", "event", "exact"),
        ("highest level for the token since May", "event", "exact"),
    ],
)
def test_what_a_record_is_over(text: str, window: str, bound: str) -> None:
    found = over(text, len("highest"), len(text))
    assert found is not None
    assert (found.window, found.bound) == (window, bound)


@pytest.mark.parametrize(
    "text", ["highest", "highest level and since then", "highest level in 12 hours", "highest hill"]
)
def test_nothing_says_over_what(text: str) -> None:
    assert over(text, len("highest"), len(text)) is None


@pytest.mark.parametrize(
    ("text", "words", "length", "direction"),
    [
        ("ETFs saw a six-day streak of inflows", "six-day streak of inflows", 6, "up"),
        ("It fell for a third straight week", "third straight week", 3, "down"),
        ("the 12th consecutive month of losses", "12th consecutive month of losses", 12, "down"),
        ("Rose 3%, snapping a four-day streak", "four-day streak", 4, "down"),
    ],
)
def test_streaks(text: str, words: str, length: int, direction: str) -> None:
    (found,) = find(text, 0, len(text))
    assert (text[found.start : found.end], found.length, found.direction) == (words, length, direction)


def test_the_longer_of_two_that_overlap_is_kept() -> None:
    text = "its highest level in a two-month high since May"
    spans = [(found.start, found.end) for found in find(text, 0, len(text))]
    assert all(first[1] <= second[0] for first, second in pairwise(spans))


def test_the_largest_by_market_value_is_no_market_value() -> None:
    text = "the largest coin by market value fell, its open interest too"
    assert [metric for _, metric in named_metrics(text, 0, len(text))] == ["open_interest"]


@pytest.mark.parametrize(
    "unit",
    [
        "highest ",
        "highest of $9.1 ",
        "biggest daily net drop ",
        "first time ",
        "a two-month high of ",
        "third straight day of ",
        "record net ",
    ],
)
def test_hostile_repetition_is_read_fast(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = time.process_time()
    find(text, 0, len(text))
    assert time.process_time() - began < 3
