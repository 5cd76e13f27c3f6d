"""What a page's machinery leaves in pasted text: scripts, style rules, data for search engines, single tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from tapecheck.publishers.pasted.lines import Line
from tapecheck.publishers.pasted.widgets import cutting
from tapecheck.schema.base import Span

_HINTS = ("{", "<", "window.", "document.", "dataLayer", "gtag(")
_OPENS = re.compile(
    r"""
      !?\(?\bfunction\s?\w{0,40}\([\w,\s]{0,80}\)\s?\{                       # !function(e,n){
    | \b(?:window|document|googletag|dataLayer|console|localStorage)(?:\.|\[)[\w.$"'\[\]]{1,80}\s?(?:=(?!=)|\()   # window.x =
    | \(\w{1,40}\s?=\s?window\.\w                                          # (ads = window.ads || []).push({});
    | \b(?:gtag|fbq|ga|twttr\.\w{1,20}|jQuery|\$)\(\s?(?:['"]|document|function)   # gtag('js', new Date());
    | \bif\s?\(\s?!?(?:document|window|typeof)\b                             # if (document.cookie
    | \b(?:var|let|const)\s\w{1,60}\s?=(?!=)                                # var s =
    | \{\s?"@?\w{1,40}"\s?:\s?["\[{\dtfn]                                   # {"@context": "
    | (?:^|(?<=[\s}>]))(?:[.\#][A-Za-z][\w-]{1,60}|@media\b|@font-face\b|(?:body|html|div|img|figure|table)\s?(?=[.,>:\#\[{]))
      [\w\s.,>+~:()\#\[\]="*-]{0,120}\{(?=[^{}]{0,1000}[:{]|\s*$)           # .wp-block{margin:0}
    """,
    re.VERBOSE,
)
# A tag left in text, a comment, a line that is nothing but a tag's end; "Bitcoin < $90,000 >" is none.
_TAG = re.compile(
    r"<(?:/?(?:(?P<parting>p|br|ul|ol|li|img|div|h[1-6]|figure|figcaption|blockquote|table|tr|td|th|section|hr)|"
    r"b|i|em|strong|a|span|embed|iframe|script|style|noscript|tbody|center|u)\b[^<>]{0,1000}|!--[^<>]{0,1000}--)>",
    re.IGNORECASE,
)
_MARKS = re.compile(r"""["'`()\[\]{};]""")
# What code goes on with behind a bracket or a semicolon.
_GOES_ON = re.compile(r"\s{0,4}(?:[;,)\]}({]|\.\w|=|\|\||&&|else\b|catch\b)")
_FARTHEST = 20_000
_LONGEST_STRING = 2_000
_MOST_LINES = 300
_MOST = 60
_SURE_TAGS = 3


def code_spans(text: str) -> list[Span]:
    """The stretches of code in the text, in order; code without an end is none.

    >>> text = "It rose. window.x = window.x || []; It then fell. .wp-block{margin:0} So it goes."
    >>> [text[span.start : span.end] for span in code_spans(text)]
    ['window.x = window.x || [];', '.wp-block{margin:0}']
    """
    if not _may_hold_code(text):
        return []
    spans: list[Span] = []
    at = 0
    for _ in range(_MOST):
        opened = _OPENS.search(text, at)
        if opened is None:
            break
        end = _end(text, opened.start())
        if end is None:
            at = opened.end()
            continue
        if spans and not text[spans[-1].end : opened.start()].strip():
            spans[-1] = Span(start=spans[-1].start, end=end)
        else:
            spans.append(Span(start=opened.start(), end=end))
        at = end
    return spans


def _may_hold_code(text: str) -> bool:
    return any(hint in text for hint in _HINTS)


def _end(text: str, start: int) -> int | None:
    """Where the statement or rule that begins at ``start`` ends: behind its last bracket or semicolon."""
    depth = 0
    at = start
    stop = min(len(text), start + _FARTHEST)
    while True:
        mark = _MARKS.search(text, at, stop)
        if mark is None:
            return None
        character, at = mark.group(), mark.end()
        if character in "\"'`":
            closed = text.find(character, at, min(stop, at + _LONGEST_STRING))
            at = closed + 1 if closed >= 0 else at
            continue
        depth += (character in "([{") - (character in ")]}")
        if depth < 0:
            return None
        if depth == 0 and character in ")]};" and not _GOES_ON.match(text, at):
            return at


def without_code(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without code and tags, and the lines and stretches of code.

    >>> from tapecheck.text.aligned import AlignedText
    >>> kept, code = without_code([Line(AlignedText.of("It rose.{\\"a\\": [1]} It fell."), 1)])
    >>> kept[0].words, code[0].words
    ('It rose. It fell.', '{"a": [1]}')
    """
    kept: list[Line] = []
    code: list[Line] = []
    at = 0
    tries = _MOST
    while at < len(lines):
        line = lines[at]
        if line.settled or not _may_hold_code(line.words):
            kept.append(line)
            at += 1
            continue
        opened = tries > 0 and _OPENS.match(line.words) is not None
        size = _block_size(lines, at) if opened else 0
        tries -= opened
        if size:
            code += lines[at : at + size]
            at += size
            continue
        clean = _cleaned(line, code)
        if clean is not None:
            kept.append(clean)
        at += 1
    return kept, code


def _block_size(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on are one piece of code that ends on a later line; 0 when there is none."""
    depth = 0
    for number in range(at, min(len(lines), at + _MOST_LINES)):
        words = lines[number].words
        depth += sum(words.count(mark) for mark in "([{") - sum(words.count(mark) for mark in ")]}")
        if depth <= 0:
            return number - at + 1 if number > at else 0
    return 0


def _cleaned(line: Line, code: list[Line]) -> Line | None:
    """The line without code and tags; ``None`` when nothing is left of it."""
    text = line.text
    spans = code_spans(text.text)
    if spans:
        code += [Line(text[span.start : span.end], 1) for span in spans]
        text = text.replace(cutting(text.text, span.start, span.end) for span in spans)
    if "<" in text.text:
        text = text.replace(_without_tags(text.text))
    text = text.strip()
    if text is line.text:
        return line
    if not any(map(str.isalnum, text.text)):
        if not spans:
            code.append(line)
        return None
    return Line(text, line.gap, line.tagged, line.settled)


def _without_tags(text: str) -> Iterator[tuple[int, int, str]]:
    """The edits that drop tags; one or two bare ones ("<b>") may be meant as they stand."""
    tags = list(islice(_TAG.finditer(text), _MOST * 20))
    if len(tags) >= _SURE_TAGS or any("=" in tag.group() for tag in tags):
        for tag in tags:
            yield tag.start(), tag.end(), _between(text, tag)


def _between(text: str, tag: re.Match[str]) -> str:
    """A blank where the tag parts the words before and behind it."""
    parting = tag["parting"] is not None
    near = text[tag.start() - 1 : tag.start()] + text[tag.end() : tag.end() + 1]
    return (
        " "
        if parting and len(near) == 2 and not any(character.isspace() or character in "<>" for character in near)
        else ""
    )
