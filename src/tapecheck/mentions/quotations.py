"""Quotations: the stretches of text between an opening and a closing quotation mark.

Marks are read in order with a stack, each by its glyph and by the characters on both sides of it: typists use “ for ”, page
cleaning drops the blanks around marks, and a straight mark has no direction at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapecheck.schema.article import Block
from tapecheck.schema.mention import Quotation

RULE = "quotation.marks/1"
RUN_ON_CHARACTERS = 1500
"""How far a quotation without a new opening mark may run over paragraph ends: longer, a mark is missing."""
SINGLE_CHARACTERS = 400
"""How far a quotation in single marks may run; they are too easily apostrophes to trust further."""

LOOK_AHEAD = 40
"""How many marks further on are looked at to tell what a mark is."""

_MARK = re.compile(r"[“”„‟\"＂«»]|''(?=\w)|(?<=[\w.,!?])''")
_SINGLE_OPEN = re.compile(r"(?<![\w'’.,!?)\]])[‘'](?=[\w$#@\[(…])(?!\d0s\b|(?:em|til|tis|twas|cause|n)\b)")
_SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…)%\]])[’'](?!\w)")
_BARRIERS = frozenset({"title", "subtitle", "heading", "caption", "table", "post"})
_CUE = re.compile(
    r"""
    (?<=[,.?!…—-])\s+(?:
        (?:he|she|they|it|we|the\s\w+|[A-Z][\w'’-]+(?:\s[A-Z][\w'’-]+){0,3})\s+
        (?:also\s|then\s|has\s|had\s)?
        (?:said|says|told|tells|noted|notes|added|adds|wrote|writes|explained|explains|argued|argues|warned|warns|stated|states
          |commented|continued|concluded|tweeted|posted|opined|remarked|observed|claimed|declared|replied|predicted)\b
      | (?:said|says|added|adds|wrote|noted|explained|according\sto)\s+(?:he\b|she\b|[A-Z])
    )
    """,
    re.VERBOSE,
)
"""Words that can only stand after a quotation's end: ``, he said in a note``."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    glyph: str
    opens: bool
    closes: bool


def find(text: str, blocks: Sequence[Block]) -> tuple[Quotation, ...]:
    """Quotations of the article's content, by position; one inside another comes after it.

    A span is half-open and excludes the marks; a comma or full stop inside the marks is inside the span. A quotation whose
    closing mark is missing ends before the words that can't be part of it (", she said"), else with its paragraph;
    ``closed`` is then false. A quotation that reopens with a mark in each paragraph is one mention a paragraph.

    >>> block = Block(kind="paragraph", start=0, end=52)
    >>> [q.text for q in find("“Rates may fall,” she said. “Or not.” The ‘pause’ is", (block,))]
    ['Rates may fall,', 'Or not.', 'pause']
    >>> [(q.text, q.closed) for q in find('"Rates may fall, she said in a note on Friday.       ', (block,))]
    [('Rates may fall,', False)]
    """
    spans = [*_double(text, blocks)]
    spans += [span for block in blocks if block.is_content for span in _single(text, block.start, block.end)]
    made = []
    for start, end, closed in sorted(spans, key=lambda span: (span[0], -span[1])):
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        if start < end:
            made.append(Quotation(start=start, end=end, text=text[start:end], rule=RULE, closed=closed))
    return tuple(made)


def _double(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, int, bool]]:
    content = [block for block in blocks if block.is_content]
    marks_of = [list(_marks(text, block)) for block in content]
    carried: int | None = None
    for number, block in enumerate(content):
        opened: list[_Mark] = []
        marks = marks_of[number]
        if carried is not None:
            opened.append(_Mark(carried, carried, "“", opens=True, closes=False))
        carried = None
        for index, mark in enumerate(marks):
            if not opened:
                if _starts(text, mark, marks[index + 1 : index + 1 + LOOK_AHEAD]):
                    opened.append(mark)
            elif _ends(mark, opened):
                yield opened.pop().end, mark.start, True
            elif _reopens(text, mark, opened, marks[index + 1 : index + 1 + LOOK_AHEAD]):
                yield _cut(text, opened.pop().end, mark.start)
                opened.append(mark)
            elif len(opened) < 3:
                opened.append(mark)
        for mark in reversed(opened[1:]):
            yield _cut(text, mark.end, block.end)
        if opened:
            if _runs_on(text, opened[0].end, number, content, marks_of):
                carried = opened[0].end
            else:
                yield _cut(text, opened[0].end, block.end)


