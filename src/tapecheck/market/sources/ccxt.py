"""Candles as ccxt gives them: ``fetch_ohlcv`` lists, bare or with what they are of.

The unified structure is ``[time in ms, open, high, low, close, volume]``:
https://docs.ccxt.com/#/README?id=ohlcv-structure. The list names nothing; ``market fetch`` writes
``{"exchange": "binance", "symbol": "BTC/USDT", "timeframe": "1h", "candles": [[…], …]}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from tapecheck.market.sources.cells import is_list, list_rows
from tapecheck.market.sources.layout import (
    Column,
    Extract,
    FileFacts,
    Flattened,
    Json,
    Layout,
    Section,
    Told,
    constant,
    number,
    one_symbol,
    prices,
    time,
)
from tapecheck.market.sources.names import venue_name

COLUMNS = ("open_time", "open", "high", "low", "close", "volume")
# BTC/USDT, BTC/USDT:USDT (a perpetual), not BTC/USDT:USDT-260327 (a dated future)
_SYMBOL = re.compile(r"^(?P<pair>[A-Z0-9]{1,20}[-/]?[A-Z0-9]{2,10})(?P<perpetual>:[A-Z0-9]{2,10})?$", re.I)


def flatten(document: Json) -> Flattened | None:
    """The candles of a list or of an object that names them; ``None`` if the document is neither.

    Raises:
        ValueError: an object with ``candles`` that lacks a name.
    """
    if isinstance(document, Mapping) and is_list(document.get("candles")):
        names = [document.get(name) for name in ("symbol", "exchange", "timeframe")]
        if not all(isinstance(name, str) and name for name in names):
            raise ValueError("beside candles it must have exchange, symbol and timeframe")
        told = Told(*(str(name) for name in names))
        return Flattened(
            "ohlcv", COLUMNS, (Section("candles[{}]", list_rows(document["candles"], len(COLUMNS))),), told
        )
    if is_list(document) and (not document or is_list(document[0])):
        return Flattened("ohlcv", COLUMNS, (Section("[{}]", list_rows(document, len(COLUMNS))),))
    return None


def _extracts(facts: FileFacts) -> tuple[Extract, ...]:
    example = "binance_BTC-USDT_1h.json"
    written, exchange = facts.needs("symbol", example), facts.needs("venue", example)
    timeframe = facts.needs("timeframe", example)
    symbol = _SYMBOL.match(written)
    if symbol is None:
        raise ValueError(f"symbol {written!r} is no pair and no perpetual contract on one")
    source, venue = exchange.casefold(), venue_name(exchange)
    if symbol["perpetual"]:
        source, venue = f"{source}_futures", f"{venue} futures"
    columns: dict[str, Column] = {
        "source": constant(source),
        "venue": constant(venue),
        "symbol": one_symbol(symbol["pair"]),
        "timeframe": constant(timeframe),
        "open_time": time("open_time"),
        **prices(),
        "volume": number("volume", optional=True),
    }
    return (Extract("candles", columns),)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="ccxt_ohlcv",
        source="named in the file",
        columns=COLUMNS,
        extracts=_extracts,
        shape="ohlcv",
        needs="exchange, symbol and timeframe in the document, in the name, or as options",
    ),
)
