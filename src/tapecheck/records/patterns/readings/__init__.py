"""What a figure is: its kind and, for a metric, its name. One module for each sort of figure.

Every tag gets a score: the strength of its nearest cue (``evidence``) times how much the tag decides on its own (the
weights), plus what the figure itself says: a sum in millions is seldom a price, a signed percentage is a move. The highest
score wins. A figure that stands in a list, in apposition or in contrast to another one is what that one is.
"""

from __future__ import annotations

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import Evidence, gather
from tapecheck.records.layout import relation
from tapecheck.records.patterns.readings.amount import read_numeral, read_quantity
from tapecheck.records.patterns.readings.money import LARGE, read_money, size
from tapecheck.records.patterns.readings.neighbourhood import Before, Meaning, Neighbourhood, Reading
from tapecheck.records.patterns.readings.percent import read_percent
from tapecheck.schema.mention import Money, Numeral, Percent, Quantity

__all__ = ["Before", "Reading", "read", "remember"]


def read(context: Context, figure: Figure, earlier: Before, *, about_liquidations: bool) -> Reading:
    """What the figure is; ``kind`` is ``None`` when the words around it don't say."""
    evidence = gather(context, figure)
    head = earlier.figure
    if head is not None and head.kind is not None:
        tie = relation(context, head.figure, figure)
        if tie is not None:
            return Reading(figure, head.kind, head.role, head.rule, evidence, head, tie)
    kind, role = _meaning(context, figure, evidence, earlier, about_liquidations=about_liquidations)
    return Reading(figure, kind, role, f"{kind}.{role}" if role else kind or "unread", evidence)


def _meaning(
    context: Context, figure: Figure, evidence: Evidence, earlier: Before, *, about_liquidations: bool
) -> Meaning:
    match figure:
        case Money():
            return read_money(Neighbourhood(context, figure, evidence, earlier, about_liquidations))
        case Percent():
            return read_percent(Neighbourhood(context, figure, evidence, earlier, about_liquidations))
        case Quantity():
            return read_quantity(Neighbourhood(context, figure, evidence, earlier, about_liquidations))
        case Numeral():
            return read_numeral(Neighbourhood(context, figure, evidence, earlier, about_liquidations))


def remember(earlier: Before, reading: Reading) -> Before:
    """What was read before the next figure, now that this one is read."""
    figure = reading.figure
    return Before(
        figure=reading,
        large_sum=reading if isinstance(figure, Money) and size(figure) >= LARGE else earlier.large_sum,
        percent=reading if isinstance(figure, Percent) else earlier.percent,
    )
