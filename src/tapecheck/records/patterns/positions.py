"""Whose liquidated positions a sum is of: the asset and the side."""

from __future__ import annotations

import re

from tapecheck.records.context import Context, Figure
from tapecheck.records.cues import Cue
from tapecheck.records.decision import SIDES, Side, Taken
from tapecheck.records.patterns.subject import GROUPS, attached, paired, subject
from tapecheck.schema.mention import Asset, Money, Percent, Quantity

DOLLARS = frozenset({"USDT", "USDC", "USD", "BUSD", "FDUSD"})
"""What positions are paid in: "a BTC-USDT swap" is a position in bitcoin."""


THEIR_OWN = re.compile(
    r"(?:['’]s?)?\s*(?:\([^()]{1,24}\))?[^.;]{0,70}?(?:\b(?:saw|seen|sees|see|seeing|account(?:s|ed|ing)\s+for|led|leads|logged|records?|recorded|posted|suffer(?:s|ed|ing)?|"
    r"witness(?:es|ed)?|registered|experienced|encountered|bore|contributed|liquidations?|liquidated|longs?|shorts?|positions?|futures|traders|swap|value|pair|by|with|at)\b|\()"
    r"[^.;]{0,60}$",
    re.IGNORECASE | re.DOTALL,
)
"""An asset with its own liquidations: "Solana has seen", "Bitcoin led with", "BTC ($50M)", "ETH longs worth"."""

CAUSE = re.compile(
    r"\b(?:lead(?:s|ing)?\s+to|led\s+to|trigger(?:s|ed|ing)?|spark(?:s|ed|ing)?|caus(?:es?|ed|ing)|prompt(?:s|ed|ing)?|result(?:s|ed|ing)?|"
    r"fuel(?:s|ed|ing|led|ling)|wip(?:es?|ed|ing)\s+out|liquidat(?:e|es|ing)|forc(?:es|ed|ing)|pump(?:s|ed|ing)?|surg(?:es?|ed|ing)|ris(?:es?|ing)|rose|"
    r"fell|drop(?:s|ped|ping)?|crash(?:es|ed|ing)?|plung(?:es?|ed|ing)|breaks?|broke|rall(?:y|ies|ied)|slid|slips?|dips?|dipped|tumbl(?:es?|ed|ing)|putting)\b",
    re.IGNORECASE,
)
"""An asset whose move caused liquidations across the market: "bitcoin's rally wiped out $300 million in shorts"."""


def liquidated(context: Context, figure: Figure, before: Taken | None) -> str | None:
    """The asset whose positions were closed; ``None`` for the whole market, which is what an article means by default."""
    if isinstance(figure, Quantity):
        return figure.unit
    named = paired(context, figure, priced=True) or attached(context, figure) or compound(context, figure)
    if named is None:
        found = subject(context, figure, priced=True)
        if found is not None and found.end <= figure.start:
            between = context.text[found.end : figure.start]
            named = found if THEIR_OWN.fullmatch(between) and not CAUSE.search(between) else None
    if named is not None:
        return None if named.symbol in GROUPS or named.symbol in DOLLARS else named.symbol
    if before is None or context.sentence(before.figure.start) != context.sentence(figure.start):
        return None
    return None if context.assets.within(before.figure.end, figure.start) else before.decision.asset


def of_the_market(context: Context, figure: Figure) -> bool:
    """Whether the asset before a sum moved and so caused the liquidations, which are those of the whole market."""
    found = subject(context, figure, priced=True)
    if (
        found is None
        or found.end > figure.start
        or (attached(context, figure) or compound(context, figure)) is not None
    ):
        return False
    between = context.text[found.end : figure.start]
    return CAUSE.search(between) is not None and not _positions_of(context, found)


def _positions_of(context: Context, asset: Asset) -> bool:
    """Whether the asset names positions and not a price: "bitcoin longs lost", "Solana traders"."""
    return _ITS_POSITIONS.match(context.text, asset.end) is not None


_ITS_POSITIONS = re.compile(
    r"(?:['’]s)?\s+(?:longs?|shorts?|traders?|bulls|bears|positions?|futures|perpetuals?|perps)\b", re.IGNORECASE
)


def compound(context: Context, figure: Figure) -> Asset | None:
    """The asset of "$36 million BTC longs": right behind the sum, before the positions."""
    behind = context.assets.within(figure.end, figure.end + 30)
    return behind[0] if behind and _POSITIONS.fullmatch(context.text, figure.end, behind[0].start) else None


_POSITIONS = re.compile(r"\s*(?:worth\s+of\s+|in\s+|of\s+)?(?:leveraged\s+|crypto\s+)?", re.IGNORECASE)
_BOTH = re.compile(
    r"\blongs?\s+(?:and|or)\s+shorts?\b|\bshorts?\s+(?:and|or)\s+longs?\b|\bboth\s+(?:longs?|shorts?|sides)\b|\bbulls\s+and\s+bears\b|\bbears\s+and\s+bulls\b",
    re.IGNORECASE,
)
_IN_ORDER = re.compile(r"\b(?P<first>long|short)s?\s+and\s+(?:long|short)s?\b.{0,80}$", re.IGNORECASE | re.DOTALL)
_WHOLE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:overall|in\s+total|in\s+all|all\s+in\s+all|total|combined)\b", re.IGNORECASE
)
SIDE_REACH = 16.0
"""A side belongs to a sum at most this many words away; set on the development articles."""


