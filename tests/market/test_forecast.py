"""Outcomes of forecasts against small stores: hourly candles from 5 January 2026, each from one price to the next."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import ForecastClaim, check_forecast
from tapecheck.schema.verdict import Verdict

START = datetime(2026, 1, 5, tzinfo=UTC)
PUBLISHED = START + timedelta(hours=1, minutes=30)
PRICES = [100, 100, 101, 103, 108, 104, 90, 95]
"""The candle of publication goes from 100 to 101; the highest, 108, is reached in the candle of 03:00, the lowest in that of 05:00."""


def at(hour: float) -> datetime:
    return START + timedelta(hours=hour)


def forecast(value: object, **more: Any) -> ForecastClaim:
    fields: dict[str, Any] = {"asset": "BTC", "text": f"${value}", "start": PUBLISHED, "end": at(7)}
    return ForecastClaim(value=Decimal(str(value)), **{**fields, **more})


@pytest.fixture
def market(store: MarketStore, hourly: Callable[..., Path]) -> MarketStore:
    store.import_file(hourly(PRICES))
    return store


CASES = [
    ("above, reached", forecast(105), "HIT", "candle that began at 2026-01-05 03:00"),
    ("below, reached", forecast(92), "HIT", "candle that began at 2026-01-05 05:00"),
    ("about", forecast(109, bound="about"), "HIT", "within the tolerance"),
    ("its rounding does not count", forecast(109, text="$109"), "MISSED", "went no higher than $108"),
    ("above, not reached", forecast(120), "MISSED", "$12 (10%) from it"),
    ("below, not reached", forecast(80), "MISSED", "went no lower than $90"),
    ("at least, reached", forecast(105, bound="at_least"), "HIT", "first reached"),
    ("at most, reached", forecast(95, bound="at_most"), "HIT", "first reached"),
    (
        "a range by its near end above",
        forecast(107, value_high=Decimal(200), bound="between"),
        "HIT",
        "forecast of $107",
    ),
    ("a range by its near end below", forecast(50, value_high=Decimal(93), bound="between"), "HIT", "forecast of $93"),
    ("only after the time begins", forecast(105, start=at(4), end=at(7)), "HIT", "2026-01-05 04:00"),
    ("reached before the time begins", forecast(107, start=at(5), end=at(7)), "MISSED", "went no higher than $104"),
    (
        "the time goes on",
        forecast(120, end=at(48)),
        "OPEN",
        "where the data end, and its time ends at 2026-01-07 00:00",
    ),
    ("the time begins later", forecast(120, start=at(48), end=at(72)), "OPEN", "candles end before 2026-01-07"),
    ("without a time", forecast(120, start=None, end=None), "OPEN", "it can't be missed"),
    ("without a time, reached", forecast(105, start=None, end=None), "HIT", "first reached"),
    ("a rise", forecast(5, percent=True, text="5%"), "HIT", "forecast of $105.52,"),
    ("a fall", forecast(-8, percent=True, text="8%"), "HIT", "forecast of $92.46"),
    (
        "a range of falls by its near end",
        forecast(-60, value_high=Decimal(-9), percent=True, text="9-60%"),
        "HIT",
        "$91.46",
    ),
    ("a rise that did not come", forecast(20, percent=True, text="20%"), "MISSED", "forecast of $120.6"),
    ("the words say fall", forecast(92, way="down"), "HIT", "below the $100"),
]


@pytest.mark.parametrize(("claim", "outcome", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_outcome(claim: ForecastClaim, outcome: str, words: str, market: MarketStore) -> None:
    verdict = check_forecast(claim, market, PUBLISHED)
    assert (verdict.outcome, words in verdict.reason) == (outcome, True), verdict.reason
    assert (verdict.label, verdict.cause, verdict.rule) == ("NOT_ENOUGH_INFO", "prospective", "forecast.touch/1")
    assert bool(verdict.tolerance_parts) == (outcome != "HIT" or claim.percent or claim.bound == "about")
    assert verdict.evidence is not None


UNTOLD = [
    (
        "a condition",
        forecast(105, condition="if it holds $99"),
        "prospective",
        "depends on a condition ('if it holds $99')",
    ),
    ("reached already", forecast(101), "prospective", "no change that can be told"),
    ("above already", forecast(80, bound="at_least"), "prospective", "was above the stated $80 already"),
    ("a ceiling", forecast(120, bound="at_most"), "prospective", "was below the stated $120 already"),
    ("a price within the range", forecast(50, value_high=Decimal(150), bound="between"), "prospective", "no change"),
    ("the words say rise", forecast(92, way="up"), "claim_time", "speak of a rise to $92, but"),
    ("the words say fall", forecast(105, way="down"), "claim_time", "speak of a fall to $105, but"),
    ("no asset", forecast(105, asset=None), "no_asset", "which asset"),
    ("no candles", forecast(105, asset="ETH"), "no_data", "no ETH candles"),
    ("euros", forecast(105, currency="EUR"), "currency", "in EUR"),
    ("over", forecast(105, start=at(0), end=at(1)), "claim_time", "was over at publication"),
    ("over at once", forecast(105, end=at(1.75)), "article_time", "can't be told from publication"),
    ("hardly a price", forecast(250000), "misread", "hardly a price of BTC"),
    ("a change at most", forecast(5, percent=True, bound="at_most"), "prospective", "the most that"),
    ("a fall by more than all", forecast(-120, percent=True), "misread", "can't fall by 120%"),
    ("a change too small", forecast("0.1", percent=True), "prospective", "too small"),
    ("up or down", forecast(-5, value_high=Decimal(5), percent=True), "prospective", "one direction"),
    ("nearer than venues differ", forecast("108.2"), "lower_bound", "$0.2 (0.18%) from it, less than venues differ"),
    ("said not to come", forecast(105, denied=True), "prospective", "will not be reached"),
    ("in its last candle", forecast(107, end=at(3.5)), "coarse", "before or after its end"),
]


@pytest.mark.parametrize(("claim", "cause", "words"), [case[1:] for case in UNTOLD], ids=[case[0] for case in UNTOLD])
def test_no_outcome(claim: ForecastClaim, cause: str, words: str, market: MarketStore) -> None:
    verdict = check_forecast(claim, market, PUBLISHED)
    assert (verdict.outcome, verdict.label, verdict.cause) == (None, "NOT_ENOUGH_INFO", cause), verdict.reason
    assert words in verdict.reason


def test_a_hit_tells_when_it_was_touched(market: MarketStore) -> None:
    verdict = check_forecast(forecast(105), market, PUBLISHED)
    assert verdict.evidence is not None
    assert verdict.evidence.times["first_touch"] == at(3)
    assert verdict.observed == {
        "at_publication": Decimal(100),
        "target": Decimal(105),
        "first_touch": Decimal(108),
        "high": Decimal(108),
        "distance": Decimal(0),
    }


def test_a_miss_tells_how_near_it_came(market: MarketStore) -> None:
    verdict = check_forecast(forecast(120), market, PUBLISHED)
    assert verdict.evidence is not None
    assert (verdict.evidence.start, verdict.evidence.end) == (at(2), at(7))
    assert verdict.evidence.times == {"high": at(3)}
    seen = verdict.observed
    assert (seen["high"], seen["distance"], seen["close"]) == (Decimal(108), Decimal(12), Decimal(95))


def test_without_the_articles_time_nothing_is_told(market: MarketStore) -> None:
    verdict = check_forecast(forecast(105), market, None)
    assert (verdict.outcome, verdict.cause) == (None, "article_time")


def days(store: MarketStore, hourly: Callable[..., Path], prices: list[int]) -> None:
    """Hourly candles that stay at each price for a day."""
    store.import_file(hourly([price for price in prices for _ in range(24)]))


def test_a_date_without_a_time_counts_from_the_end_of_its_day(store: MarketStore, hourly: Callable[..., Path]) -> None:
    days(store, hourly, [100, 110, 120, 120])
    claim = forecast(118, start=None, end=at(72))
    assert _touch(check_forecast(claim, store, START)) == at(47)
    assert check_forecast(forecast(105, end=at(72)), store, START).cause == "coarse"


def test_a_gap_before_the_end_hides_whether_it_was_reached(
    store: MarketStore, candle_file: Callable[..., Path]
) -> None:
    hours = [f"BTCUSDT,2026-01-05T{hour:02}:00:00Z,100,101,99,100,1" for hour in (0, 1, 2, 3, 6, 7)]
    store.import_file(candle_file("binance_BTCUSDT_1h.csv", *hours))
    assert check_forecast(forecast(120), store, PUBLISHED).cause == "gap"
    assert check_forecast(forecast(120, end=at(4)), store, PUBLISHED).outcome == "MISSED"


def test_a_touch_after_a_gap_is_a_hit(store: MarketStore, candle_file: Callable[..., Path]) -> None:
    hours = [f"BTCUSDT,2026-01-05T{hour:02}:00:00Z,100,{101 + hour},99,100,1" for hour in (0, 1, 2, 9)]
    store.import_file(candle_file("binance_BTCUSDT_1h.csv", *hours))
    assert _touch(check_forecast(forecast(109, end=at(12)), store, PUBLISHED)) == at(9)


def test_the_finest_candles_tell_when_and_the_longest_run_whether(
    store: MarketStore, hourly: Callable[..., Path], candle_file: Callable[..., Path]
) -> None:
    store.import_file(hourly([100] * 24 + [100, 106] + [100] * 22))
    daily = [f"BTCUSDT,2026-01-{day:02}T00:00:00Z,100,{high},99,100,1" for day, high in ((5, 100), (6, 106), (7, 109))]
    store.import_file(candle_file("binance_BTCUSDT_1d.csv", *daily))
    assert _touch(check_forecast(forecast(105, end=at(72)), store, PUBLISHED)) == at(24)
    assert _touch(check_forecast(forecast(108, end=at(72)), store, PUBLISHED)) == at(48)
    assert check_forecast(forecast(120, end=at(72)), store, PUBLISHED).outcome == "MISSED"


def test_a_day_that_holds_the_publication_can_be_too_coarse(
    store: MarketStore, candle_file: Callable[..., Path]
) -> None:
    daily = [f"BTCUSDT,2026-01-{day:02}T00:00:00Z,100,110,99,100,1" for day in (5, 6, 7)]
    store.import_file(candle_file("binance_BTCUSDT_1d.csv", *daily))
    verdict = check_forecast(forecast(105, end=at(72)), store, PUBLISHED)
    assert (verdict.outcome, verdict.cause) == (None, "coarse")
    assert "not known better" in verdict.reason


def _touch(verdict: Verdict) -> datetime:
    assert verdict.outcome == "HIT", verdict.reason
    assert verdict.evidence is not None
    return verdict.evidence.times["first_touch"]
