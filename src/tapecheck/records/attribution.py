"""Who says a quotation: the name, pronoun or role beside the verb of saying that belongs to it.

The words around a quotation become one letter each (``mentions.words``), a known name becomes ``E`` and another quotation
``Q``; the patterns below are regular expressions over those letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.mentions import words
from tapecheck.mentions.words import Words
from tapecheck.records.speakers import Cast, Named
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Quotation

_ROLE = r"x[mMlN0]{0,3}[hHjd]+(?:om+)?|x?[mM]{0,2}j"
_WHO = rf"(?P<who>E|s|A|{_ROLE})"
_ASIDE = r"(?:\([^)]{1,6}\))?(?:[,-][^v./Q\"]{1,16}[,-])?(?:,u)?"
_VERB = r"b{0,3}(?P<verb>[vVtc])"

_AFTER = (
    # “…,” Example said; “…,” the analyst, a bear, said
    re.compile(rf"[,.-]?b?{_WHO}{_ASIDE}{_VERB}"),
    # “…,” said (the analytics team at lender) Example
    re.compile(rf"[,.-]?b?(?P<verb>[vV])b?(?:[xmMhHjdoapNn,]{{0,9}}l?[mMdh]{{0,2}})??{_WHO}"),
    # “…,” according to Example
    re.compile(rf"[,.-]?(?P<verb>g)x?(?:[mMlNnx]{{0,4}}[dhj][oap]?)?(?:[xmMNl]{{0,4}}[d])?{_WHO}"),
)
_LATER = (
    # “…” because of “…,” Example added
    re.compile(rf"[,Q&-]b?{_WHO}{_ASIDE}{_VERB}"),
    re.compile(rf"Q[,-]?(?P<verb>v){_WHO}"),
    re.compile(rf"(?P<verb>g)x?(?:[mMlNnx]{{0,4}}[dhj][oap]?)?(?:[xmMNl]{{0,4}}[d])?{_WHO}"),
)
_BEFORE = re.compile(rf"{_WHO}(?:p[mMlhHjdV]{{1,4}})?{_ASIDE}{_VERB}")
_ACCORDING = re.compile(
    rf"(?P<verb>g)x?(?:[mMlNnx]{{0,4}}[dhj][oap]?)?{_WHO}|{_WHO.replace('who', 'whose')}(?P<words>pW)|Wox?(?P<whom>E)"
)
_ANY = re.compile(r"E|A")
_OWN_CUE = re.compile(r"[vVtcgW:]")
_SENTENCE = re.compile(r"(?:[.!?…][”\"’')\]]{0,2}(?:\s+|(?=[A-Z“\"‘])))|\n+")
_CLOSED = re.compile(r"[.!?…]$")
LOOK_BACK = 420
LOOK_AHEAD = 260


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who says a quotation (a mention of theirs), by which words, and how directly that is said.

    ``how``: ``beside`` the verb stands next to the marks; ``sentence`` it is in the same sentence; ``carried`` from the
    quotation before or after, or from the sentence before. ``cue`` is the verb, ``None`` without one. ``who`` is ``None``
    when somebody says it whom the article does not name.
    """

    who: Named | None
    cue: str | None
    how: str


@dataclass(frozen=True, slots=True)
class _Window:
    letters: str
    places: list[int]
    split: Words
    start: int

    def word(self, index: int) -> str:
        at = self.places[index]
        return self.split.slice(at, at + 1)

    def position(self, index: int) -> int:
        return self.start + self.split.starts[self.places[index]]

    def end(self, index: int) -> int:
        return self.start + self.split.ends[self.places[index]]


