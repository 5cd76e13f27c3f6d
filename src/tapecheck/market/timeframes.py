"""Candle lengths: the timeframes that are known, their length, and where their candles begin."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

TIMEFRAMES: dict[str, timedelta] = {
    "1m": timedelta(minutes=1),
    "3m": timedelta(minutes=3),
    "5m": timedelta(minutes=5),
    "15m": timedelta(minutes=15),
    "30m": timedelta(minutes=30),
    "1h": timedelta(hours=1),
    "2h": timedelta(hours=2),
    "4h": timedelta(hours=4),
    "6h": timedelta(hours=6),
    "8h": timedelta(hours=8),
    "12h": timedelta(hours=12),
    "1d": timedelta(days=1),
}
"""Every timeframe divides a day, so its candles begin at whole multiples of its length since midnight UTC."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def seconds(timeframe: str) -> int:
    """Length of a candle in seconds.

    >>> seconds("15m"), seconds("1d")
    (900, 86400)

    Raises:
        KeyError: the timeframe is not in ``TIMEFRAMES``.
    """
    return int(TIMEFRAMES[timeframe].total_seconds())


def floor_to(instant: datetime, length: timedelta) -> datetime:
    """Beginning of the candle of this length that holds ``instant`` (aware UTC).

    >>> floor_to(datetime(2026, 1, 14, 22, 57, tzinfo=UTC), timedelta(hours=4)).isoformat()
    '2026-01-14T20:00:00+00:00'
    """
    return instant - (instant - _EPOCH) % length


def ceil_to(instant: datetime, length: timedelta) -> datetime:
    """End of the candle of this length that holds the moment just before ``instant``.

    >>> ceil_to(datetime(2026, 1, 14, 22, 57, tzinfo=UTC), timedelta(hours=4)).isoformat()
    '2026-01-15T00:00:00+00:00'
    >>> ceil_to(datetime(2026, 1, 14, 20, 0, tzinfo=UTC), timedelta(hours=4)).isoformat()
    '2026-01-14T20:00:00+00:00'
    """
    return floor_to(instant, length) + (length if (instant - _EPOCH) % length else timedelta(0))
