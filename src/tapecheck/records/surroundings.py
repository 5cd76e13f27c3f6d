"""The article's words around its quotations: where sentences begin, and a stretch of them as letters."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.mentions import words
from tapecheck.mentions.words import Words
from tapecheck.records.speakers import Cast
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Quotation

_BEFORE_NAMES = ("[A-Z]", "Mr", "Mrs", "Ms", "Dr", "Prof", "Sen", "Rep", "Del", "Gov", "Gen", "Col", "Lt", "Sgt", "St")
"""Initials and titles: a full stop after them ends nothing."""
_ENDS = r"[.!?…]" + "".join(rf"(?<!\b{word}\.)" for word in _BEFORE_NAMES)
_SENTENCE = re.compile(rf"(?:{_ENDS}[”\"’')\]]{{0,2}}(?:\s+|(?=[A-Z“\"‘])))|\n+")
"""Where a sentence ends; cleaned pages drop the blank after it ("Friday.Signs")."""
_GAP = re.compile(r"[,:]\s*\n\s*[“”\"'‘„«]\s*$")
_CLOSED = re.compile(r"[.!?…]$")


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of text as letters: ``mentions.words``, ``E`` for a known name, ``Q`` for a whole quotation or post."""

    letters: str
    places: list[int]
    split: Words
    start: int

    def word(self, index: int) -> str:
        """The word behind a letter."""
        at = self.places[index]
        return self.split.slice(at, at + 1)

    def position(self, index: int) -> int:
        """Where the letter's word begins in the article's text."""
        return self.start + self.split.starts[self.places[index]]

    def end(self, index: int) -> int:
        """Where the letter's word ends in the article's text."""
        return self.start + self.split.ends[self.places[index]]


class Surroundings:
    """What stands around the quotations of one article; quotations are in text order and not nested."""

    def __init__(self, text: str, cast: Cast, quotations: Sequence[Quotation], posts: Sequence[Span]) -> None:
        self.text, self.cast, self.quotations = text, cast, quotations
        self._starts = [quotation.start for quotation in quotations]
        self._hidden = sorted([(q.start, q.end) for q in quotations] + [(p.start, p.end) for p in posts])
        self._hidden_starts = [start for start, _ in self._hidden]
        self.sentences = [0, *(m.end() for m in _SENTENCE.finditer(text) if self._around(m.start()) is None)]

    def _around(self, position: int) -> int | None:
        """The end of the quotation or post that holds ``position``."""
        index = bisect_right(self._hidden_starts, position) - 1
        return self._hidden[index][1] if index >= 0 and position < self._hidden[index][1] else None

    def clause(self, position: int) -> int:
        """Where the sentence of a quotation at ``position`` begins; a quotation that ended a sentence ends this one too."""
        # "Example said:" and the quotation in the next paragraph are one sentence.
        gap = _GAP.search(self.text, max(0, position - 12), position)
        at = gap.start() if gap else position - 1
        begin = self.sentences[max(0, bisect_right(self.sentences, at) - 1)]
        index = bisect_left(self._starts, position) - 1
        if index >= 0 and self.quotations[index].end > begin and _CLOSED.search(self.quotations[index].text):
            begin = self.quotations[index].end + 1
        return min(begin, position)

    def window(self, start: int, end: int) -> Window:
        """Letters of ``text[start:end]``; marks are left out."""
        split = words.split(self.text[start:end])
        letters: list[str] = []
        places: list[int] = []
        skip_to = -1
        for at, letter in enumerate(split.classes):
            position = start + split.starts[at]
            if position < skip_to or letter == '"':
                continue
            if (until := self._around(position)) is not None:
                letters.append("Q")
                skip_to = until + 1
            elif mention := self.cast.at(position):
                letters.append("E")
                skip_to = mention.end
            else:
                letters.append(letter)
            places.append(at)
        return Window("".join(letters), places, split, start)
