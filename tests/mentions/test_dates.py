"""Date mentions: the table of spans, windows and stretches, and what the finder promises besides."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from tapecheck.mentions import dates
from tapecheck.mentions.events import NOUNS, VERBS

SPEC = Path(__file__).parents[1] / "specs" / "mentions" / "date.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in SPEC.read_text(encoding="utf-8").splitlines()]
EVENT_WORDS: list[dict[str, Any]] = [
    json.loads(line)
    for line in files("tapecheck").joinpath("data", "event_words.jsonl").read_text(encoding="utf-8").splitlines()
]
WHEN = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)


def instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:60] for row in ROWS])
def test_spec_table(row: dict[str, Any]) -> None:
    found = dates.find(row["text"], instant(row["published_at"]))
    assert [
        {"text": one.text, "start": one.start, "window": one.window, "begin": one.begin, "finish": one.finish}
        for one in found
    ] == [
        {**mention, "begin": instant(mention["begin"]), "finish": instant(mention["finish"])}
        for mention in row["mentions"]
    ]


def test_table_is_long_enough_and_without_doubles() -> None:
    keys = [(row["text"], row["published_at"]) for row in ROWS]
    assert len(keys) >= 80
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("row", EVENT_WORDS, ids=[row["forms"][0] for row in EVENT_WORDS])
def test_event_words_are_found_in_their_examples(row: dict[str, Any]) -> None:
    for form, example in zip(row["forms"], row["examples"], strict=True):
        assert form in example
        windows = [one for one in dates.find(example, WHEN) if one.window == "event"]
        assert len(windows) == 1
        assert form in windows[0].text


def test_event_words_stand_once() -> None:
    forms = [form.lower() for row in EVENT_WORDS for form in row["forms"]]
    assert len(set(forms)) == len(forms)
    assert set(forms) == NOUNS | VERBS


def test_published_at_in_another_zone_is_the_same_instant() -> None:
    elsewhere = WHEN.astimezone(timezone(timedelta(hours=8)))
    text = "It fell today, on Monday and in the past 24 hours."
    assert dates.find(text, elsewhere) == dates.find(text, WHEN)


def test_naive_published_at_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        dates.find("today", datetime(2026, 1, 14))  # noqa: DTZ001


@pytest.mark.parametrize("year", [1, 1899, 9999])
def test_published_at_beyond_the_calendar_of_news_counts_as_unknown(year: int) -> None:
    found = dates.find("It rose this year and in the past two decades.", datetime(year, 1, 1, tzinfo=UTC))
    assert [(one.window, one.begin) for one in found] == [("ytd", None), ("20y", None)]


@pytest.mark.parametrize(
    ("words", "window"),
    [
        ("1h", "1h"),
        ("4-hour", "4h"),
        ("twelve hours", None),
        ("in twelve hours", "12h"),
        ("the past day", "24h"),
        ("last 7 days", "7d"),
        ("in a fortnight", None),
        ("quarterly", "90d"),
        ("the past six months", "180d"),
        ("over the past 12 months", "1y"),
        ("year to date", "ytd"),
        ("so far this month", "mtd"),
        ("this quarter", "qtd"),
        ("London morning", "session"),
        ("since its inception", "event"),
        ("from all-time highs", "event"),
        ("72 hours", "72h"),
        ("the last few weeks", None),
    ],
)
def test_named_window(words: str, window: str | None) -> None:
    assert dates.named_window(words) == window
