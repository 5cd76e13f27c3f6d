"""Which asset a figure is about, as far as its own sentence says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.records.context import Context, Figure, Reach
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Asset, Money, Percent

GROUPS = frozenset({"TOTAL", "ALTCOINS", "STABLECOINS", "MEMECOINS"})
"""Markets and kinds of coins: they rise and fall and have a value, but no price."""

LEFT_COST = 1.0
RIGHT_COST = 1.6
WEAK_COST = 1.5
STRONG_COST = 7.0
OBJECT_COST = 8.0
POSSESSIVE_COST = 3.0
ASIDE_COST = 12.0
LOOSE_COST = 25.0
TOO_FAR = 45.0
"""Costs count words. An asset to the left is the subject of the figure's clause; one to the right is reached only through a
preposition ("a 5% drop in ether"). A strong clause boundary costs as much as seven words. Set on the development articles."""

_OF_ASSET = re.compile(
    r"[\s)]*(?:(?:worth|drop|fall|decline|rise|gain|increase|jump|surge|price|level|move|rally|dip|crash|plunge|of|in|for|on|from|against|into|"
    r"the|an?|were|was|came|net|spot|total|traders?|all|mark|threshold|zone|support|resistance|[\w-]+)\s+){0,5}?"
    r"(?:of|in|for|were|was|from|on|shorting|longing|to)\s+(?:the\s+|spot\s+|leveraged\s+|native\s+|its\s+)?$",
    re.IGNORECASE,
)
_COMPOUND = re.compile(r"\s*(?:worth\s+of\s+)?$", re.IGNORECASE)
_PARTICIPLE = re.compile(r"(?:,|—|–|\band)\s+(?:\w+ly\s+)?[a-z]{2,}ing\b[^;]*$")
_POSSESSIVE = re.compile(r"^['’]s\b|^['’]\s")
_OWN_NOUN = re.compile(
    r"['’]s?\s+(?:\w+\s+){0,1}?(?:price|value|token|native|coin|shares?|stock|\w*\s?market|open|funding|24-hour|hashrate|decline|rally|drop)",
    re.IGNORECASE,
)
_RESPECTIVELY = re.compile(r"\brespectively\b", re.IGNORECASE)
_COORDINATED = re.compile(
    r"(?:['’]s)?[\s)]*(?:\([^()]{1,30}\)\s*)?(?:,\s*(?:and\s+|or\s+)?|\s+and\s+|\s*&\s*|\s*/\s*|\s+as\s+well\s+as\s+)(?:[\w.’'-]+(?:['’]s)?\s+){0,2}?[(]?$"
)
_ORDINAL = re.compile(
    r"\bthe\s+(?P<which>former|latter)\b(?:(?!\bthe\s+(?:former|latter)\b)[^.;]){0,50}$", re.IGNORECASE
)


def usable(asset: Asset) -> bool:
    """Whether an asset mention can be what a figure is about: not part of an organisation's name."""
    return not asset.rule.startswith("asset.in_org_name")


def candidates(context: Context, sentence: Span | Reach, *, priced: bool) -> list[Asset]:
    """The asset mentions of a sentence that a figure can be about; ``priced``: it must be something that has a price."""
    return [
        asset
        for asset in context.assets.within(sentence.start, sentence.end)
        if usable(asset) and not (priced and asset.symbol in GROUPS)
    ]


def subject(context: Context, figure: Figure, *, priced: bool) -> Asset | None:
    """The asset mention of the figure's sentence that it is about; ``None`` when the sentence names none."""
    chosen = paired(context, figure, priced=priced)
    if chosen is not None:
        return chosen
    named = candidates(context, context.around(figure), priced=priced)
    inside = [asset for asset in named if not (priced and figure.start <= asset.start < figure.end)]
    costs = [(_cost(context, figure, asset, inside, priced=priced), -asset.start, asset) for asset in inside]
    best = min(costs, key=lambda cost: cost[:2], default=None)
    if best is None or best[0] >= TOO_FAR:
        return None
    return _first_of_chain(context, figure, best[2], inside)


def paired(context: Context, figure: Figure, *, priced: bool) -> Asset | None:
    """The asset that the sentence pairs with the figure in so many words: "respectively", "the former", "the latter"."""
    sentence = context.around(figure)
    inside = candidates(context, sentence, priced=priced)
    return _respectively(context, figure, sentence, inside) or _ordinal(context, figure)


def attached(context: Context, figure: Figure) -> Asset | None:
    """The asset right behind the figure that it is an amount or move of: "5% drop in ether", "$46M ETH transfer"."""
    sentence = context.around(figure)
    behind = [asset for asset in context.assets.within(figure.end, sentence.end) if usable(asset)]
    if not behind:
        return None
    between = context.text[figure.end : behind[0].start]
    words = context.cues.words_between(figure.end, behind[0].start)
    if _figures_between(context, figure.end, behind[0].start) or words > 6:
        return None
    crossed = [b for b in context.cues.boundaries_between(figure.end, behind[0].start) if b.strong or "," in between]
    return behind[0] if _OF_ASSET.fullmatch(between) and not crossed else None


