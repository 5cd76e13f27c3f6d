"""Checks of prices: was it traded there, was it the extreme it is said to be.

The window is the stated one. Without one it is the 24 hours before publication, because news says where a price "is" or
went in the last day; ``publication`` says how far after the time stamp it reaches. An article may also speak of an earlier
time without naming it ("when it was worth $10,000"). So a price outside the default window is refuted only if it is within
a tenth of that window's prices, which is about now then, and was not traded for a month before (a year for a high or low
without its time); or if it is beyond everything that was ever traded.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.all_time import check_all_time
from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.publication import written
from tapecheck.market.claims.tolerances import of_price, of_range
from tapecheck.market.claims.verdicts import decided, moment, not_dollars, pair, span, unknown
from tapecheck.market.compare import Comparison, compare_range
from tapecheck.market.figures import dollars, plain
from tapecheck.market.observations import Extremes
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.mention import Bound
from tapecheck.schema.verdict import Verdict

DEFAULT_WINDOW = timedelta(hours=24)
LOOK_BACK = {
    "quote": timedelta(days=30),
    "level": timedelta(days=30),
    "high": timedelta(days=366),
    "low": timedelta(days=366),
}
NEAR_SHARE = Decimal("0.1")
LONG_HISTORY = timedelta(days=365)

_NOT_TRADED = {
    "target": "A forecast price can't be checked against trades.",
    "cost": "What somebody paid or pays on average can't be checked against the market's trades.",
    "other": "There are no market data for this kind of price.",
}


@dataclass(frozen=True, slots=True)
class _Window:
    start: datetime
    end: datetime
    stated: bool


def check_price(claim: PriceClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a price: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason.

    ``published_at`` is aware UTC; ``None`` if unknown, and then only claims with a stated window can be checked.
    """
    why = _unfit(claim)
    if why is not None:
        return unknown(why)
    assert claim.asset is not None
    if claim.role in ("all_time_high", "all_time_low"):
        return check_all_time(claim, market, published_at)
    window = _window(claim, published_at)
    if window is None:
        return unknown(Unfit("article_time", "Neither the article's time nor the time of the price is known."))
    if window.start >= window.end:
        return unknown(Unfit("after_publication", "The stated time lies after publication."))
    found = market.extremes(claim.asset, window.start, window.end)
    if found is None and published_at is not None and window.end > published_at > window.start:
        found = market.extremes(claim.asset, window.start, published_at)
    if found is None:
        return unknown(market.why_not(claim.asset, window.start, window.end))
    if claim.role in ("high", "low"):
        return _check_extreme(claim, market, found, window, published_at)
    return _check_traded(claim, market, found, window)


def _unfit(claim: PriceClaim) -> Unfit | None:
    """Why the claim is not one that trades can decide."""
    if claim.role in _NOT_TRADED:
        return Unfit("not_traded", _NOT_TRADED[claim.role])
    if claim.modality == "prospective":
        return Unfit("prospective", "The price is said to be possible, not to have been traded.")
    if claim.asset is None:
        return Unfit("no_asset", "The article does not say clearly which asset the price is of.")
    if claim.role == "level" and claim.bound not in ("at_least", "at_most"):
        return Unfit("not_traded", "A price level is talked about, not said to have been traded.")
    return not_dollars(claim.currency)


def _window(claim: PriceClaim, published_at: datetime | None) -> _Window | None:
    if claim.start is not None and claim.end is not None:
        end = max(claim.end, claim.start + timedelta(minutes=1))
        return _Window(claim.start, min(end, written(published_at).latest) if published_at else end, stated=True)
    if published_at is None:
        return None
    return _Window(published_at - DEFAULT_WINDOW, written(published_at).latest, stated=False)


def _check_traded(claim: PriceClaim, market: MarketStore, found: Extremes, window: _Window) -> Verdict:
    allowed = of_price(claim, window.end)
    tolerance = allowed.total
    result = compare_range(claim.value, claim.bound, found.low, found.high, tolerance, claim_high=claim.value_high)
    observed = {"low": found.low, "high": found.high}
    traded = f"{pair(found)} traded between {dollars(found.low)} and {dollars(found.high)} {span(found)}"
    if result.holds and found.coarse:
        return unknown(
            Unfit("coarse", f"{traded}; these candles are too long to tell whether that was in the stated time."),
            found,
            observed,
        )
    if not result.holds and not window.stated:
        earlier = _earlier(claim, market, found, window, tolerance)
        if earlier is not None:
            return unknown(Unfit("claim_time", f"{traded}; {earlier}"), found, observed)
    verb = "agrees" if result.holds else "does not agree"
    return decided(
        holds=result.holds,
        rule="price.traded/1",
        reason=f"{traded}; {_claimed(claim)} {verb} with that{_off(result)}.",
        observed=observed,
        tolerance=allowed,
        found=found,
        times={"low": found.low_time, "high": found.high_time},
    )


