"""What a model is told about a figure: the words around it, what it is itself, and what the patterns say."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

from tapecheck.records.context import Context, Figure
from tapecheck.records.learned.tokens import EDGE, Tokens, stem
from tapecheck.records.patterns.readings import Reading
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Money, Percent, Quantity

LEFT, RIGHT = 14, 12
"""How many tokens of the sentence on either side are looked at."""

NEAR = 5
"""Within so many tokens a word counts as near."""


@dataclass
class Before:
    """What the figures before are: a label for each start, the last label of each sort of figure, and the prices so far."""

    labels: dict[int, str] = field(default_factory=dict)
    last: dict[type, str] = field(default_factory=dict)
    prices: list[Decimal] = field(default_factory=list)

    def add(self, figure: Figure, label: str) -> None:
        """Remember a figure's label, ``price.level`` or ``metric.volume``."""
        self.labels[figure.start] = label
        self.last[type(figure)] = label
        if label.startswith("price"):
            self.prices.append(figure.value)


_TYPES = {Money: "M", Percent: "P", Quantity: "Q"}


def figure_features(
    context: Context, tokens: Tokens, reading: Reading, patterns: dict[str, str], before: Before
) -> list[str]:
    """The figure's features, each a short string; all begin with the figure's sort.

    ``patterns`` are the decisions of the patterns by name; ``before`` is what the figures before it are.
    """
    figure = reading.figure
    left, right = sides(context, tokens, figure)
    made = [
        *word_features(left, right),
        *_itself(figure, before.prices, left[-1], right[0]),
        *_place(context, figure),
        *_evidence(reading),
    ]
    made += [f"pat:{name}={value}" for name, value in patterns.items()]
    made += [
        f"pat2:{patterns['kind']}|{left[-1]}",
        f"pat3:{patterns['kind']}|{patterns.get('name')}|{left[-1]}|{right[0]}",
    ]
    made += _neighbours(context, tokens, reading, before)
    made += [tokens.about, f"{tokens.about}|{patterns['kind']}"]
    sort = _TYPES.get(type(figure), "N")
    return [f"{sort}|{feature}" for feature in dict.fromkeys(made)]


def sides(context: Context, tokens: Tokens, figure: Span) -> tuple[list[str], list[str]]:
    """The tokens before and after the figure in its sentence, nearest ones beside it; beyond the sentence stands ``EDGE``."""
    sentence = context.sentence(figure.start)
    at = tokens.at(figure)
    first = max(tokens.index(sentence.start), at - LEFT)
    last = min(tokens.index(sentence.end), at + 1 + RIGHT)
    left, right = tokens.words[first:at], tokens.words[at + 1 : last]
    return [EDGE] * (4 - len(left)) + left if len(left) < 4 else left, right + [EDGE] * (4 - len(right))


def word_features(left: list[str], right: list[str]) -> list[str]:
    l1, l2, l3 = left[-1], left[-2], left[-3]
    r1, r2, r3 = right[0], right[1], right[2]
    s1, s2 = stem(l1), stem(l2)
    made = [
        f"l1={l1}",
        f"l2={l2}",
        f"l3={l3}",
        f"l4={left[-4]}",
        f"r1={r1}",
        f"r2={r2}",
        f"r3={r3}",
        f"r4={right[3]}",
        f"l21={s2} {s1}",
        f"l321={stem(l3)} {s2} {s1}",
        f"r12={r1} {r2}",
        f"r123={r1} {r2} {r3}",
        f"lr={s1}_{r1}",
        f"lrr={s1}_{r1} {r2}",
        f"llr={s2} {s1}_{r1}",
    ]
    made += [f"ln={stem(word)}" for word in left[-NEAR:]]
    made += [f"lf={stem(word)}" for word in left[:-NEAR]]
    made += [f"rn={stem(word)}" for word in right[:NEAR]]
    made += [f"rf={stem(word)}" for word in right[NEAR:]]
    made += [f"lb={stem(a)} {stem(b)}" for a, b in pairwise(left[-8:])]
    made += [f"rb={stem(a)} {stem(b)}" for a, b in pairwise(right[:7])]
    return made


