"""Liquidations against sums of some exchanges (``examples/``, and invented ones): a lower bound, a split, an open interest."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import LiquidationClaim, check_liquidation

PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
YES, NO, OPEN = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"


def liquidated(value: int, **more: Any) -> LiquidationClaim:
    more = {"asset": "BTC", "window": "24h", "side": "short", **more}
    return LiquidationClaim(value=Decimal(value), text=f"${value // 1000000} million", **more)


EXAMPLES: list[tuple[str, LiquidationClaim, str]] = [
    (YES, liquidated(95000000), "as the sums of all exchanges do"),
    (YES, liquidated(95000000, window=None), "as the sums of all exchanges do"),
    (YES, liquidated(150000000), "as the sums of all exchanges do"),
    (YES, liquidated(95000000, majority="short"), "as the sums of all exchanges do"),
    (NO, liquidated(20000000), "far below"),
    (NO, liquidated(9000000, asset=None, scope="market"), "far below"),
    (OPEN, liquidated(9000000, asset=None), "the whole market's"),
    (OPEN, liquidated(20000000, window=None), "does not say over what time"),
    (OPEN, liquidated(2000000, window="7d"), "more than a day"),
    (OPEN, liquidated(20000000, scope="one_order"), "one position's"),
    (OPEN, liquidated(900000000), "lower bound"),
    (OPEN, liquidated(700000000, asset=None), "lower bound"),
    (OPEN, liquidated(95000000, asset=None), "lower bound"),
    (OPEN, liquidated(95000000, asset="ETH"), "no liquidation data"),
    (OPEN, liquidated(95000000, venue="Binance"), "one exchange"),
    (OPEN, liquidated(95000000, currency="BTC"), "in BTC"),
    (OPEN, liquidated(95000000, modality="prospective"), "possible"),
    (OPEN, liquidated(95000000, window="event"), "can't be resolved"),
]


@pytest.mark.parametrize(("label", "claim", "words"), EXAMPLES)
def test_examples(label: str, claim: LiquidationClaim, words: str, example_store: MarketStore) -> None:
    verdict = check_liquidation(claim, example_store, PUBLISHED)
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason
    assert (verdict.tolerance is not None, verdict.cause is None) == (label != OPEN, label != OPEN)


def test_a_session_with_its_hours_is_a_window(example_store: MarketStore) -> None:
    session = {"start": datetime(2026, 1, 14, 14, tzinfo=UTC), "end": datetime(2026, 1, 14, 21, tzinfo=UTC)}
    verdict = check_liquidation(liquidated(1000000, window="session", **session), example_store, PUBLISHED)
    assert verdict.evidence is not None
    assert verdict.evidence.start == session["start"]


def test_without_a_time_nothing_is_known(example_store: MarketStore) -> None:
    verdict = check_liquidation(liquidated(95000000), example_store, None)
    assert verdict.cause == "article_time"


@pytest.fixture
def one_exchange(store: MarketStore, csv_file: Callable[[str, str], Path]) -> MarketStore:
    """One exchange's liquidations of 10 million a day, and an open interest of 1 billion."""
    hours = [datetime(2026, 1, 13, tzinfo=UTC) + timedelta(hours=4 * number) for number in range(12)]
    rows = "\n".join(f"{hour:%Y-%m-%dT%H:%M:%SZ},SOL,4h,Binance,1000000,666667" for hour in hours)
    store.import_file(
        csv_file("coinglass_liquidations_4h.csv", f"time,coin,interval,exchanges,long_usd,short_usd\n{rows}\n")
    )
    interest = "\n".join(f"{hour:%Y-%m-%dT%H:%M:%SZ},SOL,1000000000,1,1,1000000000" for hour in hours)
    store.import_file(
        csv_file("coinglass_open_interest_all_exchanges_4h.csv", f"time,coin,open,high,low,close\n{interest}\n")
    )
    return store


LARGE: list[tuple[str, int, str]] = [
    (NO, 5000000, "far below"),
    (OPEN, 40000000, "lower bound only"),
    (OPEN, 400000000, "hardly likely"),
    (NO, 4000000000, "more than was open"),
]


@pytest.mark.parametrize(("label", "value", "words"), LARGE)
def test_out_of_proportion(label: str, value: int, words: str, one_exchange: MarketStore) -> None:
    claim = liquidated(value, asset="SOL", side=None)
    verdict = check_liquidation(claim, one_exchange, datetime(2026, 1, 14, 20, 30, tzinfo=UTC))
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason


@pytest.mark.parametrize(("label", "majority"), [(NO, "short"), (YES, "long"), (YES, None)])
def test_the_side_that_most_are_of(
    label: str, majority: str | None, store: MarketStore, csv_file: Callable[[str, str], Path]
) -> None:
    rows = "".join(
        f'2026-01-{13 + hour // 24}T{hour % 24:02}:00:00Z,BTC,1h,"Binance,Bybit,OKX",1900000,100000\n'
        for hour in range(48)
    )
    store.import_file(
        csv_file("coinglass_liquidations.csv", f"time,coin,interval,exchanges,long_usd,short_usd\n{rows}")
    )
    claim = liquidated(100000000, side=None, majority=majority)
    assert check_liquidation(claim, store, datetime(2026, 1, 14, 20, 30, tzinfo=UTC)).label == label


def test_an_empty_store_knows_nothing(store: MarketStore) -> None:
    assert check_liquidation(liquidated(1000000), store, PUBLISHED).cause == "no_data"
