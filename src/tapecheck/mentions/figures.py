"""Text → every figure in it, in digits or words, before anybody asks whether it is money, a percentage or a count."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import NamedTuple

from tapecheck.mentions import literals, number_words
from tapecheck.mentions.number_words import VOCABULARY, Join, Token


class Figure(NamedTuple):
    """A number ``[start, end)`` with its scale ("700 million", "65K", "half a billion"), without sign, currency or unit.

    ``scale`` is the factor it ends in (1: none). ``loose`` ends in a letter that may be metres or tonnes ("157m").
    ``bare`` begins with a scale word ("billion" in "billion-dollar") or a part ("half"). ``cut`` comes from a run of digits
    that is not one number ("192.168.1.2"). ``words`` is spelled out.
    """

    start: int
    end: int
    value: Decimal
    scale: Decimal = Decimal(1)
    loose: bool = False
    bare: bool = False
    cut: bool = False
    words: bool = False


def _by_first_letter(words: Iterable[str]) -> str:
    """A pattern for the words that tries only those with the right first letter; longest first."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=lambda word: (-len(word), word)):
        groups.setdefault(word[0], []).append(word[1:])
    return "|".join(f"{letter}(?:{'|'.join(tails)})" for letter, tails in sorted(groups.items()))


_TOKEN = re.compile(
    rf"{literals.LITERAL} | (?<![\w])(?P<word>(?i:{_by_first_letter(VOCABULARY)}))(?![^\W\d_])",
    re.VERBOSE,
)
"""One token of a number. Examples: ``97,800``, ``0.0₅12``, ``twenty``, ``million``."""

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

_ADDRESS = re.compile(r"(?:https?://|www\.)\S{1,2000}")
"""A web address; its digits and percent signs are no figures. Example: ``https://example.com/?q=30%25``."""

_ARTICLE = re.compile(r"(?<!\w)(?:an?)\s{1,3}$", re.IGNORECASE)


def scan(text: str) -> list[Figure]:
    """All figures in order of position, never overlapping.

    >>> [(text[f.start : f.end], str(f.value)) for text in ["From 65K to half a billion"] for f in scan(text)]
    [('65K', '65000'), ('half a billion', '500000000')]
    """
    return [figure for group in _groups(text) for figure in _read_group(text, group)]


def _groups(text: str) -> Iterator[list[tuple[Token, Figure | None]]]:
    """Runs of tokens that may belong to one number; with each token in digits the figure it is by itself."""
    group: list[tuple[Token, Figure | None]] = []
    end = -100
    addresses = [match.span() for match in _ADDRESS.finditer(text)] if "://" in text or "www." in text else []
    for match in _TOKEN.finditer(text):
        if addresses and any(start <= match.start() < stop for start, stop in addresses):
            continue
        for token, figure in _tokens(text, match):
            join = _join(text, end, token.start) if group else "break"
            if join == "break" and group:
                yield group
                group = []
            group.append((token._replace(join=join), figure))
            end = token.end
    if group:
        yield group


def _join(text: str, end: int, start: int) -> Join:
    if start - end > 16:
        return "break"
    match = _JOIN.fullmatch(text, end, start)
    return _JOINS[match.lastgroup] if match and match.lastgroup else "break"


def _tokens(text: str, match: re.Match[str]) -> Iterator[tuple[Token, Figure | None]]:
    if word := match.group("word"):
        kind, value, plural = VOCABULARY[word.casefold()]
        yield Token(kind, value, match.start(), match.end(), "break", plural), None
        return
    for literal in literals.read(match):
        figure = _with_suffix(text, literal)
        closed = figure.end > literal.end or literal.cut
        yield Token("digits", figure.value, figure.start, figure.end, "break", closed=closed), figure


def _with_suffix(text: str, literal: literals.Literal) -> Figure:
    suffix = None if literal.cut else literals.SUFFIX.match(text, literal.end)
    if suffix is None:
        return Figure(literal.start, literal.end, literal.value, cut=literal.cut)
    letters = suffix.group().strip()
    scale = literals.SUFFIXES[letters]
    loose = letters in literals.LOOSE
    return Figure(literal.start, suffix.end(), _exact(literal.value * scale), scale, loose=loose)


def _read_group(text: str, group: list[tuple[Token, Figure | None]]) -> Iterator[Figure]:
    if len(group) == 1 and group[0][1] is not None:
        yield group[0][1]
        return
    tokens = [token for token, _ in group]
    at = 0
    while at < len(tokens):
        figure = group[at][1]
        if figure is not None and (figure.scale != 1 or figure.cut):
            yield figure
            at += 1
            continue
        reading = number_words.read(tokens, at)
        if reading is None:
            at += 1
            continue
        start, end = tokens[at].start, tokens[reading.stop - 1].end
        article = _ARTICLE.search(text, max(0, start - 5), start) if reading.bare else None
        yield Figure(
            article.start() if article else start,
            end,
            _exact(reading.value),
            reading.scale,
            bare=reading.bare and article is None,
            words=tokens[at].kind != "digits",
        )
        at = reading.stop


def _exact(value: Decimal) -> Decimal:
    """The value without zeros behind the point: 500000000.0 is 500000000."""
    if value != value.to_integral() or abs(value) >= _LARGEST:
        return value
    return value.quantize(Decimal(1))


_LARGEST = Decimal(10) ** 24
