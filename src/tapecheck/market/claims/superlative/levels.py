"""Highs and lows since a time, and thresholds crossed for the first time since then.

Two readings: the extreme price of the day against those of the days since, and its close against their closes. The
claim holds if it holds in one of them at one source, widened by the spread between venues (``compare.venue_spread``),
or by an eighth of the day's range, as extremes differ by that (``tolerances.of_range``); it is refuted only if it
fails in all. That the price was as extreme on the named day or month itself is not required: it is reported.

An article that does not say when speaks of the last day; if the record was reached in the month before it, nothing is decided.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from heapq import nlargest, nsmallest
from typing import NamedTuple

from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.claims.superlative.days import Day, Days, days_of, periods
from tapecheck.market.claims.superlative.stretch import DAY, LEAST_HISTORY, Event, beginning_of, days_in
from tapecheck.market.claims.tolerances import Part, Tolerance, of_range, rounding, share
from tapecheck.market.claims.verdicts import decided, moment, pair, unknown
from tapecheck.market.compare import venue_spread
from tapecheck.market.figures import dollars
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Cause, Verdict

LOOK_BACK = 30
"""Days before the article in which a record without a stated time may have been reached."""
GUARDED_FROM = timedelta(days=5)
NEAR_SHARE = Decimal("0.25")
"""A threshold farther from the day's prices than this is hardly one of them."""
SAME_SHARE = Decimal("0.03")
"""A stated high farther from the day's than this is another day's."""

Price = Callable[[Day], Decimal]


class _Reading(NamedTuple):
    """One way of looking: the day's extreme (or close) at the event, and the most extreme before it with its day."""

    found: Days
    event: Event
    begin: datetime
    reached: Day
    before: Day
    price: Price
    holds: bool


def check_level(claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime) -> Verdict:
    """The verdict on a highest or lowest price, or on a threshold crossed for the first time, since ``begin``."""
    assert claim.asset is not None
    sources = days_of(market, claim.asset, begin, event.end)
    if claim.window == "all":
        sources = tuple(one for one in sources if one.end - one.start >= LEAST_HISTORY)
    if not sources:
        return unknown(market.why_not(claim.asset, max(begin, event.start - LEAST_HISTORY), event.end))
    readings = [one for found in sources for one in _on_each_day(claim, found, event, begin)]
    if not readings:
        return unknown(
            Unfit("window", "There is no whole day between the time since when it is a record and the record."),
            sources[0],
        )
    sign = -1 if _is_low(claim) else 1
    best = max(readings, key=lambda one: (one.holds, sign * _extreme(claim, one.reached)))
    if not best.holds:
        doubt = _doubt(claim, sources, event, begin, best)
        if doubt is not None:
            return unknown(doubt, best.found, _observed(best))
    elif claim.window != "all" and best.found.start > best.begin:
        # What the data lack may refute it; what they have can't support it.
        return unknown(market.why_not(claim.asset, begin, event.end), best.found, _observed(best))
    return _verdict(claim, best)


def _on_each_day(claim: SuperlativeClaim, found: Days, event: Event, begin: datetime) -> Iterator[_Reading]:
    """The readings of the event; of a long one those of each of its days."""
    days = days_in(event) if claim.unit is None and claim.window != "all" else [event]
    if len(days) == 1:
        yield from _readings(claim, found, event, begin)
        return
    for day in days:
        since = beginning_of(claim, day)
        if isinstance(since, datetime):
            yield from _readings(claim, found, day, since)


def _readings(claim: SuperlativeClaim, found: Days, event: Event, begin: datetime) -> Iterator[_Reading]:
    unit = claim.unit or "day"
    bars = periods(found.days, unit)
    at = [one for one in bars if one.over > event.start and one.start < event.end]
    # A day of the article is another one by the clock of UTC, so the day before the event is no rival.
    guard = DAY if event.start - begin > GUARDED_FROM else timedelta(0)
    before = [one for one in bars if one.start >= begin and one.over <= event.start - guard]
    if not at:
        return
    low = _is_low(claim)
    prices: Sequence[Price] = (_close,) if claim.unit is not None else (_low if low else _high, _close)
    for price in prices:
        reached = min(at, key=price) if low else max(at, key=price)
        if len(before) < claim.rank:
            return
        rival = (nsmallest if low else nlargest)(claim.rank, before, key=price)[-1]
        yield _Reading(found, event, begin, reached, rival, price, _holds(claim, reached, rival, price))


def _high(day: Day) -> Decimal:
    return day.high


