"""Checks of the flows of spot ETFs, of one fund or of all of a coin's, by day, week, month or since the beginning.

Sign first, then size. The day is that of the exchanges in New York; which days are meant is told by ``trading_days``, and the reason
says which were taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.metrics.claim import MetricClaim, is_slip, off, says_little
from tapecheck.market.claims.metrics.trading_days import Period, Told, nearby, periods
from tapecheck.market.claims.publication import Written, written
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding, share
from tapecheck.market.claims.verdicts import decided, not_dollars, unknown
from tapecheck.market.figures import dollars
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

PROVIDERS = Decimal("0.02")
PROVIDERS_LEAST = Decimal(1500000)
"""By how much two providers' flows differ as a rule: a share of the figure, but no less than this sum in US dollars."""
FAR = Decimal("0.045")
"""Share of the figure beyond which two providers hardly ever differ; between the two nothing is decided."""
ABOUT_SHARE = Decimal("0.05")
SAME = Decimal("0.004")
"""A figure that is told of another time than that of which it is agrees with it nearly exactly: else chance would find one for any."""

_SINCE = datetime(2024, 1, 1, tzinfo=UTC)
_UNTIL = datetime(2200, 1, 1, tzinfo=UTC)
_COINS = ("BTC", "ETH")
_DAY = timedelta(days=1)


class _Flows(NamedTuple):
    """The flows of one fund, or of all of a coin (``fund`` ''), by trading day."""

    coin: str
    fund: str
    points: tuple[SeriesPoint, ...]


