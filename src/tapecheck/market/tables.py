"""The tables of a market store, and what identifies a row in each.

Times are ``TIMESTAMP`` in UTC (DuckDB needs another package to hand a ``TIMESTAMPTZ`` to Python). Prices and sums are
``DECIMAL(38,12)``: exact, from a fraction of a cent of the cheapest coin to the value of all markets.
"""

from __future__ import annotations

from typing import NamedTuple

FORMAT = "1"
NUMBER = "DECIMAL(38,12)"


class Table(NamedTuple):
    """A table that imports fill: ``keys`` identify a row, ``values`` are what two files can disagree about."""

    name: str
    keys: tuple[str, ...]
    values: tuple[str, ...]
    order: str

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns but ``dataset``, keys first."""
        return self.keys + self.values


CANDLES = Table(
    name="candles",
    keys=("source", "venue", "symbol", "timeframe", "open_time"),
    values=("open", "high", "low", "close", "volume", "high_time", "low_time"),
    order="symbol, source, venue, timeframe, open_time",
)
LIQUIDATIONS = Table(
    name="liquidations",
    keys=("source", "venues", "asset", "timeframe", "open_time"),
    values=("long_usd", "short_usd"),
    order="asset, source, venues, timeframe, open_time",
)
SERIES = Table(
    name="series",
    keys=("source", "name", "asset", "venue", "time"),
    values=("value", "unit"),
    order="name, asset, source, venue, time",
)
TABLES: dict[str, Table] = {table.name: table for table in (CANDLES, LIQUIDATIONS, SERIES)}

NUMBERS: frozenset[str] = frozenset({"open", "high", "low", "close", "volume", "long_usd", "short_usd", "value"})
TIMES: frozenset[str] = frozenset({"open_time", "time", "high_time", "low_time"})
OPTIONAL: frozenset[str] = frozenset({"volume", "high_time", "low_time"})
"""Columns of numbers and of times, and those that may be empty."""

TEXTS: frozenset[str] = frozenset({"source", "venue", "venues", "symbol", "asset", "timeframe", "name", "unit"})
"""Columns of texts."""

SERIES_UNITS: dict[str, str] = {
    "price": "USD",
    "market_cap": "USD",
    "volume": "USD",
    "derivatives_volume": "USD",
    "open_interest": "USD",
    "etf_flow": "USD",
    "funding_rate": "percent",
    "dominance": "percent",
    "fear_greed": "index",
}
"""Name of a series → the unit of its values. A name that is not here may have any unit."""

NOT_NEGATIVE: frozenset[str] = frozenset(SERIES_UNITS) - {"etf_flow", "funding_rate"}
"""Series whose values are never below zero."""

UP_TO_100: frozenset[str] = frozenset({"dominance", "fear_greed"})
"""Series whose values lie between 0 and 100."""

TIME_COLUMN: dict[str, str] = {"candles": "open_time", "liquidations": "open_time", "series": "time"}

DDL = f"""
CREATE TABLE meta (key VARCHAR PRIMARY KEY, value VARCHAR NOT NULL);
INSERT INTO meta VALUES ('format', '{FORMAT}');
CREATE TABLE datasets (
    id INTEGER PRIMARY KEY, sha256 VARCHAR NOT NULL UNIQUE, name VARCHAR NOT NULL, source VARCHAR NOT NULL,
    layout VARCHAR NOT NULL, timeframe VARCHAR, rows BIGINT NOT NULL,
    first_time TIMESTAMP NOT NULL, last_time TIMESTAMP NOT NULL
);
CREATE TABLE candles (
    source VARCHAR NOT NULL, venue VARCHAR NOT NULL, symbol VARCHAR NOT NULL, timeframe VARCHAR NOT NULL,
    open_time TIMESTAMP NOT NULL,
    open {NUMBER} NOT NULL, high {NUMBER} NOT NULL, low {NUMBER} NOT NULL, close {NUMBER} NOT NULL,
    volume {NUMBER}, high_time TIMESTAMP, low_time TIMESTAMP, dataset INTEGER NOT NULL
);
CREATE TABLE liquidations (
    source VARCHAR NOT NULL, venues VARCHAR NOT NULL, asset VARCHAR NOT NULL, timeframe VARCHAR NOT NULL,
    open_time TIMESTAMP NOT NULL, long_usd {NUMBER} NOT NULL, short_usd {NUMBER} NOT NULL, dataset INTEGER NOT NULL
);
CREATE TABLE series (
    source VARCHAR NOT NULL, name VARCHAR NOT NULL, asset VARCHAR NOT NULL, venue VARCHAR NOT NULL,
    time TIMESTAMP NOT NULL, value {NUMBER} NOT NULL, unit VARCHAR NOT NULL, dataset INTEGER NOT NULL
);
"""  # noqa: S608
