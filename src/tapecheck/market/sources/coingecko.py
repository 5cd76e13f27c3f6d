"""CoinGecko's ``market_chart`` documents: prices, market values and volumes of a coin as points in time.

Fields: https://docs.coingecko.com/reference/coins-id-market-chart. The points are averages at a moment, not candles, so
they are stored as the series ``price``, ``market_cap`` and ``volume`` (of the 24 hours before the point). The document
names neither the coin nor the currency.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from tapecheck.market.sources.cells import is_list, list_rows
from tapecheck.market.sources.layout import (
    BadRow,
    Extract,
    FileFacts,
    Flattened,
    Json,
    Layout,
    Row,
    Section,
    number,
    series,
)
from tapecheck.market.sources.names import asset

_LISTS = {"prices": "price", "market_caps": "market_cap", "total_volumes": "volume"}
_QUOTE = re.compile(r"[-/]([A-Za-z]{3,5})$")  # BTC-EUR


def flatten(document: Json) -> Flattened | None:
    """The three lists under one another, each in a column of its own; ``None`` if the document is not of this kind."""
    if not isinstance(document, Mapping) or not is_list(document.get("prices")):
        return None
    given = [name for name in _LISTS if is_list(document.get(name))]
    sections = tuple(
        Section(name + "[{}]", _points(document[name], column, len(given))) for column, name in enumerate(given)
    )
    return Flattened("market_chart", ("time", *given), sections)


def _points(rows: Json, column: int, width: int) -> Iterator[Row]:
    before: list[str | None] = [None] * column
    after: list[str | None] = [None] * (width - column - 1)
    for row in list_rows(rows, 2):
        yield row if isinstance(row, BadRow) else [row[0], *before, row[1], *after]


def _extracts(facts: FileFacts) -> tuple[Extract, ...]:
    told = facts.needs("symbol", "coingecko_bitcoin.json")
    quote = _QUOTE.search(told)
    if quote and quote[1].upper() != "USD":
        raise ValueError(f"figures in {quote[1].upper()} are not stored; fetch them with vs_currency=usd")
    return tuple(
        series(
            "coingecko",
            name,
            asset=asset(told),
            when="time",
            value=number(raw, optional=True),
            unit="USD",
        )
        for raw, name in _LISTS.items()
        if raw in facts.columns
    )


LAYOUTS: tuple[Layout, ...] = (
    Layout(
        name="coingecko_market_chart",
        source="coingecko",
        columns=("time", "prices"),
        extracts=_extracts,
        shape="market_chart",
        needs="the coin in the name or as --symbol; figures in US dollars",
    ),
)
