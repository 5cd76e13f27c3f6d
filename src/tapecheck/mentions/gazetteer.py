"""Dictionary look-up of names in a text: one pass over its words, the longest name that fits wins.

A name is a row of words with what stands between them. White space and hyphens between words count as the same, so
"second-largest" and "second largest" are one name; any other mark must be as written ("S&P 500", "Ether.fi").
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Literal, NamedTuple, TypeVar

_WORD = re.compile(r"\w+")  # "S&P 500" is S, P and 500; "@ada_example" is one word, ada_example
_TICKER = re.compile(r"[A-Z0-9]{1,12}|[a-z]{1,3}[A-Z]{3,}|[A-Z]{3,}[a-z]")  # "ETH", "1INCH", "wstETH", "USDe"
_BLANK = re.compile(r"[ \t\u00a0\u202f-]+|[‐‑]")
_LONGEST_GAP = 4

Case = Literal["any", "exact"]
PayloadT = TypeVar("PayloadT")


class Word(NamedTuple):
    """One word of the text at ``[start, end)``, and the same in lower case."""

    start: int
    end: int
    text: str
    key: str


@dataclass(frozen=True, slots=True)
class Entry(Generic[PayloadT]):
    """A name as the dictionary holds it. ``gaps[i]`` stands between word *i* and word *i* + 1."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    gaps: tuple[str, ...]
    exact: bool
    payload: PayloadT


@dataclass(frozen=True, slots=True)
class Match(Generic[PayloadT]):
    """A name found at ``[start, end)`` of the text."""

    start: int
    end: int
    payload: PayloadT


def split_words(text: str) -> list[Word]:
    """The words of the text in order."""
    return [Word(m.start(), m.end(), m[0], m[0].lower()) for m in _WORD.finditer(text)]


def is_ticker(form: str) -> bool:
    """Whether a name is spelt as a ticker, so that only this spelling of it counts.

    >>> [is_ticker(form) for form in ("BTC", "wstETH", "USDe", "Bitcoin", "TeraWulf")]
    [True, True, True, False, False]
    """
    return _TICKER.fullmatch(form) is not None


def gap_mark(gap: str) -> str | None:
    """What counts of the characters between two words: blanks and hyphens as one blank; ``None``: no name goes on across it.

    >>> gap_mark(" "), gap_mark("-"), gap_mark("’"), gap_mark(". "), gap_mark(chr(10))
    (' ', ' ', "'", '. ', None)
    """
    if gap in (" ", "-"):
        return " "
    if len(gap) > _LONGEST_GAP or "\n" in gap:
        return None
    return _BLANK.sub(" ", gap).replace("’", "'")


class Gazetteer(Generic[PayloadT]):
    """Names with a payload each, found by their first word."""

    def __init__(self, names: Iterable[tuple[str, Case, PayloadT]]) -> None:
        by_first: dict[str, list[Entry[PayloadT]]] = defaultdict(list)
        for name, case, payload in names:
            entry = make_entry(name, case, payload)
            by_first[entry.keys[0]].append(entry)
        self._by_first: Mapping[str, Sequence[Entry[PayloadT]]] = {
            key: sorted(entries, key=lambda entry: (-len(entry.words), not entry.exact))
            for key, entries in by_first.items()
        }

    def entries(self) -> Iterator[Entry[PayloadT]]:
        """All names."""
        for entries in self._by_first.values():
            yield from entries

    def find(self, text: str, words: Sequence[Word]) -> list[Match[PayloadT]]:
        """The names in the text, in order, without overlaps: at each place the longest.

        >>> coins = Gazetteer([("Bitcoin", "any", 1), ("Bitcoin Cash", "any", 2), ("NEAR", "exact", 3)])
        >>> text = "bitcoin-cash is near Bitcoin"
        >>> [(text[m.start:m.end], m.payload) for m in coins.find(text, split_words(text))]
        [('bitcoin-cash', 2), ('Bitcoin', 1)]
        """
        found: list[Match[PayloadT]] = []
        look_up = self._by_first.get
        position = 0
        for index, word in enumerate(words):
            entries = look_up(word.key)
            if entries is None or word.start < position:
                continue
            for entry in entries:
                last = _last_word(entry, text, words, index)
                if last is not None:
                    position = last.end
                    found.append(Match(word.start, position, entry.payload))
                    break
        return found


def make_entry(name: str, case: Case, payload: PayloadT) -> Entry[PayloadT]:
    """The name cut into words.

    Raises:
        ValueError: there is no word in it, or what stands between its words can't be matched.
    """
    words = split_words(name)
    if not words:
        raise ValueError(f"a name without a word: {name!r}")
    gaps = [gap_mark(name[left.end : right.start]) for left, right in itertools.pairwise(words)]
    marks = tuple(gap for gap in gaps if gap is not None)
    if len(marks) < len(gaps):
        raise ValueError(f"a name with too much between its words: {name!r}")
    return Entry(
        words=tuple(word.text for word in words),
        keys=tuple(word.key for word in words),
        gaps=marks,
        exact=case == "exact",
        payload=payload,
    )


def _last_word(entry: Entry[PayloadT], text: str, words: Sequence[Word], index: int) -> Word | None:
    """The last word of the entry if it stands in the text from word ``index`` on."""
    count = len(entry.keys)
    if index + count > len(words):
        return None
    for offset in range(count):
        word = words[index + offset]
        if word.key != entry.keys[offset] or (entry.exact and word.text != entry.words[offset]):
            return None
        if offset and gap_mark(text[words[index + offset - 1].end : word.start]) != entry.gaps[offset - 1]:
            return None
    return words[index + count - 1]
