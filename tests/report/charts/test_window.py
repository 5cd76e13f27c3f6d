from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.report.charts.claims import claims_on
from tapecheck.report.charts.scales import Span
from tapecheck.report.charts.window import MOST_CANDLES, candle_length, shown, whole

PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
DAY = timedelta(days=1)


def _days(made: Any, *records: Any, published_at: datetime | None = PUBLISHED) -> tuple[float, float]:
    """Days before and after publication."""
    result = made.result(*records, checked=False, published_at=published_at)
    span = shown(claims_on(result, "BTC"), published_at)
    assert span is not None
    now = published_at or max(record.time.end for record in records)
    return (now - span.start) / DAY, (span.end - now) / DAY


def test_three_days_before_and_one_after(made: Any) -> None:
    assert _days(made) == (3, 1)
    assert _days(made, made.price("97800"), made.price("95000", role="level")) == (3, 1)


def test_longer_where_most_claims_speak_of_longer(made: Any) -> None:
    month = made.time(PUBLISHED - 30 * DAY, PUBLISHED)
    assert _days(made, made.price("90000", time=month), made.price("1", role="level")) == (35, 1)
    assert _days(made, made.price("90000", time=month), made.price("97800"), made.price("97900")) == (3, 1)


def test_what_is_years_ago_can_not_be_shown_anyway(made: Any) -> None:
    long_ago = made.time(PUBLISHED - 3000 * DAY, PUBLISHED - 2990 * DAY)
    assert _days(made, made.price("700", time=long_ago)) == (3, 1)


def test_a_forecast_that_was_missed_is_shown_to_its_end_but_not_beyond_what_came_before(made: Any) -> None:
    ahead = made.time(PUBLISHED, PUBLISHED + 2 * DAY)
    missed = made.price("99000", role="target", modality="prospective", time=ahead)
    result = made.result(missed)
    assert result.records[0].verdict.outcome == "MISSED"
    assert shown(claims_on(result, "BTC"), PUBLISHED) == Span(PUBLISHED - 3 * DAY, PUBLISHED + 3 * DAY)


def test_without_a_time_of_publication_the_last_stated_time_counts(made: Any) -> None:
    then = made.time(PUBLISHED - DAY, PUBLISHED)
    assert _days(made, made.price("97800", time=then), published_at=None) == (3, 1)
    assert shown(claims_on(made.result(made.price("97800"), published_at=None), "BTC"), None) is None


@given(st.timedeltas(timedelta(hours=6), timedelta(days=800)))
def test_candles_are_few_enough(length: timedelta) -> None:
    assert length / candle_length(Span(PUBLISHED - length, PUBLISHED)) <= MOST_CANDLES


@pytest.mark.parametrize(("days", "hours"), [(1, 0.25), (4, 1), (13, 4), (36, 8), (101, 24), (500, 168)])
def test_lengths_of_candles(days: int, hours: float) -> None:
    assert candle_length(Span(PUBLISHED - days * DAY, PUBLISHED)) == timedelta(hours=hours)


@pytest.mark.parametrize("length", [timedelta(hours=1), DAY, 7 * DAY])
def test_whole_candles_hold_the_span(length: timedelta) -> None:
    span = Span(PUBLISHED - 3 * DAY, PUBLISHED + DAY)
    wide = whole(span, length)
    assert wide.start <= span.start
    assert wide.end >= span.end
    assert (wide.end - wide.start) % length == timedelta(0)
    assert whole(wide, length) == wide
