"""Superlatives against a small invented market: two months of days, twelve days of fund flows, thirty of an index."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import SuperlativeClaim, check_superlative

YES, NO, OPEN = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"
FIRST = datetime(2025, 11, 1, tzinfo=UTC)
DAY = timedelta(days=1)

# From 100 up to 130 on November 20, down to 90 on December 10, up to 125 on December 25, four small falls, and a rise.
CLOSES: list[float] = [
    *[100 + 30 * step / 19 for step in range(20)],
    *[130 - 2 * step for step in range(1, 21)],
    *[90 + 35 * step / 15 for step in range(1, 16)],
    *[124, 123, 122, 121, 126],
]
FLOWS = [100, 150, -30, 40, 60, 80, 200, 90, 70, -250, -20, -40]
FEAR = [30 + step for step in range(30)]


def day(month: int, number: int) -> tuple[datetime, datetime]:
    start = datetime(2025, month, number, tzinfo=UTC)
    return start, start + DAY


def on(month: int, number: int) -> dict[str, datetime]:
    start, end = day(month, number)
    return {"start": start, "end": end}


def claim(form: str, **more: Any) -> SuperlativeClaim:
    return SuperlativeClaim(**{"asset": "BTC", "metric": "price", "form": form, **more})


@pytest.fixture
def market(candle_file: Callable[..., Path], tmp_path: Path) -> Iterator[MarketStore]:
    """Days of bitcoin and days of fund flows; the flows begin on Monday, December 8, without weekends."""
    rows = []
    for number, (before, close) in enumerate(itertools.pairwise([98.0, *CLOSES])):
        when = FIRST + number * DAY
        rows.append(f"BTCUSDT,{when:%Y-%m-%dT%H:%M:%SZ},{before},{max(before, close)},{min(before, close)},{close},1")
    trading = [date for date in (datetime(2025, 12, 8, tzinfo=UTC) + n * DAY for n in range(16)) if date.weekday() < 5]
    flows = tmp_path / "etf_flows.csv"
    lines = [f"{date:%Y-%m-%d},{amount},{amount}" for date, amount in zip(trading, FLOWS, strict=True)]
    flows.write_text("date,IBIT,Total\n" + "\n".join(lines) + "\n", encoding="utf-8")
    fear = tmp_path / "fear_greed_daily.csv"
    points = [f"{FIRST + n * DAY:%Y-%m-%d},{value}" for n, value in enumerate(FEAR)]
    fear.write_text("date,fng\n" + "\n".join(points) + "\n", encoding="utf-8")
    with MarketStore.in_memory() as opened:
        for path in (candle_file("binance_spot_1d.csv", *rows), flows, fear):
            opened.import_file(path)
        yield opened


LEVELS: list[tuple[str, SuperlativeClaim, str]] = [
    (YES, claim("highest", window="event", since=day(11, 20), **on(12, 30)), "since 2025-11-23"),
    (NO, claim("highest", window="event", since=day(11, 10), **on(12, 30)), "$130 on 2025-11-20"),
    (YES, claim("lowest", window="30d", bound="at_least", **on(12, 10)), "was $90"),
    (NO, claim("lowest", window="event", since=day(11, 25), **on(12, 28)), "$90 on 2025-12-10"),
    (YES, claim("highest", window="mtd", **on(12, 25)), "since 2025-12-01"),
    (NO, claim("highest", window="ytd", **on(12, 25)), "$130"),
    (YES, claim("highest", window="mtd", rank=2, **on(12, 26)), "no. 2 of the highest"),
    (OPEN, claim("highest", window="mtd", unit="month", **on(12, 30)), "no whole day"),
    (
        YES,
        claim("first_above", value=Decimal(120), currency="USD", window="21d", **on(12, 23)),
        "the threshold is $120",
    ),
    (NO, claim("first_above", value=Decimal(120), currency="USD", window="21d", **on(12, 28)), "the threshold is $120"),
    (NO, claim("first_above", value=Decimal(140), currency="USD", window="21d", **on(12, 25)), "the threshold is $140"),
    (YES, claim("first_below", value=Decimal(95), currency="USDT", window="30d", **on(12, 8)), "the threshold is $95"),
    (OPEN, claim("first_above", value=Decimal(4000), currency="USD", window="21d", **on(12, 25)), "not of that time"),
    (OPEN, claim("first_above", value=Decimal(4000), currency="EUR", window="21d", **on(12, 25)), "in EUR"),
    (OPEN, claim("highest", window="ytd", value=Decimal(130), currency="USD", **on(12, 30)), "not of that time"),
    (OPEN, claim("highest", window="event", **on(12, 30)), "not resolved to a date"),
    (OPEN, claim("highest", window="event", since=day(12, 29), **on(12, 30)), "as late as the record"),
    (NO, claim("highest", window="2y", **on(12, 30)), "$130"),
    (OPEN, claim("lowest", window="2y", **on(12, 10)), "run from 2025-11-01"),
    (OPEN, claim("highest", window="all", **on(12, 30)), "run from 2025-11-01"),
    (OPEN, claim("highest", window="30d", modality="prospective"), "possible"),
    (OPEN, claim("highest", window="30d", asset=None), "of what the record is"),
    (OPEN, claim("highest", window="30d", metric="tvl"), "records of tvl"),
    (OPEN, claim("highest", window="30d", asset="ETH", **on(12, 30)), "no ETH candles"),
]
MOVES: list[tuple[str, SuperlativeClaim, str]] = [
    (YES, claim("biggest_gain", unit="day", window="event", since=day(11, 1), **on(12, 30)), "changed by +4.13%"),
    (NO, claim("biggest_gain", unit="day", window="event", since=day(11, 1), **on(12, 24)), "+2.59%"),
    (NO, claim("biggest_loss", unit="day", window="30d", **on(12, 29)), "-2.1"),
    (YES, claim("biggest_gain", unit="week", window="mtd", **on(12, 21)), "week that began on 2025-12-15"),
    (OPEN, claim("biggest_loss", window="event", since=day(11, 20), **on(12, 29)), "over what time the move is"),
    (OPEN, claim("biggest", window="30d", **on(12, 29)), "such an amount"),
]
STREAKS: list[tuple[str, SuperlativeClaim, str]] = [
    (YES, claim("streak", direction="down", count=4, unit="day", **on(12, 29)), "4 falling days in a row"),
    (NO, claim("streak", direction="down", count=7, unit="day", **on(12, 29)), "7 are stated"),
    (NO, claim("streak", direction="up", count=3, unit="day", **on(12, 29)), "3 are stated"),
    (OPEN, claim("streak", direction="up", count=5, unit="day", **on(12, 25)), "longer than stated"),
    (YES, claim("streak_end", direction="down", count=4, unit="day", **on(12, 30)), "then a step the other way"),
    (YES, claim("streak_end", direction="down", unit="day", **on(12, 30)), "at least 2 are stated"),
    (NO, claim("streak_end", direction="down", count=6, unit="day", **on(12, 29)), "no step the other way yet"),
    (OPEN, claim("streak_end", direction="down", count=4, unit="day", **on(12, 29)), "one less than stated"),
    (YES, claim("streak", direction="up", count=2, unit="week", **on(12, 28)), "rising weeks"),
    (OPEN, claim("streak", direction="up", count=2, metric="dominance", **on(12, 28)), "streaks of dominance"),
]
FLOW: list[tuple[str, SuperlativeClaim, str]] = [
    (
        YES,
        claim("biggest", metric="flow", direction="up", unit="day", window="event", since=day(12, 8), **on(12, 16)),
        "$200 million",
    ),
    (
        NO,
        claim("biggest", metric="flow", direction="up", unit="day", window="event", since=day(12, 8), **on(12, 17)),
        "$90 million",
    ),
    (YES, claim("biggest", metric="flow", direction="down", unit="day", window="all", **on(12, 19)), "-$250 million"),
    (
        YES,
        claim("highest", metric="flow", direction="up", unit="day", window="all", rank=2, **on(12, 16)),
        "of 2025-12-16",
    ),
    (YES, claim("smallest", metric="flow", direction="up", unit="day", window="wtd", **on(12, 11)), "$40 million"),
    (
        OPEN,
        claim("biggest", metric="flow", direction="up", window="event", since=day(12, 8), **on(12, 17)),
        "other funds",
    ),
    (YES, claim("streak", metric="flow", direction="up", count=6, unit="day", **on(12, 18)), "6 days of inflow"),
    (NO, claim("streak", metric="flow", direction="up", count=9, unit="day", **on(12, 18)), "9 are stated"),
    (OPEN, claim("streak", metric="flow", direction="up", count=7, unit="day", **on(12, 18)), "counted otherwise"),
    (YES, claim("streak_end", metric="flow", direction="up", count=6, unit="day", **on(12, 19)), "up to 2025-12-18"),
    (YES, claim("streak", metric="flow", direction="down", count=3, asset="IBIT", **on(12, 23)), "3 days of outflow"),
    (
        OPEN,
        claim("streak", metric="flow", direction="down", count=3, asset="XRP", **on(12, 23)),
        "no fund flows for XRP",
    ),
    (OPEN, claim("biggest", metric="flow", unit="day", window="all", **on(12, 19)), "in or out"),
]
SERIES: list[tuple[str, SuperlativeClaim, str]] = [
    (
        YES,
        claim("highest", metric="index", context="the Fear & Greed Index", window="14d", **on(11, 28)),
        "fear greed of TOTAL",
    ),
    (NO, claim("lowest", metric="index", context="the Fear & Greed Index", window="21d", **on(11, 28)), "fear greed"),
    (
        OPEN,
        claim("lowest", metric="index", context="the Fear & Greed Index", window="14d", **on(11, 28)),
        "another provider",
    ),
    (
        YES,
        claim("first_above", metric="index", context="greed", value=Decimal(56), window="14d", **on(11, 28)),
        "was 57",
    ),
    (OPEN, claim("highest", metric="index", context="the RSI", window="14d", **on(11, 28)), "no market data"),
    (OPEN, claim("highest", metric="dominance", window="14d", **on(11, 28)), "no dominance data"),
]


@pytest.mark.parametrize(("label", "stated", "words"), [*LEVELS, *MOVES, *STREAKS, *FLOW, *SERIES])
def test_a_superlative_is_judged(market: MarketStore, label: str, stated: SuperlativeClaim, words: str) -> None:
    verdict = check_superlative(stated, market, None if stated.start else datetime(2025, 12, 31, tzinfo=UTC))
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason
    if label == OPEN:
        assert verdict.cause is not None
    else:
        assert verdict.cause is None
        assert verdict.rule is not None
        assert verdict.evidence is not None
        assert set(verdict.evidence.times) == set(verdict.observed)
        assert verdict.tolerance


@pytest.mark.parametrize(
    ("stated", "published"),
    [
        (claim("lowest", window="30d", bound="at_least"), datetime(2025, 12, 30, 22, 30, tzinfo=UTC)),
        (
            claim("biggest_gain", unit="day", window="event", since=day(11, 1)),
            datetime(2025, 12, 29, 23, 30, tzinfo=UTC),
        ),
        (claim("streak", direction="up", count=15, unit="day"), datetime(2025, 12, 29, 23, 30, tzinfo=UTC)),
        (
            claim("biggest", metric="flow", direction="up", unit="day", window="14d"),
            datetime(2025, 12, 24, 12, tzinfo=UTC),
        ),
    ],
)
def test_what_was_so_some_days_before_is_not_refuted_if_the_article_names_no_day(
    market: MarketStore, stated: SuperlativeClaim, published: datetime
) -> None:
    verdict = check_superlative(stated, market, published)
    assert (verdict.label, verdict.cause) == (OPEN, "claim_time"), verdict.reason


def test_without_any_time_nothing_is_decided(market: MarketStore) -> None:
    verdict = check_superlative(claim("highest", window="30d"), market, None)
    assert (verdict.label, verdict.cause) == (OPEN, "article_time")


def test_a_time_after_the_article_is_none(market: MarketStore) -> None:
    verdict = check_superlative(
        claim("highest", window="30d", **on(12, 30)), market, datetime(2025, 12, 20, tzinfo=UTC)
    )
    assert (verdict.label, verdict.cause) == (OPEN, "after_publication")


def test_the_running_day_is_read_from_finer_candles(market: MarketStore, hourly: Callable[..., Path]) -> None:
    market.import_file(hourly([126, 131, 129], start=datetime(2025, 12, 31, tzinfo=UTC)))
    verdict = check_superlative(
        claim(
            "highest",
            window="event",
            since=day(11, 10),
            start=datetime(2025, 12, 31, tzinfo=UTC),
            end=datetime(2025, 12, 31, 2, tzinfo=UTC),
        ),
        market,
        None,
    )
    assert (verdict.label, verdict.observed["reached"]) == (YES, Decimal(131))
