"""Checks of all-time highs and lows against the whole history up to the article, or up to the stated time.

A record needs a long history: at least a year of candles that reach the article. An index and an exchange differ, so the
claim is compared with the range of all sources that saw the record. A record that was broken since is still one
("the previous all-time high"), if it stood for at least a week.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market.claims.price_claim import PriceClaim
from tapecheck.market.claims.tolerances import of_price
from tapecheck.market.claims.verdicts import decided, moment, pair, unknown
from tapecheck.market.compare import compare_range, compare_value
from tapecheck.market.figures import dollars
from tapecheck.market.observations import Extremes
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

LEAST_HISTORY = timedelta(days=365)
_WRITING = timedelta(hours=7)
_REACH = timedelta(hours=30)


def check_all_time(claim: PriceClaim, market: MarketStore, until: datetime) -> Verdict:
    """The verdict on a price that is said to be, or to have been, the record ``until`` then."""
    assert claim.asset is not None
    histories = market.history_extremes(claim.asset, until)
    if not histories:
        return unknown(market.why_not(claim.asset, until - LEAST_HISTORY, until))
    usable = [one for one in histories if one.end >= until - _REACH and one.end - one.start >= LEAST_HISTORY]
    if not usable:
        why = (
            f"The {claim.asset} candles are no whole history: a record needs a year of them up to {moment(until)} UTC."
        )
        return unknown(Unfit("not_covered", why), histories[0])
    return _against(claim, market, usable, until)


def _against(claim: PriceClaim, market: MarketStore, usable: Sequence[Extremes], until: datetime) -> Verdict:
    assert claim.asset is not None
    low = claim.role == "all_time_low"
    best = min(usable, key=lambda one: one.low) if low else max(usable, key=lambda one: one.high)
    when = best.low_time if low else best.high_time
    seen = [one for one in usable if one.start <= when]
    prices = [one.low if low else one.high for one in seen]
    allowed = of_price(claim, when)
    tolerance = allowed.total
    result = compare_range(claim.value, claim.bound, min(prices), max(prices), tolerance, claim_high=claim.value_high)
    if not result.holds:
        # On the day of a new record the article may name one that an hour later was the last but one.
        earlier = market.history_extremes(claim.asset, until - _WRITING)
        prices += [one.low if low else one.high for one in earlier if one.start <= when]
        result = compare_range(
            claim.value, claim.bound, min(prices), max(prices), tolerance, claim_high=claim.value_high
        )
    name = f"all-time {'low' if low else 'high'}"
    price = best.low if low else best.high
    reason = f"the {name} of {pair(best)} up to {moment(until)} UTC was {dollars(price)} on {when:%Y-%m-%d}"
    observed: dict[str, Decimal] = {claim.role: price}
    if not result.holds:
        for record in reversed(market.former_records(claim.asset, until, low=low)):
            wide = of_price(claim, record.since)
            if compare_value(claim.value, claim.bound, record.price, wide.total, claim_high=claim.value_high).holds:
                return decided(
                    holds=True,
                    rule="price.former_record/1",
                    reason=f"{dollars(record.price)} was the {name} from {record.since:%Y-%m-%d} to {record.until:%Y-%m-%d}.",
                    observed={f"former_{claim.role}": record.price, **observed},
                    tolerance=wide,
                    found=best,
                    times={f"former_{claim.role}": record.since, claim.role: when},
                )
    words = "agrees" if result.holds else "does not agree"
    return decided(
        holds=result.holds,
        rule="price.record/1",
        reason=f"{reason[0].upper()}{reason[1:]}; the stated {dollars(claim.value)} {words} with that.",
        observed=observed,
        tolerance=allowed,
        found=best,
        times={claim.role: when},
    )