def check_flow(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a flow: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    why = _unfit(claim)
    if why is not None:
        return unknown(why)
    flows = _flows(claim, market)
    if flows is None:
        return unknown(Unfit("no_data", f"There are no flows of funds of {claim.asset} in the market data."))
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    days = [point.start.date() for point in flows.points]
    when = written(published_at)
    found = periods(days, Told(claim.start, claim.end, claim.time_text or "", claim.measure), when)
    sums = [(period, one) for period in found if (one := _sum(flows, period)) is not None]
    if not sums:
        return unknown(
            Unfit("not_covered", f"There are no flows of {_named(flows)} of the time that the article speaks of."),
            flows.points[-1],
        )
    return _against(claim, market, flows, sums, when)


def _unfit(claim: MetricClaim) -> Unfit | None:
    if claim.measure == "average":
        return Unfit("window", "The flow is an average over days that the article does not name.")
    if claim.scope in ("one_etf", "some_etfs", "funds", "exchange", "other"):
        words = {
            "one_etf": "of a fund that is not named by its ticker",
            "some_etfs": "of several funds together",
            "funds": "of funds of the whole world",
        }
        return Unfit("no_data", f"The flow is {words.get(claim.scope, 'not one of spot ETFs')}; the data have others.")
    if claim.asset in _COINS and claim.scope is None:
        return Unfit("no_data", "The article does not say that the flow is one of spot ETFs.")
    return not_dollars(claim.unit)


def _flows(claim: MetricClaim, market: MarketStore) -> _Flows | None:
    if claim.asset is None:
        return None
    choices = [(claim.asset, "")] if claim.asset in _COINS else [(coin, claim.asset) for coin in _COINS]
    for coin, fund in choices:
        points = market.series_between("etf_flow", coin, _SINCE, _UNTIL, venue=fund)
        if points:
            return _Flows(coin, fund, points)
    return None


def _named(flows: _Flows) -> str:
    return flows.fund or f"all spot {flows.coin} ETFs"


def _sum(flows: _Flows, period: Period) -> SeriesPoint | None:
    """The flow of a period; ``None`` if there are no data of its first or last week."""
    points = [point for point in flows.points if period.first <= point.start.date() <= period.last]
    if not points:
        return None
    hashes = dict.fromkeys(point.dataset_sha256 for point in points)
    return replace(
        points[0],
        timeframe="1d",
        end=points[-1].start + _DAY,
        dataset_sha256=",".join(hashes),
        value=sum((point.value for point in points), Decimal(0)),
    )


def _tolerance(claim: MetricClaim) -> Tolerance:
    size = abs(claim.value)
    parts = [
        rounding(claim.value, claim.text),
        Part("providers", max(size * PROVIDERS, PROVIDERS_LEAST), "for the difference between providers"),
    ]
    if claim.bound == "about":
        parts.append(Part("about", size * ABOUT_SHARE, f"({share(ABOUT_SHARE)}) because it is said to be about so"))
    return Tolerance(tuple(parts))


def _against(
    claim: MetricClaim,
    market: MarketStore,
    flows: _Flows,
    sums: Sequence[tuple[Period, SeriesPoint]],
    when: Written,
) -> Verdict:
    allowed = _tolerance(claim)
    agreeing = [(period, one) for period, one in sums if _agrees(claim, one, allowed)]
    period, found = agreeing[0] if agreeing else sums[0]
    reason = _reason(claim, flows, period, found)
    observed = {"flow": found.value}
    if agreeing:
        if says_little(claim, found.value, found.value):
            return unknown(Unfit("claim_time", f"{reason} holds, but may be about another time."), found, observed)
        return _decide(True, reason, observed, allowed, found)
    other = _elsewhere(claim, market, flows, sums, when, allowed)
    if other is not None:
        return unknown(Unfit("claim_time", f"{reason} does not agree with that; {other}"), found, observed)
    for period, one in sums:
        if off(claim, one.value, one.value) <= abs(claim.value) * FAR + allowed.total - allowed.made_of[
            1
        ].size and _same_sign(claim, one, allowed):
            return unknown(
                Unfit(
                    "counting", f"{_reason(claim, flows, period, one)} differs by no more than providers do at times."
                ),
                one,
                {"flow": one.value},
            )
    for period, one in sums:
        if period.words.startswith("in a streak") or (claim.measure == "record" and not period.firm):
            continue
        if is_slip(claim, one.value, one.value):
            return _decide(False, _reason(claim, flows, period, one), {"flow": one.value}, allowed, one)
    return unknown(
        Unfit("claim_time", f"{reason} is so far from that that it may be of other days or funds."), found, observed
    )


def _decide(holds: bool, reason: str, observed: dict[str, Decimal], allowed: Tolerance, found: SeriesPoint) -> Verdict:
    return decided(
        holds=holds,
        rule="metric.flow/1",
        reason=f"{reason} {'agrees' if holds else 'does not agree'} with that.",
        observed=observed,
        tolerance=allowed,
        found=found,
    )


def _agrees(claim: MetricClaim, found: SeriesPoint, allowed: Tolerance) -> bool:
    return _same_sign(claim, found, allowed) and off(claim, found.value, found.value) <= allowed.total


def _same_sign(claim: MetricClaim, found: SeriesPoint, allowed: Tolerance) -> bool:
    """Whether money went the same way; what is next to nothing went neither way."""
    return (claim.value < 0) == (found.value < 0) or abs(found.value) <= allowed.total


def _reason(claim: MetricClaim, flows: _Flows, period: Period, found: SeriesPoint) -> str:
    days = f"{period.first}" if period.first == period.last else f"{period.first} to {period.last}"
    return (
        f"The net flow of {_named(flows)} {period.words} ({days}, trading days in New York, {found.source}) was "
        f"{dollars(found.value)}; the stated {dollars(claim.value)}"
    )


def _elsewhere(
    claim: MetricClaim,
    market: MarketStore,
    flows: _Flows,
    sums: Sequence[tuple[Period, SeriesPoint]],
    when: Written,
    allowed: Tolerance,
) -> str | None:
    """Where else the figure is found: at another time, or of another fund at the same; ``None`` if nowhere."""
    allowed = Tolerance((allowed.made_of[0], Part("same", abs(claim.value) * SAME, "as it is the same figure")))
    days = [point.start.date() for point in flows.points]
    told = (
        [Period(day, day, "on that day") for day in days if day <= when.latest.date()]
        if claim.measure == "record"
        else []
    )
    for period in [*nearby(days, when), *told]:
        one = _sum(flows, period)
        if one is not None and _agrees(claim, one, allowed):
            span = f"{period.first}" if period.first == period.last else f"{period.first} to {period.last}"
            return f"it was the flow {period.words} of {span}."
    return _other_fund(claim, market, flows, sums, allowed)


def _other_fund(
    claim: MetricClaim,
    market: MarketStore,
    flows: _Flows,
    sums: Sequence[tuple[Period, SeriesPoint]],
    allowed: Tolerance,
) -> str | None:
    for coin in _COINS:
        for fund in FUNDS[coin]:
            points = market.series_between("etf_flow", coin, _SINCE, _UNTIL, venue=fund)
            other = _Flows(coin, fund, points)
            for period, _ in sums if points and (coin, fund) != (flows.coin, flows.fund) else ():
                one = _sum(other, period)
                if one is not None and abs(one.value) > allowed.total and _agrees(claim, one, allowed):
                    return f"it was that of {_named(other)} then."
    return None


FUNDS: dict[str, tuple[str, ...]] = {
    "BTC": ("", "IBIT", "FBTC", "BITB", "ARKB", "BTCO", "EZBC", "BRRR", "HODL", "BTCW", "GBTC", "BTC", "MSBT"),
    "ETH": ("", "ETHA", "ETHB", "FETH", "ETHW", "TETH", "ETHV", "QETH", "EZET", "ETHE", "ETH"),
}
"""The spot ETFs of the United States by coin; '' is their total."""
