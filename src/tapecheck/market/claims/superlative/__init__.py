"""Checks of superlatives: is it the highest since then, the biggest move, the first crossing, a streak of that length.

Close-based and intraday readings, UTC and New York days, and all sources count: a claim holds if it holds in one
reading, and is refuted only if it fails in all of them.
"""

from __future__ import annotations

from datetime import datetime

from tapecheck.market.claims.superlative.claim import SuperlativeClaim
from tapecheck.market.claims.superlative.flows import check_flow
from tapecheck.market.claims.superlative.levels import check_level
from tapecheck.market.claims.superlative.moves import check_biggest_move
from tapecheck.market.claims.superlative.series import check_series
from tapecheck.market.claims.superlative.streaks import check_streak
from tapecheck.market.claims.superlative.stretch import Event, beginning_of, event_of
from tapecheck.market.claims.verdicts import not_dollars, unknown
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore
from tapecheck.schema.verdict import Verdict

_STREAKS = ("streak", "streak_end")
_IN_SERIES = frozenset({"market_cap", "open_interest", "dominance", "index"})


def check_superlative(claim: SuperlativeClaim, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict on a superlative: SUPPORTED, REFUTED, or NOT_ENOUGH_INFO with the reason."""
    why = _unfit(claim)
    if why is not None:
        return unknown(why)
    event = event_of(claim, published_at)
    if isinstance(event, Unfit):
        return unknown(event)
    begin = None if claim.form in _STREAKS else beginning_of(claim, event)
    if isinstance(begin, Unfit):
        return unknown(begin)
    return _checked(claim, market, event, begin)


def _unfit(claim: SuperlativeClaim) -> Unfit | None:
    """Why it is not a claim that the data can decide."""
    if claim.modality == "prospective":
        return Unfit("prospective", "The record is said to be possible, not to have been reached.")
    if claim.metric not in ("price", "flow", *_IN_SERIES):
        return Unfit("no_data", f"There are no market data for records of {claim.metric.replace('_', ' ')}.")
    if claim.asset is None and claim.metric != "index":
        return Unfit("no_asset", "The article does not say clearly of what the record is.")
    return not_dollars(claim.currency) if claim.metric == "price" and claim.value is not None else None


def _checked(claim: SuperlativeClaim, market: MarketStore, event: Event, begin: datetime | None) -> Verdict:
    if claim.metric == "flow":
        return check_flow(claim, market, event, begin)
    if claim.form in _STREAKS and claim.metric == "price":
        return check_streak(claim, market, event)
    if begin is None:
        return unknown(Unfit("no_data", f"There are no market data for streaks of {claim.metric.replace('_', ' ')}."))
    if claim.metric in _IN_SERIES:
        return check_series(claim, market, event, begin)
    if claim.form in ("biggest_gain", "biggest_loss"):
        return check_biggest_move(claim, market, event, begin)
    if claim.form in ("biggest", "smallest"):
        return unknown(Unfit("no_data", "There are no market data for such an amount."))
    return check_level(claim, market, event, begin)


__all__ = ["SuperlativeClaim", "check_superlative"]
