"""Yahoo's chart documents (``/v8/finance/chart/BTC-USD``): candles of coins, indices, shares and commodities.

``chart.result[0]`` has ``meta`` (symbol, currency, dataGranularity, exchangeTimezoneName), ``timestamp`` in seconds and
``indicators.quote[0]`` with five lists; ``null`` where nothing was traded. A daily candle is stamped with the moment the
exchange opened, so it is kept under the exchange's own day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tapecheck.market.sources.cells import cells, is_list, shown
from tapecheck.market.sources.layout import (
    BadRow,
    Column,
    Extract,
    FileFacts,
    Flattened,
    Json,
    Layout,
    Row,
    Section,
    Told,
    constant,
    number,
    one_symbol,
    prices,
    time,
)

_FIELDS = ("open", "high", "low", "close", "volume")
_LENGTHS = {"60m": "1h"}
_LATEST = 253402300799
_PAIR = re.compile(r"^[A-Z0-9]{1,15}-[A-Z]{3,4}$", re.I)  # BTC-USD, not the share BRK-B

ASSETS: dict[str, str] = {
    "^GSPC": "SPX", "^IXIC": "IXIC", "^NDX": "NDX", "^DJI": "DJI", "^RUT": "RUT", "^VIX": "VIX", "^N225": "N225",
    "^HSI": "HSI", "^FTSE": "UKX", "^GDAXI": "DAX", "^FCHI": "CAC", "DX-Y.NYB": "DXY", "GC=F": "XAU", "SI=F": "XAG",
    "CL=F": "OIL", "BZ=F": "OIL",
}  # fmt: skip
"""Yahoo's symbols of indices and commodities → the symbols of ``data/assets.jsonl``."""


def flatten(document: Json) -> Flattened | None:
    """One row a candle; ``None`` if the document is no chart.

    Raises:
        ValueError: an error that Yahoo sent, or a chart without what it needs.
    """
    chart = document.get("chart") if isinstance(document, Mapping) else None
    if not isinstance(chart, Mapping):
        return None
    results = chart.get("result")
    if not is_list(results) or len(results) != 1 or not isinstance(results[0], Mapping):
        error = chart.get("error")
        said = error.get("description") if isinstance(error, Mapping) else None
        raise ValueError(f"chart.result has no single chart{f': {said}' if isinstance(said, str) else ''}")
    result = results[0]
    meta, quote, stamps = result.get("meta"), _quote(result), result.get("timestamp")
    if not isinstance(meta, Mapping) or quote is None or not is_list(stamps):
        raise ValueError("the chart has no meta, no timestamp or no indicators.quote[0]")
    told = Told(_pair(meta), _venue(meta), _timeframe(meta))
    rows = _rows(meta, quote, stamps, daily=told.timeframe == "1d")
    return Flattened("yahoo_chart", ("time", *_FIELDS), (Section("timestamp[{}]", rows),), told)


def _quote(result: Mapping[str, Json]) -> Mapping[str, Json] | None:
    indicators = result.get("indicators")
    quotes = indicators.get("quote") if isinstance(indicators, Mapping) else None
    if not is_list(quotes) or not quotes or not isinstance(quotes[0], Mapping):
        return None
    return quotes[0] if all(is_list(quotes[0].get(field)) for field in _FIELDS[:4]) else None


def _rows(meta: Mapping[str, Json], quote: Mapping[str, Json], stamps: Json, *, daily: bool) -> Iterator[Row]:
    assert is_list(stamps)
    zone, lists = _zone(meta), [quote.get(field) for field in _FIELDS]
    for number_, stamp in enumerate(stamps):
        values = [column[number_] if is_list(column) and number_ < len(column) else None for column in lists]
        # A last candle that is not over bears the moment of the last trade.
        if all(value is None for value in values[:4]) or stamp == meta.get("regularMarketTime"):
            yield ()
        elif not isinstance(stamp, str) or not stamp.lstrip("-").isdecimal() or abs(int(stamp[:20])) > _LATEST:
            yield BadRow(f"{shown(stamp)} is not a time")
        else:
            moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(stamp))
            yield cells([f"{moment.astimezone(zone):%Y-%m-%d}" if daily else moment.isoformat(), *values])


def _zone(meta: Mapping[str, Json]) -> tzinfo:
    """The exchange's zone by name, because ``gmtoffset`` is that of the day of the request only."""
    name, offset = meta.get("exchangeTimezoneName"), meta.get("gmtoffset")
    try:
        return ZoneInfo(name) if isinstance(name, str) else _fixed(offset)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _fixed(offset)


def _fixed(offset: Json) -> tzinfo:
    if isinstance(offset, str) and len(offset) < 7 and offset.lstrip("-").isdecimal() and abs(int(offset)) < 86400:
        return timezone(timedelta(seconds=int(offset)))
    return UTC


def _pair(meta: Mapping[str, Json]) -> str:
    symbol, currency = meta.get("symbol"), meta.get("currency")
    if not isinstance(symbol, str) or not symbol:
        raise ValueError("the chart has no meta.symbol")
    if _PAIR.match(symbol):
        return symbol
    if not isinstance(currency, str) or not currency:
        raise ValueError("the chart has no meta.currency")
    return f"{ASSETS.get(symbol.upper(), symbol)}/{currency}"


def _venue(meta: Mapping[str, Json]) -> str:
    if meta.get("instrumentType") == "CRYPTOCURRENCY":
        return "index"  # an average over exchanges
    name = meta.get("fullExchangeName") or meta.get("exchangeName")
    return name[:40] if isinstance(name, str) else "exchange"


def _timeframe(meta: Mapping[str, Json]) -> str | None:
    length = meta.get("dataGranularity")
    return _LENGTHS.get(length, length) if isinstance(length, str) else None


def _extracts(facts: FileFacts) -> tuple[Extract, ...]:
    columns: dict[str, Column] = {
        "source": constant("yahoo"),
        "venue": constant(facts.needs("venue", "index")),
        "symbol": one_symbol(facts.needs("symbol", "BTC-USD")),
        "timeframe": constant(facts.needs("timeframe", "yahoo_BTC-USD_1d.json")),
        "open_time": time("time"),
        **prices(),
        "volume": number("volume", optional=True),
    }
    return (Extract("candles", columns),)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="yahoo_chart",
        source="yahoo",
        columns=("time", *_FIELDS),
        extracts=_extracts,
        shape="yahoo_chart",
    ),
)
