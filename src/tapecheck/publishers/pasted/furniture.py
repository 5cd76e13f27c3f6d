"""What on a page is not the article: the pattern table, and how a line or a stretch of a paragraph is looked up in it."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources
from typing import Literal, NamedTuple

Kind = Literal["furniture", "related"]
Scope = Literal["line", "tail", "inline", "inline_tail"]
_LONGEST_TAIL_LINE = 90
_INNERMOST = re.compile(r"\([^()]*\)")
# Letters and blanks that stand for themselves: none that is optional or repeated.
_LITERAL = re.compile(r"(?:[\w ](?![?*+{]))*")


class Pattern(NamedTuple):
    """One row of the table.

    ``scope``: ``line`` is a whole line; ``tail`` a whole line that opens a part of the page (all that follows goes with
    it, as far as its reader decides); ``inline`` and ``inline_tail`` begin inside a paragraph, the latter runs to its end.
    ``opening``: the characters that every match of a row begins with, told from its pattern; looked for first, being faster.
    """

    kind: Kind
    scope: Scope
    regex: re.Pattern[str]
    opening: str


@cache
def table() -> tuple[Pattern, ...]:
    """The rows of ``data/furniture.jsonl``, compiled; whole lines are matched without regard to case."""
    lines = resources.files("tapecheck").joinpath("data/furniture.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(
        Pattern(row["kind"], row["scope"], re.compile(row["pattern"], _flags(row["scope"])), _opening(row["pattern"]))
        for row in map(json.loads, lines)
    )


def line_kind(line: str) -> Kind | None:
    """``furniture`` or ``related`` if the whole line is that, else ``None``.

    >>> line_kind("Share this article"), line_kind("Related: Why ether rose"), line_kind("Ether rose.")
    ('furniture', 'related', None)
    """
    for kind, regex in _whole("line"):
        if regex.fullmatch(line):
            return kind
    return None


def tail_kind(line: str) -> Kind | None:
    """The kind of the part that this line opens ("More For You", "About the author"), else ``None``.

    >>> tail_kind("Related Articles:"), tail_kind("Related parties")
    ('related', None)
    """
    if len(line) > _LONGEST_TAIL_LINE:
        return None
    bare = line.strip(" :#*–—-")
    for kind, regex in _whole("tail"):
        if regex.fullmatch(bare):
            return kind
    return None


@cache
def inline_patterns() -> tuple[Pattern, ...]:
    """The rows that begin inside a paragraph."""
    return tuple(row for row in table() if row.scope in ("inline", "inline_tail"))


def _opening(pattern: str) -> str:
    outside = re.sub(r"\[[^\]]*\]|\\.", "x", pattern)
    while outside != (outside := _INNERMOST.sub("x", outside)):
        pass
    literal = _LITERAL.match(pattern)
    return literal.group() if literal and "|" not in outside else ""


def _flags(scope: Scope) -> re.RegexFlag:
    return re.IGNORECASE if scope in ("line", "tail") else re.NOFLAG


@cache
def _whole(scope: Scope) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    """One regex for each kind: all its rows of this scope as alternatives, related before furniture."""
    kinds: tuple[Kind, ...] = ("related", "furniture")
    return tuple((kind, _either(kind, scope)) for kind in kinds)


def _either(kind: Kind, scope: Scope) -> re.Pattern[str]:
    rows = [row.regex.pattern for row in table() if row.kind == kind and row.scope == scope]
    return re.compile("|".join(f"(?:{pattern})" for pattern in rows), _flags(scope))
