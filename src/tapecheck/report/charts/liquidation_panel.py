"""Liquidations below the prices: bars of the same hours, and each claimed sum beside what the data had over such a time."""

from __future__ import annotations

from decimal import Decimal
from itertools import chain

from markupsafe import Markup

from tapecheck.report.charts.candlesticks import across, bars, line, stretched, thickness
from tapecheck.report.charts.captions import told
from tapecheck.report.charts.claims import greatest
from tapecheck.report.charts.labels import compact, sum_label
from tapecheck.report.charts.liquidations import Liquidations, Sum
from tapecheck.report.charts.scales import Prices, Span, price_ticks
from tapecheck.report.charts.shapes import MARGIN, at
from tapecheck.report.charts.svg import element, share
from tapecheck.report.views.marks import mark_of

_HEAD, _BARS, _ROW = 34, 84, 24
_WIDEST = 0.55
"""Of the width, for the longest bar of a sum; what was seen is written behind it."""
_THICK, _SPACE = 7, 16


def height(found: Liquidations) -> int:
    """How high the panel is, in pixels."""
    return (_HEAD + _BARS if found.bars else 0) + _ROW * len(found.sums) + _SPACE


def liquidation_panel(found: Liquidations, span: Span, top: float) -> list[Markup]:
    """Bars of shorts upwards and of longs downwards, as prices that rise close the one and prices that fall the other."""
    drawn: list[Markup] = []
    if found.bars:
        drawn += _bars(found, span, top + _HEAD)
        top += _HEAD + _BARS
    widest = max(max(one.greatest, greatest(one.record)) for one in found.sums) or Decimal(1)
    for row, one in enumerate(found.sums):
        drawn.append(_row(one, _WIDEST / float(widest), top + _SPACE + _ROW * (row + 0.5)))
    return drawn


def _bars(found: Liquidations, span: Span, top: float) -> list[Markup]:
    high = max(bar.short for bar in found.bars) or Decimal(1)
    low = -max(bar.long for bar in found.bars)
    scale = Prices(low, high, top, _BARS)
    zero = scale.place(Decimal(0))
    shorts, longs = "", ""
    for bar in found.bars:
        x = across(span, bar.start, found.length)
        shorts += line(x, scale.place(bar.short), zero) if bar.short else ""
        longs += line(x, zero, scale.place(-bar.long)) if bar.long else ""
    width = thickness(span, found.length)
    assets = found.evidence.symbol.replace(",", ", ")
    return [
        element("text", f"Liquidations of {assets}", class_="chart__head", x=0, y=top - 14),
        *chain.from_iterable(_tick(tick, scale) for tick in price_ticks(low, high, most=4) if tick),
        stretched(top + _BARS, bars("chart__shorts", shorts, width), bars("chart__longs", longs, width)),
        element("line", class_="chart__zero", x2="100%", y1=zero, y2=zero),
        element("text", "shorts ↑", class_="chart__tick", x="100%", dx=MARGIN, y=zero - 6),
        element("text", "longs ↓", class_="chart__tick", x="100%", dx=MARGIN, y=zero + 14),
    ]


def _tick(tick: Decimal, scale: Prices) -> tuple[Markup, Markup]:
    y = scale.place(tick)
    return (
        element("line", class_="chart__grid", x2="100%", y1=y, y2=y),
        element("text", compact(abs(tick)), class_="chart__tick chart__tick--price", x=2, y=y - 3),
    )


def _row(one: Sum, unit: float, y: float) -> Markup:
    seen, stated = float(one.greatest) * unit, float(greatest(one.record)) * unit
    figures = compact(one.least) if one.least == one.greatest else f"{compact(one.least)}–{compact(one.greatest)}"
    return element(
        "a",
        element("title", told(one.record)),
        element("rect", class_="chart__stated", width=share(stated), y=y - _THICK - 1, height=_THICK),
        element("rect", class_="chart__seen", width=share(seen), y=y + 1, height=_THICK),
        at(share(max(seen, 0)), element("text", f"seen {figures}", class_="chart__tick", x=5, y=y + _THICK + 1)),
        element("text", sum_label(one.record), x="100%", dx=MARGIN, y=y + 4),
        class_=f"chart__claim verdict--{mark_of(one.record).name}",
        href=f"#r-{one.record.id}",
        data_record=one.record.id,
    )
