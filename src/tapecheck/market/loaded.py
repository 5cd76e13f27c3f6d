"""What is in memory of an open store: loaded blocks, and what was worked out from whole runs; all of it bounded."""

from __future__ import annotations

import duckdb

from tapecheck.market import candle_queries, daily_queries, history_queries
from tapecheck.market.candles import Candles
from tapecheck.market.liquidation_queries import Liquidations
from tapecheck.market.memo import Memo
from tapecheck.market.observations import Coverage
from tapecheck.market.reader import reader
from tapecheck.market.series_queries import Series

_ASSETS = 4096
_HISTORY = 500_000
"""Days and records of all pairs together that are kept; about 40 MB."""


class Loaded:
    """The store as it was when this was made: after an import another one is needed."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.reader = reader(connection)
        self.candles = Candles(self.reader)
        self.series = Series(self.reader)
        self.liquidations = Liquidations(self.reader)
        self.coverage = candle_queries.coverage(self.reader)
        self._assets = Memo(_ASSETS)
        self._histories = Memo(_HISTORY)

    def runs(self, asset: str, timeframe: str | None = None) -> tuple[Coverage, ...]:
        """See ``candle_queries.runs_of``."""
        key = ("runs", asset, timeframe)
        return self._assets.get(key, lambda: candle_queries.runs_of(self.coverage, asset, timeframe))

    def groups(self, asset: str) -> tuple[daily_queries.Group, ...]:
        """See ``history_queries.groups``."""
        return self._assets.get(("groups", asset), lambda: history_queries.groups(self.runs(asset)))

    def days(self, group: daily_queries.Group) -> daily_queries.Days:
        """See ``daily_queries.days_of``."""
        key = ("days", *candle_queries.origin(group[0]))
        return self._histories.get(
            key, lambda: daily_queries.days_of(self.candles, group), weigh=lambda days: days.shape[1]
        )

    def records(self, run: Coverage, *, low: bool) -> history_queries.Records:
        """See ``history_queries.records_of``."""
        key = ("records", run, low)
        return self._histories.get(
            key, lambda: history_queries.records_of(self.candles, run, low=low), weigh=lambda found: len(found.times)
        )