def _itself(figure: Figure, prices: list[Decimal], left: str, right: str) -> list[str]:
    value = abs(figure.value_high or figure.value)
    size = math.floor(math.log10(value)) if value > 0 else -9
    zeros = _trailing_zeros(figure.value)
    made = [
        "bias",
        f"size={size}",
        f"size={size}|{left}",
        f"size={size}|{right}",
        f"zeros={zeros}",
        f"bound={figure.bound}",
        f"sz={size}|{zeros}",
    ]
    if figure.value_high is not None:
        made.append("range")
    if figure.signed:
        made.append("signed")
    if isinstance(figure, Money):
        made.append(f"currency={figure.currency}")
        made += _against(figure.value, prices)
    if isinstance(figure, Percent):
        made.append(f"unit={figure.unit}")
    return made


def _trailing_zeros(value: Decimal) -> int:
    """How round a number is: zeros at the end of its whole part, less the digits after the point."""
    whole = str(abs(value).normalize().to_integral_value() if value == value.to_integral_value() else "")
    return min(len(whole) - len(whole.rstrip("0")), 4) if whole else -1


def _against(value: Decimal, prices: list[Decimal]) -> list[str]:
    """How the figure stands to the prices of the article: a forecast lies off them, a level near them."""
    if not prices or value <= 0:
        return ["ratio=none"]
    nearest = min(prices, key=lambda price: abs(price - value) if price > 0 else Decimal("Infinity"))
    ratio = float(value / prices[0]) if prices[0] > 0 else 0.0
    return [f"ratio={_bucket(ratio)}", f"nearest={_bucket(float(value / nearest)) if nearest > 0 else 'none'}"]


_STEPS = (0.01, 0.3, 0.6, 0.85, 0.95, 0.99, 0.9999, 1.0001, 1.01, 1.05, 1.15, 1.6, 3.0, 100.0)


def _bucket(ratio: float) -> int:
    return sum(ratio >= step for step in _STEPS)


def _place(context: Context, figure: Figure) -> list[str]:
    block = context.block(figure.start)
    kind = block.kind if block is not None else "none"
    sentence = context.sentence(figure.start)
    inside = "quoted" if context.quotations.at(figure.start) is not None else "plain"
    first = "first" if block is not None and sentence.start <= block.start else "later"
    return [f"block={kind}", f"block={kind}|{first}", f"said={inside}"]


def _evidence(reading: Reading) -> list[str]:
    made = []
    for tag, hint in reading.evidence.items():
        level = sum(hint.strength >= step for step in (0.08, 0.2, 0.4, 0.6, 0.8))
        if level:
            made += [f"cue={tag}{hint.side[0]}{level}", f"cue={tag}"]
    strongest = sorted(reading.evidence.items(), key=lambda item: (-item[1].strength, item[0]))[:2]
    made += [f"top={tag}{hint.side[0]}" for tag, hint in strongest]
    made += [f"form={hint.cue.form}|{hint.side[0]}" for _, hint in strongest]
    if len(strongest) == 2:
        made.append(f"tops={strongest[0][0]}|{strongest[1][0]}")
    return made


def _neighbours(context: Context, tokens: Tokens, reading: Reading, earlier: Before) -> list[str]:
    """The figure before and the figure after in the sentence, and what stands between."""
    figure = reading.figure
    sentence = context.sentence(figure.start)
    made = []
    before = context.figures.last_before(figure.start)
    if before is not None and before.start >= sentence.start:
        between = tokens.words[tokens.index(before.end) : tokens.at(figure)]
        made.append(f"prev={_TYPES.get(type(before), 'N')}{min(len(between), 12) // 3}")
        label = earlier.labels.get(before.start)
        if label is not None:
            made += [f"was={label}", f"was={label}|{min(len(between), 12) // 3}"]
            if len(between) <= 4:
                made.append(f"was={label}|{' '.join(between)}")
        if len(between) <= 4:
            made.append(f"gap={_TYPES.get(type(before), 'N')} {' '.join(between)}")
    following = context.figures.within(figure.end, sentence.end)
    if following:
        between = tokens.words[tokens.index(figure.end) : tokens.at(following[0])]
        made.append(f"next={_TYPES.get(type(following[0]), 'N')}{min(len(between), 12) // 3}")
        if len(between) <= 4:
            made.append(f"gapr={_TYPES.get(type(following[0]), 'N')} {' '.join(between)}")
    made.append(f"others={min(len(context.figures.within(sentence.start, sentence.end)), 6)}")
    if reading.relation is not None and reading.head is not None:
        made.append(f"tie={reading.relation}|{earlier.labels.get(reading.head.figure.start)}")
    last = earlier.last.get(type(figure))
    if last is not None:
        made.append(f"last={last}")
    return made
