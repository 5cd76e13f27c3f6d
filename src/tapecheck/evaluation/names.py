"""Names found against names annotated: strict precision, recall and F1, per label."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from tapecheck.mentions.names.labels import ORGANISATIONS, Entity


@dataclass
class NameScore:
    """Counts by label; a name counts only with both ends and the label right."""

    right: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wanted: Counter[str] = field(default_factory=Counter)

    def add(self, wanted: Iterable[Entity], found: Iterable[Entity]) -> None:
        """Count one text."""
        gold, got = set(wanted), set(found)
        self.wanted.update(name.label for name in gold)
        self.found.update(name.label for name in got)
        self.right.update(name.label for name in gold & got)

    def line(self, label: str | None = None) -> tuple[float, float, float]:
        """Precision, recall and F1, 0 to 1, of a label; ``None``: of all together (micro)."""
        right, found, wanted = (
            (counts[label] if label else counts.total()) for counts in (self.right, self.found, self.wanted)
        )
        precision, recall = right / found if found else 0.0, right / wanted if wanted else 0.0
        return precision, recall, 2 * right / (found + wanted) if right else 0.0


def classic(names: Iterable[Entity]) -> list[Entity]:
    """The names with only PERSON, ORG and LOC told apart; titles left out.

    >>> classic([Entity(0, 7, "VENUE"), Entity(8, 11, "TITLE")])
    [Entity(start=0, end=7, label='ORG')]
    """
    return [
        Entity(name.start, name.end, "ORG") if name.label in ORGANISATIONS else name
        for name in names
        if name.label != "TITLE"
    ]
