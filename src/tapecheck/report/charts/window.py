"""Which stretch of time a chart shows, and how long its candles are: what most claims speak of, no more than can be read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from tapecheck.market.timeframes import TIMEFRAMES
from tapecheck.report.charts.claims import Claim
from tapecheck.report.charts.scales import MONDAY, Span

_DAY = timedelta(days=1)
_BEFORE = tuple(_DAY * days for days in (3, 10, 35, 100, 400))
_AFTER = tuple(_DAY * days for days in (1, 3, 10, 35, 100))
YEARS = range(1900, 9000)
"""Articles of other years are not dated well."""
_HALF = 0.5
"""Of the claims, or of the forecasts that have come to an end: one about last year does not hide what is said of yesterday."""
MOST_CANDLES = 120
_LENGTHS = (*(length for length in TIMEFRAMES.values() if length >= timedelta(minutes=15)), 7 * _DAY)


def shown(claims: Sequence[Claim], published_at: datetime | None) -> Span | None:
    """Days before and after publication (or before the last stated time, if that is not known); ``None``: no time is known at all."""
    now = published_at or max((claim.end for claim in claims if claim.end), default=None)
    if now is None or now.year not in YEARS:
        return None
    starts = [now - claim.start for claim in claims if claim.start and claim.form != "forecast"]
    ends = [end - now for claim in claims if claim.form == "forecast" and (end := _over(claim))]
    before = _enough(_BEFORE, starts, _HALF)
    after = min(_enough(_AFTER, ends, _HALF), before)
    return Span(now - before, now + after)


def _over(claim: Claim) -> datetime | None:
    """When a forecast was hit, or its time was over."""
    if claim.seen is not None:
        return claim.seen[0]
    missed = claim.record.verdict is not None and claim.record.verdict.outcome == "MISSED"
    return claim.end if missed else None


def _enough(steps: Sequence[timedelta], lengths: Iterable[timedelta], share: float) -> timedelta:
    """The shortest step that holds this share of the lengths; those that none holds can't be shown anyway."""
    wanted = [length for length in lengths if length <= steps[-1]]
    return next(step for step in steps if sum(length <= step for length in wanted) >= share * len(wanted))


def candle_length(span: Span) -> timedelta:
    """The shortest candles of which no more than ``MOST_CANDLES`` fill the span."""
    return next((one for one in _LENGTHS if (span.end - span.start) <= one * MOST_CANDLES), _LENGTHS[-1])


def whole(span: Span, length: timedelta) -> Span:
    """The span widened to whole candles."""
    end = floor_of(span.end, length)
    return Span(floor_of(span.start, length), end if end == span.end else end + length)


def floor_of(moment: datetime, length: timedelta) -> datetime:
    """Where the candle of this length that holds the moment begins; a week begins on Monday.

    >>> from datetime import UTC
    >>> floor_of(datetime(2026, 1, 14, 22, 57, tzinfo=UTC), timedelta(days=7)).isoformat()
    '2026-01-12T00:00:00+00:00'
    """
    return moment - (moment - MONDAY) % length
