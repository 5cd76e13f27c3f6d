"""Metrics: every other figure that says something about a market, asset, fund or company."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Literal

from tapecheck.market import MarketStore
from tapecheck.market.claims import MetricClaim, check_metric
from tapecheck.records.claim import claimed
from tapecheck.records.context import Context, Figure
from tapecheck.records.cues import Cue
from tapecheck.records.discourse import Discourse
from tapecheck.records.evidence import barrier
from tapecheck.records.readings import Reading
from tapecheck.records.stance import modality
from tapecheck.records.subject import usable
from tapecheck.records.when import nearest_date, time_window
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Bound, Money, Percent, Quantity
from tapecheck.schema.record import BaseRecord, Modality
from tapecheck.schema.verdict import Verdict


class Metric(BaseRecord):
    """A figure about ``asset`` (ticker, fund, company; ``TOTAL`` the market).

    ``unit``: a currency, ``percent``, ``bps``, a coin's ticker, or ``None`` for index points.
    """

    kind: Literal["metric"] = "metric"
    metric: str
    asset: str | None
    value: Number
    value_high: Number | None = None
    unit: str | None
    bound: Bound
    modality: Modality


_OUT = re.compile(
    r"\boutflows?\b|\bredemptions?\b|\bwithdrawals?\b|\bexit(?:ed|ing)?\b|\bbled\b|\bleft\b|\blost\b", re.IGNORECASE
)


def build(discourse: Discourse) -> tuple[Metric, ...]:
    """The metrics of an article, in text order."""
    return tuple(_record(discourse, reading) for reading in discourse.readings if reading.kind == "metric")


def _record(discourse: Discourse, reading: Reading) -> Metric:
    context, figure = discourse.context, reading.figure
    value, high = figure.value, figure.value_high
    if reading.role == "flow" and _flows_out(context, figure):
        value, high = (-high, -value) if high is not None else (-value, None)
    return Metric(
        id=context.record_id("metric", figure.start, figure.end),
        metric=reading.role,
        asset=_owner(context, reading) or discourse.asset(reading),
        value=value,
        value_high=high,
        unit=_unit(figure),
        bound=figure.bound,
        modality=modality(context, figure),
        time=time_window(nearest_date(context, figure)),
        attribution=discourse.attribution(figure),
        provenance=context.provenance(figure.start, figure.end, f"{reading.rule}/1"),
    )


OWNED = frozenset({"holdings", "purchase", "profit", "loss", "revenue", "flow"})
"""What a company or fund has, does or earns; with one named before the figure the metric is about it, not about the coin."""


def _owner(context: Context, reading: Reading) -> str | None:
    """The company or fund named last before the figure in its sentence."""
    if reading.role not in OWNED:
        return None
    sentence = context.around(reading.figure)
    named = [
        asset
        for asset in context.assets.within(sentence.start, reading.figure.start)
        if asset.asset_class in ("share", "fund") and usable(asset)
    ]
    return named[-1].symbol if named else None


def _unit(figure: Figure) -> str | None:
    match figure:
        case Money():
            return figure.currency
        case Percent() | Quantity():
            return figure.unit
        case _:
            return None


def _flows_out(context: Context, figure: Figure) -> bool:
    sentence = context.around(figure)
    cues = [
        cue
        for cue in context.cues.between(sentence.start, sentence.end)
        if "flow" in cue.tags and ("outflow" in cue.form or "inflow" in cue.form or _OUT.search(cue.form))
    ]
    if not cues:
        return False
    return _OUT.search(max(cues, key=lambda cue: _nearness(context, figure, cue)).form) is not None


def _nearness(context: Context, figure: Figure, cue: Cue) -> float:
    start, end = (cue.end, figure.start) if cue.end <= figure.start else (figure.end, cue.start)
    return barrier(context, start, end) / (1 + context.cues.words_between(start, end))


def check(record: Metric, market: MarketStore, published_at: datetime | None) -> Verdict:
    """The verdict of the market's series (market value, dominance, open interest, funding, indices) where there is one."""
    context = record.provenance.prefix + record.provenance.exact + record.provenance.suffix
    claim = MetricClaim(**claimed(record), metric=record.metric, unit=record.unit, context=context)
    return check_metric(claim, market, published_at)
