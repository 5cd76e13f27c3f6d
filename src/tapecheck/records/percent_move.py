"""Percent moves: a change of something over time, in signed percent."""

from __future__ import annotations

from typing import Literal

from tapecheck.records.evidence import Evidence, strength
from tapecheck.records.reading import Reading
from tapecheck.records.stance import modality
from tapecheck.records.discourse import Discourse
from tapecheck.records.when import nearest_date, time_window
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound, Percent
from tapecheck.schema.record import BaseRecord, Modality

MoveMetric = Literal[
    "price", "volume", "open_interest", "market_cap", "tvl", "hashrate", "supply", "flows", "other"
]


class PercentMove(BaseRecord):
    """A move of ``metric`` of ``asset``: ``value`` in percent, negative for a fall; ``window`` as the guidelines name it."""

    kind: Literal["percent_move"] = "percent_move"
    asset: str | None
    metric: MoveMetric
    value: Number
    value_high: Number | None = None
    bound: Bound
    window: str | None
    modality: Modality


_METRICS: tuple[tuple[str, MoveMetric], ...] = (
    ("volume", "volume"),
    ("open_interest", "open_interest"),
    ("market_cap", "market_cap"),
    ("tvl", "tvl"),
    ("supply", "supply"),
)
SUBJECT = 0.42
"""What moved is a metric, not the price, when its name is this near; set on the development articles."""


def build(discourse: Discourse) -> tuple[PercentMove, ...]:
    """The percent moves of an article, in text order."""
    return tuple(_record(discourse, reading) for reading in discourse.readings if reading.kind == "percent_move")


def _record(discourse: Discourse, reading: Reading) -> PercentMove:
    context, figure = discourse.context, reading.figure
    date = nearest_date(context, figure, windows_only=True)
    low, high = _signed(reading)
    return PercentMove(
        id=context.record_id("percent_move", figure.start, figure.end),
        asset=discourse.asset(reading),
        metric=_metric(reading.evidence),
        value=low,
        value_high=high,
        bound=figure.bound,
        window=date.window if date else None,
        modality=modality(context, figure),
        time=time_window(date),
        provenance=context.provenance(figure.start, figure.end, "percent_move.verb/1"),
    )


def _metric(evidence: Evidence) -> MoveMetric:
    scored = [(strength(evidence, tag), metric) for tag, metric in _METRICS]
    best = max(scored, key=lambda pair: pair[0])
    return best[1] if best[0] >= SUBJECT else "price"


def _signed(reading: Reading) -> tuple[Number, Number | None]:
    """The move with its direction; a range of falls in numeric order (-45 to -37)."""
    figure = reading.figure
    if isinstance(figure, Percent) and figure.signed:
        return figure.value, figure.value_high
    if strength(reading.evidence, "down") > strength(reading.evidence, "up"):
        if figure.value_high is not None:
            return -figure.value_high, -figure.value
        return -figure.value, None
    return figure.value, figure.value_high
