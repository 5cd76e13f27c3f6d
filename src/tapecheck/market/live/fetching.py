"""Fetching into a store: what is missing there is asked for, kept in files beside the store, and imported from them.

The files are kept, because a verdict's evidence names the sha256 of the file that its candles are from.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tapecheck.errors import MarketDataError
from tapecheck.market.importing import ImportReport
from tapecheck.market.live.exchanges import Exchange, check_request
from tapecheck.market.live.pages import Candle, Patience, candles, patiently
from tapecheck.market.plan import Request, missing
from tapecheck.market.store import MarketStore
from tapecheck.market.timeframes import TIMEFRAMES

FILE_CANDLES = 20_000
"""So many candles go into one file; what was fetched before an interruption is in the store."""


class Fetched(NamedTuple):
    """One file that was fetched and imported; ``lacking``: candles of its stretch that the exchange has not."""

    request: Request
    path: Path
    report: ImportReport
    lacking: int


def fetch(
    exchange: Exchange, requests: Sequence[Request], store: MarketStore, folder: Path, patience: Patience
) -> Iterator[Fetched]:
    """What the store has not yet of the requests, fetched and imported, a file at a time.

    Interrupted, it leaves what was fetched in the store, and the next run goes on from there.

    Raises:
        ConfigError: the exchange has not such a symbol or candle length.
        MarketDataError: the exchange does not answer; what came before is in the store.
    """
    patiently(exchange, exchange.load_markets, patience)
    for request in requests:
        check_request(exchange, [request.symbol], request.timeframe)
    folder.mkdir(parents=True, exist_ok=True)
    for request in requests:
        for part in missing(request, store.inventory().holdings, source=_source(exchange.id, request.symbol)):
            for rows in _files(exchange, part, patience):
                path = folder / _name(exchange.id, part, rows)
                path.write_text(_document(exchange.id, part, rows), encoding="utf-8")
                yield Fetched(part, path, store.import_file(path), _lacking(part, rows))


def _files(exchange: Exchange, part: Request, patience: Patience) -> Iterator[list[Candle]]:
    """The candles in lots of a file each; on an error or interruption first those that are there."""
    rows: list[Candle] = []
    try:
        for page in candles(exchange, part.symbol, part.timeframe, part.start, part.end, patience):
            rows += page
            if len(rows) >= FILE_CANDLES:
                yield rows
                rows = []
    except (MarketDataError, KeyboardInterrupt):
        if rows:
            yield rows
        raise
    if rows:
        yield rows


def _document(exchange: str, part: Request, rows: Sequence[Candle]) -> str:
    """What was fetched, as ccxt gives it; a float is written with the fewest digits that give it back, as it was sent."""
    document = {"exchange": exchange, "symbol": part.symbol, "timeframe": part.timeframe, "candles": rows}
    return json.dumps(document, separators=(",", ":")) + "\n"


def _name(exchange: str, part: Request, rows: Sequence[Candle]) -> str:
    symbol = re.sub(r"[^A-Za-z0-9]+", "-", part.symbol)
    return f"{exchange}_{symbol}_{part.timeframe}_{rows[0][0]}_{rows[-1][0]}.json"


def _source(exchange: str, symbol: str) -> str:
    """The source under which the importer keeps the exchange's candles: futures apart from spot."""
    return f"{exchange}_futures" if ":" in symbol else exchange


def _lacking(part: Request, rows: Sequence[Candle]) -> int:
    length = round(TIMEFRAMES[part.timeframe].total_seconds() * 1000)
    return (rows[-1][0] - rows[0][0]) // length + 1 - len(rows)
