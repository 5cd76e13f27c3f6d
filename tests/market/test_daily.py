"""Days of an asset, and when a price was last reached, on a few candles."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tapecheck.market import Day, MarketStore

JAN_1 = datetime(2026, 1, 1, tzinfo=UTC)
JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture
def tape(store: MarketStore, candle_file: Callable[..., Path], hourly: Callable[..., Path]) -> MarketStore:
    """Days 1, 2 and 4 of January as such, 5 and the first half of 6 in hours; an index has 1 to 5."""
    days = {1: (10, 14, 9, 12), 2: (12, 13, 8, 9), 4: (9, 20, 9, 15)}
    store.import_file(
        candle_file(
            "binance_1d.csv", *(f"BTCUSDT,2026-01-0{d},{o},{h},{lo},{c},1" for d, (o, h, lo, c) in days.items())
        )
    )
    store.import_file(hourly([15] + [16] * 20 + [18, 12, 13, 14, 15] + [15.5] * 11))
    index = candle_file(
        "yahoo_daily.csv",
        *(f"BTC-USD,2026-01-0{d},10,{10 + d},9,10,1" for d in range(1, 6)),
        header="symbol,date,open,high,low,close,volume",
    )
    store.import_file(index)
    return store


def test_days_go_on_in_finer_candles(tape: MarketStore) -> None:
    found = tape.daily("BTC", JAN_5 + DAY + 5 * HOUR + timedelta(minutes=20), JAN_1 + HOUR)
    assert found is not None
    assert (found.source, found.timeframe, found.start, found.end) == (
        "binance",
        "1d+1h",
        JAN_1,
        JAN_5 + DAY + 5 * HOUR,
    )
    assert [day.start.day for day in found] == [1, 2, 4, 5, 6]
    assert found[3] == Day(JAN_5, Decimal(15), Decimal(18), Decimal(12), Decimal(14))
    assert found[-1] == Day(JAN_5 + DAY, Decimal(14), Decimal("15.5"), Decimal(14), Decimal("15.5"))
    assert (found.running, found.complete, len(found)) == (True, 4, 5)
    assert found.gaps == ((JAN_1 + 2 * DAY, JAN_1 + 3 * DAY),)
    assert [found.index(JAN_1 + at * DAY + HOUR) for at in (-1, 0, 1, 2, 3, 5, 6)] == [None, 0, 1, None, 2, 4, None]
    with pytest.raises(IndexError):
        found[5]


def test_only_what_is_over_counts(tape: MarketStore) -> None:
    until = JAN_5 + 22 * HOUR
    found = tape.daily("BTC", until)
    assert found is not None
    assert (found[-1].high, found[-1].low, found.running) == (18, 12, True)
    earlier = tape.daily("BTC", until - HOUR)
    assert earlier is not None
    assert (earlier[-1].high, earlier[-1].low, earlier.end) == (18, 15, until - HOUR)
    midnight = tape.daily("BTC", JAN_5)
    assert midnight is not None
    assert (midnight.running, midnight.end) == (False, JAN_5)
    assert tape.daily("BTC", JAN_1) is None
    assert tape.daily("ETH", JAN_5) is None


def test_the_best_days_reach_both_ends(tape: MarketStore) -> None:
    def sources(until: datetime, since: datetime | None = None) -> list[str]:
        return [one.source for one in tape.dailies("BTC", until, since)]

    assert sources(JAN_5 + DAY) == ["yahoo", "binance"], "most days"
    assert sources(JAN_5 + DAY + HOUR, JAN_1) == ["binance", "yahoo"], "the running day, if the claim has a beginning"
    assert sources(JAN_5 + 2 * DAY) == ["yahoo", "binance"], "neither reaches, as half of a day is no day"


def test_when_a_price_was_last_reached(tape: MarketStore) -> None:
    before = JAN_5 + DAY + 10 * HOUR

    def last(price: str, *, low: bool = False) -> list[tuple[str, str, datetime]]:
        ask = tape.last_time_below if low else tape.last_time_above
        return [(one.source, one.timeframe, one.start) for one in ask("BTC", Decimal(price), before)]

    assert last("15.5") == [("binance", "1h", JAN_5 + DAY + 9 * HOUR)]
    assert last("17") == [("binance", "1h", JAN_5 + 21 * HOUR)]
    assert last("18.0000000000001") == [("binance", "1d", JAN_5 - DAY)]
    assert last("13.5") == [("binance", "1h", JAN_5 + DAY + 9 * HOUR), ("yahoo", "1d", JAN_5 - DAY + DAY)]
    assert last("8.5", low=True) == [("binance", "1d", JAN_1 + DAY)]
    assert last("21") == last("7", low=True) == []
    assert tape.last_time_above("BTC", Decimal(9), JAN_5 + 4 * DAY) == (), "the day before is not known"
