"""What the store observed: plain frozen values, each ready to become the evidence of a verdict.

All windows are half-open ``[start, end)`` in UTC; all figures are Decimals.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple

from tapecheck.market.timeframes import TIMEFRAMES
from tapecheck.schema.verdict import Evidence


@dataclass(frozen=True, slots=True)
class Coverage:
    """One run of candles of one pair: from ``first`` to ``last_end`` (end of the last candle); gaps are possible."""

    source: str
    venue: str
    symbol: str
    timeframe: str
    first: datetime
    last_end: datetime
    count: int

    @property
    def length(self) -> timedelta:
        """Length of one candle."""
        return TIMEFRAMES[self.timeframe]


@dataclass(frozen=True, slots=True)
class Observation:
    """Where an observed figure comes from, and the window of data that was really looked at."""

    source: str
    symbol: str
    timeframe: str
    start: datetime
    end: datetime
    dataset_sha256: str
    venue: str | None = field(default=None, kw_only=True)

    def evidence(self, times: dict[str, datetime] | None = None) -> Evidence:
        """The evidence of a verdict that rests on this observation; ``times``: when each observed figure was seen."""
        return Evidence(
            source=self.source,
            venue=self.venue,
            symbol=self.symbol,
            timeframe=self.timeframe,
            start=self.start,
            end=self.end,
            times=times or {},
            dataset_sha256=self.dataset_sha256,
        )


@dataclass(frozen=True, slots=True)
class Extremes(Observation):
    """Highest and lowest trade of a window. ``high_time``/``low_time``: the minute if the source gives it, else the start
    of the candle. ``start``/``end``: the window asked for, widened to whole candles; ``coarse`` says that this widening
    added more than half of what was asked, so that a price may have been traded outside the window asked for. ``inner``: taken
    from single points, so the true high is this or higher and the true low this or lower; such extremes may support a claim,
    and refute none.
    """

    high: Decimal
    high_time: datetime
    low: Decimal
    low_time: datetime
    open: Decimal
    close: Decimal
    coarse: bool = False
    inner: bool = False


@dataclass(frozen=True, slots=True)
class PricePoint(Observation):
    """The candle that holds a moment: a price at that moment lay in ``[low, high]``.

    ``inner``: no candle, but the points before and after the moment (``open`` and ``close``); the price was about theirs.
    """

    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal
    inner: bool = False


class Candle(NamedTuple):
    """The trades of the ``length`` that begins at ``start``; the length is that of its ``CandleWindow``."""

    start: datetime
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal


@dataclass(frozen=True, slots=True)
class CandleWindow(Observation):
    """Candles of one ``length`` by time; missing ones are left out. ``timeframe``: of the stored candles that they were made of."""

    length: timedelta
    candles: tuple[Candle, ...]


@dataclass(frozen=True, slots=True)
class Reach(Observation):
    """How far the price went in the candles from a moment on. ``high_time``/``low_time`` as in ``Extremes``; ``close``: the last.

    ``touched``: the start of the first candle that reached the price asked for, ``None`` if none did, and ``touched_price`` how far
    that candle went. ``whole``: no candle is missing from the moment asked for to ``end``, where the candles or the window end.
    """

    high: Decimal
    high_time: datetime
    low: Decimal
    low_time: datetime
    close: Decimal
    whole: bool
    touched: datetime | None = None
    touched_price: Decimal | None = None

    @property
    def length(self) -> timedelta:
        """Length of one candle."""
        return TIMEFRAMES[self.timeframe]


@dataclass(frozen=True, slots=True)
class Changes(Observation):
    """Trailing changes in percent over one length of time, ending at any moment of ``[start, end)``: least and greatest."""

    least: Decimal
    least_time: datetime
    greatest: Decimal
    greatest_time: datetime


@dataclass(frozen=True, slots=True)
class LiquidationSums(Observation):
    """Liquidations in USD. ``venues`` says whose; they are a lower bound unless ``complete`` (all exchanges, all assets)."""

    long_usd: Decimal
    short_usd: Decimal
    venues: tuple[str, ...]
    assets: tuple[str, ...]
    complete: bool = False

    @property
    def total_usd(self) -> Decimal:
        """Both sides together."""
        return self.long_usd + self.short_usd


@dataclass(frozen=True, slots=True)
class SeriesPoint(Observation):
    """A figure that was measured at ``start``: a market value, a dominance, an index."""

    name: str
    value: Decimal
    unit: str


@dataclass(frozen=True, slots=True)
class Record:
    """A price that was the all-time high (or low) during ``[since, until)``."""

    price: Decimal
    since: datetime
    until: datetime
