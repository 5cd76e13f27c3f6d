"""Checks of changes in percent of what is kept as a series: market value, open interest, volume.

The change is that between the points around the hours of writing and those one length of time before. A daily series has no point at
the very hour that an article was written, so a change over a day is known roughly only and is never refuted. One over a longer time is
refuted where it is the observed one with its sign turned or its decimal point moved; any other figure far from the data was rather one of
something else, in the articles that were looked at ("up 50% in one week" was a token's).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from tapecheck.market.claims.lengths import length_of
from tapecheck.market.claims.metrics.values import around
from tapecheck.market.claims.move import MoveClaim
from tapecheck.market.claims.publication import written
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding
from tapecheck.market.claims.verdicts import decided, moment, unknown
from tapecheck.market.compare import compare_range
from tapecheck.market.figures import percent, plain, significant
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

SERIES = frozenset({"market_cap", "open_interest", "volume"})
"""Metrics whose changes can be checked."""
NEAR: dict[str, Decimal] = {"market_cap": Decimal("1.0"), "open_interest": Decimal("1.5"), "volume": Decimal(10)}
"""Percentage points that the change at the hour of writing may lie outside those at the points."""
FINE = 6
"""A change is known well enough to be refuted if the points are no further apart than this part of its length."""
CLEAR = 3
"""A change is clearly one if it is so many times the tolerance."""

_REACH = timedelta(hours=30)
_STEP = timedelta(hours=3)
"""Points that are one length apart are at most so much more or less."""


def check_series_move(claim: MoveClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a change of a series: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    name = claim.metric.replace("_", " ")
    if claim.modality == "prospective":
        return unknown(Unfit("prospective", "The change is said to be possible, not to have happened."))
    if claim.asset is None:
        return unknown(Unfit("no_asset", f"The article does not say clearly whose {name} changed."))
    length = length_of(claim.window)
    if length is None:
        return unknown(Unfit("window", f"The article does not say over what time the {name} changed, or not clearly."))
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    first, last = _moments(claim, published_at)
    now = around(_points(claim, market, first, last), first, last)
    then = _points(claim, market, first - length, last - length)
    pairs = [(late, early) for late in now for early in then if abs(late.start - early.start - length) <= _STEP]
    if not pairs:
        reason = f"There are no {name} data for {claim.asset} around {moment(first)} UTC and {claim.window} before."
        return unknown(Unfit("not_covered", reason))
    return _against(claim, length, pairs)


def _moments(claim: MoveClaim, published_at: datetime) -> tuple[datetime, datetime]:
    earliest, latest = written(published_at)
    if claim.end is not None and claim.end < earliest:
        return claim.end, claim.end
    return earliest, latest


def _points(claim: MoveClaim, market: MarketStore, first: datetime, last: datetime) -> tuple[SeriesPoint, ...]:
    assert claim.asset is not None
    return market.series_between(claim.metric, claim.asset, first - _REACH, last + _REACH)


def _against(claim: MoveClaim, length: timedelta, pairs: Sequence[tuple[SeriesPoint, SeriesPoint]]) -> Verdict:
    changes = [((late.value / early.value - 1) * 100, late, early) for late, early in pairs]
    least, greatest = min(changes, key=lambda one: one[0]), max(changes, key=lambda one: one[0])
    low, high = significant(least[0], 4), significant(greatest[0], 4)
    parts = (
        rounding(claim.value, claim.text),
        Part("between points", NEAR[claim.metric], "as the points are not at the hour of writing"),
    )
    allowed = Tolerance(parts, lambda size: f"{plain(size):f} points")
    off = _off(claim, low, high)
    found = replace(least[1], start=min(early.start for _, early in pairs), end=max(late.start for late, _ in pairs))
    reason = (
        f"The {claim.metric.replace('_', ' ')} of {claim.asset} had changed by {percent(low)} to {percent(high)} over {claim.window} "
        f"at the points up to {moment(found.end)} UTC ({found.source}); the stated {percent(claim.value)}"
    )
    observed = {"least_change": low, "greatest_change": high}
    if off > allowed.total and not _wrong(claim, length, pairs, low, high, allowed.total):
        return unknown(Unfit("coarse", f"{reason} may have held at another hour of the day."), found, observed)
    return decided(
        holds=off <= allowed.total,
        rule="move.series/1",
        reason=f"{reason} {'agrees' if off <= allowed.total else 'does not agree'} with that.",
        observed=observed,
        tolerance=allowed,
        found=found,
        times={"least_change": least[1].start, "greatest_change": greatest[1].start},
    )


def _wrong(
    claim: MoveClaim,
    length: timedelta,
    pairs: Sequence[tuple[SeriesPoint, SeriesPoint]],
    low: Decimal,
    high: Decimal,
    tolerance: Decimal,
) -> bool:
    """Whether the claim is the observed change with its sign turned or its decimal point moved, and the points tell that."""
    starts = sorted({late.start for late, _ in pairs})
    step = max((late - early for early, late in pairwise(starts)), default=length)
    if step * FINE > length or min(abs(low), abs(high)) < tolerance * CLEAR or (low < 0) != (high < 0):
        return False
    turned, moved = (
        replace(claim, value=-claim.value, value_high=None),
        replace(claim, value=claim.value / 10, value_high=None),
    )
    return _off(turned, low, high) <= tolerance or _off(moved, low, high) <= tolerance


def _off(claim: MoveClaim, low: Decimal, high: Decimal) -> Decimal:
    """How far the claim is from the changes; a fall is turned round, so that its bound speaks of its size."""
    first, last = claim.value, claim.value_high
    if first < 0:
        first, last = -(last if last is not None else first), -first
        low, high = -high, -low
    return compare_range(first, claim.bound, low, high, Decimal(0), claim_high=last).off
