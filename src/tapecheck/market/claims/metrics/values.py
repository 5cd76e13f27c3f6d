"""Checks of what there is of something at a moment: market values, dominance, open interest, trading volume.

The claim is compared with the points around the time that the article speaks of; a value between two points was passed on the way.
Each series has a band: agreement up to ``near``, contradiction from ``far``, and nothing decided between, as providers count
different coins and exchanges. Measured with ``scripts/measure_providers`` on news of 2025–26; see ``BANDS``.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.claims.metrics.claim import SLIP, MetricClaim, is_slip, off, says_little
from tapecheck.market.claims.publication import written
from tapecheck.market.claims.tolerances import Part, Tolerance, rounding
from tapecheck.market.claims.verdicts import decided, moment, not_dollars, unknown
from tapecheck.market.figures import dollars, plain
from tapecheck.market.observations import SeriesPoint
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict


class Band(NamedTuple):
    """Agreement up to ``near``, contradiction from ``far`` (``None``: never): a share of the figure, or points if ``points``."""

    near: Decimal
    far: Decimal | None
    points: bool = False


BANDS: dict[str, Band] = {
    "market_cap": Band(Decimal("0.03"), Decimal("0.06")),
    "market_cap:ALTCOINS": Band(Decimal("0.17"), Decimal("0.25")),
    "market_cap:STABLECOINS": Band(Decimal("0.10"), Decimal("0.14")),
    "open_interest": Band(Decimal("0.05"), Decimal("0.08")),
    "dominance": Band(Decimal("2.6"), Decimal(4), points=True),
    "volume": Band(Decimal("0.20"), None),
}
"""By metric, or metric and asset. CoinMarketCap, whose series the store has, counts fewer coins than the providers of most articles."""
ABOUT_SHARE = Decimal("0.02")
"""A value said to be "about" or "nearly" so may be so much further off."""
REACH = timedelta(hours=36)
"""So far from the time that is spoken of a point of a daily series still tells something."""

_NAMED_DAY = timedelta(days=2)
_HUNDRED = Decimal(100)

_FITTING = {
    "market_cap": (None, "market"),
    "dominance": (None, "market"),
    "open_interest": (None, "futures"),
    "volume": ("market",),
}


def check_value(claim: MetricClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a market value, a dominance, an open interest or a volume; NOT_ENOUGH_INFO with the reason."""
    why = _unfit(claim)
    if why is not None:
        return unknown(why)
    if published_at is None:
        return unknown(Unfit("article_time", "The article's time is not known."))
    assert claim.asset is not None
    first, last = times(claim, published_at)
    points = _points(claim.metric, claim.asset, market, first, last)
    if not points:
        reason = f"There are no {_named(claim.metric)} data for {claim.asset} around {moment(first)} UTC."
        return unknown(Unfit("not_covered", reason))
    return _against(claim, market, points, last)


def _unfit(claim: MetricClaim) -> Unfit | None:
    name = _named(claim.metric)
    if claim.asset is None:
        return Unfit("no_asset", f"The article does not say clearly whose {name} it is.")
    if claim.scope not in _FITTING[claim.metric]:
        return Unfit("no_data", f"There are no market data of this kind of {name}.")
    if claim.measure in ("change", "average") or (claim.measure == "earlier" and claim.start is None):
        return Unfit(
            "window", f"The figure is {_ARTICLES[claim.measure]} of the {name}, over a time that is not resolved."
        )
    if claim.metric == "dominance":
        return None if claim.unit == "percent" else Unfit("no_data", "A dominance is a share in percent.")
    return None if claim.unit == claim.asset else not_dollars(claim.unit)


_ARTICLES = {"change": "a change", "average": "an average", "earlier": "an earlier value"}


def times(claim: MetricClaim, published_at: datetime) -> tuple[datetime, datetime]:
    """The moments at which the figure may have held: the stated window if that was over, else the hours of writing."""
    earliest, latest = written(published_at)
    if claim.start is not None and claim.end is not None:
        over = claim.end <= published_at and claim.end.time() == time(0)
        if over or claim.end < earliest:
            return claim.start, claim.end
    return earliest, latest


def around(points: Sequence[SeriesPoint], first: datetime, last: datetime) -> tuple[SeriesPoint, ...]:
    """The last point before the times, those between and the first after them, of those that there are."""
    before = [point for point in points if point.start <= first][-1:]
    between = [point for point in points if first < point.start <= last]
    after = [point for point in points if point.start > last][:1]
    return tuple(before + between + after)


def _points(name: str, asset: str, market: MarketStore, first: datetime, last: datetime) -> tuple[SeriesPoint, ...]:
    """The points of the series, or those made of the price and the supply, or of the dominance and the whole market."""
    if name == "market_cap" and asset == "BTC":
        made = _price_times_supply(asset, market, first, last)
        if made:
            return made
    found = around(market.series_between(name, asset, first - REACH, last + REACH), first, last)
    return found or (_share_of_total(asset, market, first, last) if name == "market_cap" else ())


def _price_times_supply(asset: str, market: MarketStore, first: datetime, last: datetime) -> tuple[SeriesPoint, ...]:
    supply = market.series_at("supply", asset, last, max_age=timedelta(days=60))
    prices = market.extremes(asset, first, last)
    if supply is None or prices is None:
        return ()
    point = replace(
        supply,
        source=f"{prices.source} price × {supply.source} supply",
        symbol=prices.symbol,
        timeframe=prices.timeframe,
        start=prices.start,
        end=prices.end,
        dataset_sha256=f"{prices.dataset_sha256},{supply.dataset_sha256}",
        name="market_cap",
        unit="USD",
    )
    low = replace(point, start=prices.low_time, value=_whole(supply.value * prices.low))
    return (low, replace(point, start=prices.high_time, value=_whole(supply.value * prices.high)))


