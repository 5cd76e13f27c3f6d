"""Whose a metric is, and whether money flows in or out."""

from __future__ import annotations

import re

from tapecheck.records.context import Context, Figure
from tapecheck.records.cues import Cue
from tapecheck.records.evidence import barrier
from tapecheck.records.patterns.readings import Reading
from tapecheck.records.patterns.subject import usable

_OUT = re.compile(
    r"\boutflows?\b|\bredemptions?\b|\bwithdrawals?\b|\bexit(?:ed|ing)?\b|\bbled\b|\bleft\b|\blost\b", re.IGNORECASE
)


OWNED = frozenset({"holdings", "purchase", "profit", "loss", "revenue", "flow"})
"""What a company or fund has, does or earns; with one named before the figure the metric is about it, not about the coin."""


def owner(context: Context, reading: Reading) -> str | None:
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


def flows_out(context: Context, figure: Figure) -> bool:
    """Whether the nearest word of a flow says that it goes out."""
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
