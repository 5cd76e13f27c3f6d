"""Which candles can be an asset's: a ticker means one thing in an article and may mean another at an exchange.

At crypto exchanges META is MetaDAO's coin, HODL and GME are memecoins, SPX is SPX6900. An article's META is a share, its SPX
the S&P 500: the table of assets says so. So only coins are looked up at exchanges; shares, funds, indices, rates, metals,
commodities and currencies only where the venue is ``index`` or ``securities``; and coins never in ``securities``. A dollar
coin has a price only against dollars: its trades against another dollar coin compare two pegs.
"""

from __future__ import annotations

import json
from functools import cache
from importlib import resources

from tapecheck.market.asset_changes import is_pegged
from tapecheck.market.observations import Coverage

INDEX = "index"
"""The venue of an average over markets."""
SECURITIES = "securities"
"""The venue of shares, funds and market indices, where COMP is a company and no coin."""


def is_coin(asset: str) -> bool:
    """Whether the asset is, or by its unknown ticker may be, a coin.

    >>> is_coin("BTC"), is_coin("META"), is_coin("SPX"), is_coin("SPX6900"), is_coin("NEWCOIN")
    (True, False, False, True, True)
    """
    return asset not in _others()


def fits(asset: str, run: Coverage) -> bool:
    """Whether these candles, which bear the asset's ticker, can be the asset's, in dollars."""
    if not is_coin(asset):
        return run.venue in (INDEX, SECURITIES)
    if run.venue == SECURITIES:
        return False
    return run.symbol.partition("/")[2] == "USD" or not is_pegged(asset, run.first)


@cache
def _others() -> frozenset[str]:
    source = resources.files("tapecheck").joinpath("data/assets.jsonl").read_text(encoding="utf-8")
    rows = map(json.loads, source.splitlines())
    return frozenset(row["symbol"] for row in rows if row["asset_class"] != "coin")
