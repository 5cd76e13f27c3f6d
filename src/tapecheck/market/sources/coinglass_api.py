"""Answers of CoinGlass's API, version 4: ``{"code": "0", "msg": "success", "data": [{…}, …]}``.

Fields: https://docs.coinglass.com/reference/aggregated-liquidation-history (one coin, several exchanges),
/reference/liquidation-history (one pair of one exchange), /reference/oi-ohlc-aggregated-history (USD) and
/reference/oi-weight-ohlc-history (percent for an interval). ``time`` is the interval's start in milliseconds. An answer
names neither coin nor exchanges nor interval nor, for the last two, which of them it is: the file's name does.
"""

from __future__ import annotations

from collections.abc import Mapping

from tapecheck.market.sources.cells import is_list, object_rows
from tapecheck.market.sources.layout import (
    Extract,
    FileFacts,
    Flattened,
    Json,
    Layout,
    Section,
    constant,
    number,
    series,
    time,
)
from tapecheck.market.sources.names import asset, venue_name

_OHLC = ("time", "open", "high", "low", "close")
_SEVERAL = "several exchanges"


def flatten(document: Json) -> Flattened | None:
    """The objects of ``data``, or of a bare list of objects, as rows; ``None`` if there are none.

    Raises:
        ValueError: the answer is a refusal.
    """
    place, rows = "[{}]", document
    if isinstance(document, Mapping):
        place, rows = "data[{}]", document.get("data")
        if document.get("code") not in (None, "0", "200") and not rows:
            raise ValueError(
                f"an answer with code {document['code']}: {document.get('msg') or document.get('message')}"
            )
    if not is_list(rows) or not rows or not isinstance(rows[0], Mapping):
        return None
    columns = tuple(dict.fromkeys(key for row in rows[:100] if isinstance(row, Mapping) for key in row))
    return Flattened("table", columns, (Section(place, object_rows(rows, columns)),))


def _liquidations(facts: FileFacts) -> tuple[Extract, ...]:
    example = "coinglass_liquidations_BTC_4h_Binance-OKX.json"
    timeframe = facts.needs("timeframe", example)
    side = (
        "aggregated_{}_liquidation_usd" if "aggregated_long_liquidation_usd" in facts.columns else "{}_liquidation_usd"
    )
    columns = {
        "source": constant("coinglass"),
        "venues": constant(_venues(facts) or _SEVERAL),
        "asset": constant(asset(facts.needs("symbol", example))),
        "timeframe": constant(timeframe),
        "open_time": time("time"),
        "long_usd": number(side.format("long")),
        "short_usd": number(side.format("short")),
    }
    return (Extract("liquidations", columns),)


def _venues(facts: FileFacts) -> str:
    return ",".join(sorted(venue_name(name.strip()) for name in (facts.told.venue or "").split(",") if name.strip()))


def _points(facts: FileFacts) -> tuple[Extract, ...]:
    # The first of the four, because its moment is known: the interval's start.
    name, unit = ("funding_rate", "percent") if _is_funding(facts) else ("open_interest", "USD")
    coin = asset(facts.needs("symbol", f"coinglass_{name}_BTC_4h.json"))
    venue = _venues(facts)
    return (series("coinglass", name, asset=coin, venue=venue, when="time", value=number("open"), unit=unit),)


def _is_funding(facts: FileFacts) -> bool:
    return "funding" in facts.name.lower()


def _is_open_interest(facts: FileFacts) -> bool:
    words = facts.name.lower().replace("-", "_")
    return "open_interest" in words or "openinterest" in words or "_oi_" in f"_{words.partition('.')[0]}_"


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="coinglass_api_aggregated_liquidations",
        source="coinglass",
        columns=("time", "aggregated_long_liquidation_usd", "aggregated_short_liquidation_usd"),
        extracts=_liquidations,
        needs="coin, timeframe and exchanges in the name, like coinglass_liquidations_BTC_4h_Binance-OKX.json",
    ),
    Layout(
        name="coinglass_api_liquidations",
        source="coinglass",
        columns=("time", "long_liquidation_usd", "short_liquidation_usd"),
        extracts=_liquidations,
        needs="coin, timeframe and exchange in the name, like coinglass_liquidations_BTC_4h_Binance.json",
    ),
    Layout(
        name="coinglass_api_ohlc",
        source="coinglass",
        columns=_OHLC,
        extracts=_points,
        accepts=lambda facts: "coin" not in facts.columns and _is_funding(facts) != _is_open_interest(facts),
        needs="'open_interest' or 'funding', and the coin, in the name, like coinglass_open_interest_BTC_4h.json",
    ),
)
