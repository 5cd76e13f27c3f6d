"""The labels of names, as tags of words, and the best sequence of tags for given scores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import NDArray

Label = Literal["PERSON", "ORG", "LOC", "VENUE", "PROVIDER", "FUND", "TITLE"]
LABELS: tuple[Label, ...] = get_args(Label)
ORGANISATIONS: frozenset[Label] = frozenset({"ORG", "VENUE", "PROVIDER", "FUND"})
"""The labels that are ORG where only PERSON, ORG and LOC are told apart."""

CLASSIC_LABELS: Mapping[str, Label] = {
    "PER": "PERSON",
    "PERSON": "PERSON",
    "ORG": "ORG",
    "CORPORATION": "ORG",
    "GROUP": "ORG",
    "LOC": "LOC",
    "LOCATION": "LOC",
    "GPE": "LOC",
}
"""What other sets and models call people, organisations and places (CoNLL-2003, OntoNotes, WNUT-17)."""

TAGS: tuple[str, ...] = ("O", *(f"{prefix}-{label}" for label in LABELS for prefix in "BI"))
"""IOB2: ``B-`` begins a name, ``I-`` goes on with it, ``O`` is none. A tag's number is its place here."""

Scores = NDArray[np.float32]


class Entity(NamedTuple):
    """A name found by a model: the half-open range ``[start, end)`` of the text, and its label."""

    start: int
    end: int
    label: Label


def _transitions() -> Scores:
    """0 where a tag may follow another, a large negative number where not: ``I-X`` only after ``B-X`` or ``I-X``."""
    allowed = np.zeros((len(TAGS), len(TAGS)), dtype=np.float32)
    for column, tag in enumerate(TAGS):
        if tag.startswith("I-"):
            for row, before in enumerate(TAGS):
                if before[2:] != tag[2:]:
                    allowed[row, column] = -1e4
    return allowed


_TRANSITIONS = _transitions()
_MAY_BEGIN = np.array([-1e4 if tag.startswith("I-") else 0.0 for tag in TAGS], dtype=np.float32)


def decode(scores: Scores) -> list[int]:
    """The best allowed sequence of tags, by number, for log scores of shape (words, tags) (Viterbi, 1967).

    >>> scores = np.full((3, len(TAGS)), -5, dtype=np.float32)
    >>> scores[0, TAGS.index("B-PERSON")] = scores[1, TAGS.index("I-ORG")] = scores[2, 0] = 0
    >>> scores[1, TAGS.index("I-PERSON")] = -1
    >>> [TAGS[tag] for tag in decode(scores)]
    ['B-PERSON', 'I-PERSON', 'O']
    """
    best = scores.argmax(axis=1).tolist()
    if not best or _is_allowed(best):
        return [int(tag) for tag in best]
    total = scores[0] + _MAY_BEGIN
    came_from = np.zeros(scores.shape, dtype=np.int32)
    for at in range(1, len(scores)):
        paths = total[:, None] + _TRANSITIONS
        came_from[at] = paths.argmax(axis=0)
        total = paths.max(axis=0) + scores[at]
    path = [int(total.argmax())]
    for at in range(len(scores) - 1, 0, -1):
        path.append(int(came_from[at, path[-1]]))
    return path[::-1]


def _is_allowed(tags: Sequence[int]) -> bool:
    return _MAY_BEGIN[tags[0]] == 0 and all(_TRANSITIONS[a, b] == 0 for a, b in pairwise(tags))


def entities(tags: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> list[Entity]:
    """The names that the words' tags (by number) mark; ``starts`` and ``ends`` are the words' character offsets.

    >>> entities([1, 2, 0, 3], [0, 4, 9, 12], [3, 8, 11, 20])
    [Entity(start=0, end=8, label='PERSON'), Entity(start=12, end=20, label='ORG')]
    """
    found: list[Entity] = []
    for tag, start, end in zip(tags, starts, ends, strict=True):
        if tag == 0:
            continue
        label = LABELS[(tag - 1) // 2]
        if tag % 2 == 0 and found:
            found[-1] = Entity(found[-1].start, end, found[-1].label)
        else:
            found.append(Entity(start, end, label))
    return found


def tags_of(names: Sequence[Entity], starts: Sequence[int], ends: Sequence[int]) -> list[int]:
    """The tags, by number, of words at these offsets; a word that a name covers in part is part of it.

    >>> tags_of([Entity(0, 8, "PERSON")], [0, 4, 9], [3, 8, 11])
    [1, 2, 0]
    """
    tags = [0] * len(starts)
    at = 0
    for name in names:
        while at < len(ends) and ends[at] <= name.start:
            at += 1
        number = 1 + 2 * LABELS.index(name.label)
        while at < len(starts) and starts[at] < name.end:
            tags[at] = number
            number += number % 2
            at += 1
    return tags
