"""Folders and patterns → the files in them, in the order of their names, one folder's names in memory at a time."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from tapecheck.corpus.reading.files import File, local_file, printable, rejected
from tapecheck.corpus.reading.kinds import kind_of
from tapecheck.schema.input import RejectedInput

_MAGIC = re.compile(r"[*?[]")

States = frozenset[int] | None
"""How many parts of a pattern a folder's path has matched, each way that it can; ``None``: all that is below matches."""


class Entry(NamedTuple):
    """What stands in a folder: its last name, and whether it is a folder, a file (or a link to one), or neither."""

    name: str
    kind: Literal["folder", "file", "other"]


class Tree(Protocol):
    """A place with folders: this machine's disk, or a bucket."""

    def entries(self, folder: str) -> list[Entry]:
        """What stands in the folder, by name.

        Raises:
            OSError: it can't be listed.
        """

    def join(self, folder: str, name: str) -> str:
        """The path of what stands in the folder."""

    def identity(self, folder: str) -> object:
        """The same for each way that leads to the folder.

        Raises:
            OSError: it is not there any more.
        """

    def file(self, path: str) -> File:
        """The file at the path."""


class Disk:
    """The folders of this machine."""

    def entries(self, folder: str) -> list[Entry]:
        """What stands in the folder, by name; links count as what they lead to, one that leads nowhere as a file."""
        with os.scandir(folder) as found:
            return sorted(Entry(entry.name, _kind(entry)) for entry in found)

    def join(self, folder: str, name: str) -> str:
        """The path of what stands in the folder."""
        return name if folder in ("", ".") else os.path.join(folder, name)  # noqa: PTH118

    def identity(self, folder: str) -> object:
        """The same for each way that leads to the folder."""
        stat = Path(folder).stat()
        return stat.st_dev, stat.st_ino

    def file(self, path: str) -> File:
        """The file at the path."""
        return local_file(path)


def _kind(entry: os.DirEntry[str]) -> Literal["folder", "file", "other"]:
    try:
        if entry.is_dir():
            return "folder"
        # A pipe would block the run for ever.
        return "file" if entry.is_file() or not entry.stat() else "other"
    except OSError:
        # A link that leads nowhere, or in circles: found out when it is opened.
        return "file"


class _Level(NamedTuple):
    folder: str
    identity: object
    entries: Iterator[Entry]
    states: States


def is_pattern(path: str) -> bool:
    """Whether there are ``*``, ``?`` or ``[`` in the path."""
    return _MAGIC.search(path) is not None


def split_pattern(path: str) -> tuple[str, tuple[str, ...]]:
    """The folder that all matches stand in, and the parts of the pattern below it.

    >>> split_pattern("news/2026-*/**/*.html"), split_pattern("*.txt"), split_pattern("/a/b*")
    (('news', ('2026-*', '**', '*.html')), ('.', ('*.txt',)), ('/a', ('b*',)))
    """
    parts = path.split("/")
    first = next(number for number, part in enumerate(parts) if is_pattern(part))
    base = "/".join(parts[:first]) or ("/" if first else ".")
    return base, tuple(part for part in parts[first:] if part)


def walk(tree: Tree, root: str, pattern: tuple[str, ...] | None = None) -> Iterator[File | RejectedInput]:
    """The files below a folder that may hold articles, in the order of their paths' parts; rejected: what can't be listed.

    ``pattern``: only files that match, each once, ``**`` for any number of folders; a folder that matches is walked in full.
    ``*`` and ``**`` don't match names that begin with a dot. A link back to a folder that it stands in is not followed.
    """
    levels: list[_Level] = []
    pending: tuple[str, States] | None = (root, None if pattern is None else _reach(frozenset({0}), pattern))
    while pending or levels:
        if pending:
            folder, states = pending
            pending = None
            try:
                identity = tree.identity(folder)
                if all(level.identity != identity for level in levels):
                    levels.append(_Level(folder, identity, iter(tree.entries(folder)), states))
            except OSError as error:
                yield rejected(printable(folder), error)
            continue
        level = levels[-1]
        entry = next(level.entries, None)
        if entry is None:
            levels.pop()
            continue
        states = _step(level.states, entry.name, pattern or ())
        matches = states is None or len(pattern or ()) in states
        path = tree.join(level.folder, entry.name)
        if entry.kind == "folder":
            pending = (path, None if matches else states) if states is None or states else None
        elif matches and kind_of(entry.name) is not None:
            yield tree.file(path) if entry.kind == "file" else rejected(printable(path), "neither a file nor a folder")


def _step(states: States, name: str, pattern: tuple[str, ...]) -> States:
    if states is None:
        return None
    reached: set[int] = set()
    for state in states:
        if state == len(pattern):
            continue
        part = pattern[state]
        if name.startswith(".") and not part.startswith("."):
            continue
        if part == "**":
            reached.add(state)
        elif fnmatchcase(name, part):
            reached.add(state + 1)
    return _reach(frozenset(reached), pattern)


def _reach(states: frozenset[int], pattern: tuple[str, ...]) -> frozenset[int]:
    """With ``**`` standing for no folder at all."""
    reached = set(states)
    for state in range(len(pattern)):
        if state in reached and pattern[state] == "**":
            reached.add(state + 1)
    return frozenset(reached)