class Attribution:
    """Answers for one article; quotations are in text order and not nested."""

    def __init__(self, text: str, cast: Cast, quotations: Sequence[Quotation], closed_to: Sequence[Span] = ()) -> None:
        self.text, self.cast, self.quotations = text, cast, quotations
        self._starts = [quotation.start for quotation in quotations]
        self._hidden = sorted([(q.start, q.end) for q in quotations] + [(s.start, s.end) for s in closed_to])
        self._hidden_starts = [start for start, _ in self._hidden]
        self.sentences = [0, *(m.end() for m in _SENTENCE.finditer(text) if not self._inside(m.start()))]

    def _inside(self, position: int) -> bool:
        index = bisect_right(self._hidden_starts, position) - 1
        return index >= 0 and position < self._hidden[index][1]

    def sentence(self, position: int) -> int:
        """Where the sentence of the article that holds ``position`` begins; a quotation is part of one sentence."""
        return self.sentences[bisect_right(self.sentences, position) - 1]

    def sentence_end(self, position: int) -> int:
        """Where the sentence that holds ``position`` ends."""
        index = bisect_right(self.sentences, position)
        return self.sentences[index] if index < len(self.sentences) else len(self.text)

    def all(self) -> list[Attributed]:
        """For each quotation who says it."""
        made: list[Attributed | None] = [self._said(quotation) for quotation in self.quotations]
        for index in range(len(made)):
            if made[index] is None or (made[index].who is None and made[index].how != "beside"):  # type: ignore[union-attr]
                made[index] = self._carried(index, made)
        return [each or Attributed(None, None, "none") for each in made]

    def _said(self, quotation: Quotation) -> Attributed | None:
        """By the sentence's own words."""
        after = self._window(
            quotation.end + (0 if not quotation.closed else 1), min(len(self.text), quotation.end + LOOK_AHEAD)
        )
        whole = (
            quotation.text[-1] in ",?!-—…"
            or not quotation.closed
            or self.text[quotation.end + 1 : quotation.end + 2] == ","
        )
        begin = max(self._clause(quotation.start), quotation.start - LOOK_BACK)
        before = self._window(begin, max(begin, quotation.start - 1))
        if whole:
            for pattern in _AFTER:
                if match := pattern.match(after.letters):
                    return self._made(after, match, "beside")
        found = self._introduced(before)
        if found is not None:
            return found
        if not whole:
            for pattern in _AFTER[1:] if _CLOSED.search(quotation.text) else _AFTER:
                if match := pattern.match(after.letters):
                    return self._made(after, match, "beside")
        if not _CLOSED.search(quotation.text):
            rest = re.split(r"[./]", after.letters, maxsplit=1)[0]
            for pattern in _LATER:
                if match := pattern.search(rest):
                    return self._made(after, match, "sentence")
        if before.letters and (match := None if not _OWN_CUE.search(before.letters) else _last(_ANY, before.letters)):
            cue = _last(_OWN_CUE, before.letters)
            return self._made_at(before, match.start(), before.word(cue.start()) if cue else None, "sentence")
        return None

    def _introduced(self, before: _Window) -> Attributed | None:
        """By the words of its sentence before it."""
        subject = _last(_BEFORE, before.letters)
        according = _last(_ACCORDING, before.letters)
        if subject and (not according or according.start() < subject.start()):
            close = len(before.letters) - subject.end() <= 4
            return self._made(before, subject, "beside" if close else "sentence")
        if according:
            who = next(name for name in ("who", "whose", "whom") if according.group(name))
            cue = before.word(according.start("verb")) if according.group("verb") else "words"
            return self._made_at(before, according.start(who), cue, "sentence", according.end(who))
        return None

    def _clause(self, position: int) -> int:
        """Where the sentence begins, or a quotation before ended it: “…,” he said. “…”"""
        begin = self.sentence(position - 1) if position else 0
        index = bisect_left(self._starts, position) - 1
        if index >= 0 and self.quotations[index].end > begin:
            last = self.quotations[index]
            if _CLOSED.search(last.text):
                begin = max(begin, last.end + 1)
        return begin

    def _carried(self, index: int, made: Sequence[Attributed | None]) -> Attributed | None:
        """By the quotation before in the same breath, the sentence before, or the quotation after."""
        quotation = self.quotations[index]
        last = self.quotations[index - 1] if index else None
        previous = made[index - 1] if index else None
        if (
            last is not None
            and previous is not None
            and previous.who is not None
            and "\n" not in self.text[last.end : quotation.start]
        ):
            between = self.text[last.end + 1 : quotation.start - 1]
            sentences = bisect_left(self.sentences, quotation.start) - bisect_left(self.sentences, last.end)
            if len(between) < 200 and sentences <= 1:
                return Attributed(previous.who, None, "carried")
        following = self.quotations[index + 1] if index + 1 < len(self.quotations) else None
        if following is not None and len(self.text[quotation.end + 1 : following.start - 1].strip()) == 0:
            after = made[index + 1]
            if after is not None and after.how == "beside":
                return Attributed(after.who, None, "carried")
        return self._from_sentence_before(quotation) or (
            Attributed(previous.who, None, "carried")
            if previous is not None and last is not None and quotation.start - last.end < 1500
            else None
        )

    def _from_sentence_before(self, quotation: Quotation) -> Attributed | None:
        begin = self._clause(quotation.start)
        start = self.sentences[max(0, bisect_left(self.sentences, begin) - 1)]
        if begin - start > LOOK_BACK:
            start = begin - LOOK_BACK
        window = self._window(start, quotation.start - 1)
        if match := _last(_BEFORE, window.letters):
            return self._made(window, match, "carried")
        if match := re.search(rf"{_WHO}", window.letters):
            return self._made_at(window, match.start(), None, "carried", match.end())
        return None

    def _made(self, window: _Window, match: re.Match[str], how: str) -> Attributed:
        verb = match.start("verb")
        return self._made_at(window, match.start("who"), window.word(verb), how, match.end("who"))

    def _made_at(self, window: _Window, index: int, cue: str | None, how: str, last: int | None = None) -> Attributed:
        position = window.position(index)
        letter = window.letters[index]
        if letter in "EA":
            return Attributed(self.cast.at(position), cue, how)
        final = (last or index + 1) - 1
        wording = self.text[position : window.end(final)]
        return Attributed(self.cast.before(position, self.sentences, wording), cue, how)

    def _window(self, start: int, end: int) -> _Window:
        split = words.split(self.text[start:end])
        letters: list[str] = []
        places: list[int] = []
        skip_to = -1
        for at, letter in enumerate(split.classes):
            position = start + split.starts[at]
            if position < skip_to:
                continue
            index = bisect_right(self._hidden_starts, position) - 1
            if index >= 0 and position < self._hidden[index][1]:
                letters.append("Q")
                skip_to = self._hidden[index][1] + 1
            elif mention := self.cast.at(position):
                letters.append("E")
                skip_to = mention.end
            elif letter == '"':
                continue
            else:
                letters.append(letter)
            places.append(at)
        return _Window("".join(letters), places, split, start)


def _last(pattern: re.Pattern[str], letters: str) -> re.Match[str] | None:
    last = None
    for last in pattern.finditer(letters):
        pass
    return last
