"""Figures that are one number a day or every few hours: whole-market values, sentiment, funding."""

from __future__ import annotations

from tapecheck.market.sources.layout import Column, Extract, FileFacts, Layout, number, series

# file column → name, asset, unit
_GLOBAL: dict[str, tuple[str, str, str]] = {
    "btc_dominance": ("dominance", "BTC", "percent"),
    "eth_dominance": ("dominance", "ETH", "percent"),
    "total_market_cap": ("market_cap", "TOTAL", "USD"),
    "altcoin_market_cap": ("market_cap", "ALTCOINS", "USD"),
    "stablecoin_market_cap": ("market_cap", "STABLECOINS", "USD"),
    "defi_market_cap": ("market_cap", "DEFI", "USD"),
    "total_volume_24h": ("volume", "TOTAL", "USD"),
    "stablecoin_volume_24h": ("volume", "STABLECOINS", "USD"),
    "derivatives_volume_24h": ("derivatives_volume", "TOTAL", "USD"),
}

_FUNDING: dict[str, str] = {"fr_binance": "Binance", "fr_bybit": "Bybit", "fr_okx": "OKX"}


def _global(facts: FileFacts) -> tuple[Extract, ...]:
    return tuple(
        series("coinmarketcap", name, asset=asset, when="last_updated", value=number(raw), unit=unit)
        for raw, (name, asset, unit) in _GLOBAL.items()
        if raw in facts.columns
    )


def _fear_greed(facts: FileFacts) -> tuple[Extract, ...]:
    # Two different indices share the name; the column says whose a row is.
    source = Column("source", sql="lower({0})") if "source" in facts.columns else "fear_greed"
    return (series(source, "fear_greed", asset="TOTAL", when="date", value=number("fng"), unit="index"),)


def _funding(facts: FileFacts) -> tuple[Extract, ...]:
    return tuple(
        series(
            "exchanges",
            "funding_rate",
            asset="BTC",
            venue=venue,
            when="ts",
            value=number(raw, sql="{0} * 100", optional=True),
            unit="percent",
        )
        for raw, venue in _FUNDING.items()
        if raw in facts.columns
    )


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="cmc_global_daily",
        source="coinmarketcap",
        columns=("last_updated", "btc_dominance", "eth_dominance", "total_market_cap"),
        extracts=_global,
    ),
    Layout(name="fear_greed_daily", source="fear_greed", columns=("date", "fng"), extracts=_fear_greed),
    Layout(name="funding_btc_8h", source="exchanges", columns=("ts", "fr_binance"), extracts=_funding),
)
