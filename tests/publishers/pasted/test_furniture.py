"""Every row of the furniture table does what its examples say, and no other."""

import json
import re
from pathlib import Path

import pytest

from tapecheck.publishers.pasted.furniture import line_kind, table, tail_kind

PATH = Path(__file__).parents[3] / "src/tapecheck/data/furniture.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


def matches(row: dict, line: str) -> bool:
    regex = next(found.regex for found in table() if found.regex.pattern == row["pattern"])
    if row["scope"] in ("line", "tail"):
        return regex.fullmatch(line.strip(" :") if row["scope"] == "tail" else line) is not None
    return regex.search(line) is not None


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['scope']}-{row['examples'][0][:30]}")
def test_row(row):
    assert row["examples"]
    assert row["counter_examples"]
    assert set(row) == {"kind", "scope", "pattern", "examples", "counter_examples"}
    assert [line for line in row["examples"] if not matches(row, line)] == []
    assert [line for line in row["counter_examples"] if matches(row, line)] == []


@pytest.mark.parametrize(
    "row", [row for row in ROWS if row["scope"] == "line"], ids=lambda row: row["examples"][0][:30]
)
def test_line_examples_get_their_kind_and_counter_examples_none(row):
    assert {line_kind(line) for line in row["examples"]} == {row["kind"]}
    assert {line_kind(line) for line in row["counter_examples"]} == {None}


@pytest.mark.parametrize(
    "line",
    [
        "Bitcoin rose 5% to $97,800 on Wednesday.",
        "A new record?",
        "“This is the bottom,” Sample said.",
        "The company sold shares worth $5 million to buy ether.",
        "Traders follow the news on X, where Sample has a large following.",
        "XRP",
        "Join forces: how two miners became one",
        "This article of faith among traders was tested on Monday.",
        "Related parties sold 5%, the filing says.",
        "The information commissioner fined the exchange $3 million.",
        "Investors should read the fine print, she said.",
        "Sam Sample is a writer at Sample Media and said bitcoin could hit $200,000 within years.",
    ],
)
def test_the_article_is_left_alone(line):
    assert line_kind(line) is None
    assert tail_kind(line) is None


def test_patterns_are_bounded():
    unbounded = re.compile(r"(?<!\\)(?:[*+]|\{\d+,\})(?![+])")
    bare = [row["pattern"] for row in ROWS if unbounded.search(re.sub(r"\[[^\]]*\]|\\.", "x", row["pattern"]))]
    assert bare == []
