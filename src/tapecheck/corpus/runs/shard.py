"""The stream of inputs, cut into shards: so many consecutive inputs that are worked on, written and marked together."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput, RejectedInput

ARTICLES = 512
"""Inputs in a shard, unless the run says otherwise."""
CHARACTERS = 32_000_000
"""Characters of source after which a shard ends all the same: two or three shards are in memory at once."""


class SkippedInput(Data):
    """An input that is left out on purpose: ``reason`` is ``duplicate_id``, ``near_duplicate`` or ``language``, ``message`` says more.

    ``duplicate_of`` is the id of the article that it repeats.
    """

    id: str
    reason: str
    message: str
    duplicate_of: str | None = None
    path: str | None = None
    line: int | None = None


Entry = ArticleInput | RejectedInput | SkippedInput


class Shard(NamedTuple):
    """Inputs ``[first, first + len(entries))`` of the corpus, counted from 0."""

    number: int
    first: int
    entries: tuple[Entry, ...]

    @property
    def name(self) -> str:
        """
        >>> Shard(7, 1792, ()).name
        '00007'
        """
        return shard_name(self.number)

    @property
    def articles(self) -> tuple[ArticleInput, ...]:
        """The inputs that can be worked on."""
        return tuple(entry for entry in self.entries if isinstance(entry, ArticleInput))

    @property
    def written(self) -> tuple[ArticleInput | RejectedInput, ...]:
        """The inputs that have a line among the results."""
        return tuple(entry for entry in self.entries if not isinstance(entry, SkippedInput))

    def digest(self) -> str:
        """SHA-256 of all that the results can depend on, hexadecimal; where the inputs lie is no part of it."""
        total = hashlib.sha256()
        for entry in self.entries:
            total.update(type(entry).__name__.encode() + entry.model_dump_json(exclude={"path"}).encode() + b"\n")
        return total.hexdigest()


def shard_name(number: int) -> str:
    """The name of a shard's files, without their ending."""
    return f"{number:05}"


def cut(inputs: Iterable[Entry], articles: int, characters: int = CHARACTERS) -> Iterator[Shard]:
    """The inputs in shards of so many; a shard ends before that with the input that brings it to ``characters`` of source."""
    entries: list[Entry] = []
    number, first, held = 0, 0, 0
    for entry in inputs:
        entries.append(entry)
        held += len(entry.source) if isinstance(entry, ArticleInput) else 0
        if len(entries) == articles or held >= characters:
            yield Shard(number, first, tuple(entries))
            number, first, held = number + 1, first + len(entries), 0
            entries = []
    if entries:
        yield Shard(number, first, tuple(entries))


def writable(entry: ArticleInput | RejectedInput) -> ArticleInput | RejectedInput:
    """The entry itself, if it can be sent and written at all."""
    try:
        entry.model_dump_json()
    except ValueError:
        message = "it has half a character (a lone surrogate), which no encoding can write"
        path = None if entry.path is None else _escaped(entry.path)
        return RejectedInput(id=_escaped(entry.id), error="DecodeError", message=message, path=path, line=entry.line)
    return entry


def _escaped(name: str) -> str:
    r"""
    >>> print(_escaped("caf\udce9.txt"))
    caf\udce9.txt
    """
    return name.encode(errors="backslashreplace").decode()