def _whole(value: Decimal) -> Decimal:
    """A product in whole dollars: its cents are none of the sources'."""
    return value.quantize(Decimal(1))


def _share_of_total(asset: str, market: MarketStore, first: datetime, last: datetime) -> tuple[SeriesPoint, ...]:
    total = around(market.series_between("market_cap", "TOTAL", first - REACH, last + REACH), first, last)
    dominance = {point.start: point for point in market.series_between("dominance", asset, first - REACH, last + REACH)}
    return tuple(
        replace(
            point,
            source=f"{point.source} dominance × total",
            symbol=asset,
            value=_whole(point.value * dominance[point.start].value / 100),
        )
        for point in total
        if point.start in dominance
    )


def _against(claim: MetricClaim, market: MarketStore, points: tuple[SeriesPoint, ...], last: datetime) -> Verdict:
    band = BANDS.get(f"{claim.metric}:{claim.asset}", BANDS[claim.metric])
    claim = _in_dollars(claim, market, last) if claim.unit == claim.asset else claim
    show = number if band.points else dollars
    counting = band.near if band.points else abs(claim.value) * band.near
    parts = [rounding(claim.value, claim.text), Part("counting", counting, "as providers count differently")]
    if claim.bound == "about":
        parts.append(Part("about", abs(claim.value) * ABOUT_SHARE, "because it is said to be about so"))
    allowed = Tolerance(tuple(parts), show)
    low, high = min(point.value for point in points), max(point.value for point in points)
    reason = f"{told(points, show)}; the stated {show(claim.value)}"
    observed = {"low": low, "high": high}
    apart = off(claim, low, high)
    if apart <= allowed.total and says_little(claim, low, high):
        return unknown(
            Unfit("claim_time", f"{reason} holds, but is so far from that that it may be of another."),
            points[0],
            observed,
        )
    far = apart > allowed.total and _wrong(claim, band, low, high, apart - allowed.total)
    if apart > allowed.total and (not far or _is_total(claim, market, last)):
        reason = (
            f"{reason} differs by more than {show(allowed.total)}, but may be counted otherwise or be of another time."
        )
        return unknown(Unfit("counting", reason), points[0], observed)
    return decided(
        holds=not far,
        rule=f"metric.{claim.metric}/2",
        reason=f"{reason} {'does not agree' if far else 'agrees'} with that.",
        observed=observed,
        tolerance=allowed,
        found=replace(points[0], end=points[-1].end),
        times=_seen(points, low, high),
    )


def _wrong(claim: MetricClaim, band: Band, low: Decimal, high: Decimal, beyond: Decimal) -> bool:
    """Whether a figure ``beyond`` the tolerance contradicts the data: clearly of this thing and now, and like it but for an error."""
    sure = claim.scope is not None and claim.measure != "record" and claim.value_high is None
    sure &= claim.start is None or claim.end is None or claim.end - claim.start <= _NAMED_DAY
    if not sure or band.far is None:
        return False
    if band.points and claim.value > _HUNDRED:
        return True
    if band.points:
        # "once it dips to 55%": round figures are levels that are talked about.
        talked = claim.value % 5 == 0 or not low / SLIP <= claim.value <= high * SLIP
        return beyond > band.far - band.near and not talked
    return beyond > (band.far - band.near) * abs(claim.value) and is_slip(claim, low, high)


def _is_total(claim: MetricClaim, market: MarketStore, last: datetime) -> bool:
    """Whether a market value that is not the coin's is the whole market's: which of the two is meant is often left open."""
    point = market.series_at("market_cap", "TOTAL", last) if claim.metric == "market_cap" else None
    near = BANDS["market_cap"].far or Decimal(0)
    return point is not None and claim.asset != "TOTAL" and abs(claim.value / point.value - 1) <= near


def _in_dollars(claim: MetricClaim, market: MarketStore, last: datetime) -> MetricClaim:
    """The claim with its coins at their price; unchanged, and so far off, where there is no price."""
    point = market.price_at(claim.asset or "", last - timedelta(hours=1))
    if point is None:
        return claim
    high = None if claim.value_high is None else claim.value_high * point.close
    return replace(claim, value=claim.value * point.close, value_high=high)


def _seen(points: Sequence[SeriesPoint], low: Decimal, high: Decimal) -> dict[str, datetime]:
    return {
        "low": next(point.start for point in points if point.value == low),
        "high": next(point.start for point in points if point.value == high),
    }


def told(points: Sequence[SeriesPoint], show: Callable[[Decimal], str]) -> str:
    """What the points say, for a sentence."""
    found = points[0]
    values = " and ".join(show(point.value) for point in points[:3])
    at = " and ".join(moment(point.start) for point in points[:3])
    return f"The {_named(found.name)} of {found.symbol} was {values} at {at} UTC ({found.source})"


def _named(name: str) -> str:
    return {"fear_greed": "Fear & Greed index"}.get(name, name.replace("_", " "))


def number(value: Decimal) -> str:
    """A figure without a unit, to hundredths, for a sentence."""
    return f"{plain(value.quantize(Decimal('0.01'))):f}"
