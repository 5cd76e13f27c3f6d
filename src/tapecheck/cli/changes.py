"""Changed verdicts as a table for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

if TYPE_CHECKING:
    from tapecheck.corpus.recheck import VerdictChange

_WIDTH_WITHOUT_TERMINAL = 130


def show(changes: Iterable[VerdictChange]) -> None:
    """Print each to standard output: what it is about, and under it the old and the new label with their reasons."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _WIDTH_WITHOUT_TERMINAL
    for change in changes:
        console.print(Text(f"{change.exact} · {change.kind} · {change.article} · {change.record}", style="bold"))
        before = change.before or "not checked"
        for label, reason in ((before, change.reason_before), (change.after, change.reason_after)):
            console.print(Padding(Text(f"{label}: {reason}" if reason else label), (0, 0, 0, 4)))
        console.print()