def side_of(context: Context, figure: Figure, before: Taken | None) -> Side | None:
    """The side whose word is nearer to this sum than to another one; ``None`` for both sides and for totals."""
    sentence = context.around(figure)
    in_order = _side_in_order(context, figure)
    if in_order is not None:
        return in_order
    if _WHOLE.match(context.text, figure.end, sentence.end):
        return None
    both = _BOTH.search(context.text, sentence.start, sentence.end)
    found: list[tuple[float, Side | None]] = []
    for cue in context.cues.between(sentence.start, sentence.end):
        for side in SIDES:
            if side in cue.tags and _nearest_sum(context, figure, cue):
                of_both = both is not None and both.start() <= cue.start < both.end()
                found.append((_distance(context, figure, cue), None if of_both else side))
    nearest = min(found, key=lambda pair: pair[0], default=None)
    if nearest is not None and nearest[0] <= SIDE_REACH:
        return nearest[1]
    if nearest is None and (bet := _bet(context.text[sentence.start : sentence.end])) is not None:
        return bet
    if before is None or context.sentence(before.figure.start) != context.sentence(figure.start):
        return None
    return before.decision.side


_BETS = re.compile(
    r"\b(?:(?P<long>bullish)|(?P<short>bearish))\s+(?:\w+\s+){0,2}?(?:bets?|wagers?|positions?|traders?|outcomes?|contracts?|leverage)\b"
    r"|\b(?:betting|bets?|wagers?|wagering)\s+on\s+(?:an?\s+|the\s+)?(?:(?P<up>higher|ris(?:e|ing)|rally|upside)|(?P<down>lower|falls?|falling|drop|decline|downside))\b"
    r"|\b(?:(?P<bulls>bulls)|(?P<bears>bears))\b",
    re.IGNORECASE,
)
"""A side in other words: "bullish crypto bets", "those betting on a drop", "bears lost"."""


def _bet(sentence: str) -> Side | None:
    """The side that the sentence words otherwise than long or short; ``None`` for both or neither."""
    sides: set[Side] = set()
    for match in _BETS.finditer(sentence):
        sides.add("long" if match["long"] or match["up"] or match["bulls"] else "short")
    return sides.pop() if len(sides) == 1 else None


def _side_in_order(context: Context, figure: Figure) -> Side | None:
    """The side of "long and short traders lost $72 million and $6 million, respectively"."""
    sentence = context.around(figure)
    if "respectively" not in context.text[figure.end : sentence.end]:
        return None
    sums = [other for other in context.figures.within(sentence.start, sentence.end) if not isinstance(other, Percent)]
    match = _IN_ORDER.search(context.text[sentence.start : sums[0].start])
    if match is None or figure not in sums[:2]:
        return None
    long_first = match["first"].casefold() == "long"
    return "long" if long_first == (figure == sums[0]) else "short"


def _nearest_sum(context: Context, figure: Figure, cue: Cue) -> bool:
    """Whether no other sum of the sentence is nearer to the cue; a boundary between them counts as six words."""
    sentence = context.around(figure)
    figures = context.figures.within(sentence.start, sentence.end)
    sums = [other for other in figures if isinstance(other, Money) or _share(context, other)]
    return all(_distance(context, figure, cue) <= _distance(context, other, cue) for other in sums)


def _share(context: Context, figure: Figure) -> bool:
    """Whether it is a part of a sum, which a side can be that of: "87% of it was from longs", "longs made up 87%"."""
    if not isinstance(figure, Percent) or figure.signed:
        return False
    before = context.text[max(0, figure.start - 50) : figure.start]
    return _PART_OF.match(context.text, figure.end) is not None or _MADE_UP.search(before) is not None


_PART_OF = re.compile(
    r"\s+(?:of\s+(?:it|that|this|them|those|these|the|which|all)\b|from\b|came\b|were\b|was\b|being\b)", re.IGNORECASE
)
_MADE_UP = re.compile(
    r"\b(?:made\s+up|make\s+up|making\s+up|account(?:ed|ing|s)?\s+for|represent(?:ed|ing|s)?|responsible\s+for|compris(?:ed|ing)|constitut(?:ed|ing))"
    r"\s+(?:\w+\s+){0,3}$",
    re.IGNORECASE,
)


def _distance(context: Context, figure: Figure, cue: Cue) -> float:
    start, end = (cue.end, figure.start) if cue.end <= figure.start else (figure.end, cue.start)
    crossed = sum(6.0 if boundary.strong else 3.0 for boundary in context.cues.boundaries_between(start, end))
    return context.cues.words_between(start, end) + crossed
