"""Liquidations: leveraged positions closed by force, in money."""

from __future__ import annotations

import re
from typing import Literal

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import Evidence, strength
from tapecheck.records.reading import Reading
from tapecheck.records.stance import modality
from tapecheck.records.discourse import Discourse
from tapecheck.records.when import nearest_date, time_window
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound, Money
from tapecheck.schema.record import Attribution, BaseRecord, Modality

Side = Literal["long", "short"]


class Liquidation(BaseRecord):
    """A sum of liquidated positions; ``asset`` ``None`` is the whole market, ``side`` ``None`` both or not said."""

    kind: Literal["liquidation"] = "liquidation"
    asset: str | None
    value: Number
    value_high: Number | None = None
    currency: str | None
    side: Side | None
    venue: str | None
    window: str | None
    source: str | None
    bound: Bound
    modality: Modality


def build(discourse: Discourse) -> tuple[Liquidation, ...]:
    """The liquidations of an article, in text order."""
    return tuple(_record(discourse, reading) for reading in discourse.readings if reading.kind == "liquidation")


def _record(discourse: Discourse, reading: Reading) -> Liquidation:
    context, figure = discourse.context, reading.figure
    date = nearest_date(context, figure, windows_only=True)
    source = discourse.liquidation_source
    return Liquidation(
        id=context.record_id("liquidation", figure.start, figure.end),
        asset=discourse.liquidated_asset(reading),
        value=figure.value,
        value_high=figure.value_high,
        currency=figure.currency if isinstance(figure, Money) else "USD",
        side=_side(context, figure, reading.evidence),
        venue=discourse.venue(figure),
        window=date.window if date else discourse.liquidation_window,
        source=source,
        bound=figure.bound,
        modality=modality(context, figure),
        time=time_window(date),
        attribution=Attribution(source=source) if source else None,
        provenance=context.provenance(figure.start, figure.end, "liquidation.cue/1"),
    )


_BOTH = re.compile(r"\blongs? and shorts?\b|\bshorts? and longs?\b|\bboth (?:longs?|shorts?|sides)\b", re.IGNORECASE)


def _side(context: Context, figure: Figure, evidence: Evidence) -> Side | None:
    long, short = strength(evidence, "long"), strength(evidence, "short")
    if max(long, short) < 0.25:
        return None
    return "long" if long > short else "short"
