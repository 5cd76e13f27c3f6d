"""Dictionary look-up of names in a text: one pass over its words, the longest name that fits wins.

A name is a row of words with what stands between them. White space and hyphens between words count as the same, so
"second-largest" and "second largest" are one name; any other mark must be as written ("S&P 500", "Ether.fi").
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

_WORD = re.compile(r"\w+")  # "S&P 500" is S, P and 500; "@ada_example" is one word, ada_example
_TICKER = re.compile(r"[A-Z0-9]{1,12}|[a-z]{1,3}[A-Z]{3,}|[A-Z]{3,}[a-z]")  # "ETH", "1INCH", "wstETH", "USDe"
_NEXT = re.compile(r"(?P<gap>[^\w\n]{1,4})(?P<word>\w+)")  # "’s" of "Ethereum’s ether"
_BLANK = re.compile(r"[ \t\u00a0\u202f-]+|[‐‑]")

Case = Literal["any", "exact"]
PayloadT = TypeVar("PayloadT")


@dataclass(frozen=True, slots=True)
class Match(Generic[PayloadT]):
    """A name found at ``[start, end)`` of the text."""

    start: int
    end: int
    payload: PayloadT


@dataclass(slots=True)
class _Node(Generic[PayloadT]):
    """What can follow the words so far: ``ends`` by exact spelling (``None``: any), ``further`` by gap and next word."""

    ends: dict[str | None, PayloadT] = field(default_factory=dict)
    further: dict[tuple[str, str], _Node[PayloadT]] = field(default_factory=dict)


def is_ticker(form: str) -> bool:
    """Whether a name is spelt as a ticker, so that only this spelling of it counts.

    >>> [is_ticker(form) for form in ("BTC", "wstETH", "USDe", "Bitcoin", "TeraWulf")]
    [True, True, True, False, False]
    """
    return _TICKER.fullmatch(form) is not None


def gap_mark(gap: str) -> str:
    """What counts of the characters between two words: blanks and hyphens count as one blank, quotes are straight.

    >>> gap_mark(" "), gap_mark("-"), gap_mark("’"), gap_mark(". ")
    (' ', ' ', "'", '. ')
    """
    return " " if gap in (" ", "-") else _BLANK.sub(" ", gap).replace("’", "'")


class Gazetteer(Generic[PayloadT]):
    """Names with a payload each, found word by word.

    ``any`` names are found in any case; ``exact`` ones only as spelt, and before an ``any`` name of the same words.

    Raises:
        ValueError: a name is there twice, has no word, or has a line end or more than four marks between two words.
    """

    def __init__(self, names: Iterable[tuple[str, Case, PayloadT]]) -> None:
        self._first: dict[str, _Node[PayloadT]] = {}
        for name, case, payload in names:
            self._add(name, None if case == "any" else name.replace("’", "'"), payload)

    def _add(self, name: str, spelling: str | None, payload: PayloadT) -> None:
        first = _WORD.match(name)
        if first is None:
            raise ValueError(f"a name must begin with a word: {name!r}")
        node = self._first.setdefault(first[0].lower(), _Node())
        end = first.end()
        while following := _NEXT.match(name, end):
            node = node.further.setdefault((gap_mark(following["gap"]), following["word"].lower()), _Node())
            end = following.end()
        if end != len(name):
            raise ValueError(f"a name must end with a word and have little between its words: {name!r}")
        if spelling in node.ends:
            raise ValueError(f"a name is there twice: {name!r}")
        node.ends[spelling] = payload

    def find(self, text: str) -> list[Match[PayloadT]]:
        """The names in the text, in order, without overlaps: at each place the longest.

        >>> coins = Gazetteer([("Bitcoin", "any", 1), ("Bitcoin Cash", "any", 2), ("NEAR", "exact", 3)])
        >>> text = "bitcoin-cash is near Bitcoin"
        >>> [(text[m.start:m.end], m.payload) for m in coins.find(text)]
        [('bitcoin-cash', 2), ('Bitcoin', 1)]
        """
        found: list[Match[PayloadT]] = []
        look_up = self._first.get
        position = 0
        for word in _WORD.finditer(text):
            node = look_up(word[0].lower())
            if node is not None and word.start() >= position:
                match = _longest(node, text, word.start(), word.end())
                if match is not None:
                    found.append(match)
                    position = match.end
        return found


def _longest(node: _Node[PayloadT], text: str, start: int, end: int) -> Match[PayloadT] | None:
    """The longest name whose first word stands at ``text[start:end]``."""
    best: Match[PayloadT] | None = None
    while True:
        if node.ends:
            spelling = text[start:end].replace("’", "'")
            if spelling in node.ends:
                best = Match(start, end, node.ends[spelling])
            elif None in node.ends:
                best = Match(start, end, node.ends[None])
        following = _NEXT.match(text, end) if node.further else None
        if following is None:
            return best
        step = node.further.get((gap_mark(following["gap"]), following["word"].lower()))
        if step is None:
            return best
        node, end = step, following.end()
