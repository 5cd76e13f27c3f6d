"""Which asset a figure is about."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.records.context import Context, Figure
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Asset, Money, Percent

LEFT_COST = 1.0
RIGHT_COST = 1.6
WEAK_COST = 1.5
STRONG_COST = 7.0
OTHER_ASSET_COST = 0.0
TOO_FAR = 60.0
"""Costs count words: an asset to the right is reached through "of", "in", "for" only; a strong clause boundary costs as much as
seven words. Set on the development articles."""

_OF_ASSET = re.compile(
    r"\s*(?:(?:worth|drop|fall|decline|rise|gain|increase|jump|surge|price|level|move|rally|of|in|for|on|from|against|"
    r"the|an?|were|was|came|net|spot|[\w-]+)\s+){0,5}?(?:of|in|for|were|from|on)\s+(?:the\s+|spot\s+|leveraged\s+)?$",
    re.IGNORECASE,
)
_ADJACENT = re.compile(r"\s*(?:\(\s*|in\s+|of\s+|worth\s+of\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r",\s+(?:\w+ly\s+)?[a-z]+ing\b[^,;]*$")
_POSSESSIVE = re.compile(r"(?:['’]s|s['’])$|^['’]s")
_SELF = re.compile(r"\s*(?:price|value|token|native|market)", re.IGNORECASE)
_RESPECTIVELY = re.compile(r"\brespectively\b|\bapiece\b", re.IGNORECASE)


def usable(asset: Asset) -> bool:
    """Whether an asset mention can be what a figure is about: not part of an organisation's name."""
    return not asset.rule.startswith("asset.in_org_name")


def subject(context: Context, figure: Figure, *, right: bool = True) -> Asset | None:
    """The asset mention that the figure is about, in its sentence or before it; ``None`` when the article names none."""
    sentence = context.sentence(figure.start)
    inside = [asset for asset in context.assets.within(sentence.start, sentence.end) if usable(asset)]
    paired = _respectively(context, figure, sentence, inside)
    if paired is not None:
        return paired
    best = min(inside, key=lambda asset: _cost(context, figure, asset, inside, right=right), default=None)
    if best is not None and _cost(context, figure, best, inside, right=right) < TOO_FAR:
        return best
    return None


def _cost(context: Context, figure: Figure, asset: Asset, inside: Sequence[Asset], *, right: bool) -> float:
    if asset.end <= figure.start:
        return _left_cost(context, figure, asset, inside)
    if asset.start >= figure.end and right:
        return _right_cost(context, figure, asset)
    return TOO_FAR if asset.start >= figure.end else 0.0


def _left_cost(context: Context, figure: Figure, asset: Asset, inside: Sequence[Asset]) -> float:
    start, end = asset.end, figure.start
    cost = LEFT_COST * context.cues.words_between(start, end) + _crossing(context, start, end)
    between = context.text[start:end]
    if _PARTICIPLE.search(between) and asset != inside[0]:
        cost += 5.0
    if _POSSESSIVE.search(context.text[asset.start : asset.end + 2]) and asset != inside[0] and not _SELF.match(between, 2):
        cost += 3.0
    return cost


def _right_cost(context: Context, figure: Figure, asset: Asset) -> float:
    start, end = figure.end, asset.start
    between = context.text[start:end]
    words = context.cues.words_between(start, end)
    cost = RIGHT_COST * words + _crossing(context, start, end) + 4.0 * len(_figures_between(context, start, end))
    if _ADJACENT.fullmatch(between):
        return cost + 0.5
    if _OF_ASSET.fullmatch(between) and words <= 6:
        return cost + 1.0
    return cost + 9.0


def _figures_between(context: Context, start: int, end: int) -> list[Figure]:
    return [other for other in context.figures.within(start, end) if isinstance(other, Money | Percent)]


def _crossing(context: Context, start: int, end: int) -> float:
    return sum(
        STRONG_COST if boundary.strong else WEAK_COST for boundary in context.cues.boundaries_between(start, end)
    )


def _respectively(context: Context, figure: Figure, sentence: Span, inside: Sequence[Asset]) -> Asset | None:
    """The asset at the figure's place in "A and B … x and y, respectively"."""
    if not _RESPECTIVELY.search(context.text, sentence.start, sentence.end):
        return None
    mark = _RESPECTIVELY.search(context.text, figure.end, sentence.end)
    if mark is None:
        return None
    group = [
        other
        for other in context.figures.within(sentence.start, mark.start())
        if type(other) is type(figure)
    ]
    names: list[Asset] = []
    for asset in inside:
        if asset.start < group[0].start and asset.symbol not in [name.symbol for name in names]:
            names.append(asset)
    if len(group) < 2 or len(names) < len(group):
        return None
    return names[-len(group) :][group.index(figure)] if figure in group else None
