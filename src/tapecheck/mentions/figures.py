"""Text → every figure in it, in digits or words, before anybody asks whether it is money, a percentage or a count."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tapecheck.mentions import literals, number_words
from tapecheck.mentions.number_words import VOCABULARY, Join, Token

_ONE = Decimal(1)


class Figure(NamedTuple):
    """A number ``[start, end)`` with its scale ("700 million", "65K", "half a billion"), without sign, currency or unit.

    ``scale`` is the factor it ends in (1: none). ``loose`` ends in a letter that may be metres or tonnes ("157m").
    ``bare`` begins with a scale word ("billion" in "billion-dollar") or a part ("half"). ``cut`` comes from a run of digits
    that is not one number ("192.168.1.2"). ``words`` begins with a word.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = _ONE
    loose: bool = False
    bare: bool = False
    cut: bool = False
    words: bool = False


class _Part(NamedTuple):
    """A token and, where it is in digits, the figure that it is by itself."""

    token: Token
    figure: Figure | None


_LITERAL = re.compile(literals.LITERAL, re.VERBOSE)
_DIGIT = re.compile(r"\.?\d|[¼½¾⅐-⅞]")
"""Where a number in digits may begin. Examples: ``9``, ``.2``, ``½``."""

_LETTERS = re.compile(r"[A-Za-z]{2,}")
_SPELLINGS = {spelling: VOCABULARY[word] for word in VOCABULARY for spelling in (word, word.capitalize(), word.upper())}

_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}")
"""A web address; its digits and percent signs are no figures. Example: ``https://example.com/?q=30%25``."""

_JOIN = re.compile(
    r"(?P<hyphen>\ ?[-‐‑]\ ?)"
    r"|(?P<point>\s{1,3}point\s{1,3})"
    r"|(?P<of_a>\s{1,3}of\s{1,3}an?\s{1,3})"
    r"|(?P<and_a>\s{1,3}and\s{1,3}an?\s{1,3})"
    r"|(?P<and>\s{1,3}and\s{1,3})"
    r"|(?P<a>\s{1,3}an?\s{1,3})"
    r"|(?P<blank>[^\S\n]{1,3}|[^\S\n]{0,2}\n[^\S\n]{0,2})"
    r"|(?P<none>)",
    re.IGNORECASE,
)
"""What may stand between two tokens of one number: ``twenty-five``, ``hundred and two``, ``half a million``."""

_JOINS: dict[str, Join] = {
    "hyphen": "hyphen",
    "point": "point",
    "of_a": "of a",
    "and_a": "and a",
    "and": "and",
    "a": "a",
    "blank": "blank",
    "none": "none",
}
_LONGEST_JOIN = 16

_ARTICLE = re.compile(r"(?<!\w)(?:an?)\s{1,3}$", re.IGNORECASE)


def scan(text: str) -> list[Figure]:
    """All figures in order of position, never overlapping.

    >>> [(text[f.start : f.end], str(f.value)) for text in ["From 65K to half a billion"] for f in scan(text)]
    [('65K', '65000'), ('half a billion', '500000000')]
    """
    parts = [*_digits(text), *_words(text)]
    parts.sort(key=lambda part: part.token.start)
    if "://" in text or "www." in text:
        parts = _outside_addresses(text, parts)
    return [figure for group in _groups(text, parts) for figure in _read_group(text, group)]


def _digits(text: str) -> Iterator[_Part]:
    at = 0
    while (begin := _DIGIT.search(text, at)) is not None:
        match = _LITERAL.match(text, begin.start())
        if match is None:
            at = begin.start() + 1
            continue
        at = match.end()
        for literal in literals.read(match):
            figure = _with_suffix(text, literal)
            at = max(at, figure.end)
            closed = figure.end > literal.end or literal.cut
            token = Token("digits", figure.value, figure.start, figure.end, "break", closed=closed)
            yield _Part(token, figure)


def _words(text: str) -> Iterator[_Part]:
    for match in _LETTERS.finditer(text):
        known = _SPELLINGS.get(match.group())
        if known is not None:
            kind, value, plural = known
            yield _Part(Token(kind, value, match.start(), match.end(), "break", plural), None)


def _outside_addresses(text: str, parts: list[_Part]) -> list[_Part]:
    kept: list[_Part] = []
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    at = 0
    for part in parts:
        while at < len(addresses) and addresses[at][1] <= part.token.start:
            at += 1
        if at == len(addresses) or part.token.start < addresses[at][0]:
            kept.append(part)
    return kept


def _groups(text: str, parts: list[_Part]) -> Iterator[list[_Part]]:
    """Runs of tokens that may belong to one number."""
    group: list[_Part] = []
    end = 0
    for part in parts:
        join = _join(text, end, part.token.start) if group else "break"
        if join == "break":
            if group:
                yield group
            group = [part]
        else:
            group.append(_Part(part.token._replace(join=join), part.figure))
        end = part.token.end
    if group:
        yield group


def _join(text: str, end: int, start: int) -> Join:
    if not 0 <= start - end <= _LONGEST_JOIN:
        return "break"
    match = _JOIN.fullmatch(text, end, start)
    return _JOINS[match.lastgroup] if match and match.lastgroup else "break"


def _with_suffix(text: str, literal: literals.Literal) -> Figure:
    suffix = None if literal.cut else literals.SUFFIX.match(text, literal.end)
    if suffix is None:
        return Figure(literal.start, literal.end, literal.value, cut=literal.cut)
    letters = suffix.group().strip()
    scale = literals.SUFFIXES[letters]
    return Figure(literal.start, suffix.end(), _exact(literal.value * scale), scale, loose=letters in literals.LOOSE)


def _read_group(text: str, group: list[_Part]) -> Iterator[Figure]:
    if len(group) == 1 and group[0].figure is not None:
        yield group[0].figure
        return
    tokens = [part.token for part in group]
    at = 0
    while at < len(tokens):
        figure = group[at].figure
        if figure is not None and (figure.scale != 1 or figure.cut):
            yield figure
            at += 1
            continue
        reading = number_words.read(tokens, at)
        if reading is None:
            at += 1
            continue
        yield _spelled(text, tokens[at], tokens[reading.stop - 1].end, reading)
        at = reading.stop


def _spelled(text: str, first: Token, end: int, reading: number_words.Reading) -> Figure:
    start = first.start
    words = first.kind != "digits"
    if start and words and (text[start - 1].isalpha() or text[start - 1] == "_"):
        words = False  # the tail of a word in another alphabet: what is glued to letters is no figure by itself
    article = None
    if first.kind in ("hundred", "scale", "dozen", "part"):
        article = _ARTICLE.search(text, max(0, start - 5), start)
    return Figure(
        article.start() if article else start,
        end,
        _exact(reading.value),
        reading.scale,
        bare=reading.bare and article is None,
        words=words,
    )


_LARGEST = Decimal(10) ** 24


def _exact(value: Decimal) -> Decimal:
    """The value without zeros behind the point: 500000000.0 is 500000000."""
    if value != value.to_integral() or abs(value) >= _LARGEST:
        return value
    return value.quantize(_ONE)
