"""The file layouts that can be imported, one module per family; the first layout that fits a file is taken."""

from __future__ import annotations

import re

from tapecheck.errors import MarketDataError
from tapecheck.market.sources import coinglass, daily_series, exchange, index_daily
from tapecheck.market.sources.layout import FileFacts, Layout
from tapecheck.market.timeframes import TIMEFRAMES

LAYOUTS: tuple[Layout, ...] = exchange.LAYOUTS + index_daily.LAYOUTS + coinglass.LAYOUTS + daily_series.LAYOUTS

# binance_spot_15m.csv, BTCUSDT-1h-2026-01.csv
_TIMEFRAME = re.compile(r"(?:^|[_.-])(\d{1,2}[mhd])(?=[_.-]|$)")


def file_facts(name: str, columns: tuple[str, ...]) -> FileFacts:
    """What the name and the header say; ``timeframe`` is ``None`` when the name has none that is known.

    >>> file_facts("binance_spot_15m.csv", ("symbol",)).timeframe
    '15m'
    """
    found = [match for match in _TIMEFRAME.findall(name.lower()) if match in TIMEFRAMES]
    return FileFacts(name=name, columns=columns, timeframe=found[0] if found else None)


def detect(facts: FileFacts) -> Layout:
    """The layout of a file with these columns and this name.

    Raises:
        MarketDataError: no layout fits; the text lists the known ones and the columns found.
    """
    for layout in LAYOUTS:
        if set(layout.columns) <= set(facts.columns) and layout.accepts(facts):
            return layout
    known = "; ".join(
        f"{layout.name} ({', '.join(layout.columns)}{'; ' + layout.needs if layout.needs else ''})"
        for layout in LAYOUTS
    )
    raise MarketDataError(
        f"{facts.name}: unknown layout; columns found: {', '.join(facts.columns) or 'none'}; known layouts: {known}"
    )
