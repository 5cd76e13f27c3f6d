"""Under which ticker the store has an asset's candles for a window, or why none can decide: the first question of a check."""

from __future__ import annotations

from datetime import datetime

from tapecheck.market import asset_changes
from tapecheck.market.candle_queries import runs_of
from tapecheck.market.reasons import Unfit
from tapecheck.market.store import MarketStore


def traded_as(asset: str, start: datetime, end: datetime, market: MarketStore) -> str | Unfit:
    """The ticker to look up for ``[start, end)`` (aware UTC).

    It is the asset's own, unless the coin was renamed one for one and the store covers the whole window under the other ticker. A coin that
    was relaunched or redenominated in between is refused, and so is a dollar coin without candles against US dollars.
    """
    why = asset_changes.unfit(asset, start, end)
    if why is not None and why.cause == "pegged":
        return asset if runs_of(market.coverage(), asset, None) else why
    candidates = asset_changes.tickers(asset, start, end)
    if candidates == (asset,):
        return asset if why is None else why
    covered = (ticker for ticker in candidates if market.extremes(ticker, start, end) is not None)
    return next(covered, asset if why is None else why)
