"""Claims that clash → conflicts: one thing, the figures that can't both hold, and who tells which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from tapecheck.corpus.answers.conflicts.binding import is_tied
from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.corpus.answers.conflicts.clashes import WEEK, agree, can_clash, clashes, same_words
from tapecheck.corpus.answers.conflicts.subjects import Subject, subject_of

Knows = Callable[[Claim, Claim], bool]
"""Whether the first claim's article tells the other's figure as well."""

MOST = 2_000
"""So many claims of one subject are compared; what more publishers say of one thing on one day hardly adds to it."""
_HUNDRED = Decimal(100)
_TENTH = Decimal("0.1")


class Conflict(NamedTuple):
    """Versions of one figure, the one with most publishers first; each has its claims in the order of time, one a publisher."""

    subject: Subject
    versions: tuple[tuple[Claim, ...], ...]

    @property
    def claims(self) -> list[Claim]:
        """All of them."""
        return [claim for version in self.versions for claim in version]

    @property
    def day(self) -> date:
        """The first day of the stretch of time that it is of, else the day it was first told."""
        first = min(self.claims, key=lambda claim: claim.published_at)
        dated = self.subject.nature == "closed" and first.time is not None
        return first.time.start.date() if dated and first.time is not None else first.published_at.date()

    @property
    def apart(self) -> Decimal:
        """The distance of the farthest two figures, in percent of the larger one's size."""
        values = [claim.value for claim in self.claims]
        size = max(map(abs, values))
        return ((max(values) - min(values)) / size * _HUNDRED).quantize(_TENTH)


def shelves(claims: Iterable[Claim]) -> dict[tuple[object, ...], tuple[Subject, list[Claim]]]:
    """The claims by what they are of; without those that are not told fully or whose words don't tie them to it."""
    found: dict[tuple[object, ...], tuple[Subject, list[Claim]]] = {}
    for claim in claims:
        subject = subject_of(claim)
        if subject is None or not is_tied(claim, subject.topic):
            continue
        day = claim.published_at.date() if subject.nature in ("level", "moment") else None
        shelf = found.setdefault((subject.about, subject.key, day), (subject, []))[1]
        if len(shelf) < MOST or subject.nature in ("record", "event"):
            shelf.append(claim)
    return found


def clashing(claims: Iterable[Claim]) -> list[tuple[Subject, Claim, Claim]]:
    """The pairs that can't both hold, by what their sentences say."""
    return [
        (subject, one, other)
        for subject, shelf in shelves(claims).values()
        for one, other in _near_pairs(subject, shelf)
        if can_clash(one, other, subject) and clashes(one, other, subject)
    ]


def _near_pairs(subject: Subject, shelf: Sequence[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """All pairs of what is of one time, else each claim with those that follow within a week."""
    if subject.nature not in ("record", "event"):
        yield from combinations(shelf, 2)
        return
    ordered = sorted(shelf, key=lambda claim: (claim.published_at, claim.article, claim.record))
    for index, one in enumerate(ordered):
        for other in ordered[index + 1 : index + 1 + MOST]:
            if other.published_at - one.published_at > WEEK:
                break
            yield one, other


def conflicts(pairs: Iterable[tuple[Subject, Claim, Claim]], knows: Knows) -> list[Conflict]:
    """The conflicts, the latest first; without pairs of which one article tells the other's figure as well: it knows both."""
    kept = [(subject, one, other) for subject, one, other in pairs if not knows(one, other) and not knows(other, one)]
    found = (Conflict(subject, _versions(told, subject)) for subject, told in _connected(kept))
    told_apart = (conflict for conflict in found if len(conflict.versions) > 1)
    return sorted(told_apart, key=lambda one: (one.day, str(one.claims[0].asset), one.subject.about), reverse=True)


def _connected(pairs: Iterable[tuple[Subject, Claim, Claim]]) -> Iterator[tuple[Subject, list[Claim]]]:
    """The claims that clash with one another, directly or by way of others: what one thing was told in several articles is one conflict."""
    group_of: dict[str, int] = {}
    groups: dict[int, tuple[Subject, dict[str, Claim]]] = {}
    for number, (subject, one, other) in enumerate(pairs):
        told = {one.record: one, other.record: other}
        for earlier in sorted({group_of[record] for record in told if record in group_of}):
            told = groups.pop(earlier)[1] | told
        groups[number] = (subject, told)
        group_of.update(dict.fromkeys(told, number))
    yield from ((subject, list(told.values())) for subject, told in groups.values())


def _versions(claims: Sequence[Claim], subject: Subject) -> tuple[tuple[Claim, ...], ...]:
    """The claims by figure: each joins the first version with whose first claim it agrees."""
    versions: list[list[Claim]] = []
    for claim in sorted(claims, key=_finest):
        chosen = next((version for version in versions if agree(version[0], claim, subject)), None)
        if chosen is None:
            versions.append([claim])
        else:
            chosen.append(claim)
    once = [tuple(_once(version)) for version in versions]
    return tuple(sorted(once, key=lambda version: (-len(version), version[0].published_at, version[0].record)))


def _finest(claim: Claim) -> tuple[int, object, str]:
    return -len(claim.provenance.exact), claim.published_at, claim.record


def _once(version: Iterable[Claim]) -> Iterator[Claim]:
    """The earliest claim of each publisher, and of each wording."""
    told: dict[str | None, list[Claim]] = defaultdict(list)
    for claim in sorted(version, key=lambda claim: (claim.published_at, claim.article, claim.record)):
        if not told[claim.site] and not any(same_words(claim, other) for each in told.values() for other in each):
            told[claim.site].append(claim)
            yield claim