def _check_extreme(
    claim: PriceClaim, market: MarketStore, found: Extremes, window: _Window, published_at: datetime | None
) -> Verdict:
    """A high or low is true as of the moment of writing: the extreme so far at some moment in the hours before publication."""
    high = claim.role == "high"
    low_edge, high_edge = _extreme_so_far(claim, market, found, window, published_at)
    allowed = max(of_price(claim, window.end), of_range(found.high - found.low), key=lambda one: one.total)
    tolerance = allowed.total
    result = compare_range(claim.value, claim.bound, low_edge, high_edge, tolerance, claim_high=claim.value_high)
    observed: dict[str, Decimal] = {claim.role: found.high if high else found.low}
    when = found.high_time if high else found.low_time
    extreme = f"the {'highest' if high else 'lowest'} price of {pair(found)} {span(found)} was {dollars(observed[claim.role])}"
    reason = f"{extreme[0].upper()}{extreme[1:]} (at {moment(when)})"
    inside = found.low - tolerance <= claim.value <= found.high + tolerance
    if found.coarse and inside:
        return unknown(
            Unfit("coarse", f"{reason}; these candles are too long to tell the extreme of the stated time."),
            found,
            observed,
        )
    if not result.holds and not window.stated:
        if inside:
            return unknown(
                Unfit("claim_time", f"{reason}; the article does not say of which hours its {claim.role} is."),
                found,
                observed,
            )
        earlier = _earlier(claim, market, found, window, tolerance)
        if earlier is not None:
            return unknown(Unfit("claim_time", f"{reason}; {earlier}"), found, observed)
    return decided(
        holds=result.holds,
        rule="price.extreme/1",
        reason=f"{reason}; {_claimed(claim)} {'agrees' if result.holds else 'does not agree'} with that{_off(result)}.",
        observed=observed,
        tolerance=allowed,
        found=found,
        times={claim.role: when},
    )


def _extreme_so_far(
    claim: PriceClaim, market: MarketStore, found: Extremes, window: _Window, published_at: datetime | None
) -> tuple[Decimal, Decimal]:
    """Least and greatest value that the extreme had while the article was being written."""
    final = found.high if claim.role == "high" else found.low
    written_from = written(published_at).earliest if published_at else window.end
    if claim.asset is None or not window.start < written_from < window.end:
        return final, final
    before = market.extremes(claim.asset, window.start, written_from)
    if before is None:
        return final, final
    early = before.high if claim.role == "high" else before.low
    return min(early, final), max(early, final)


def _earlier(
    claim: PriceClaim, market: MarketStore, found: Extremes, window: _Window, tolerance: Decimal
) -> str | None:
    """Why a price that does not fit the default window may be about an earlier time; ``None`` if it can't be."""
    assert claim.asset is not None
    bound: Bound = "exact" if claim.role in ("high", "low") else claim.bound
    histories = [one for one in market.history_extremes(claim.asset, window.end) if one.end - one.start >= LONG_HISTORY]
    if histories:
        lowest, highest = min(one.low for one in histories), max(one.high for one in histories)
        if not compare_range(claim.value, bound, lowest, highest, tolerance, claim_high=claim.value_high).holds:
            return None
    since = window.start - LOOK_BACK[claim.role]
    before = market.extremes(claim.asset, since, window.start)
    high = claim.value_high
    if before and compare_range(claim.value, bound, before.low, before.high, tolerance, claim_high=high).holds:
        return f"{_claimed(claim)} was traded since {moment(since)} UTC, and the article does not say when."
    off = compare_range(claim.value, bound, found.low, found.high, tolerance, claim_high=claim.value_high).off
    if off > claim.value * NEAR_SHARE:
        return f"{_claimed(claim)} is far from that, so it may be of another time, which the article does not name."
    return (
        None
        if before is not None
        else f"the article names no time, and the data before {moment(window.start)} have gaps."
    )


def _claimed(claim: PriceClaim) -> str:
    first = dollars(claim.value)
    if claim.bound == "between" and claim.value_high is not None:
        return f"the stated {first} to {dollars(claim.value_high)}"
    words = {
        "at_least": "the stated price above",
        "at_most": "the stated price below",
        "about": "the stated price of about",
    }
    return f"{words.get(claim.bound, 'the stated')} {first}"


def _off(result: Comparison) -> str:
    return "" if result.off == 0 else f" ({dollars(result.off)} away, {dollars(plain(result.tolerance))} allowed)"
