"""Figures that are one number a day or every few hours: whole-market values, sentiment, funding, flows of funds."""

from __future__ import annotations

from tapecheck.market.sources.layout import Column, Extract, FileFacts, Layout, constant, number, time

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


def _series(source: Column, name: str, asset: str, venue: str, when: str, value: Column, unit: str) -> Extract:
    columns = {
        "source": source,
        "name": constant(name),
        "asset": constant(asset),
        "venue": constant(venue),
        "time": time(when),
        "value": value,
        "unit": constant(unit),
    }
    return Extract("series", columns, skip_empty="value" if value.optional else None)


def _global(facts: FileFacts) -> tuple[Extract, ...]:
    source = constant("coinmarketcap")
    return tuple(
        _series(source, name, asset, "", "last_updated", number(raw), unit)
        for raw, (name, asset, unit) in _GLOBAL.items()
        if raw in facts.columns
    )


def _fear_greed(facts: FileFacts) -> tuple[Extract, ...]:
    # Two different indices share the name; the column says whose a row is.
    source = Column("source", sql="lower({0})") if "source" in facts.columns else constant("fear_greed")
    return (_series(source, "fear_greed", "TOTAL", "", "date", number("fng"), "index"),)


def _funding(facts: FileFacts) -> tuple[Extract, ...]:
    return tuple(
        _series(
            constant("exchanges"),
            "funding_rate",
            "BTC",
            venue,
            "ts",
            number(raw, sql="{0} * 100", optional=True),
            "percent",
        )
        for raw, venue in _FUNDING.items()
        if raw in facts.columns
    )


def _etf_flows(facts: FileFacts) -> tuple[Extract, ...]:
    # The total has no venue; a fund's ticker stands as its venue, because one of them is called BTC.
    asset = "BTC" if "IBIT" in facts.columns else "ETH"
    return tuple(
        _series(
            constant("farside"),
            "etf_flow",
            asset,
            "" if raw == "Total" else raw,
            "date",
            number(raw, sql="{0} * 1000000", optional=raw != "Total"),
            "USD",
        )
        for raw in facts.columns
        if raw != "date"
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
    Layout(
        name="etf_flows_usd_m",
        source="farside",
        columns=("date", "Total"),
        accepts=lambda facts: "IBIT" in facts.columns or "ETHA" in facts.columns,
        extracts=_etf_flows,
        needs="the daily flow of each fund in millions of US$, with IBIT (bitcoin) or ETHA (ether) among them",
    ),
)