def _low(day: Day) -> Decimal:
    return day.low


def _close(day: Day) -> Decimal:
    return day.close


def _is_low(claim: SuperlativeClaim) -> bool:
    return claim.form in ("lowest", "first_below")


def _is_crossing(claim: SuperlativeClaim) -> bool:
    return claim.form in ("first_above", "first_below")


def _holds(claim: SuperlativeClaim, reached: Day, rival: Day, price: Price) -> bool:
    sign = -1 if _is_low(claim) else 1
    allowed = _tolerance(claim, reached).total
    if claim.value is None or not _is_crossing(claim):
        return sign * (price(reached) - price(rival)) >= -allowed
    crossed = sign * (_extreme(claim, reached) - claim.value) >= -allowed
    return crossed and sign * (price(rival) - claim.value) <= allowed


def _tolerance(claim: SuperlativeClaim, reached: Day) -> Tolerance:
    spread = venue_spread(reached.start, claim.asset or "")
    size = _extreme(claim, reached) * spread
    venues = Part("venues", size, f"({share(spread)}) for the difference between venues")
    of_day = of_range(claim.asset or "", reached.high - reached.low)
    parts = (venues,) if venues.size >= of_day.total else of_day.made_of
    if claim.value is not None and _is_crossing(claim):
        parts = (rounding(claim.value, f"{claim.value:f}"), *parts)
    return Tolerance(parts)


def _extreme(claim: SuperlativeClaim, day: Day) -> Decimal:
    return day.low if _is_low(claim) else day.high


def _doubt(
    claim: SuperlativeClaim, sources: Sequence[Days], event: Event, begin: datetime, best: _Reading
) -> Unfit | None:
    """Why a claim that fails may be right all the same; ``None`` if it can't be."""
    away = Decimal(0) if claim.value is None else abs(claim.value / _extreme(claim, best.reached) - 1)
    if claim.value is not None and away > (NEAR_SHARE if _is_crossing(claim) else SAME_SHARE):
        cause: Cause = "misread" if away > NEAR_SHARE else "claim_time"
        return Unfit(
            cause,
            f"{dollars(claim.value)} is not of that time, when the price was {dollars(_extreme(claim, best.reached))}.",
        )
    if event.stated:
        return None
    if claim.window in ("all", "ytd"):
        return Unfit(
            "claim_time", "The article does not say when the record was set, and it was not in the day before."
        )
    for back in range(1, LOOK_BACK + 1):
        earlier = Event(event.start - back * DAY, event.end - back * DAY, stated=True)
        if any(one.holds for found in sources for one in _readings(claim, found, earlier, begin)):
            return Unfit(
                "claim_time",
                f"That was so on {earlier.end:%Y-%m-%d}, and the article does not say of which day it speaks.",
            )
    return None


def _observed(best: _Reading) -> dict[str, Decimal]:
    return {"reached": best.price(best.reached), "before": best.price(best.before)}


def _verdict(claim: SuperlativeClaim, best: _Reading) -> Verdict:
    low = _is_low(claim)
    close = best.price is _close
    what = "close" if close else "low" if low else "high"
    most = "lowest" if low else "highest"
    since = "the beginning of the data" if claim.window == "all" else f"{best.begin:%Y-%m-%d}"
    rank = "" if claim.rank == 1 else f"no. {claim.rank} of the "
    reason = (
        f"The {most} {what} of {pair(best.found)} from {moment(best.event.start)} to {moment(best.event.end)} UTC was "
        f"{dollars(best.price(best.reached))}; since {since} the {rank}{most} {what} before it was "
        f"{dollars(best.price(best.before))} on {best.before.start:%Y-%m-%d}"
    )
    if claim.value is not None and _is_crossing(claim):
        reason += f"; the threshold is {dollars(claim.value)}"
    return decided(
        holds=best.holds,
        rule=f"superlative.{claim.form}/1",
        reason=f"{reason}{_anchor(claim, best)}.",
        observed=_observed(best),
        tolerance=_tolerance(claim, best.reached),
        found=best.found,
        times={"reached": best.reached.start, "before": best.before.start},
    )


def _anchor(claim: SuperlativeClaim, best: _Reading) -> str:
    """What is known of the named time itself, if the days go back so far."""
    if claim.since is None or not best.holds:
        return ""
    at = [one for one in best.found.days if one.over > claim.since[0] and one.start < claim.since[1]]
    if not at:
        return ""
    extreme = min(one.low for one in at) if _is_low(claim) else max(one.high for one in at)
    return f"; in the named time itself it was {dollars(extreme)}"
