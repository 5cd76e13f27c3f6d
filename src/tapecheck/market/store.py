"""The market store: one DuckDB file with candles, liquidations, series, and the files they came from.

Open it for reading (several processes may), or with ``create=True`` for importing (one process). The reading methods
return observations; what they mean for a claim is decided in ``compare`` and ``claims``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

import duckdb

from tapecheck.errors import MarketDataError
from tapecheck.market import (
    asset_changes,
    candle_queries,
    change_queries,
    daily_queries,
    history_queries,
    point_queries,
    rows,
    touch_queries,
    window_queries,
)
from tapecheck.market.daily import Daily
from tapecheck.market.importing import ImportOptions, ImportReport, import_into
from tapecheck.market.inventory import Inventory, inventory
from tapecheck.market.loaded import Loaded
from tapecheck.market.memo import Memo
from tapecheck.market.observations import (
    CandleWindow,
    Changes,
    Coverage,
    Extremes,
    LiquidationSums,
    PricePoint,
    Reach,
    Record,
    SeriesPoint,
)
from tapecheck.market.opening import new_in_memory, opened
from tapecheck.market.reader import units
from tapecheck.market.reasons import Unfit

_WORKED_OUT = 256
"""So many things that checks worked out from the store are kept with it, each of at most some thousand days."""


class MarketStore:
    """An open store. A context manager; not for sharing between threads."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, *, writable: bool) -> None:
        self._connection = connection
        self._writable = writable
        self._memo = Memo(64)
        self.worked_out = Memo(_WORKED_OUT)
        self.name = name

    @classmethod
    def open(cls, path: str | Path, *, create: bool = False) -> Self:
        """A store on a DuckDB file; ``create`` opens it for writing and makes it if it is missing.

        Raises:
            MarketDataError: missing file, not a store, or in use by a process that writes to it.
        """
        return cls(opened(Path(path), create=create), str(path), writable=create)

    @classmethod
    def in_memory(cls) -> Self:
        """An empty writable store that is gone when closed."""
        return cls(new_in_memory(), ":memory:", writable=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Closes the file; the store can't be used afterwards."""
        self._connection.close()

    def import_file(
        self, path: str | Path, *, replace: bool = False, options: ImportOptions | None = None
    ) -> ImportReport:
        """What importing the file did; see ``importing.import_into``. ``options`` go before ``replace``.

        Raises:
            MarketDataError: the store is open for reading only, or the file can't be imported.
        """
        if not self._writable:
            raise MarketDataError(f"{self.name}: the store is open for reading only; open it with create=True")
        report = import_into(self._connection, Path(path), options or ImportOptions(replace=replace))
        self._memo.clear()
        self.worked_out.clear()
        return report

    def datasets(self) -> tuple[tuple[str, str, str, int, datetime, datetime], ...]:
        """The imported files in order: name, sha256, layout, rows, first and last moment."""
        rows = self._connection.execute(
            "SELECT name, sha256, layout, rows, first_time, last_time FROM datasets ORDER BY id"
        ).fetchall()
        return tuple((r[0], r[1], r[2], r[3], r[4].replace(tzinfo=UTC), r[5].replace(tzinfo=UTC)) for r in rows)

    def inventory(self) -> Inventory:
        """All that the store holds, with its gaps, and the files it came from."""
        return inventory(self._connection)

    def coverage(self) -> tuple[Coverage, ...]:
        """Every run of candles in the store, by symbol, timeframe, source."""
        return self._loaded.coverage

    def covering(self, asset: str, start: datetime, end: datetime, timeframe: str | None = None) -> Coverage | None:
        """The finest candles against US dollars (or a dollar stablecoin) that cover the whole window without a gap."""
        found = self.extremes(asset, start, end, timeframe=timeframe)
        if found is None:
            return None
        wanted = (found.source, found.symbol, found.timeframe)
        return next(c for c in self.coverage() if (c.source, c.symbol, c.timeframe) == wanted)

    def extremes(self, asset: str, start: datetime, end: datetime, *, timeframe: str | None = None) -> Extremes | None:
        """Highest and lowest price of ``[start, end)`` from the finest candles that cover it; ``None`` if none does.

        Not wholly covered by fine candles: coarser ones are taken (see ``Extremes.coarse``). Covered by none: points of
        the series ``price`` in the window (see ``Extremes.inner``), unless a ``timeframe`` is asked for.
        """
        found = candle_queries.extremes(self._loaded.candles, self._loaded.runs(asset, timeframe), start, end)
        return found if found or timeframe else next(iter(self._points_extremes(asset, start, end)), None)

    def extremes_by_source(self, asset: str, start: datetime, end: datetime) -> tuple[Extremes, ...]:
        """``extremes`` of every source, venue and pair that covers the window, best first: their range is the market's.

        Coarse candles (see ``Extremes.coarse``) are left out unless there are no others; then there is one.
        """
        found = candle_queries.extremes_by_source(self._loaded.candles, self._loaded.runs(asset), start, end)
        return found or self._points_extremes(asset, start, end)

    def why_not(self, asset: str, start: datetime, end: datetime) -> Unfit:
        """Why ``extremes`` finds nothing."""
        return candle_queries.why_not(self._loaded.runs(asset), asset, start, end)

    def price_at(self, asset: str, instant: datetime) -> PricePoint | None:
        """The finest candle that holds the moment, else the points of the series ``price`` around it; ``None`` if neither is there."""
        found = candle_queries.price_at(self._loaded.candles, self._loaded.runs(asset), instant)
        if found is not None:
            return found
        reach = point_queries.REACH
        points = self._loaded.series.between(point_queries.PRICE, asset, instant - reach, instant + reach, "")
        return point_queries.price_at(points, instant)

    def history_extremes(self, asset: str, until: datetime) -> tuple[Extremes, ...]:
        """All-time high and low up to a moment, one for each source and pair that knows the asset by then.

        An index and an exchange differ, so all are returned; the longest history comes first. None for a coin whose candles
        are not its whole history, or are those of two coins (``asset_changes.unfit_record``).
        """
        if asset_changes.unfit_record(asset, until) is not None:
            return ()
        return history_queries.history(self._loaded.candles, self._loaded.runs(asset), until)

    def former_records(self, asset: str, until: datetime, *, low: bool = False) -> tuple[Record, ...]:
        """Prices that were the all-time high (low) for at least a week before a later one took their place, in order.

        None for a coin whose candles are not its whole history.
        """
        if asset_changes.unfit_record(asset, until) is not None:
            return ()
        return history_queries.former_records(partial(self._loaded.records, low=low), self._loaded.runs(asset), until)

    def candles_between(self, asset: str, start: datetime, end: datetime, length: timedelta) -> CandleWindow | None:
        """Candles of a length that begin in the window, of the source that has most of it; ``None`` if none has any.

        Shorter candles of that source are joined where all of them are there; missing ones leave a gap. See ``window_queries``.
        """
        return window_queries.candles(self._loaded.candles, self._loaded.runs(asset), start, end, length)

    def daily(self, asset: str, until: datetime, since: datetime | None = None) -> Daily | None:
        """UTC days from the one that holds ``since`` up to ``until``, the best of ``dailies``; ``None`` if there are none."""
        return next(iter(self.dailies(asset, until, since)), None)

    def dailies(self, asset: str, until: datetime, since: datetime | None = None) -> tuple[Daily, ...]:
        """The days of every source, venue and pair, those first that reach from ``since`` to ``until``; see ``Daily``.

        A day is a daily candle or made of all finer ones of the same source; the running day of the candles over by ``until``.
        """
        return daily_queries.dailies(self._loaded.candles, self._loaded.days, self._loaded.groups(asset), until, since)

    def last_time_above(self, asset: str, price: Decimal, before: datetime) -> tuple[PricePoint, ...]:
        """The last candle over by ``before`` whose high reached the price: one for each source and pair, latest first.

        Only sources that know the day before; one that never saw the price is left out.
        """
        level = units(price, up=True)
        return daily_queries.last_reached(
            self._loaded.candles, self._loaded.days, self._loaded.groups(asset), level, before, low=False
        )

    def last_time_below(self, asset: str, price: Decimal, before: datetime) -> tuple[PricePoint, ...]:
        """The last candle over by ``before`` whose low reached the price; as ``last_time_above``."""
        level = units(price)
        return daily_queries.last_reached(
            self._loaded.candles, self._loaded.days, self._loaded.groups(asset), level, before, low=True
        )

    def reaches(
        self, asset: str, start: datetime, end: datetime | None, level: Decimal, *, up: bool
    ) -> tuple[Reach, ...]:
        """How far each run of candles went in ``[start, end)``, and when it first reached the level; see ``touch_queries``."""
        return touch_queries.reaches(self._loaded.candles, self._loaded.runs(asset), start, end, level, up=up)

    def changes(self, asset: str, length: timedelta, start: datetime, end: datetime) -> Changes | None:
        """Trailing changes in percent over ``length`` that ended in ``[start, end)``; ``None`` if data are missing."""
        return change_queries.trailing(self._loaded.candles, self._loaded.runs(asset), length, start, end)

    def changes_since(self, asset: str, base: datetime, start: datetime, end: datetime) -> Changes | None:
        """Changes in percent since ``base`` that held at some moment of ``[start, end)``; ``None`` if data are missing."""
        return change_queries.since(self._loaded.candles, self._loaded.runs(asset), base, start, end)

    def liquidations(self, asset: str | None, start: datetime, end: datetime) -> LiquidationSums | None:
        """Sums over the window (``asset`` ``None``: all assets there are data for); ``None`` if it is not covered.

        The source with the finest intervals is taken, then the one with most exchanges, then with most assets.
        """
        return self._loaded.liquidations.sums(asset, start, end)

    def trailing_liquidations(
        self, asset: str | None, length: timedelta, start: datetime, end: datetime
    ) -> tuple[LiquidationSums, ...]:
        """Sums over ``length`` at the end of each interval in ``[start, end]``; empty if data are missing."""
        return self._loaded.liquidations.trailing(asset, length, start, end)

    def series_between(
        self, name: str, asset: str, start: datetime, end: datetime, *, venue: str = ""
    ) -> tuple[SeriesPoint, ...]:
        """Points of a series in the window by time; ``venue`` '' are the figures for the whole market."""
        return self._loaded.series.between(name, asset, start, end, venue)

    def series_at(
        self, name: str, asset: str, instant: datetime, *, venue: str = "", max_age: timedelta = timedelta(hours=36)
    ) -> SeriesPoint | None:
        """The last point at or before the moment; ``None`` if it is older than ``max_age`` or there is none."""
        points = self.series_between(name, asset, instant - max_age, instant + timedelta(microseconds=1), venue=venue)
        return points[-1] if points else None

    def rows(self, asked: rows.Asked) -> Iterator[tuple[rows.Value, ...]]:
        """The stored rows of a window, in the order of ``rows.columns``; see ``rows.read``."""
        return rows.read(self._connection, asked)

    @property
    def _loaded(self) -> Loaded:
        return self._memo.get(("loaded",), lambda: Loaded(self._connection))

    def _points_extremes(self, asset: str, start: datetime, end: datetime) -> tuple[Extremes, ...]:
        points = self._loaded.series.between(point_queries.PRICE, asset, start, end, "")
        return point_queries.extremes(points, start, end)
