"""Flows of exchange-traded funds: the largest inflow since a time, and streaks of in- and outflows, of trading days or weeks.

The day's flow is known after the market has closed, so an article without a stated time speaks of one of the last
four trading days. Providers differ by a few percent, and more on days when a fund reports late. Weeks are summed from
trading days; other providers sum other products, so a week never refutes, and neither does a claim without a unit of
time.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.claims.superlative.stretch import BEGINNING, DAY, Event, period_start
from tapecheck.market.claims.tolerances import Part, Tolerance, share
from tapecheck.market.claims.verdicts import decided, unknown
from tapecheck.market.figures import dollars
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

SERIES = "etf_flow"
COINS = ("BTC", "ETH")
PROVIDERS_SHARE = Decimal("0.05")
STILL = Decimal(5_000_000)
"""A flow as small as this counts as either way: providers differ by more on such days."""
RECENT = 4
EARLIER = 25
LEAST = 2


class _Flow(NamedTuple):
    """Net flow of a trading day or week, in US$."""

    amount: Decimal
    start: datetime


def check_flow(claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime | None) -> Verdict:
    """The verdict on a superlative or streak of fund flows; ``begin``: over what it is a record, ``None`` for a streak."""
    if claim.direction is None:
        return unknown(Unfit("window", "The article does not say whether the flow is in or out."))
    points = _points(claim.asset, market, event.end)
    if not points:
        return unknown(Unfit("no_data", f"There are no fund flows for {claim.asset} at that time."))
    if claim.form in ("streak", "streak_end"):
        return _streak(claim, points, event)
    if claim.form not in ("biggest", "smallest", "highest", "lowest") or begin is None:
        return unknown(Unfit("no_data", "There are no market data for such a record of flows."))
    return _record(claim, points, event, begin)


def _points(asset: str | None, market: MarketStore, until: datetime) -> tuple[SeriesPoint, ...]:
    """The flows of all funds of a coin, or of one fund, before ``until``."""
    if asset is None:
        return ()
    places = [(asset, "")] if asset in COINS else [(coin, asset) for coin in COINS]
    found = (market.series_between(SERIES, coin, BEGINNING, until, venue=venue) for coin, venue in places)
    points = next((one for one in found if one), ())
    return points if points and points[-1].start >= until - 6 * DAY else ()


def _flows(points: Sequence[SeriesPoint], unit: str) -> list[_Flow]:
    if unit == "day":
        return [_Flow(point.value, point.start) for point in points]
    groups = groupby(points, key=lambda point: period_start(point.start, unit))
    return [_Flow(sum((point.value for point in group), Decimal(0)), start) for start, group in groups]


def _at(flows: Sequence[_Flow], event: Event, unit: str, *, earlier: bool = False) -> range:
    """The indices of the flows that the article can speak of; ``earlier``: some weeks back, if it doesn't say when."""
    last = sum(1 for one in flows if one.start < event.end)
    if not event.stated:
        recent = EARLIER if earlier else RECENT if unit == "day" else 2
        return range(max(0, last - recent), last)
    first = sum(1 for one in flows if one.start < period_start(event.start, unit))
    return range(first, last)


def _record(claim: SuperlativeClaim, points: tuple[SeriesPoint, ...], event: Event, begin: datetime) -> Verdict:
    sign, least = 1 if claim.direction == "up" else -1, claim.form in ("smallest", "lowest")
    readings = _compared(claim, points, event, begin)
    if not readings:
        return unknown(Unfit("not_covered", f"The flows of {points[0].symbol} do not cover that time."), points[-1])
    holds, flow, rival, unit = max(readings, key=lambda one: (one[0], one[1].amount))
    observed = {"reached": sign * flow.amount, "before": sign * rival.amount}
    reason = (
        f"The net flow of the {points[0].symbol} funds in the {unit} of {flow.start:%Y-%m-%d} was {dollars(sign * flow.amount)} "
        f"({points[0].source}); the {'least' if least else 'greatest'} before it, in the time it is a record over, was "
        f"{dollars(sign * rival.amount)} in that of {rival.start:%Y-%m-%d}."
    )
    if not holds and (claim.unit in (None, "week") or (claim.window == "all" and not event.stated)):
        return unknown(
            Unfit("counting", f"{reason} It may be of other funds, or of another time."), points[-1], observed
        )
    if not holds and any(one[0] for one in _compared(claim, points, event, begin, earlier=True)):
        return unknown(Unfit("claim_time", f"{reason} Of an earlier day it holds."), points[-1], observed)
    allowed = Part(
        "providers", abs(rival.amount) * PROVIDERS_SHARE, f"({share(PROVIDERS_SHARE)}), as providers count differently"
    )
    return decided(
        holds=holds,
        rule=f"superlative.flow_{claim.form}/1",
        reason=reason,
        observed=observed,
        tolerance=Tolerance((allowed,)),
        found=points[-1],
        times={"reached": flow.start, "before": rival.start},
    )


