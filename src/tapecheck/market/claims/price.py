"""Checks of prices: was it traded there, was it the extreme it is said to be.

A claim is judged on the stretch of time it is read to speak of (``bases``): a price must have been traded in it, a high or
low must have been its extreme so far at some moment of the writing. It is compared with every venue that the store knows, and
agreeing with one is enough; how far it may be off is said in ``compare``.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tapecheck.market.claims import bases
from tapecheck.market.claims.all_time import check_all_time
from tapecheck.market.claims.bases import Window
from tapecheck.market.claims.extreme import check_extreme
from tapecheck.market.claims.power import powerless
from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.price_words import away, claimed
from tapecheck.market.claims.tolerances import of_price
from tapecheck.market.claims.verdicts import decided, not_dollars, pair, span, unknown
from tapecheck.market.compare import compare_range
from tapecheck.market.figures import dollars
from tapecheck.market.observations import Extremes
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.market.traded_as import traded_as
from tapecheck.schema.verdict import Basis, Verdict

FARTHEST = Decimal(100)
"""A figure so many times above or below what was traded is hardly a price of one unit: a slip moves the point by one place, a
wrong ticker makes 97,000 of 3,400."""

_NOT_TRADED = {
    "target": "A forecast price can't be checked against trades.",
    "cost": "What somebody paid or pays on average can't be checked against the market's trades.",
    "other": "There are no market data for this kind of price.",
}


def check_price(claim: PriceClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a price: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason.

    ``published_at`` is aware UTC; ``None`` if unknown, and then only claims with a stated window can be checked.
    """
    why = unfit(claim)
    if why is not None:
        return unknown(why)
    windows = windows_of(claim, published_at)
    if isinstance(windows, Unfit):
        return unknown(windows)
    basis = bases.trusted(claim.readings, windows)
    if basis is None:
        basis, trust = bases.likeliest(claim.readings, windows)
        return bases.doubted(judge(claim, market, published_at, windows[basis]), trust)
    return judge(claim, market, published_at, windows[basis]).model_copy(update={"basis": basis})


def bases_of_price(claim: PriceClaim, published_at: datetime | None) -> tuple[Basis, ...]:
    """The bases on which the claim could be judged, whatever the store holds; empty: on none."""
    windows = None if unfit(claim) else windows_of(claim, published_at)
    return tuple(windows) if isinstance(windows, dict) else ()


def windows_of(claim: PriceClaim, published_at: datetime | None) -> dict[Basis, Window] | Unfit:
    """The stretches of time that the claim may speak of, by basis; why not, if there is none."""
    if claim.role in ("all_time_high", "all_time_low"):
        return _up_to(claim, published_at)
    windows: dict[Basis, Window] = {}
    if published_at is not None:
        windows["day"] = bases.day(published_at)
        if claim.role not in ("high", "low"):
            windows["now"] = bases.now(published_at)
    if claim.start is not None and claim.end is not None:
        named = bases.stated(claim.start, claim.end, published_at)
        if named is None:
            return Unfit("after_publication", "The stated time lies after publication.")
        windows["stated"] = named
    if not windows:
        return Unfit("article_time", "Neither the article's time nor the time of the price is known.")
    return windows


def _up_to(claim: PriceClaim, published_at: datetime | None) -> dict[Basis, Window] | Unfit:
    """For a record: what it was when the article was written, or one that was set in the stated time."""
    windows: dict[Basis, Window] = {}
    if published_at is not None:
        windows["history"] = Window(bases.now(published_at).end, bases.now(published_at).end)
    if claim.start is not None and claim.end is not None:
        named = bases.stated(claim.start, claim.end, published_at)
        if named is not None:
            windows["stated"] = named
    return windows or Unfit("article_time", "The article's time is not known, so neither is the record at that time.")


def judge(claim: PriceClaim, market: MarketStore, published_at: datetime | None, window: Window) -> Verdict:
    """The verdict on a claim that is read to speak of this window; it has been found fit."""
    assert claim.asset is not None
    if claim.role in ("all_time_high", "all_time_low"):
        return check_all_time(claim, market, window)
    traded = traded_as(claim.asset, window.start, window.end, market)
    if isinstance(traded, Unfit):
        return unknown(traded)
    ranges = market.extremes_by_source(traded, window.start, window.end)
    if not ranges and published_at is not None and window.end > published_at > window.start:
        ranges = market.extremes_by_source(traded, window.start, published_at)
    if not ranges:
        return unknown(market.why_not(traded, window.start, window.end))
    found = ranges[0]
    if not found.low / FARTHEST < claim.value < found.high * FARTHEST:
        words = f"{pair(found)} traded between {dollars(found.low)} and {dollars(found.high)} {span(found)}"
        return unknown(Unfit("misread", f"{words}; {claimed(claim)} is hardly a price of one {claim.asset}."), found)
    if claim.role in ("high", "low"):
        verdicts = [check_extreme(claim, market, one, window, published_at) for one in ranges]
    else:
        verdicts = [_check_traded(claim, one, window) for one in ranges]
    return next((verdict for verdict in verdicts if verdict.label == "SUPPORTED"), verdicts[0])


def unfit(claim: PriceClaim) -> Unfit | None:
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


def _check_traded(claim: PriceClaim, found: Extremes, window: Window) -> Verdict:
    allowed = of_price(claim, window.end)
    tolerance = allowed.total
    result = compare_range(claim.value, claim.bound, found.low, found.high, tolerance, claim_high=claim.value_high)
    observed = {"low": found.low, "high": found.high}
    traded = f"{pair(found)} traded between {dollars(found.low)} and {dollars(found.high)} {span(found)}"
    vague = found.coarse or powerless(claim, found.low, found.high, tolerance) if result.holds else found.inner
    if vague:
        why = Unfit("coarse", f"{traded}; that is too much to tell whether {claimed(claim)} is right.")
        return unknown(why, found, observed)
    verb = "agrees" if result.holds else "does not agree"
    return decided(
        holds=result.holds,
        rule="price.traded/2",
        reason=f"{traded}; {claimed(claim)} {verb} with that{away(result)}.",
        observed=observed,
        tolerance=allowed,
        found=found,
        times={"low": found.low_time, "high": found.high_time},
    )
