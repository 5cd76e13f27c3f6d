"""Cue words: the words around a figure that say what it is.

The table is ``data/cues.jsonl``: each row is a tag, the word forms that carry it, and example sentences that a test runs.
A form may carry several tags ("gain" is a rise and, in "unrealized gains", part of a profit); the longest form wins, so
"liquidation price" is not a liquidation. Hyphens and blanks are alike ("all-time high", "all time high").
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

from tapecheck.schema.base import Span

WORD = re.compile(r"[^\W_]+(?:['’](?:s|t|re|ve|ll|d)\b)?")
"""A word: letters and digits; "Bitcoin's" is one word. Example: ``S&P 500`` is ``S``, ``P``, ``500``."""

_BOUNDARY_WORDS = {
    **dict.fromkeys(("while", "but", "although", "though", "whereas", "however", "which", "despite", "versus"), True),
    **dict.fromkeys(
        (
            "and",
            "as",
            "after",
            "before",
            "with",
            "when",
            "since",
            "because",
            "amid",
            "followed",
            "leading",
            "following",
        ),
        False,
    ),
    **dict.fromkeys(("that", "who", "including"), False),
}
"""Words that begin a clause, and whether they cut strongly."""

_BOUNDARY_MARK = re.compile(r"(?P<strong>;|—|\s[–-]\s)|,(?!\d)|:(?!\d)|[()]")
"""Marks between clauses: ``;`` and dashes cut strongly; not the comma of ``97,800``."""


class Cue(NamedTuple):
    """One cue in the text ``[start, end)``; ``word``/``word_end`` are half-open word numbers in the article."""

    start: int
    end: int
    word: int
    word_end: int
    tags: frozenset[str]
    form: str


class Boundary(NamedTuple):
    """A place where a clause ends: a comma or "and" is weak, "while" or a dash is strong."""

    at: int
    strong: bool


@cache
def _table() -> dict[str, list[tuple[tuple[str, ...], frozenset[str]]]]:
    tags_of: dict[tuple[str, ...], set[str]] = defaultdict(set)
    data = resources.files("tapecheck").joinpath("data/cues.jsonl").read_text(encoding="utf-8")
    for line in data.splitlines():
        row = json.loads(line)
        for form in row["forms"]:
            words = tuple(word.casefold() for word in WORD.findall(form))
            tags_of[words].add(row["tag"])
    table: dict[str, list[tuple[tuple[str, ...], frozenset[str]]]] = defaultdict(list)
    for words, tags in tags_of.items():
        table[words[0]].append((words, frozenset(tags)))
    for entries in table.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(table)


class CueIndex:
    """The words, cues and clause boundaries of the parts of a text that hold figures, for questions about what is near them."""

    def __init__(self, text: str, parts: Sequence[Span] | None = None) -> None:
        """Index the ``parts`` of the text, in order and without overlaps; ``None``: all of it."""
        self.text = text
        self._parts = (Span(start=0, end=len(text)),) if parts is None else tuple(parts)
        matches = [match for part in self._parts for match in WORD.finditer(text, part.start, part.end)]
        self._word_starts = [match.start() for match in matches]
        self.words = [match.group().casefold() for match in matches]
        self._word_ends = [match.end() for match in matches]
        self.cues = self._find()
        self._cue_starts = [cue.start for cue in self.cues]
        self.boundaries = sorted(self._boundaries(), key=lambda boundary: boundary.at)
        self._boundary_at = [boundary.at for boundary in self.boundaries]

    def _find(self) -> list[Cue]:
        table, words, cues = _table(), self.words, []
        at = 0
        while at < len(words):
            for form, tags in table.get(words[at], ()):
                end = at + len(form)
                if tuple(words[at:end]) == form:
                    cues.append(Cue(self._word_starts[at], self._word_ends[end - 1], at, end, tags, " ".join(form)))
                    at = end
                    break
            else:
                at += 1
        return cues

    def _boundaries(self) -> Iterator[Boundary]:
        for part in self._parts:
            for match in _BOUNDARY_MARK.finditer(self.text, part.start, part.end):
                yield Boundary(match.start(), match.group("strong") is not None)
        for start, word in zip(self._word_starts, self.words, strict=True):
            strong = _BOUNDARY_WORDS.get(word)
            if strong is not None:
                yield Boundary(start, strong)

    def between(self, start: int, end: int) -> list[Cue]:
        """Cues that begin in ``[start, end)``, in order."""
        return self.cues[bisect_left(self._cue_starts, start) : bisect_left(self._cue_starts, end)]

    def words_between(self, start: int, end: int) -> int:
        """How many words begin in ``[start, end)``."""
        return max(0, bisect_left(self._word_starts, end) - bisect_left(self._word_starts, start))

    def boundaries_between(self, start: int, end: int) -> list[Boundary]:
        """Clause boundaries in ``[start, end)``."""
        return self.boundaries[bisect_left(self._boundary_at, start) : bisect_left(self._boundary_at, end)]