def _compared(
    claim: SuperlativeClaim, points: tuple[SeriesPoint, ...], event: Event, begin: datetime, *, earlier: bool = False
) -> list[tuple[bool, _Flow, _Flow, str]]:
    """Each flow that the article can speak of, whether it is the record, what it has to beat, and the unit; outflows are turned round."""
    sign, least = 1 if claim.direction == "up" else -1, claim.form in ("smallest", "lowest")
    readings: list[tuple[bool, _Flow, _Flow, str]] = []
    for unit in (claim.unit,) if claim.unit else ("day", "week"):
        flows = [_Flow(sign * one.amount, one.start) for one in _flows(points, unit)]
        for at in _at(flows, event, unit, earlier=earlier):
            before = [one for one in flows[:at] if one.start >= begin and (one.amount > 0 or not least)]
            ranked = sorted(before, key=lambda one: one.amount, reverse=not least)
            if len(ranked) >= claim.rank:
                rival = ranked[claim.rank - 1]
                readings.append((_beats(flows[at], rival, least=least), flows[at], rival, unit))
    return readings


def _beats(flow: _Flow, rival: _Flow, *, least: bool) -> bool:
    allowed = abs(rival.amount) * PROVIDERS_SHARE
    if flow.amount <= 0:
        return False
    return flow.amount <= rival.amount + allowed if least else flow.amount >= rival.amount - allowed


def _streak(claim: SuperlativeClaim, points: tuple[SeriesPoint, ...], event: Event) -> Verdict:
    unit, wanted = claim.unit or "day", claim.count or LEAST
    runs = _runs(claim, points, event)
    fits = [one for one in runs if _fits(claim, one[0])]
    length, last = max(fits or runs or [(0, points[-1].start)], key=lambda one: one[0])
    way = "inflow" if claim.direction == "up" else "outflow"
    reason = (
        f"The {points[0].symbol} funds had {length} {unit}{'' if length == 1 else 's'} of {way} in a row up to {last:%Y-%m-%d} "
        f"({points[0].source}); {claim.count or f'at least {LEAST}'} are stated."
    )
    observed = {"steps": Decimal(length)}
    if not fits and (length >= wanted - 1 or unit != "day"):
        return unknown(Unfit("counting", f"{reason} It may be counted otherwise."), points[-1], observed)
    if not fits and any(_fits(claim, one[0]) for one in _runs(claim, points, event, earlier=True)):
        return unknown(Unfit("claim_time", f"{reason} Earlier there was such a streak."), points[-1], observed)
    return decided(
        holds=bool(fits),
        rule=f"superlative.flow_{claim.form}/1",
        reason=reason,
        observed=observed,
        tolerance=Tolerance((Part("still", STILL, "of a flow, which then counts as either"),)),
        found=points[-1],
        times={"steps": last},
    )


def _fits(claim: SuperlativeClaim, length: int) -> bool:
    return length >= LEAST if claim.count is None else claim.count <= length <= claim.count + 1


def _runs(
    claim: SuperlativeClaim, points: tuple[SeriesPoint, ...], event: Event, *, earlier: bool = False
) -> list[tuple[int, datetime]]:
    """The streaks that ended with each flow the article can speak of, or for an end with the one before it; with their last day."""
    unit, sign, ended = claim.unit or "day", 1 if claim.direction == "up" else -1, claim.form == "streak_end"
    flows = [_Flow(sign * one.amount, one.start) for one in _flows(points, unit)]
    at = [
        index
        for index in _with_last(_at(flows, event, unit, earlier=earlier), event, ended=ended)
        if not ended or (index and flows[index].amount <= STILL)
    ]
    return [(_length(flows, index - ended), flows[index - ended].start) for index in at]


def _with_last(at: range, event: Event, *, ended: bool) -> range:
    """The indices with the one before a stated day: "aside from the outflow on Tuesday, they had been on a streak"."""
    return range(max(0, at.start - 1), at.stop) if event.stated and not ended else at


def _length(flows: Sequence[_Flow], at: int) -> int:
    """How many flows in a row up to the index went in (outflows are turned round)."""
    length = 0
    for one in reversed(flows[: at + 1]):
        if one.amount < -STILL:
            break
        length += 1
    return length
