"""Market figures against series with invented values: flows of funds, market values, sentiment, funding, splits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.market.claims import MetricClaim, check_metric

THURSDAY = datetime(2026, 1, 15, 14, 20, tzinfo=UTC)
YES, NO, OPEN = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"

FLOWS = """date,IBIT,FBTC,GBTC,Total
2026-01-05,300,50,-40,310
2026-01-06,-10,-20,-30,-60
2026-01-07,120,80,0,200
2026-01-08,0,7,-3,4
2026-01-09,90,0,-15,75
2026-01-12,110.5,33,-12,131.5
2026-01-13,-140,-80.4,-11,-231.4
2026-01-14,640,120,12,772
"""
GLOBAL = """last_updated,btc_dominance,eth_dominance,total_market_cap,stablecoin_market_cap,total_volume_24h
2026-01-13T01:40:00Z,58.0,12.0,3100000000000,290000000000,100000000000
2026-01-14T01:40:00Z,58.4,12.2,3150000000000,290500000000,120000000000
2026-01-15T01:40:00Z,58.6,12.1,3200000000000,291000000000,130000000000
2026-01-16T01:40:00Z,58.5,12.0,3180000000000,291000000000,125000000000
"""
FUNDING = """ts,fr_binance,fr_bybit,fr_okx
2026-01-14T16:00:00Z,0.0001,0.00008,
2026-01-15T00:00:00Z,0.00009,0.0001,
2026-01-15T08:00:00Z,0.00011,0.0001,
"""
SENTIMENT = """date,fng,source
2026-01-13,26,One index
2026-01-14,48,One index
2026-01-15,61,One index
"""
TWO = SENTIMENT + "2026-01-14,42,Another index\n2026-01-15,50,Another index\n"
SPLIT = "time,coin,interval,exchanges,long_usd,short_usd\n" + "".join(
    f'2026-01-{14 + hour // 24}T{hour % 24:02}:00:00Z,BTC,1h,"Binance,Bybit,OKX",900000,100000\n' for hour in range(48)
)
INTEREST = "time,coin,open,high,low,close\n" + "".join(
    f"2026-01-15T{hour:02}:00:00Z,BTC,80000000000,1,1,80000000000\n" for hour in (4, 8, 12, 16)
)


@pytest.fixture
def tape(store: MarketStore, csv_file: Callable[[str, str], Path]) -> MarketStore:
    for name, text in (
        ("etf_flows_btc_farside_usd_m.csv", FLOWS),
        ("cmc_global_daily.csv", GLOBAL),
        ("funding_btc_binance_bybit_okx_8h.csv", FUNDING),
        ("fear_greed_daily.csv", SENTIMENT),
        ("coinglass_liquidations.csv", SPLIT),
        ("coinglass_open_interest_all_exchanges_4h.csv", INTEREST),
    ):
        store.import_file(csv_file(name, text))
    return store


def day(number: int) -> dict[str, Any]:
    start = datetime(2026, 1, number, tzinfo=UTC)
    return {"start": start, "end": start + timedelta(days=1), "time_text": f"January {number}"}


def flow(millions: str, **more: Any) -> MetricClaim:
    value = Decimal(millions) * 1000000
    text = f"${millions.lstrip('-')} million"
    return MetricClaim(
        **{"metric": "flow", "asset": "BTC", "value": value, "text": text, "unit": "USD", "scope": "spot_etf", **more}
    )


FLOW_CLAIMS: list[tuple[str, MetricClaim, str]] = [
    (YES, flow("772", **day(14)), "all spot BTC ETFs on that day (2026-01-14"),
    (YES, flow("-231", **day(13)), "-$231.4 million"),
    (YES, flow("640", asset="IBIT", scope=None), "IBIT on that day"),
    (YES, flow("-80.4", asset="FBTC", **day(13)), "FBTC"),
    (YES, flow("1201", measure="cumulative"), "since the beginning"),
    (YES, flow("700", bound="at_least", **day(14)), "agrees"),
    (YES, flow("529", **{**day(5), "end": datetime(2026, 1, 12, tzinfo=UTC), "time_text": "last week"}), "that week"),
    (YES, flow("772"), "2026-01-14"),
    (
        YES,
        flow("672.1", start=THURSDAY - timedelta(days=5), end=THURSDAY, time_text="3 straight days"),
        "3 trading days",
    ),
    (NO, flow("850", **day(14)), "does not agree"),
    (NO, flow("7720", **day(14)), "does not agree"),
    (NO, flow("-772", **day(14)), "does not agree"),
    (NO, flow("231.4", **day(13)), "does not agree"),
    (NO, flow("700", asset="IBIT", scope=None, **day(14)), "IBIT"),
    (OPEN, flow("798", **day(14)), "providers do at times"),
    (OPEN, flow("200", **day(14)), "2026-01-07"),
    (OPEN, flow("640", **day(14)), "it was that of IBIT"),
    (OPEN, flow("9000", **day(14)), "so far from that"),
    (OPEN, flow("100", bound="at_least", **day(14)), "may be about another time"),
    (OPEN, flow("772", scope=None), "does not say that the flow is one of spot ETFs"),
    (OPEN, flow("772", scope="funds"), "whole world"),
    (OPEN, flow("772", scope="some_etfs"), "several funds"),
    (OPEN, flow("772", measure="average"), "average"),
    (OPEN, flow("772", unit="BTC"), "in BTC"),
    (OPEN, flow("772", asset="XRP"), "no flows of funds of XRP"),
    (OPEN, flow("772", modality="prospective"), "possible"),
    (OPEN, flow("772", start=datetime(2023, 1, 1, tzinfo=UTC), end=datetime(2023, 2, 1, tzinfo=UTC)), "no flows"),
]


def value(name: str, figure: str, text: str, **more: Any) -> MetricClaim:
    known = {"metric": name, "asset": "TOTAL", "value": Decimal(figure), "text": text, "unit": "USD", "scope": "market"}
    return MetricClaim(**{**known, **more})


PERCENT = {"unit": "percent", "asset": "BTC"}
INDEX: dict[str, Any] = {"unit": None, "asset": None, "scope": "fear_greed"}
SHARE = {"unit": "percent", "asset": None, "scope": "long_liquidations"}
FUTURES = {"asset": "BTC", "scope": "futures"}

VALUE_CLAIMS: list[tuple[str, MetricClaim, str]] = [
    (YES, value("market_cap", "3200000000000", "$3.2 trillion"), "$3.2 trillion and $3.18 trillion"),
    (YES, value("market_cap", "3100000000000", "$3.1 trillion", bound="at_least"), "agrees"),
    (YES, value("market_cap", "385000000000", "$385 billion", asset="ETH"), "dominance × total"),
    (YES, value("market_cap", "311000000000", "$311 billion", asset="STABLECOINS"), "STABLECOINS"),
    (YES, value("market_cap", "3100000000000", "$3.1 trillion", **day(13)), "$3.1 trillion"),
    (NO, value("market_cap", "3620000000000", "$3.62 trillion"), "does not agree"),
    (NO, value("market_cap", "3200000000", "$3.2 billion"), "does not agree"),
    (OPEN, value("market_cap", "3340000000000", "$3.34 trillion"), "counted otherwise"),
    (OPEN, value("market_cap", "200000000000", "$200 billion"), "counted otherwise"),
    (OPEN, value("market_cap", "3620000000000", "$3.62 trillion", scope=None), "counted otherwise"),
    (OPEN, value("market_cap", "300000000000", "$300 billion", bound="at_least"), "so far from that"),
    (OPEN, value("market_cap", "60000000000", "$60 billion", measure="change"), "a change"),
    (OPEN, value("market_cap", "3200000000000", "$3.2 trillion", measure="earlier"), "an earlier value"),
    (OPEN, value("market_cap", "3200000000000", "$3.2 trillion", scope="other"), "this kind"),
    (OPEN, value("market_cap", "3200000000000", "€3.2 trillion", unit="EUR"), "in EUR"),
    (OPEN, value("market_cap", "3200000000000", "$3.2 trillion", asset=None), "whose market cap"),
    (OPEN, value("market_cap", "3200000000000", "$3.2 trillion", asset="SOL"), "no market cap data for SOL"),
    (YES, value("dominance", "58.6", "58.6%", **PERCENT), "dominance of BTC"),
    (NO, value("dominance", "65.3", "65.3%", **PERCENT), "does not agree"),
    (NO, value("dominance", "586", "586%", **PERCENT), "does not agree"),
    (OPEN, value("dominance", "65", "65%", **PERCENT), "counted otherwise"),
    (OPEN, value("dominance", "40", "40%", **{**PERCENT, "scope": "other"}), "this kind"),
    (OPEN, value("dominance", "58.6", "58.6", **{**PERCENT, "unit": None}), "share in percent"),
    (YES, value("open_interest", "80000000000", "$80 billion", **FUTURES), "open interest of BTC"),
    (NO, value("open_interest", "91000000000", "$91 billion", **FUTURES), "does not agree"),
    (OPEN, value("open_interest", "40000000000", "$40 billion", **FUTURES), "counted otherwise"),
    (OPEN, value("open_interest", "80000000000", "$80 billion", asset="BTC", scope="options"), "this kind"),
    (YES, value("volume", "128000000000", "$128 billion"), "volume of TOTAL"),
    (OPEN, value("volume", "400000000000", "$400 billion"), "counted otherwise"),
    (OPEN, value("volume", "128000000000", "$128 billion", scope=None), "this kind"),
    (YES, value("index", "61", "61", **INDEX), "61 on 2026-01-15"),
    (YES, value("index", "48", "48", **day(14), **INDEX), "48 on 2026-01-14"),
    (OPEN, value("index", "67", "67", **INDEX), "another index of that name"),
    (NO, value("index", "91", "91", **INDEX), "does not agree"),
    (OPEN, value("index", "610", "610", **INDEX), "whole number"),
    (OPEN, value("index", "61", "61", **{**INDEX, "scope": None}), "no market data"),
    (YES, value("funding_rate", "0.01", "0.01%", **{**PERCENT, "scope": None}), "for eight hours"),
    (YES, value("funding_rate", "10.5", "10.5%", **{**PERCENT, "scope": "annualised"}), "a year"),
    (NO, value("funding_rate", "0.12", "0.12%", **{**PERCENT, "scope": None}), "does not agree"),
    (OPEN, value("funding_rate", "0.03", "0.03%", **{**PERCENT, "scope": None}), "another exchange"),
    (OPEN, value("funding_rate", "0.01", "0.01%", **{**PERCENT, "scope": "other"}), "no funding rate"),
    (OPEN, value("funding_rate", "0.01", "0.01%", unit="percent", asset="ETH", scope=None), "no funding rates of ETH"),
    (YES, value("share", "88", "88%", **SHARE), "90% of the liquidations"),
    (NO, value("share", "80", "80%", **{**SHARE, "scope": "short_liquidations"}), "does not agree"),
    (OPEN, value("share", "65", "65%", **SHARE), "not far enough"),
    (OPEN, value("share", "65", "65%", **{**SHARE, "scope": None}), "no market data"),
    (OPEN, value("loss", "5000000", "$5 million"), "no market data that loss"),
]


@pytest.mark.parametrize(("label", "claim", "words"), FLOW_CLAIMS + VALUE_CLAIMS)
def test_verdicts(label: str, claim: MetricClaim, words: str, tape: MarketStore) -> None:
    verdict = check_metric(claim, tape, THURSDAY)
    assert (verdict.label, words in verdict.reason) == (label, True), verdict.reason
    assert (verdict.cause is None) == (label != OPEN)
    if label != OPEN:
        assert verdict.rule is not None
        assert verdict.tolerance_parts
        assert verdict.evidence is not None
        assert len(verdict.evidence.dataset_sha256) >= 64


def test_agreement_with_either_index_is_enough(store: MarketStore, csv_file: Callable[[str, str], Path]) -> None:
    store.import_file(csv_file("fear_greed_daily.csv", TWO))
    assert check_metric(value("index", "50", "50", **INDEX), store, THURSDAY).label == YES
    assert check_metric(value("index", "61", "61", **INDEX), store, THURSDAY).label == YES
    assert check_metric(value("index", "70", "70", **INDEX), store, THURSDAY).label == NO


def test_without_a_time_or_data_nothing_is_known(tape: MarketStore, store: MarketStore) -> None:
    for _, claim, _ in FLOW_CLAIMS + VALUE_CLAIMS:
        assert check_metric(claim, tape, None).label == OPEN
    with MarketStore.in_memory() as empty:
        for _, claim, _ in FLOW_CLAIMS + VALUE_CLAIMS:
            assert check_metric(claim, empty, THURSDAY).label == OPEN


def test_price_times_supply(store: MarketStore, sample: Callable[[str], Path], hourly: Any) -> None:
    """2 × 10^7 coins at 100 dollars."""
    store.import_file(sample("cmc_btc_daily.parquet"))
    store.import_file(hourly([100, 100, 101, *[100] * 9], start=datetime(2025, 1, 3, tzinfo=UTC)))
    claim = value("market_cap", "2000000000", "$2 billion", asset="BTC")
    verdict = check_metric(claim, store, datetime(2025, 1, 3, 9, 30, tzinfo=UTC))
    assert (verdict.label, "price × coinmarketcap supply" in verdict.reason) == (YES, True), verdict.reason
