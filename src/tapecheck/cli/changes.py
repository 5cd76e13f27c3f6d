"""Changed verdicts as a table for a person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.padding import Padding
from rich.text import Text

from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line

if TYPE_CHECKING:
    from tapecheck.corpus.recheck import VerdictChange


def show(changes: Iterable[VerdictChange]) -> None:
    """Print each to standard output: what it is about, and under it the old and the new label with their reasons."""
    console = screen(widest=None)
    for change in changes:
        console.print(
            Text(one_line(f"{change.exact} · {change.kind} · {change.article} · {change.record}"), style="bold")
        )
        before = change.before or "not checked"
        for label, reason in ((before, change.reason_before), (change.after, change.reason_after)):
            console.print(Padding(Text(f"{label}: {reason}" if reason else label), (0, 0, 0, 4)))
        console.print()
