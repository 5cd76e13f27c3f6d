"""Checks of all-time highs and lows against the whole history up to the writing, or up to the stated time.

A record needs a long history: at least a year of candles that reach the article. An index and an exchange differ, so the
claim is compared with the range of all sources that saw the record. A record that was broken since is still one
("the previous all-time high"), if it stood for at least a week before the present one, or for three months. One with a date must
have been set then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from tapecheck.market import asset_changes
from tapecheck.market.claims.bases import Window
from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.tolerances import of_price
from tapecheck.market.claims.verdicts import decided, moment, pair, unknown
from tapecheck.market.compare import compare_range, compare_value
from tapecheck.market.figures import dollars
from tapecheck.market.observations import Extremes, Record
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

LEAST_HISTORY = timedelta(days=365)
_WRITING = timedelta(hours=36)
"""While a record moves an article may name one that stood a day and some hours before."""
_REACH = timedelta(hours=30)
_DAY = timedelta(days=1)
_LONG = timedelta(days=90)
"""So long a record must have stood to be spoken of when two others have been set since."""


def check_all_time(claim: PriceClaim, market: MarketStore, window: Window) -> Verdict:
    """The verdict on a price that is said to be, or to have been, the record at the end of the window.

    A window of some length is when the record is said to have been set.
    """
    assert claim.asset is not None
    until = window.end
    why = asset_changes.unfit_record(claim.asset, until)
    if why is not None:
        return unknown(why)
    histories = market.history_extremes(claim.asset, until)
    if not histories:
        return unknown(market.why_not(claim.asset, until - LEAST_HISTORY, until))
    usable = [one for one in histories if one.end >= until - _REACH and one.end - one.start >= LEAST_HISTORY]
    if not usable:
        words = (
            f"The {claim.asset} candles are no whole history: a record needs a year of them up to {moment(until)} UTC."
        )
        return unknown(Unfit("not_covered", words), histories[0])
    return _against(claim, market, usable, window)


def _against(claim: PriceClaim, market: MarketStore, usable: Sequence[Extremes], window: Window) -> Verdict:
    assert claim.asset is not None
    low = claim.role == "all_time_low"
    best = min(usable, key=lambda one: one.low) if low else max(usable, key=lambda one: one.high)
    price, when = (best.low, best.low_time) if low else (best.high, best.high_time)
    allowed = of_price(claim, when)
    earlier = market.history_extremes(claim.asset, window.end - _WRITING)
    prices = [one.low if low else one.high for one in (*usable, *earlier) if one.start <= when]
    result = compare_range(
        claim.value, claim.bound, min(prices), max(prices), allowed.total, claim_high=claim.value_high
    )
    former = None if result.holds else _former(claim, market, best, window)
    if former is not None:
        return former
    in_time = _set_in(window, when)
    name = f"all-time {'low' if low else 'high'}"
    words = f"The {name} of {pair(best)} up to {moment(window.end)} UTC was {dollars(price)} on {when:%Y-%m-%d}"
    agrees = "agrees" if result.holds and in_time else "does not agree"
    said = "" if in_time else f", and is said to be of {window.start:%Y-%m-%d} or later"
    return decided(
        holds=result.holds and in_time,
        rule="price.record/2",
        reason=f"{words}; the stated {dollars(claim.value)} {agrees} with that{said}.",
        observed={claim.role: price},
        tolerance=allowed,
        found=best,
        times={claim.role: when},
    )


def _former(claim: PriceClaim, market: MarketStore, best: Extremes, window: Window) -> Verdict | None:
    """The verdict where the claim is a record that was broken since; ``None`` if there was none of that price."""
    assert claim.asset is not None
    low = claim.role == "all_time_low"
    for record in reversed(_spoken_of(market.former_records(claim.asset, window.end, low=low), window)):
        allowed = of_price(claim, record.since)
        result = compare_value(claim.value, claim.bound, record.price, allowed.total, claim_high=claim.value_high)
        if result.holds and _set_in(window, record.since):
            stood = f"from {record.since:%Y-%m-%d} to {record.until:%Y-%m-%d}"
            return decided(
                holds=True,
                rule="price.former_record/2",
                reason=f"{dollars(record.price)} was the all-time {'low' if low else 'high'} {stood}.",
                observed={f"former_{claim.role}": record.price},
                tolerance=allowed,
                found=best,
                times={f"former_{claim.role}": record.since},
            )
    return None


def _spoken_of(records: Sequence[Record], window: Window) -> list[Record]:
    """The records that are still spoken of: the one before the present one, and those that stood for long; with a date, any."""
    former = [record for record in records if record.until < window.end]
    dated = window.start < window.end
    return [one for one in former if dated or one is former[-1] or one.until - one.since >= _LONG]


def _set_in(window: Window, when: datetime) -> bool:
    """Whether a record of that moment was set in the stated window, give or take a day; a window without length states nothing."""
    return window.start == window.end or when >= window.start - _DAY
