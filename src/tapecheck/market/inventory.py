"""What a store holds: runs of candles with their gaps, liquidations, series, and the files they came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from tapecheck.market.reader import aware
from tapecheck.market.staging import LENGTH_SQL


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing intervals: ``[start, end)`` in UTC, and how many."""

    start: datetime
    end: datetime
    missing: int


@dataclass(frozen=True, slots=True)
class Holding:
    """What one source has of one thing at one venue.

    ``what``: the symbol, or a series and its asset; ``timeframe``: ``None`` for points in time. ``first``: begin of the first
    interval or the first point; ``last``: end of the last interval or the last point; UTC. ``gaps`` are in order of time;
    points have none, because nothing says when the next one is due.
    """

    table: str
    what: str
    timeframe: str | None
    source: str
    venue: str
    first: datetime
    last: datetime
    count: int
    unit: str | None = None
    gaps: tuple[Gap, ...] = ()

    @property
    def missing(self) -> int:
        """Intervals that all gaps together lack."""
        return sum(gap.missing for gap in self.gaps)

    @property
    def longest_gap(self) -> Gap | None:
        """The gap that lacks most; of equals the first."""
        return max(self.gaps, key=lambda gap: gap.missing, default=None)


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """A file that was imported. ``rows``: of the file; ``kept``: rows of the store that come from it."""

    name: str
    sha256: str
    layout: str
    rows: int
    kept: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class Inventory:
    """Candles first, then liquidations, then series, each in alphabetical order; files in order of import."""

    holdings: tuple[Holding, ...]
    files: tuple[ImportedFile, ...]


_INTERVALS = {"candles": ("symbol", "venue"), "liquidations": ("asset", "venues")}


def inventory(connection: duckdb.DuckDBPyConnection) -> Inventory:
    """All that the store holds."""
    intervals = [holding for table in _INTERVALS for holding in _intervals(connection, table)]
    return Inventory((*intervals, *_points(connection)), _files(connection))


def _intervals(connection: duckdb.DuckDBPyConnection, table: str) -> list[Holding]:
    what, venue = _INTERVALS[table]
    keys = f"{what}, timeframe, source, {venue}"
    gaps: dict[tuple[str, ...], list[Gap]] = {}
    for *key, before, after, length in connection.execute(
        f"SELECT * FROM (SELECT {keys}, lag(open_time) OVER run AS before, open_time AS after, {LENGTH_SQL} AS length "  # noqa: S608
        f"FROM {table} WINDOW run AS (PARTITION BY {keys} ORDER BY open_time)) "
        "WHERE epoch(after) - epoch(before) > length ORDER BY ALL"
    ).fetchall():
        start = aware(before) + timedelta(seconds=length)
        missing = (aware(after) - start) // timedelta(seconds=length)
        gaps.setdefault(tuple(key), []).append(Gap(start, aware(after), missing))
    rows = connection.execute(
        f"SELECT {keys}, min(open_time), max(open_time), count(*), {LENGTH_SQL} AS length FROM {table} "  # noqa: S608
        f"GROUP BY {keys} ORDER BY {what}, length, source, {venue}"
    ).fetchall()
    return [
        Holding(
            table=table,
            what=name,
            timeframe=timeframe,
            source=source,
            venue=venue,
            first=aware(first),
            last=aware(last) + timedelta(seconds=length),
            count=count,
            gaps=tuple(gaps.get((name, timeframe, source, venue), ())),
        )
        for name, timeframe, source, venue, first, last, count, length in rows
    ]


def _points(connection: duckdb.DuckDBPyConnection) -> list[Holding]:
    rows = connection.execute(
        "SELECT name, asset, source, venue, unit, min(time), max(time), count(*) FROM series GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    return [
        Holding(
            table="series",
            what=f"{name} {asset}",
            timeframe=None,
            source=source,
            venue=venue,
            first=aware(first),
            last=aware(last),
            count=count,
            unit=unit,
        )
        for name, asset, source, venue, unit, first, last, count in rows
    ]


def _files(connection: duckdb.DuckDBPyConnection) -> tuple[ImportedFile, ...]:
    rows = connection.execute(
        "SELECT name, sha256, layout, rows, (SELECT count(*) FROM candles WHERE dataset = id) "
        "+ (SELECT count(*) FROM liquidations WHERE dataset = id) + (SELECT count(*) FROM series WHERE dataset = id), "
        "first_time, last_time FROM datasets ORDER BY id"
    ).fetchall()
    return tuple(
        ImportedFile(name, sha256, layout, read, kept, aware(first), aware(last))
        for name, sha256, layout, read, kept, first, last in rows
    )
