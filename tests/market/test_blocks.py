"""Series and liquidations in memory: the answers do not depend on how they are cut into blocks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import product

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.liquidation_queries import Liquidations
from tapecheck.market.reader import reader
from tapecheck.market.series_queries import Series

JAN_5 = datetime(2026, 1, 5, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def filled() -> Iterator[MarketStore]:
    """Twenty points, at some moments from two sources; thirty hours of two assets on two sets of exchanges, one with a hole."""
    with MarketStore.in_memory() as store:
        add = store._connection.execute
        add("INSERT INTO datasets VALUES (1, 'file1', 'a', 'x', 'x', NULL, 1, '2026-01-05', '2026-01-06')")
        for at in range(20):
            time = (JAN_5 + at * HOUR).replace(tzinfo=None)
            for source in ("a", "b")[: 1 + (at % 3 == 0)]:
                add("INSERT INTO series VALUES (?, 'open_interest', 'BTC', '', ?, ?, 'USD', 1)", [source, time, at])
        for at, asset, (source, venues) in product(range(30), ("BTC", "ETH"), (("x", "Binance"), ("y", "Binance,OKX"))):
            if (at, asset, source) != (20, "BTC", "y"):
                time, sums = (JAN_5 + at * HOUR).replace(tzinfo=None), [Decimal(at) + Decimal("0.1"), Decimal(1)]
                add("INSERT INTO liquidations VALUES (?, ?, ?, '1h', ?, ?, ?, 1)", [source, venues, asset, time, *sums])
        yield store


@pytest.mark.parametrize("block", [1, 3, 7, 1000])
def test_points_between(filled: MarketStore, block: int) -> None:
    series = Series(reader(filled._connection), block=block, loaded=10)
    for first, last in ((-2, 3), (0, 20), (4, 5), (7, 25), (19, 20), (20, 22), (5, 5)):
        found = series.between("open_interest", "BTC", JAN_5 + first * HOUR, JAN_5 + last * HOUR, "")
        hours = range(max(first, 0), min(last, 20))
        expected = [(at, source) for at in hours for source in ("a", "b")[: 1 + (at % 3 == 0)]]
        assert [(int(point.value), point.source) for point in found] == expected
        assert all(point.start == JAN_5 + int(point.value) * HOUR for point in found)
    assert series.between("open_interest", "ETH", JAN_5, JAN_5 + 20 * HOUR, "") == ()


@pytest.mark.parametrize("block", [1, 4, 1000])
def test_sums(filled: MarketStore, block: int) -> None:
    liquidations = Liquidations(reader(filled._connection), block=block, loaded=5)
    for first, last in ((0, 1), (0, 20), (5, 17), (18, 23), (21, 30)):
        found = liquidations.sums("BTC", JAN_5 + first * HOUR, JAN_5 + last * HOUR)
        assert found is not None
        assert found.source == ("x" if first <= 20 < last else "y"), "the one with the hole does not serve"
        assert found.long_usd == sum(range(first, last)) + Decimal("0.1") * (last - first)
        assert found.short_usd == last - first
    both = liquidations.sums(None, JAN_5, JAN_5 + 2 * HOUR)
    assert both is not None
    assert (both.assets, both.long_usd, both.venues) == (("BTC", "ETH"), Decimal("2.4"), ("Binance", "OKX"))
    assert liquidations.sums("BTC", JAN_5 + 29 * HOUR, JAN_5 + 31 * HOUR) is None
    rolled = liquidations.trailing("ETH", 3 * HOUR, JAN_5 + 3 * HOUR, JAN_5 + 6 * HOUR)
    assert [one.long_usd for one in rolled] == [Decimal("3.3"), Decimal("6.3"), Decimal("9.3"), Decimal("12.3")]
    assert liquidations.trailing("ETH", 4 * HOUR, JAN_5 + 3 * HOUR, JAN_5 + 6 * HOUR) == ()
