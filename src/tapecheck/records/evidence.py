"""How strongly the words around a figure speak for each tag: nearness, side and clause, in one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tapecheck.records.context import Context, Figure
from tapecheck.records.cues import Cue
from tapecheck.schema.mention import Numeral

LEFT_DECAY = 0.88
RIGHT_DECAY = 0.84
"""A cue's strength falls by this factor with each word between it and the figure. English puts what a figure is ("inflows of",
"fell to") before it and what it is a figure of ("in liquidations", "level") close after it. Set on the development articles."""

WEAK_BOUNDARY = 0.75
STRONG_BOUNDARY = 0.35
OTHER_FIGURE = 0.55


@dataclass(frozen=True, slots=True)
class Hint:
    """The best cue for a tag: its strength in ``(0, 1]`` and the side of the figure it stands on."""

    strength: float
    side: Literal["left", "right"]
    cue: Cue


Evidence = dict[str, Hint]


def gather(context: Context, figure: Figure) -> Evidence:
    """The strongest hint for every tag in the figure's sentence."""
    sentence = context.around(figure)
    best: Evidence = {}
    for cue in context.cues.between(sentence.start, sentence.end):
        hint = _hint(context, figure, cue)
        if hint is None:
            continue
        for tag in cue.tags:
            if tag not in best or hint.strength > best[tag].strength:
                best[tag] = hint
    return best


def strength(evidence: Evidence, *tags: str) -> float:
    """The strongest of these tags' hints; 0 without any."""
    return max((evidence[tag].strength for tag in tags if tag in evidence), default=0.0)


def _hint(context: Context, figure: Figure, cue: Cue) -> Hint | None:
    if cue.end <= figure.start:
        side: Literal["left", "right"] = "left"
        start, end, decay = cue.end, figure.start, LEFT_DECAY
    elif cue.start >= figure.end:
        side = "right"
        start, end, decay = figure.end, cue.start, RIGHT_DECAY
    else:
        return None
    value = float(decay ** context.cues.words_between(start, end))
    value *= barrier(context, start, end)
    return Hint(value, side, cue)


def barrier(context: Context, start: int, end: int) -> float:
    """How much of a link's strength is left after the clause boundaries and other figures in ``[start, end)``."""
    left = 1.0
    for boundary in context.cues.boundaries_between(start, end):
        left *= STRONG_BOUNDARY if boundary.strong else WEAK_BOUNDARY
    for other in context.figures.within(start, end):
        if not isinstance(other, Numeral):
            left *= OTHER_FIGURE
    return left
