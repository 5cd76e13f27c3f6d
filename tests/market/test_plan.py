"""Stretches of candles that are needed, and what a store has of them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tapecheck.market.inventory import Gap, Holding
from tapecheck.market.plan import Request, joined, missing

START = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


def request(first: float, last: float, timeframe: str = "1h", symbol: str = "BTC/USDT") -> Request:
    return Request(symbol, timeframe, START + first * HOUR, START + last * HOUR)


def test_what_overlaps_or_touches_is_one_in_whole_candles() -> None:
    wanted = [request(5.5, 6.2), request(1, 2), request(2, 3), request(9, 9), request(1, 2, symbol="ETH/USDT")]
    assert joined(wanted) == (request(1, 3), request(5, 7), request(1, 2, symbol="ETH/USDT"))
    assert joined([request(1, 3), request(2, 2.5)]) == (request(1, 3),)


def held(
    first: float, last: float, *gaps: tuple[float, float], timeframe: str = "1h", source: str = "binance"
) -> Holding:
    lacking = tuple(Gap(START + one * HOUR, START + other * HOUR, 1) for one, other in gaps)
    return Holding(
        "candles", "BTC/USDT", timeframe, source, "Binance", START + first * HOUR, START + last * HOUR, 9, gaps=lacking
    )


@pytest.mark.parametrize(
    ("holdings", "left"),
    [
        ([], [(0, 10)]),
        ([held(0, 10)], []),
        ([held(-5, 20)], []),
        ([held(3, 6)], [(0, 3), (6, 10)]),
        ([held(-5, 20, (2, 4), (7, 8))], [(2, 4), (7, 8)]),
        ([held(-5, 20, (8, 14))], [(8, 10)]),
        ([held(0, 4), held(6, 10, source="kraken")], [(4, 6)]),
        ([held(0, 10, timeframe="4h")], [(0, 10)]),
        ([held(20, 30)], [(0, 10)]),
    ],
)
def test_what_a_store_has_is_left_out(holdings: list[Holding], left: list[tuple[float, float]]) -> None:
    assert list(missing(request(0, 10), holdings)) == [request(*edges) for edges in left]


def test_another_sources_candles_do_not_count_where_one_is_asked_for() -> None:
    assert missing(request(0, 10), [held(0, 10, source="kraken")], source="binance") == (request(0, 10),)