def _cost(context: Context, figure: Figure, asset: Asset, inside: Sequence[Asset], *, priced: bool) -> float:
    if asset.end <= figure.start:
        return _left_cost(context, figure, asset, inside)
    if asset.start >= figure.end:
        return _right_cost(context, figure, asset, priced=priced)
    return 0.0


def _left_cost(context: Context, figure: Figure, asset: Asset, inside: Sequence[Asset]) -> float:
    start, end = asset.end, figure.start
    cost = LEFT_COST * context.cues.words_between(start, end) + _crossing(context, start, end)
    between = context.text[start:end]
    if asset != inside[0]:
        if _PARTICIPLE.search(between) and not _PARTICIPLE.search(context.text[inside[0].end : start]):
            cost += OBJECT_COST
        if _aside(context.text[inside[0].end : start], between):
            cost += ASIDE_COST
        if _POSSESSIVE.match(between) and not _OWN_NOUN.match(between):
            cost += POSSESSIVE_COST
    return cost


def _aside(before: str, after: str) -> bool:
    """Whether an asset stands in an aside set off by commas: "BitMine, a stock tied to ether treasuries, gained 14%"."""
    return _ASIDE_OPENS.search(before) is not None and _ASIDE_CLOSES.match(after) is not None


_ASIDE_OPENS = re.compile(
    r",\s+(?:an?|the|two|three|one|both|which|whose|known|formerly|tied|backed|based)\b[^,;.]{0,60}$"
)
_ASIDE_CLOSES = re.compile(r"(?:['’]s)?(?:\s+[\w-]+){0,4},")


def _right_cost(context: Context, figure: Figure, asset: Asset, *, priced: bool) -> float:
    start, end = figure.end, asset.start
    between = context.text[start:end]
    words = context.cues.words_between(start, end)
    cost = RIGHT_COST * words + _crossing(context, start, end) + 6.0 * len(_figures_between(context, start, end))
    if _OF_ASSET.fullmatch(between) and words <= 6:
        return cost + 1.0
    if not priced and _COMPOUND.fullmatch(between) and not getattr(figure, "signed", False):
        return cost + 0.5
    return cost + LOOSE_COST


def _figures_between(context: Context, start: int, end: int) -> list[Figure]:
    return [other for other in context.figures.within(start, end) if isinstance(other, Money | Percent)]


def _crossing(context: Context, start: int, end: int) -> float:
    return sum(
        STRONG_COST if boundary.strong else WEAK_COST for boundary in context.cues.boundaries_between(start, end)
    )


def _first_of_chain(context: Context, figure: Figure, asset: Asset, inside: Sequence[Asset]) -> Asset:
    """The first of "Cardano, Polygon and Solana fell 3%": one figure for several assets goes to the first-named."""
    if asset.start >= figure.start:
        return asset
    first = asset
    for earlier in reversed([other for other in inside if other.end <= asset.start]):
        if earlier.symbol in GROUPS or _figures_between(context, earlier.end, first.start):
            break
        if not _COORDINATED.fullmatch(context.text[earlier.end : first.start]):
            break
        first = earlier
    return first


def _respectively(context: Context, figure: Figure, sentence: Reach, inside: Sequence[Asset]) -> Asset | None:
    """The asset at the figure's place in "A and B … x and y, respectively"."""
    mark = _RESPECTIVELY.search(context.text, figure.end, sentence.end)
    if mark is None or mark.start() - figure.end > 80:
        return None
    group = [other for other in context.figures.within(sentence.start, mark.start()) if type(other) is type(figure)][
        -4:
    ]
    names: list[Asset] = []
    for asset in inside:
        if asset.start < group[0].start and asset.symbol not in [name.symbol for name in names]:
            names.append(asset)
    if len(group) < 2 or len(names) < len(group):
        return None
    return names[-len(group) :][group.index(figure)] if figure in group else None


def _ordinal(context: Context, figure: Figure) -> Asset | None:
    """The asset that "the former" or "the latter" stands for: one of the last two that were named before."""
    sentence = context.around(figure)
    match = _ORDINAL.search(context.text, sentence.start, figure.start)
    if match is None:
        return None
    named: list[Asset] = []
    for asset in reversed(context.assets.within(max(0, match.start() - 300), match.start())):
        if usable(asset) and asset.symbol not in [other.symbol for other in named]:
            named.append(asset)
    if len(named) < 2:
        return None
    return named[1] if match["which"].casefold() == "former" else named[0]
