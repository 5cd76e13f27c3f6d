"""Streaks of rising or falling days, weeks and months, and their end.

A day rises if it closes above the close before (or above its open), in UTC days or New York days; a day that moved
less than the spread between venues counts as either. A streak of n holds if n steps in a row ended at the time the
article speaks of; one that has gone on for more than a step longer neither supports nor refutes. "Snapped a five-day
losing streak": five falls, then a step that is none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.claims.superlative.days import Days, days_of, new_york_days, periods
from tapecheck.market.claims.superlative.moves import LENGTHS, Step, steps
from tapecheck.market.claims.superlative.stretch import DAY, Event
from tapecheck.market.claims.tolerances import Part, Tolerance
from tapecheck.market.claims.verdicts import decided, pair, unknown
from tapecheck.market.compare import venue_spread
from tapecheck.market.figures import percent, plain, significant
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

LEAST = 2
"""Steps of a streak whose length is not said."""
LONGER = 1
"""How many steps longer than said a streak may be."""
_MARGIN = 4
EARLIER = 30
"""How many days, weeks or months back a streak without a stated time may have ended."""


class Run(NamedTuple):
    """A streak that ended with the step ``last``: how many steps went the way for sure, and how many if a still one counts."""

    sure: int
    possible: int
    last: Step


class _Reading(NamedTuple):
    found: Days
    run: Run
    ended: bool


def run_at(moves: Sequence[Step], at: int, *, up: bool, still: Decimal) -> Run:
    """The streak of rises (falls) that ends with the step ``at``; a change of at most ``still`` counts as either."""
    sign = 1 if up else -1
    sure = possible = 0
    counting = True
    for move in reversed(moves[: at + 1]):
        if sign * move.change < -still:
            break
        possible += 1
        counting = counting and sign * move.change > 0
        sure += counting
    return Run(sure, possible, moves[at])


def check_streak(claim: SuperlativeClaim, market: MarketStore, event: Event) -> Verdict:
    """The verdict on a streak of an asset's price, or on its end."""
    assert claim.asset is not None
    readings: list[_Reading] = []
    for one in _readings(claim, market, event):
        readings.append(one)
        if _fits(claim, one):
            break
    if not readings:
        return unknown(market.why_not(claim.asset, event.start - (claim.count or LEAST) * DAY, event.end))
    wanted = claim.count or LEAST
    best = max(readings, key=lambda one: (_fits(claim, one), one.run.possible))
    if _fits(claim, best):
        return _verdict(claim, best, holds=True)
    if claim.count is not None and best.run.possible == claim.count - 1 >= LEAST:
        return unknown(
            Unfit("counting", f"{_told(claim, best)}, one less than stated: days may be counted otherwise."), best.found
        )
    longer = [one for one in readings if one.run.possible >= wanted and (one.ended or claim.form == "streak")]
    if longer:
        return unknown(
            Unfit("counting", f"{_told(claim, longer[0])}, which is longer than stated: it may be counted otherwise."),
            longer[0].found,
        )
    wide = Event(event.start - EARLIER * LENGTHS[claim.unit or "day"], event.end, stated=False)
    if not event.stated and any(_fits(claim, one) for one in _readings(claim, market, wide)):
        return unknown(
            Unfit(
                "claim_time",
                f"{_told(claim, best)}; earlier there was such a streak, and the article does not say when its was.",
            ),
            best.found,
        )
    return _verdict(claim, best, holds=False)


def _fits(claim: SuperlativeClaim, reading: _Reading) -> bool:
    if claim.form == "streak_end" and not reading.ended:
        return False
    wanted = claim.count or LEAST
    return reading.run.possible >= wanted and (claim.count is None or reading.run.sure <= wanted + LONGER)


def _readings(claim: SuperlativeClaim, market: MarketStore, event: Event) -> Iterator[_Reading]:
    """The streaks that ended (for an end: the step after them) in the time the article speaks of, in each way of counting days."""
    assert claim.asset is not None
    unit = claim.unit or "day"
    since = event.start - LENGTHS[unit] * ((claim.count or LEAST) + _MARGIN)
    start = event.start - (timedelta(0) if event.stated else DAY if unit == "day" else timedelta(days=5))
    for found in days_of(market, claim.asset, since, event.end):
        yield from _of_days(claim, found, start, event.end)
    if unit == "day":
        for found in new_york_days(market, claim.asset, since, event.end):
            yield from _of_days(claim, found, start, event.end)


def _of_days(claim: SuperlativeClaim, found: Days, start: datetime, end: datetime) -> Iterator[_Reading]:
    bars = periods(found.days, claim.unit or "day")
    for from_open in (False, True):
        yield from _of_steps(claim, found, steps(bars, from_open=from_open), start, end)


def _of_steps(
    claim: SuperlativeClaim, found: Days, moves: Sequence[Step], start: datetime, end: datetime
) -> Iterator[_Reading]:
    up = claim.direction == "up"
    for at, move in enumerate(moves):
        if move.over <= start or move.start >= end:
            continue
        still = venue_spread(move.start) * 100
        if claim.form == "streak":
            yield _Reading(found, run_at(moves, at, up=up, still=still), ended=False)
        elif at:
            against = move.change * (1 if up else -1) <= still
            yield _Reading(found, run_at(moves, at - 1, up=up, still=still), ended=against)


def _told(claim: SuperlativeClaim, reading: _Reading) -> str:
    run, unit = reading.run, claim.unit or "day"
    way = "rising" if claim.direction == "up" else "falling"
    steps_in_row = f"{run.possible} {way} {unit}{'' if run.possible == 1 else 's'} in a row"
    last = f"the last began on {run.last.start:%Y-%m-%d} ({percent(significant(run.last.change, 3))})"
    ended = (
        ""
        if claim.form == "streak"
        else ", and then a step the other way"
        if reading.ended
        else ", and no step the other way yet"
    )
    return f"{pair(reading.found)} had {steps_in_row}; {last}{ended}"


def _verdict(claim: SuperlativeClaim, reading: _Reading, *, holds: bool) -> Verdict:
    spread = venue_spread(reading.run.last.start) * 100
    said = f"{claim.count}" if claim.count else f"at least {LEAST}"
    return decided(
        holds=holds,
        rule=f"superlative.{claim.form}/1",
        reason=f"{_told(claim, reading)}; {said} are stated.",
        observed={"steps": Decimal(reading.run.possible)},
        tolerance=Tolerance(
            (Part("venues", spread, "of a step, which then counts as either"),),
            show=lambda size: f"{plain(size):f} points",
        ),
        found=reading.found,
        times={"steps": reading.run.last.start},
    )
