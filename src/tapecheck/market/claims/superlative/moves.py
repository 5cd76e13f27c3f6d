"""Biggest gains and losses of a day, week, month, quarter or year since a time.

A day's move is read from close to close and from open to close, in UTC days and, over some months at most, in New
York days. The claim holds if the move is the biggest in one of these readings, and is refuted if it is in none, nor
when the day's move is taken over any 24 hours. Weeks begin on Monday. The move of a running week or month counts as
it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.claims.superlative.days import Day, Days, days_of, new_york_days, periods
from tapecheck.market.claims.superlative.stretch import DAY, LEAST_HISTORY, Event
from tapecheck.market.claims.tolerances import Part, Tolerance
from tapecheck.market.claims.verdicts import decided, pair, unknown
from tapecheck.market.compare import venue_spread
from tapecheck.market.figures import percent, plain, significant
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

LEAST_SHARE = Decimal("0.05")
"""How much smaller, as a share of the rival, a move may be and still be called the biggest: closes at another hour or venue."""

LENGTHS = {
    "day": DAY,
    "week": timedelta(days=7),
    "month": timedelta(days=31),
    "quarter": timedelta(days=92),
    "year": timedelta(days=366),
}
_LONG_BEFORE = 2
EARLIER = {"day": 30, "week": 6, "month": 3, "quarter": 3, "year": 1}
"""How many of a unit back a move without a stated time may have been."""


class Step(NamedTuple):
    """The change of a day, week, … in percent, and when it began."""

    change: Decimal
    start: datetime
    over: datetime


class _Reading(NamedTuple):
    found: Days
    unit: str
    move: Step
    rival: Step
    holds: bool


def steps(bars: Sequence[Day], *, from_open: bool) -> list[Step]:
    """The changes of the bars in percent: from the close before or from the open to the close."""
    if from_open:
        return [Step((one.close / one.open - 1) * 100, one.start, one.over) for one in bars]
    return [Step((one.close / last.close - 1) * 100, one.start, one.over) for last, one in pairwise(bars)]


def check_biggest_move(claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime) -> Verdict:
    """The verdict on a biggest gain or loss since ``begin``."""
    assert claim.asset is not None
    units = (claim.unit,) if claim.unit else ("day", "week")
    readings: list[_Reading] = []
    for one in (one for unit in units for one in _readings(claim, market, event, begin, unit)):
        readings.append(one)
        if one.holds:
            break
    if not readings:
        return unknown(market.why_not(claim.asset, max(begin, event.start - LEAST_HISTORY), event.end))
    best = next(
        (one for one in readings if one.holds),
        max(readings, key=lambda one: _size(claim, one.move) - _size(claim, one.rival)),
    )
    if not best.holds:
        doubt = _doubt(claim, market, event, begin, readings)
        if doubt is not None:
            return unknown(
                doubt,
                best.found,
                {"move": significant(best.move.change, 4), "before": significant(best.rival.change, 4)},
            )
    elif claim.window != "all" and best.found.start > begin:
        return unknown(market.why_not(claim.asset, begin, event.end), best.found)
    return _verdict(claim, best)


def _readings(
    claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime, unit: str
) -> Iterator[_Reading]:
    assert claim.asset is not None
    first = begin - LENGTHS[unit] * _LONG_BEFORE
    for found in days_of(market, claim.asset, first, event.end):
        if claim.window != "all" or found.end - found.start >= LEAST_HISTORY:
            yield from _of_days(claim, found, event, begin, unit)
    if unit == "day" and claim.window != "all":
        for found in new_york_days(market, claim.asset, first, event.end):
            yield from _of_days(claim, found, event, begin, unit)


def _of_days(claim: SuperlativeClaim, found: Days, event: Event, begin: datetime, unit: str) -> Iterator[_Reading]:
    bars = periods(found.days, unit)
    for from_open in (False, True):
        yield from _compared(claim, found, unit, steps(bars, from_open=from_open), event, begin)


def _compared(
    claim: SuperlativeClaim, found: Days, unit: str, moves: Sequence[Step], event: Event, begin: datetime
) -> Iterator[_Reading]:
    """The moves at the event, and the last one that was over before it, each against those before."""
    early = event.start - (timedelta(0) if event.stated else _slack(unit))
    for at, move in enumerate(moves):
        if move.over <= early or move.start >= event.end:
            continue
        before = sorted(
            (one for one in moves[:at] if one.start >= begin), key=lambda one: _size(claim, one), reverse=True
        )
        if len(before) < claim.rank:
            continue
        rival = before[claim.rank - 1]
        yield _Reading(found, unit, move, rival, _holds(claim, move, rival))


def _slack(unit: str) -> timedelta:
    """How long after a week or month is over news still speaks of it as the last one."""
    return {"day": DAY, "week": timedelta(days=4)}.get(unit, timedelta(days=10))


def _size(claim: SuperlativeClaim, move: Step) -> Decimal:
    return move.change if claim.form == "biggest_gain" else -move.change


def _holds(claim: SuperlativeClaim, move: Step, rival: Step) -> bool:
    size = _size(claim, move)
    return size > 0 and size >= _size(claim, rival) - _tolerance(move, rival).total


def _tolerance(move: Step, rival: Step) -> Tolerance:
    spread = venue_spread(move.start) * 100
    hours = abs(rival.change) * LEAST_SHARE
    parts = (
        Part("venues", spread, "for the difference between venues"),
        Part("hours", hours, "as the day may be counted from another hour"),
    )
    return Tolerance(parts, show=lambda size: f"{plain(significant(size, 3)):f} points")


def _doubt(
    claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime, readings: Sequence[_Reading]
) -> Unfit | None:
    """Why a claim that fails may be right all the same; ``None`` if it can't be."""
    if claim.unit is None:
        return Unfit("window", "The article does not say over what time the move is.")
    if not event.stated:
        wide = Event(max(begin, event.start - LENGTHS[claim.unit] * EARLIER[claim.unit]), event.end, stated=False)
        if any(one.holds for one in _readings(claim, market, wide, begin, claim.unit)):
            return Unfit(
                "claim_time", f"Of an earlier {claim.unit} it holds, and the article does not say of which it speaks."
            )
    if claim.window == "all" and not event.stated:
        return Unfit("claim_time", "The article does not say when the move was.")
    assert claim.asset is not None
    if claim.unit != "day":
        return None
    trailing = market.changes(claim.asset, DAY, event.start - (timedelta(0) if event.stated else DAY), event.end)
    if trailing is None:
        return None
    size = trailing.greatest if claim.form == "biggest_gain" else -trailing.least
    if size >= min(_size(claim, one.rival) for one in readings):
        return Unfit("window", "Over some 24 hours the move was as big, though not over a whole day.")
    return None


def _verdict(claim: SuperlativeClaim, best: _Reading) -> Verdict:
    move, rival = significant(best.move.change, 4), significant(best.rival.change, 4)
    rank = "" if claim.rank == 1 else f"no. {claim.rank} of the "
    size = "greatest" if claim.form == "biggest_gain" else "least"
    return decided(
        holds=best.holds,
        rule=f"superlative.{claim.form}/1",
        reason=f"{pair(best.found)} changed by {percent(move)} in the {best.unit} that began on {best.move.start:%Y-%m-%d}; the {rank}"
        f"{size} change of a {best.unit} before it, in the time it is a record over, was {percent(rival)} "
        f"in that of {best.rival.start:%Y-%m-%d}.",
        observed={"move": move, "before": rival},
        tolerance=_tolerance(best.move, best.rival),
        found=best.found,
        times={"move": best.move.start, "before": best.rival.start},
    )
