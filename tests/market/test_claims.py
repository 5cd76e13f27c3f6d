"""Claims against the market files of ``examples/``: the facts of January 2026, and figures that are wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import (
    MoveClaim,
    PriceClaim,
    check_move,
    check_price,
    check_quote,
)

PUBLISHED = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)
WEDNESDAY = {"start": datetime(2026, 1, 14, tzinfo=UTC), "end": datetime(2026, 1, 15, tzinfo=UTC)}
SESSION = {"start": datetime(2026, 1, 14, 14, 30, tzinfo=UTC), "end": datetime(2026, 1, 14, 21, tzinfo=UTC)}
D = Decimal
YES, NO, OPEN = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"


def price(value: object, text: str, asset: str | None = "BTC", **more: Any) -> PriceClaim:
    return PriceClaim(asset=asset, value=Decimal(str(value)), text=text, **more)


PRICES: list[tuple[str, PriceClaim, str]] = [
    (YES, price(97800, "$97,800", role="high"), "97,924.49"),
    (YES, price(97800, "$97,800", role="high", **SESSION), "97,924.49"),
    (YES, price(97500, "$97,500"), "traded between"),
    (YES, price(95000, "$95,000", bound="at_least"), "the stated price above $95,000 agrees"),
    (YES, price(3380, "$3,380", "ETH"), "ETH/USDT"),
    (YES, price(95000, "$95K", role="level", bound="at_least"), "agrees"),
    (YES, price(95000, "$95,000", bound="between", value_high=Decimal(97000)), "$95,000 to $97,000"),
    (YES, price(94600, "$94,600", role="low", **WEDNESDAY), "lowest price"),
    (YES, price(126199, "$126,199", role="all_time_high"), "2025-10-06"),
    (YES, price(126000, "$126K", role="all_time_high"), "2025-10-06"),
    (YES, price(109588, "$109,588", role="all_time_high"), "was the all-time high from 2025-01-20"),
    (NO, price(101500, "$101,500", role="high", **WEDNESDAY), "does not agree with that"),
    (NO, price(99500, "$99,500", **WEDNESDAY), "away"),
    (NO, price(93000, "$93,000", bound="at_most", **SESSION), "does not agree"),
    (NO, price(140000, "$140,000", bound="at_least"), "does not agree"),
    (NO, price(131000, "$131,000", role="all_time_high"), "does not agree"),
    (NO, price(120000, "$120,000", role="all_time_high"), "does not agree"),
    (NO, price(88000, "$88,000"), "does not agree"),
    (OPEN, price(88000, "$88,000", readings={"now": D("0.5"), "day": D("0.7")}), "not sure enough to judge by"),
    (NO, price(94500, "$94,500", readings={"now": D("0.99"), "day": D("0.99")}), "from 2026-01-14 13:45"),
    (YES, price(95500, "$95,500", readings={"now": D("0.5"), "day": D("0.99")}), "from 2026-01-13 22:45"),
    (NO, price(94000, "$94,000", role="high"), "does not agree"),
    (NO, price(126199, "$126,199", role="all_time_high", readings={"stated": D("0.99")}, **WEDNESDAY), "said to be of"),
    (OPEN, price(40000000, "$40,000,000"), "hardly a price of one BTC"),
    (OPEN, price(95000, "$95,000", role="level"), "A price level is talked about"),
    (OPEN, price(120000, "$120,000", role="target", modality="prospective"), "forecast"),
    (OPEN, price(95000, "$95,000", bound="at_least", modality="prospective"), "possible"),
    (OPEN, price(66000, "$66,000", role="cost"), "pays on average"),
    (OPEN, price(5, "$5", role="other"), "no market data"),
    (OPEN, price(82000, "€82,000", currency="EUR"), "in EUR"),
    (OPEN, price(82000, "82,000", currency=None), "currency"),
    (OPEN, price(145, "$145", "SOL"), "no SOL candles"),
    (OPEN, price(145, "$145", None), "which asset"),
    (
        OPEN,
        price(3000, "$3,000", start=PUBLISHED + timedelta(days=1), end=PUBLISHED + timedelta(days=2)),
        "after publication",
    ),
]


@pytest.mark.parametrize(("label", "claim", "words"), PRICES)
def test_prices(label: str, claim: PriceClaim, words: str, example_store: MarketStore) -> None:
    verdict = check_price(claim, example_store, PUBLISHED)
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason
    if label != OPEN:
        assert verdict.evidence is not None
        assert len(verdict.evidence.dataset_sha256) >= 64
        assert verdict.tolerance
        assert verdict.observed


def test_a_high_is_the_highest_so_far(example_store: MarketStore) -> None:
    """An article of 18:30 can't know the high of 20:00; one that says so is refuted by nobody, but earlier ones hold too."""
    half_past_six = datetime(2026, 1, 14, 18, 30, tzinfo=UTC)
    early = price(97200, "$97,200", role="high", **WEDNESDAY)
    assert check_price(early, example_store, half_past_six).label == YES