def _marks(text: str, block: Block) -> Iterator[_Mark]:
    for match in _MARK.finditer(text, block.start, block.end):
        start, end = match.span()
        before = text[start - 1] if start > block.start else " "
        after = text[end] if end < block.end else " "
        glyph = match.group()
        if before.isdigit() and glyph in "\"''" and not after.isalpha() and _is_inch(text, start, block.start):
            continue
        opens = not after.isspace() and after not in ".,;:!?)"
        closes = not before.isspace() and before not in "([—–"
        yield _Mark(start, end, glyph, opens, closes)


def _is_inch(text: str, at: int, begin: int) -> bool:
    """Whether a mark after a digit is the inch sign: no mark is open before it in its paragraph."""
    return text.count('"', begin, at) % 2 == 0


def _starts(text: str, mark: _Mark, following: list[_Mark]) -> bool:
    """Whether a mark met outside a quotation opens one."""
    if mark.glyph in "“„«":
        return mark.opens or not mark.closes
    if mark.glyph in "”»":
        return mark.opens and bool(following) and following[0].closes and not text[mark.end].islower()
    if not mark.opens:
        return not mark.closes and bool(following) and following[0].closes
    return not mark.closes or not text[mark.start - 1].isalnum() or bool(following)


def _ends(mark: _Mark, opened: list[_Mark]) -> bool:
    """Whether a mark met inside a quotation closes it."""
    glyph = mark.glyph
    if glyph in "”»":
        return True
    if glyph in "“„«":
        # “0x475.“ : the wrong glyph after a word and before a blank.
        return mark.closes and not mark.opens
    if opened[-1].glyph == "“" and mark.opens and not mark.closes:
        return False
    return mark.closes or not mark.opens


def _reopens(text: str, mark: _Mark, opened: list[_Mark], following: list[_Mark]) -> bool:
    """Whether an opening mark inside a quotation shows that the closing mark before it is missing."""
    if len(opened) > 1:
        return False
    if _CUE.search(text, opened[-1].end, mark.start):
        return True
    if mark.glyph != opened[-1].glyph:
        return False
    closing = sum(1 if other.closes and not other.opens else 0 for other in following)
    opening = sum(1 if other.opens and not other.closes else 0 for other in following)
    return closing - opening < 2


def _runs_on(text: str, start: int, number: int, content: Sequence[Block], marks_of: list[list[_Mark]]) -> bool:
    """Whether an unclosed quotation goes on in the next paragraph without a new opening mark."""
    block = content[number]
    if _CUE.search(text, start, block.end):
        return False
    for later in range(number + 1, len(content)):
        if content[later].kind in _BARRIERS or content[later].end - start > RUN_ON_CHARACTERS:
            return False
        for mark in marks_of[later]:
            return mark.glyph in "”»" or (mark.glyph not in "“„«" and mark.closes and not mark.opens)
    return False


def _cut(text: str, start: int, end: int) -> tuple[int, int, bool]:
    """An unclosed quotation's span: to the first words that can't be part of it, else to ``end``."""
    cue = _CUE.search(text, start, end)
    return start, cue.start() if cue else end, False


def _single(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    at = start
    while opening := _SINGLE_OPEN.search(text, at, end):
        at = opening.end()
        limit = min(end, at + SINGLE_CHARACTERS)
        closing = _closing_single(text, at, limit)
        if closing is not None:
            yield at, closing, True
            at = closing + 1


def _closing_single(text: str, start: int, limit: int) -> int | None:
    """Where a single-marked quotation ends; a plural possessive ("the traders' choice") inside it is passed over."""
    closings = [match.start() for match in _SINGLE_CLOSE.finditer(text, start, limit)]
    reopening = _SINGLE_OPEN.search(text, start, limit)
    if reopening:
        closings = [at for at in closings if at < reopening.start()]
    if not closings:
        return None
    first = closings[0]
    possessive = text[first - 1] in "sz" and re.match(r"\s[a-z]", text[first + 1 : first + 3]) is not None
    glyph = text[start - 1]
    if possessive and len(closings) > 1 and "\n" not in text[first : closings[1]] and glyph in "‘'":
        return closings[1]
    return first
