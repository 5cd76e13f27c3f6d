"""What every reader is given: a file to read, wherever it stands, and what was asked for."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, cast

from tapecheck.corpus.reading.columns import ColumnMap
from tapecheck.corpus.reading.meter import Meter
from tapecheck.schema.input import ArticleInput, RejectedInput

MAX_ARTICLE_BYTES = 8 * 1024 * 1024
"""The longest file, JSON line or table row that is taken for an article; a longer one is rejected, and the rest goes on."""

# A name out of an archive may hold what a terminal obeys; a file's name may be no characters at all.
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")

Item = ArticleInput | RejectedInput


@dataclass(frozen=True, slots=True)
class File:
    """A file, or a member of an archive. ``name`` is its path as given or found; ``size`` its packed bytes, ``None``: unknown.

    ``open`` gives the bytes as they stand, from the beginning; it and ``size`` raise an ``OSError`` where there is no way.
    """

    name: str
    open: Callable[[], BinaryIO]
    size: Callable[[], int | None]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was asked for. ``by_name``: the file was named by the caller, not found in a folder or by a pattern."""

    columns: ColumnMap = field(default_factory=ColumnMap)
    meter: Meter = field(default_factory=Meter)
    longest: int = MAX_ARTICLE_BYTES
    by_name: bool = False


def local_file(path: str) -> File:
    """The file at a path of this machine."""
    return File(
        printable(Path(path).as_posix()),
        lambda: cast("BinaryIO", Path(path).open("rb", buffering=0)),
        lambda: os.stat(path).st_size,  # noqa: PTH116
    )


def printable(name: str) -> str:
    r"""The name with escapes in place of control characters and of bytes that are no characters.

    >>> printable("a\x1b[2J.html")
    'a\\x1b[2J.html'
    """
    return _UNPRINTABLE.sub(lambda match: ascii(match.group())[1:-1], name)


def rejected(name: str, cause: str | Exception, *, line: int | None = None, part: str | None = None) -> RejectedInput:
    """What stands in the stream for what can't be read: ``name`` is the file, ``part`` names a part of it, ``cause`` says why."""
    message = cause if isinstance(cause, str) else _said(cause)
    of_line = f"{name}:{line}" if line is not None else name
    return RejectedInput(
        id=of_line if part is None else part,
        error="DecodeError",
        message=" ".join(printable(message).split()),
        path=name,
        line=line,
    )


def _said(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
