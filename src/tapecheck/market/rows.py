"""The stored rows of a window as they are, for a person who redoes a verdict by hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import duckdb

from tapecheck.market.figures import plain
from tapecheck.market.reader import aware, naive
from tapecheck.market.timeframes import TIMEFRAMES, floor_to

CANDLES, LIQUIDATIONS = "candles", "liquidations"
_MOMENT = timedelta(microseconds=1)
_FETCHED = 1000
_CANDLES = """
    SELECT open_time, open, high, low, close, volume, high_time, low_time, c.source, venue, symbol, d.sha256, d.name
    FROM candles c JOIN datasets d ON d.id = c.dataset
    WHERE symbol = ? AND c.timeframe = ? AND open_time >= ? AND open_time < ? AND (? IS NULL OR c.source = ?)
        AND (? IS NULL OR venue = ?) ORDER BY c.source, venue, open_time
"""
_LIQUIDATIONS = """
    SELECT open_time, long_usd, short_usd, c.source, venues, asset, d.sha256, d.name
    FROM liquidations c JOIN datasets d ON d.id = c.dataset
    WHERE list_contains(string_split(?, ','), asset) AND c.timeframe = ? AND open_time >= ? AND open_time < ?
        AND (? IS NULL OR c.source = ?) AND (? IS NULL OR venues = ?) ORDER BY c.source, venues, open_time, asset
"""
_SERIES = """
    SELECT time, value, unit, c.source, venue, asset, d.sha256, d.name
    FROM series c JOIN datasets d ON d.id = c.dataset
    WHERE asset = ? AND c.name = ? AND time >= ? AND time < ? AND (? IS NULL OR c.source = ?)
        AND (? IS NULL OR venue = ?) ORDER BY c.source, venue, time
"""
_PLACE = ("source", "venue", "symbol", "dataset_sha256", "dataset")
COLUMNS: dict[str, tuple[str, ...]] = {
    CANDLES: ("time", "open", "high", "low", "close", "volume", "high_time", "low_time", *_PLACE),
    LIQUIDATIONS: ("time", "long_usd", "short_usd", *_PLACE),
}
"""Columns by table; those of a series are ``SERIES_COLUMNS``."""
SERIES_COLUMNS = ("time", "value", "unit", *_PLACE)

Value = datetime | Decimal | str | None


class Asked(NamedTuple):
    """Which rows: the fields of a verdict's evidence, and ``of``: ``candles``, ``liquidations`` or the name of a series.

    ``timeframe`` may be two lengths ("1d+15m"): whole candles of the first, and the rest of the window by the second. ``start`` and
    ``end`` are a half-open window (aware UTC); if they are equal, it is the candle or point of that moment. ``None``: any source or venue.
    """

    symbol: str
    timeframe: str
    start: datetime
    end: datetime
    of: str = CANDLES
    source: str | None = None
    venue: str | None = None


def columns(of: str) -> tuple[str, ...]:
    """The names of the columns of such rows."""
    return COLUMNS.get(of, SERIES_COLUMNS)


def read(connection: duckdb.DuckDBPyConnection, asked: Asked) -> Iterator[tuple[Value, ...]]:
    """The rows in the order of ``columns``, by source, venue and time; times aware UTC, figures without trailing zeros.

    Raises:
        KeyError: the timeframe of candles or liquidations is not in ``TIMEFRAMES``.
    """
    if asked.of not in COLUMNS:
        yield from _rows(
            connection, _SERIES, asked.symbol, asked.of, asked.start, max(asked.end, asked.start + _MOMENT), asked
        )
        return
    query = _CANDLES if asked.of == CANDLES else _LIQUIDATIONS
    *coarse, finest = asked.timeframe.split("+")
    start = asked.start
    for timeframe in coarse:
        end = floor_to(asked.end, TIMEFRAMES[timeframe])
        for row in _rows(connection, query, asked.symbol, timeframe, start, end, asked):
            yield row
            assert isinstance(row[0], datetime)
            start = max(start, row[0] + TIMEFRAMES[timeframe])
    length = TIMEFRAMES[finest]
    if asked.start == asked.end:
        start = floor_to(start, length)
    yield from _rows(connection, query, asked.symbol, finest, start, max(asked.end, start + _MOMENT), asked)


def _rows(
    connection: duckdb.DuckDBPyConnection,
    query: str,
    symbol: str,
    which: str,
    start: datetime,
    end: datetime,
    asked: Asked,
) -> Iterator[tuple[Value, ...]]:
    source, venue = asked.source, asked.venue
    parameters = [symbol, which, naive(start), naive(end), source, source, venue, venue]
    # A cursor of its own: the connection may be asked for something else while these rows are read.
    cursor = connection.cursor()
    found = cursor.execute(query, parameters)
    while rows := found.fetchmany(_FETCHED):
        yield from (_values(row) for row in rows)


def _values(row: Sequence[object]) -> tuple[Value, ...]:
    return tuple(_value(value) for value in row)


def _value(value: object) -> Value:
    if isinstance(value, datetime):
        return aware(value)
    if isinstance(value, Decimal):
        return plain(value)
    return None if value is None else str(value)
