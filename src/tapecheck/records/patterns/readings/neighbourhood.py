"""What a figure is read from: itself, the words around it, and what was read before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import Evidence, strength
from tapecheck.records.layout import Relation

FigureT = TypeVar("FigureT", bound=Figure, covariant=True)
Meaning = tuple[str | None, str]
"""A record kind and, for a metric, its name; ``(None, "")`` when the words don't say."""

UNREAD: Meaning = (None, "")
BEFORE = 70
AFTER = 90
"""How many characters on either side the patterns look at; they stop at the sentence's ends."""


@dataclass(frozen=True)
class Reading:
    """A figure with its kind; ``role`` is the metric's name; ``rule`` names the evidence that decided.

    ``head`` is the figure it is listed, apposed or contrasted with, from which it takes what it is, and ``relation`` says how.
    """

    figure: Figure
    kind: str | None
    role: str
    rule: str
    evidence: Evidence
    head: Reading | None = None
    relation: Relation | None = None


@dataclass(frozen=True)
class Before:
    """What was read before a figure: the figure before it, the last sum in millions, the last percentage."""

    figure: Reading | None = None
    large_sum: Reading | None = None
    percent: Reading | None = None


@dataclass(frozen=True)
class Neighbourhood(Generic[FigureT]):
    """A figure with its evidence; ``about_liquidations`` says that the article is about them."""

    context: Context
    figure: FigureT
    evidence: Evidence
    earlier: Before
    about_liquidations: bool

    @cached_property
    def before(self) -> str:
        """The words before the figure in its sentence."""
        sentence = self.context.around(self.figure)
        return self.context.text[max(sentence.start, self.figure.start - BEFORE) : self.figure.start]

    @cached_property
    def after(self) -> str:
        """The words after the figure."""
        return self.context.text[self.figure.end : self.figure.end + AFTER]

    def strength(self, *tags: str) -> float:
        """The strongest hint for one of the tags; 0 without any."""
        return strength(self.evidence, *tags)

    def best(self, weights: dict[str, float]) -> tuple[str, float]:
        """The tag with the highest weighted strength, and that score."""
        scored = ((tag, weight * self.strength(tag)) for tag, weight in weights.items())
        return max(scored, key=lambda pair: pair[1])
