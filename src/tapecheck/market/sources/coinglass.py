"""CoinGlass tables: liquidations of some exchanges, open interest, funding, and the hourly combination of them."""

from __future__ import annotations

from tapecheck.market.sources.layout import (
    Column,
    Extract,
    FileFacts,
    Layout,
    constant,
    number,
    prices,
    series,
    time,
)

SOURCE = constant("coinglass")


def _liquidations(_: FileFacts) -> tuple[Extract, ...]:
    columns = {
        "source": SOURCE,
        "venues": Column("exchanges", sql="replace({0}, ', ', ',')"),
        "asset": Column("coin", sql="upper({0})"),
        "timeframe": Column("interval"),
        "open_time": time("time"),
        "long_usd": number("long_usd"),
        "short_usd": number("short_usd"),
    }
    return (Extract("liquidations", columns),)


def _open_interest(_: FileFacts) -> tuple[Extract, ...]:
    # The value at the start of the interval: the only one of the four whose moment is known without its length.
    asset = Column("coin", sql="upper({0})")
    return (series(SOURCE, "open_interest", asset=asset, when="time", value=number("open"), unit="USD"),)


def _hourly(_: FileFacts) -> tuple[Extract, ...]:
    btc = constant("BTC")
    candles = {
        "source": SOURCE,
        "venue": constant("futures"),
        "symbol": constant("BTC/USDT"),
        "timeframe": constant("1h"),
        "open_time": time("datetime_utc"),
        **prices(open="price_open", high="price_high", low="price_low", close="price_close"),
    }
    liquidations = {
        "source": SOURCE,
        # The same figures stand in coinglass_liquidations under these exchanges.
        "venues": constant("Binance,Bybit,OKX"),
        "asset": btc,
        "timeframe": constant("1h"),
        "open_time": time("datetime_utc"),
        "long_usd": number("liquidation_long_usd"),
        "short_usd": number("liquidation_short_usd"),
    }
    # One exchange's open interest: a tenth of what all exchanges have together.
    interest, funding = (
        series(SOURCE, name, asset=btc, venue="one exchange", when="datetime_utc", value=number(raw), unit=unit)
        for name, raw, unit in (("open_interest", "oi_open", "USD"), ("funding_rate", "funding_open", "percent"))
    )
    return (Extract("candles", candles), Extract("liquidations", liquidations), interest, funding)


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="coinglass_btc_1h",
        source="coinglass",
        columns=(
            "datetime_utc",
            "price_open",
            "price_high",
            "price_low",
            "price_close",
            "liquidation_long_usd",
            "liquidation_short_usd",
            "funding_open",
            "oi_open",
        ),
        extracts=_hourly,
    ),
    Layout(
        name="coinglass_liquidations",
        source="coinglass",
        columns=("time", "coin", "interval", "exchanges", "long_usd", "short_usd"),
        extracts=_liquidations,
    ),
    Layout(
        name="coinglass_open_interest",
        source="coinglass",
        columns=("time", "coin", "open", "high", "low", "close"),
        accepts=lambda facts: "open_interest" in facts.name.lower(),
        extracts=_open_interest,
        needs="a name with 'open_interest', because its columns look like candles",
    ),
)
