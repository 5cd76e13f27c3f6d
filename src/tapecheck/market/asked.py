"""What checks ask a store for: a store that has nothing, and writes down every question.

The plan of what to fetch comes from it, so that it is always what the checks ask for, and no second set of rules.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

import duckdb

from tapecheck.market.daily import Daily
from tapecheck.market.observations import Changes, Extremes, PricePoint, Reach, Record
from tapecheck.market.store import MarketStore
from tapecheck.market.timeframes import TIMEFRAMES, ceil_to, floor_to

FINE, MIDDLE, COARSE = "15m", "1h", "1d"
_DAY = timedelta(days=1)
_FINE_UP_TO = 3 * _DAY
"""A window up to so long is asked for in quarters of an hour, a longer one in hours."""
_HISTORY = datetime(2010, 7, 1, tzinfo=UTC)
"""Before the first prices of bitcoin."""


class Question(NamedTuple):
    """Candles of an asset against US dollars, of the half-open ``[start, end)``, no longer than ``timeframe``."""

    asset: str
    timeframe: str
    start: datetime
    end: datetime


class AskedStore(MarketStore):
    """An empty store in memory; ``questions`` are what its methods were asked, up to ``until``."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, name: str, *, writable: bool) -> None:
        super().__init__(connection, name, writable=writable)
        self.questions: list[Question] = []
        self.until = datetime.max.replace(tzinfo=UTC)

    def _ask(self, asset: str, timeframe: str, start: datetime, end: datetime) -> None:
        """Note a question in whole candles."""
        length = TIMEFRAMES[timeframe]
        start, end = floor_to(max(start, _HISTORY), length), ceil_to(min(end, self.until), length)
        if start < end:
            self.questions.append(Question(asset, timeframe, start, end))

    def extremes(self, asset: str, start: datetime, end: datetime, *, timeframe: str | None = None) -> Extremes | None:
        """Nothing; asked for the window."""
        self._ask(asset, timeframe or (FINE if end - start <= _FINE_UP_TO else MIDDLE), start, end)
        return None

    def extremes_by_source(self, asset: str, start: datetime, end: datetime) -> tuple[Extremes, ...]:
        """Nothing; asked for the window."""
        self.extremes(asset, start, end)
        return ()

    def price_at(self, asset: str, instant: datetime) -> PricePoint | None:
        """Nothing; asked for the candle of the moment."""
        self._ask(asset, FINE, instant, instant + TIMEFRAMES[FINE])
        return None

    def changes(self, asset: str, length: timedelta, start: datetime, end: datetime) -> Changes | None:
        """Nothing; asked for the two ends of the length."""
        timeframe = FINE if length <= _FINE_UP_TO else MIDDLE
        self._ask(asset, timeframe, start - length, end - length)
        self._ask(asset, timeframe, start, end)
        return None

    def changes_since(self, asset: str, base: datetime, start: datetime, end: datetime) -> Changes | None:
        """Nothing; asked for the first candle and the last hours."""
        timeframe = FINE if end - base <= _FINE_UP_TO else MIDDLE
        self._ask(asset, timeframe, base, base + TIMEFRAMES[timeframe])
        self._ask(asset, timeframe, start, end)
        return None

    def history_extremes(self, asset: str, until: datetime) -> tuple[Extremes, ...]:
        """Nothing; asked for all days, and the last two in fine candles."""
        self._ask(asset, COARSE, _HISTORY, until)
        self._ask(asset, FINE, until - 2 * _DAY, until)
        return ()

    def former_records(self, asset: str, until: datetime, *, low: bool = False) -> tuple[Record, ...]:  # noqa: ARG002
        """Nothing; asked for all days."""
        self._ask(asset, COARSE, _HISTORY, until)
        return ()

    def dailies(self, asset: str, until: datetime, since: datetime | None = None) -> tuple[Daily, ...]:
        """Nothing; asked for the days, and the last one in hours."""
        self._ask(asset, COARSE, since or _HISTORY, until)
        self._ask(asset, MIDDLE, floor_to(until, _DAY), until)
        return ()

    def last_time_above(self, asset: str, price: Decimal, before: datetime) -> tuple[PricePoint, ...]:  # noqa: ARG002
        """Nothing; asked for all days."""
        self._ask(asset, COARSE, _HISTORY, before)
        return ()

    def last_time_below(self, asset: str, price: Decimal, before: datetime) -> tuple[PricePoint, ...]:
        """Nothing; asked for all days."""
        return self.last_time_above(asset, price, before)

    def reaches(
        self,
        asset: str,
        start: datetime,
        end: datetime | None,
        level: Decimal,  # noqa: ARG002
        *,
        up: bool,  # noqa: ARG002
    ) -> tuple[Reach, ...]:
        """Nothing; asked for the hours from then on."""
        self._ask(asset, MIDDLE, start, end or self.until)
        return ()
