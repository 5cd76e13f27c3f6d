"""The market store: one DuckDB file with candles, liquidations, series, and the files they came from.

Open it for reading (several processes may), or with ``create=True`` for importing (one process). The reading methods
return observations; what they mean for a claim is decided in ``compare`` and ``claims``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import TracebackType

import duckdb

from tapecheck.errors import MarketDataError
from tapecheck.market import (
    candle_queries,
    change_queries,
    history_queries,
    liquidation_queries,
    series_queries,
    touch_queries,
)
from tapecheck.market.candles import Candles
from tapecheck.market.importing import ImportReport, import_into
from tapecheck.market.memo import Memo
from tapecheck.market.observations import (
    Changes,
    Coverage,
    Extremes,
    LiquidationSums,
    PricePoint,
    Reach,
    Record,
    SeriesPoint,
)
from tapecheck.market.reader import Reader, reader
from tapecheck.market.reasons import Unfit
from tapecheck.market.tables import DDL, FORMAT

# Nothing here may reach the network, and one thread makes ties between equal highs come out the same everywhere.
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "threads": "1",
}
_REMEMBERED = 4096


class MarketStore:
    """An open store. A context manager; not for sharing between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, *, writable: bool) -> None:
        self._connection = connection
        self._writable = writable
        self._memo = Memo(_REMEMBERED)
        self.name = name

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> MarketStore:
        """A store on a DuckDB file; ``create`` opens it for writing and makes it if it is missing.

        Raises:
            MarketDataError: missing file, not a store, or in use by a process that writes to it.
        """
        path = Path(path)
        exists = path.is_file()
        if not exists and not create:
            raise MarketDataError(
                f"{path}: no such market store; make one with: tapecheck market import FILE… --market {path}"
            )
        try:
            connection = duckdb.connect(str(path), read_only=not create, config=_CONFIG)
        except duckdb.Error as error:
            raise MarketDataError(f"{path}: can't be opened as a market store: {_first_line(error)}") from error
        try:
            _prepare(connection, str(path), new=not exists)
        except BaseException:
            connection.close()
            raise
        return cls(connection, str(path), writable=create)

    @classmethod
    def in_memory(cls) -> MarketStore:
        """An empty writable store that is gone when closed."""
        connection = duckdb.connect(":memory:", config=_CONFIG)
        _prepare(connection, ":memory:", new=True)
        return cls(connection, ":memory:", writable=True)

    def __enter__(self) -> MarketStore:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the store can't be used afterwards."""
        self._connection.close()

    def import_file(self, path: str | Path, *, replace: bool = False) -> ImportReport:
        """What importing the file did; see ``importing.import_into``.

        Raises:
            MarketDataError: the store is open for reading only, or the file can't be imported.
        """
        if not self._writable:
            raise MarketDataError(f"{self.name}: the store is open for reading only; open it with create=True")
        report = import_into(self._connection, Path(path), replace=replace)
        self._memo.clear()
        return report

    def datasets(self) -> tuple[tuple[str, str, str, int, datetime, datetime], ...]:
        """The imported files in order: name, sha256, layout, rows, first and last moment."""
        rows = self._connection.execute(
            "SELECT name, sha256, layout, rows, first_time, last_time FROM datasets ORDER BY id"
        ).fetchall()
        return tuple((r[0], r[1], r[2], r[3], r[4].replace(tzinfo=UTC), r[5].replace(tzinfo=UTC)) for r in rows)

    def coverage(self) -> tuple[Coverage, ...]:
        """Every run of candles in the store, by symbol, timeframe, source."""
        return self._memo.get(("coverage",), lambda: candle_queries.coverage(self._reader))

    def covering(self, asset: str, start: datetime, end: datetime, timeframe: str | None = None) -> Coverage | None:
        """The finest candles against US dollars (or a dollar stablecoin) that cover the whole window without a gap."""
        found = self.extremes(asset, start, end, timeframe=timeframe)
        if found is None:
            return None
        wanted = (found.source, found.symbol, found.timeframe)
        return next(c for c in self.coverage() if (c.source, c.symbol, c.timeframe) == wanted)

    def extremes(self, asset: str, start: datetime, end: datetime, *, timeframe: str | None = None) -> Extremes | None:
        """Highest and lowest price of ``[start, end)`` from the finest candles that cover it; ``None`` if none does.

        Not wholly covered by fine candles: coarser ones are taken (see ``Extremes.coarse``).
        """
        key = ("extremes", asset, start, end, timeframe)
        return self._memo.get(
            key, lambda: candle_queries.extremes(self._candles, self._runs(asset, timeframe), start, end)
        )

    def why_not(self, asset: str, start: datetime, end: datetime) -> Unfit:
        """Why ``extremes`` finds nothing."""
        return candle_queries.why_not(self._runs(asset), asset, start, end)

    def price_at(self, asset: str, instant: datetime) -> PricePoint | None:
        """The finest candle that holds the moment; ``None`` if there is none."""
        key = ("price", asset, instant)
        return self._memo.get(key, lambda: candle_queries.price_at(self._candles, self._runs(asset), instant))

    def history_extremes(self, asset: str, until: datetime) -> tuple[Extremes, ...]:
        """All-time high and low up to a moment, one for each source and pair that knows the asset by then.

        An index and an exchange differ, so all are returned; the longest history comes first.
        """
        key = ("history", asset, until)
        return self._memo.get(
            key, lambda: history_queries.history(self._candles, self._grown, self._runs(asset), until)
        )

    def former_records(self, asset: str, until: datetime, *, low: bool = False) -> tuple[Record, ...]:
        """Prices that were the all-time high (low) for at least a week before a later one took their place, in order."""
        key = ("records", asset, until, low)
        return self._memo.get(
            key, lambda: history_queries.former_records(self._grown, self._runs(asset), until, low=low)
        )

    def reaches(
        self, asset: str, start: datetime, end: datetime | None, level: Decimal, *, up: bool
    ) -> tuple[Reach, ...]:
        """How far each run of candles went in ``[start, end)``, and when it first reached the level; see ``touch_queries``."""
        key, runs = ("reaches", asset, start, end, level, up), self._runs(asset)
        return self._memo.get(
            key, lambda: touch_queries.reaches(self._candles, self._days, runs, start, end, level, up=up)
        )

    def changes(self, asset: str, length: timedelta, start: datetime, end: datetime) -> Changes | None:
        """Trailing changes in percent over ``length`` that ended in ``[start, end)``; ``None`` if data are missing."""
        key = ("changes", asset, length, start, end)
        return self._memo.get(
            key,
            lambda: change_queries.trailing(self._candles, self._runs(asset), length, start, end),
        )

    def changes_since(self, asset: str, base: datetime, start: datetime, end: datetime) -> Changes | None:
        """Changes in percent since ``base`` that held at some moment of ``[start, end)``; ``None`` if data are missing."""
        key = ("since", asset, base, start, end)
        return self._memo.get(key, lambda: change_queries.since(self._candles, self._runs(asset), base, start, end))

    def liquidations(self, asset: str | None, start: datetime, end: datetime) -> LiquidationSums | None:
        """Sums over the window (``asset`` ``None``: all assets there are data for); ``None`` if it is not covered.

        The source with the finest intervals is taken, then the one with most exchanges, then with most assets.
        """
        key = ("liquidations", asset, start, end)
        return self._memo.get(
            key, lambda: liquidation_queries.sums(self._reader, self._liquidation_lengths(), asset, start, end)
        )

    def trailing_liquidations(
        self, asset: str | None, length: timedelta, start: datetime, end: datetime
    ) -> tuple[LiquidationSums, ...]:
        """Sums over ``length`` at the end of each interval in ``[start, end]``; empty if data are missing."""
        key = ("trailing", asset, length, start, end)
        lengths = self._liquidation_lengths()
        return self._memo.get(
            key, lambda: liquidation_queries.trailing(self._reader, lengths, asset, length, start, end)
        )

    def series_between(
        self, name: str, asset: str, start: datetime, end: datetime, *, venue: str = ""
    ) -> tuple[SeriesPoint, ...]:
        """Points of a series in the window by time; ``venue`` '' are the figures for the whole market."""
        key = ("series", name, asset, start, end, venue)
        return self._memo.get(key, lambda: series_queries.between(self._reader, name, asset, start, end, venue))

    def series_at(
        self, name: str, asset: str, instant: datetime, *, venue: str = "", max_age: timedelta = timedelta(hours=36)
    ) -> SeriesPoint | None:
        """The last point at or before the moment; ``None`` if it is older than ``max_age`` or there is none."""
        points = self.series_between(name, asset, instant - max_age, instant + timedelta(microseconds=1), venue=venue)
        return points[-1] if points else None

    @property
    def _reader(self) -> Reader:
        return self._memo.get(("reader",), lambda: reader(self._connection))

    @property
    def _candles(self) -> Candles:
        return self._memo.get(("candles",), lambda: Candles(self._reader))

    def _grown(self, run: Coverage) -> history_queries.Growth:
        return self._memo.get(("grown", run), lambda: history_queries.grow(self._candles, run))

    def _days(self, run: Coverage) -> touch_queries.Days:
        return self._memo.get(("days", run), lambda: touch_queries.days_of(self._candles, run))

    def _runs(self, asset: str, timeframe: str | None = None) -> tuple[Coverage, ...]:
        key = ("runs", asset, timeframe)
        return self._memo.get(key, lambda: candle_queries.runs_of(self.coverage(), asset, timeframe))

    def _liquidation_lengths(self) -> tuple[str, ...]:
        return self._memo.get(("lengths",), lambda: liquidation_queries.timeframes(self._reader))


def import_file(store: MarketStore, path: str | Path, *, replace: bool = False) -> ImportReport:
    """What importing one file did; the function form of ``MarketStore.import_file``."""
    return store.import_file(path, replace=replace)


def import_files(store: MarketStore, paths: Iterable[str | Path]) -> tuple[ImportReport, ...]:
    """Reports of importing several files in order; stops at the first that can't be imported."""
    return tuple(store.import_file(path) for path in paths)


def _prepare(connection: duckdb.DuckDBPyConnection, name: str, *, new: bool) -> None:
    connection.execute("SET TimeZone = 'UTC'")
    if new:
        connection.execute("BEGIN")
        connection.execute(DDL)
        connection.execute("COMMIT")
        return
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except duckdb.Error as error:
        raise MarketDataError(f"{name}: a DuckDB file, but not a market store") from error
    if row is None or row[0] != FORMAT:
        found = row[0] if row else "none"
        raise MarketDataError(
            f"{name}: market store format {found}, this version reads {FORMAT}; import the files anew"
        )


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
