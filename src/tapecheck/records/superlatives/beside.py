"""The figure that a superlative is said of: "to $3,380, its highest since", "a yearly low of $75,000"."""

from __future__ import annotations

import re
from typing import NamedTuple, cast, get_args

from tapecheck.mentions.superlatives import Expression
from tapecheck.records.context import Figure
from tapecheck.records.decision import Decision
from tapecheck.records.discourse import Discourse
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Money, Numeral, Percent, Quantity
from tapecheck.schema.superlative import Measure

# between the words and the figure: "a two-month low [of under] $75,000"
_BEHIND = re.compile(
    r"\s(?:of|at|near|around|above|below|under|over|to)\s(?:(?:about|around|nearly|just|under|over|roughly"
    r"|approximately|almost|the)\s){0,2}~?",
    re.IGNORECASE,
)
# between the figure and the words: "$3,380 [— its] highest"
_BEFORE = re.compile(
    r"(?:\s(?:on|early|late|last|this)\s\w{3,12}|\s(?:recently|today|yesterday|earlier))?\s?(?:[,—–(-]|\.\.)?\s?(?:(?:which|to|and|that|thus|also"
    r"|mark(?:s|ed|ing)?|reaching|hitting|is|was|represents|representing|now|USD|US)\s){0,3}(?:(?:the|its"
    r"|a|an|their|new|fresh|another)\s){0,3}",
    re.IGNORECASE,
)
_REACH = 40
_MEASURES = frozenset(get_args(Measure))
_POINTS = frozenset({"SPX", "NDX", "IXIC", "DJI", "RUT", "NKY", "DXY", "VIX", "XAU"})
"""Indices and metals: their points are what others have as a price."""


class Beside(NamedTuple):
    """``value`` is set where it is a price; ``metric`` ``None``: the figure says nothing of it."""

    value: Number | None
    currency: str | None
    asset: str | None
    metric: Measure | None


def beside(discourse: Discourse, found: Expression, end: int) -> Beside | None:
    """The figure right behind or right before the words of a level; ``None`` without one."""
    figure = _figure(discourse, found, end)
    if figure is None:
        return None
    taken = discourse.decisions.get(figure.start)
    if taken is None:
        return Beside(None, None, None, "other") if isinstance(figure, Quantity | Numeral | Percent) else None
    if taken.decision.kind == "price":
        currency = figure.currency if isinstance(figure, Money) else "USD"
        return Beside(figure.value if figure.value_high is None else None, currency, taken.decision.asset, "price")
    metric = measure(taken.decision) if taken.decision.kind == "metric" else None
    return Beside(None, None, taken.decision.asset, metric)


def _figure(discourse: Discourse, found: Expression, end: int) -> Figure | None:
    text, figures = discourse.context.text, discourse.context.figures
    inside = [one for one in figures.within(found.start, end) if isinstance(one, Money)]
    if inside:
        return inside[0]
    behind = figures.within(end, end + _REACH)[:1]
    if behind and _BEHIND.fullmatch(text[end : behind[0].start]):
        return behind[0]
    before = figures.within(max(0, found.start - _REACH * 2), found.start)[-1:]
    return before[0] if before and _BEFORE.fullmatch(text[before[0].end : found.start]) else None


def measure(decision: Decision) -> Measure:
    """What the figure of a decision is of, in the words of a superlative."""
    if decision.kind == "price" or (decision.name == "index" and decision.asset in _POINTS):
        return "price"
    return cast(Measure, decision.name) if decision.name in _MEASURES else "other"