def test_without_a_time_only_a_stated_window_is_checked(example_store: MarketStore) -> None:
    assert check_price(price(97500, "$97,500"), example_store, None).label == OPEN
    assert check_price(price(97500, "$97,500", **WEDNESDAY), example_store, None).label == YES


def test_a_bare_date_leaves_the_day_open(example_store: MarketStore) -> None:
    morning = datetime(2026, 1, 14, 5, 0, tzinfo=UTC)
    assert check_price(price(97800, "$97,800", role="quote"), example_store, morning).label == YES
    assert check_price(price(97800, "$97,800", **WEDNESDAY), example_store, morning + timedelta(minutes=7)).label == NO


def move(value: str, window: str | None, asset: str | None = "BTC", **more: Any) -> MoveClaim:
    return MoveClaim(asset=asset, value=Decimal(value), text=f"{value.lstrip('-')}%", window=window, **more)


MOVES: list[tuple[str, MoveClaim, str]] = [
    (YES, move("3.5", "24h"), "agrees with that"),
    (YES, move("5", "24h", "ETH"), "agrees"),
    (YES, move("3", "24h", bound="at_least"), "agrees"),
    (YES, move("11", "ytd"), "year to date"),
    (YES, move("6", "7d"), "7d"),
    (NO, move("11", "24h"), "points away"),
    (NO, move("-3.5", "24h"), "points away"),
    (NO, move("-6", "7d"), "opposite sign"),
    (NO, move("12", "24h", bound="at_least"), "points away"),
    (OPEN, move("3.5", None), "over what time"),
    (OPEN, move("3.5", "session"), "over what time"),
    (OPEN, move("-23", "event"), "over what time"),
    (YES, move("11", "event", start=datetime(2026, 1, 1, tzinfo=UTC), end=PUBLISHED), "+"),
    (NO, move("-11", "event", start=datetime(2026, 1, 1, tzinfo=UTC), end=PUBLISHED), "opposite sign"),
    (OPEN, move("3.5", "24h", readings={"trailing": D("0.5")}), "not sure enough to judge by"),
    (OPEN, move("3500", "24h"), "hardly a change"),
    (OPEN, move("3.5", "24h", metric="volume"), "changes of volume"),
    (OPEN, move("3.5", "24h", modality="prospective"), "possible"),
    (OPEN, move("3.5", "24h", None), "which asset"),
    (OPEN, move("3.5", "24h", "SOL"), "no SOL candles"),
    (OPEN, move("3.5", "fortnight"), "over what time"),
    (OPEN, move("3.5", "4y"), "candles in the market store run"),
]


@pytest.mark.parametrize(("label", "claim", "words"), MOVES)
def test_moves(label: str, claim: MoveClaim, words: str, example_store: MarketStore) -> None:
    verdict = check_move(claim, example_store, PUBLISHED)
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason
    assert verdict.tolerance is not None or label == OPEN


def test_a_fall_speaks_of_its_size(example_store: MarketStore) -> None:
    """Bitcoin lost up to 2.2 % in the day before: "fell more than 2%" holds, "fell more than 8%" does not."""
    friday = datetime(2026, 1, 16, 16, 10, tzinfo=UTC)
    assert check_move(move("-2", "24h", bound="at_least"), example_store, friday).label == YES
    assert check_move(move("-8", "24h", bound="at_least"), example_store, friday).label == NO
    assert check_move(move("-3", "24h", value_high=Decimal(-2), bound="between"), example_store, friday).label == YES


def test_words_are_not_checked() -> None:
    assert check_quote().label == OPEN


def test_a_short_history_decides_no_record(store: MarketStore, hourly: Any) -> None:
    store.import_file(hourly([90000, 97000, 96000], start=datetime(2026, 1, 14, 20, tzinfo=UTC)))
    verdict = check_price(
        price(97000, "$97,000", role="all_time_high"), store, datetime(2026, 1, 14, 21, 10, tzinfo=UTC)
    )
    assert (verdict.label, "no whole history" in verdict.reason) == (OPEN, True)


def test_an_empty_store_knows_nothing(store: MarketStore) -> None:
    for role in ("quote", "high", "all_time_high"):
        assert check_price(price(97000, "$97,000", role=role), store, PUBLISHED).label == OPEN
    assert check_move(move("3", "24h"), store, PUBLISHED).label == OPEN


def test_the_same_question_gets_the_same_answer(example_store: MarketStore) -> None:
    first = [check_price(claim, example_store, PUBLISHED) for _, claim, _ in PRICES]
    assert first == [check_price(claim, example_store, PUBLISHED) for _, claim, _ in PRICES]
