"""Date mentions on any text and instant: resolved stretches are real, trailing windows end at publication, time is linear."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import dates

# fmt: off
WORDS = [
    "the", "past", "last", "next", "this", "since", "from", "after", "on", "in", "by", "between", "and", "at",
    "over", "within", "for", "24", "7", "30", "2024", "2026", "14", "hours", "days", "week", "month", "year",
    "ago", "hour-long", "24-hour", "weekly", "daily", "today", "yesterday", "Wednesday", "Friday", "January",
    "Jan.", "May", "March", "mid-", "early", "late", "end", "of", "start", "Q2", "first", "half", "quarter",
    "1:45", "p.m.", "ET", "UTC", "8:45", "U.S.", "trading", "session", "Asian", "its", "all-time", "high", "peak",
    "low", "election", "announcement", "launch", "same", "period", "will", "could", "highest", ",", ".", "(", ")",
    "—", "’s", "a", "an", "two", "few", "so", "far", "to", "date", "YTD", "Y/Y"
]
# fmt: on
PHRASES = st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join)
INSTANTS = st.none() | st.datetimes(datetime(1900, 1, 1), datetime(2200, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001


@given(PHRASES, INSTANTS)
def test_stretches_are_real_aware_and_whole(text: str, published_at: datetime | None) -> None:
    for found in dates.find(text, published_at):
        assert (found.begin is None) == (found.finish is None)
        if found.begin is not None and found.finish is not None:
            assert found.begin < found.finish
            assert found.begin.tzinfo is UTC
            assert found.finish.tzinfo is UTC
        if published_at is None and found.rule.startswith(("date.past", "date.window", "date.to_date", "date.next")):
            assert found.begin is None


@given(st.integers(1, 400), st.sampled_from(["hour", "day", "week", "month"]), INSTANTS.filter(bool))
def test_trailing_windows_end_at_publication(number: int, unit: str, published_at: datetime) -> None:
    (found,) = dates.find(f"It fell over the past {number} {unit}s.", published_at)
    hours = {"hour": 1, "day": 24, "week": 168, "month": 720}[unit] * number
    assert found.finish == published_at
    assert found.begin == published_at - timedelta(hours=hours)


@given(PHRASES, INSTANTS)
def test_a_window_never_lies_ahead(text: str, published_at: datetime | None) -> None:
    for found in dates.find(text, published_at):
        if found.window is not None and found.begin is not None and published_at is not None:
            assert found.begin <= published_at


@pytest.mark.parametrize(
    "unit",
    [
        "the past ",
        "24 ",
        "from the high low ",
        "since the a b c d ",
        "Jan. 1 ",
        "over the ",
        "in a ",
        "12:30 ",
        "the same ",
        "a" * 50,
    ],
)
def test_time_is_linear_on_hostile_text(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        best = float("inf")
        for _ in range(3):
            start = time.perf_counter()
            dates.find(text, None)
            best = min(best, time.perf_counter() - start)
        return best

    small, large = seconds(5_000), seconds(40_000)
    # Eight times the text: quadratic time would be sixty-four times as much.
    assert large < 30 * small + 0.05
