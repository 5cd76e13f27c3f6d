"""Where tables for a person are printed: as wide as the terminal, without colours or blanks at line ends where it is none."""

from __future__ import annotations

import io
import re
import sys
from typing import TextIO

from rich.console import Console

WIDTH_WITHOUT_TERMINAL = 130
_WIDEST = 140
"""Longer lines are hard to read."""

_UNSHOWN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""What a terminal would act upon instead of showing it: an article may hold sequences that move the cursor or turn the direction."""


def shown(text: str) -> str:
    """The text as it can be printed: nothing in it that a terminal would obey.

    >>> shown("\\x1b[2J$97,800\\u202e")
    '�[2J$97,800�'
    """
    return _UNSHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def one_line(text: str) -> str:
    """The text as it can be printed, on one line."""
    return shown(" ".join(text.split()))


def screen(out: TextIO | None = None, *, width: int = WIDTH_WITHOUT_TERMINAL) -> Console:
    """A console on ``out`` (``None``: standard output); ``width``: in columns, where that is no terminal."""
    file = sys.stdout if out is None else out
    if isinstance(file, io.TextIOWrapper) and file.encoding.lower().replace("-", "") != "utf8":
        file.reconfigure(errors="replace")
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.width = min(console.width, _WIDEST)
        return console
    return Console(file=_Trimmed(file), width=width, highlight=False, emoji=False, markup=False, no_color=True)


class _Trimmed(io.TextIOBase):
    """Writes lines without the blanks at their ends."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._kept = out, ""

    def write(self, text: str) -> int:
        """Passes on all but the blanks that the text ends with, which may turn out to end a line."""
        whole = re.sub(r"[ \t]+(?=\n)", "", self._kept + text)
        bare = whole.rstrip(" \t")
        self._kept = whole[len(bare) :]
        self._out.write(bare)
        return len(text)

    def flush(self) -> None:
        """See ``io.TextIOBase``."""
        self._out.flush()
