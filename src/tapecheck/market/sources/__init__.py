"""The file layouts that can be imported, one module per family; the first layout that fits a file is taken."""

from __future__ import annotations

from collections.abc import Callable

from tapecheck.errors import MarketDataError
from tapecheck.market.sources import (
    ccxt,
    coingecko,
    coinglass,
    coinglass_api,
    cryptodatadownload,
    daily_series,
    exchange,
    farside,
    index_daily,
    yahoo_chart,
)
from tapecheck.market.sources.layout import FileFacts, Flattened, Json, Layout

LAYOUTS: tuple[Layout, ...] = (
    exchange.LAYOUTS
    + ccxt.LAYOUTS
    + cryptodatadownload.LAYOUTS
    + index_daily.LAYOUTS
    + yahoo_chart.LAYOUTS
    + coingecko.LAYOUTS
    + coinglass.LAYOUTS
    + coinglass_api.LAYOUTS
    + farside.LAYOUTS
    + daily_series.LAYOUTS
)

FLATTENERS: tuple[Callable[[Json], Flattened | None], ...] = (
    yahoo_chart.flatten,
    coingecko.flatten,
    ccxt.flatten,
    coinglass_api.flatten,
)
"""How JSON documents become rows; the first that knows the document is taken."""


def detect(facts: FileFacts) -> Layout:
    """The layout of a file with these columns and this name.

    Raises:
        MarketDataError: no layout fits; the text lists the known ones and the columns found.
    """
    columns = {name.casefold() for name in facts.columns}
    for layout in LAYOUTS:
        if (
            layout.shape == facts.shape
            and {name.casefold() for name in layout.columns} <= columns
            and layout.accepts(facts)
        ):
            return layout
    known = "; ".join(
        f"{layout.name} ({', '.join(layout.columns)}{'; ' + layout.needs if layout.needs else ''})"
        for layout in LAYOUTS
    )
    raise MarketDataError(
        f"{facts.name}: unknown layout; columns found: {', '.join(facts.columns)[:500] or 'none'}; known layouts: {known}; "
        "for any other, say with --columns what its columns are"
    )
