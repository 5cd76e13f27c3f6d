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


def screen(out: TextIO | None = None, *, width: int = WIDTH_WITHOUT_TERMINAL, widest: int | None = _WIDEST) -> Console:
    """A console on ``out`` (``None``: standard output); ``width``: in columns, where that is no terminal.

    ``widest``: no more columns of a terminal are used (``None``: all of them).
    """
    file = sys.stdout if out is None else out
    if isinstance(file, io.TextIOWrapper) and file.encoding.lower().replace("-", "") != "utf8":
        file.reconfigure(errors="replace")
    console = Console(file=file, highlight=False, emoji=False, markup=False)
    if console.is_terminal:
        console.width = console.width if widest is None else min(console.width, widest)
        return console
    return Console(file=_Trimmed(file), width=width, highlight=False, emoji=False, markup=False, no_color=True)


class _Trimmed(io.StringIO):
    """Writes lines without the blanks at their ends."""

    def __init__(self, out: TextIO) -> None:
        super().__init__()
        self._out, self._kept = out, ""

    def write(self, text: str) -> int:
        """Passes on all but the blanks that the text ends with, which may turn out to end a line."""
        whole = re.sub(r"[ \t]+(?=\n)", "", self._kept + text)
        bare = whole.rstrip(" \t")
        self._kept = whole[len(bare) :]
        self._out.write(bare)
        return len(text)

    def flush(self) -> None:
        """See ``io.StringIO``."""
        self._out.flush()
