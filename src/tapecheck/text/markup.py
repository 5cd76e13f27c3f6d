"""The stretches of text between a page's tags, and a copy of the page in which each of them carries its number.

The usual parsers build a good tree of a bad page but don't say where a text node stands. So the page is cut at its tags
here, each stretch of text gets its number written before its first word, between two characters that no text uses, and
the parser reads that copy: in its tree every text node says which stretches of the source it is made of.

What would take a parser more than about linear time or memory is refused before it gets there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from tapecheck.errors import ParseError

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters: Unicode keeps them for a program's own use. They stand around a stretch's number."""

NUMBER = re.compile(f"{OPEN}[0-9]{{1,9}}{CLOSE}")
"""A number in the copy, with its marks."""

NOT_TEXT = re.compile(f"[{OPEN}{CLOSE}\ud800-\udfff]")
"""What the copy can't hold as it is: the two marks themselves, and halves of surrogate pairs; U+FFFD stands for them there."""

# A tag as the HTML standard's tokenizer reads it: a quote counts only after "=". Comments, "<!doctype …>", "<?xml …>" too.
_TAG = re.compile(
    r"""
    <(?:
      (?P<close>/?)(?P<name>[A-Za-z][^\s/>]*+)(?P<rest>(?:[^>=]++|=\s*+(?:"[^"]*+"|'[^']*+')|=)*+)>
    | !--(?:-?>|(?s:.*?)(?:--!?>|\Z))     # <!-- a comment -->
    | [!?][^>]*+>                         # <!doctype html>
    | /(?:[^A-Za-z>][^>]*+)?>             # </ nothing>
    )
    """,
    re.VERBOSE,
)
_RAW = ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
_RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE) for name in _RAW}
_WORD = re.compile(r"[^\t\n\f\r ]")
_LONG_VALUE = re.compile(r"=\s{0,20}(?:\"[^\"]{1000,}+\"|'[^']{1000,}+')")
_LONG_TAG = 4_000

MOST_TAGS = 400_000
"""More tags than any page of news has; the tree takes about 400 bytes for each element."""

DEEPEST = 2_000
"""Elements open at one place. Browsers stop at 512; the time a parser takes for a tag grows with the number that is open."""

MOST_REOPENED = 300_000
"""A formatting element that is never closed is opened anew, says the standard, in every block that follows it."""


def _names(written: str) -> frozenset[str]:
    return frozenset(written.split())


_ENDS_BY_ITSELF = _names(
    "p li dt dd tr td th thead tbody tfoot option optgroup colgroup caption rb rt rtc rp html head body"
)
_VOID = _names("area base br col embed frame hr image img input keygen link meta param source track wbr")
_FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")


class Markup(NamedTuple):
    """``texts``: the stretches of text that hold a word, ``[start, end)`` in the source, in order; ``numbered``: the copy."""

    texts: list[tuple[int, int]]
    numbered: str


def cut(source: str) -> Markup:
    """The page's stretches of text, and the copy in which each carries its number.

    Raises:
        ParseError: more tags, or deeper nesting, than a page can have.

    >>> cut("<p>Up <b>5%</b>").texts
    [(3, 6), (9, 11)]
    """
    texts: list[tuple[int, int]] = []
    parts: list[str] = ["<!doctype html>"]
    guard = _Guard()
    # A tag that never ends is none, and nothing after the last ">" can end one.
    at, last = 0, source.rfind(">") + 1
    while tag := _TAG.search(source, at, last):
        start, end = tag.span()
        if start > at:
            _add_text(source, at, start, texts, parts)
        at = end
        name = tag["name"]
        if name is None:
            continue
        name = name.lower()
        closes = bool(tag["close"])
        guard.count(name, closes)
        parts.append(tag.group() if end - start < _LONG_TAG else _shortened(tag))
        if not closes and name in _RAW_ENDS:
            raw_end = _RAW_ENDS[name].search(source, at)
            at = raw_end.start() if raw_end else len(source)
            parts.append(source[end:at])
    if at < len(source):
        _add_text(source, at, len(source), texts, parts)
    return Markup(texts, "".join(parts))


def gap(source: str, start: int, end: int) -> tuple[list[tuple[int, int]], tuple[int, int] | None]:
    """The ``<br>`` tags in ``[start, end)``, and the first white space that stands alone between two tags.

    >>> gap("a</b> <br>c", 1, 10)
    ([(6, 10)], (5, 6))
    """
    breaks: list[tuple[int, int]] = []
    blank: tuple[int, int] | None = None
    at = start
    while at < end:
        tag = _TAG.match(source, at, end)
        if tag is None:
            following = source.find("<", at + 1, end)
            following = end if following < 0 else following
            if source[at:following].isspace():
                blank = blank or (at, following)
            at = following
            continue
        if tag["name"] and tag["name"].lower() == "br":
            breaks.append(tag.span())
        at = tag.end()
    return breaks, blank


def _add_text(source: str, start: int, end: int, texts: list[tuple[int, int]], parts: list[str]) -> None:
    words = source[start:end]
    word = _WORD.search(words)
    if word is not None:
        if NOT_TEXT.search(words):
            words = NOT_TEXT.sub("\ufffd", words)
        parts.append(f"{words[: word.start()]}{OPEN}{len(texts)}{CLOSE}{words[word.start() :]}")
        texts.append((start, end))
    else:
        parts.append(words)


def _shortened(tag: re.Match[str]) -> str:
    """A long tag without its long values (pictures, data); one that is still long loses all its attributes."""
    short = _LONG_VALUE.sub("=''", tag.group())
    return short if len(short) < _LONG_TAG else f"<{tag['close']}{tag['name']}>"


class _Guard:
    """Counts what makes a parser slow, as the tags go by."""

    def __init__(self) -> None:
        self.tags = 0
        self.open: defaultdict[str, int] = defaultdict(int)
        self.depth = 0
        self.formatting = 0
        self.reopened = 0

    def count(self, name: str, closes: bool) -> None:
        """Takes one tag into account.

        Raises:
            ParseError: one of the limits is passed.
        """
        self.tags += 1
        if name in _VOID or name in _ENDS_BY_ITSELF:
            if not closes and name not in _VOID:
                self._reopen()
        elif closes:
            if self.open[name] > 0:
                self._add(name, -1)
        else:
            self._add(name, 1)
            if name not in _FORMATTING:
                self._reopen()
        if self.tags > MOST_TAGS:
            raise ParseError(f"not a page of news: more than {MOST_TAGS:,} tags")

    def _add(self, name: str, change: int) -> None:
        self.open[name] += change
        self.depth += change
        if name in _FORMATTING:
            self.formatting += change
        if self.depth > DEEPEST:
            raise ParseError(f"not a page of news: elements nested more than {DEEPEST:,} deep")

    def _reopen(self) -> None:
        self.reopened += self.formatting
        if self.reopened > MOST_REOPENED:
            raise ParseError("not a page of news: formatting tags that are opened again and again and never closed")
