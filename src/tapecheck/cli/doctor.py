"""``tapecheck doctor``: whether this installation is sound."""

from __future__ import annotations

import json
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import USAGE, clear_errors

if TYPE_CHECKING:
    from tapecheck.doctor import Finding

_STYLES = {"ok": "green", "warning": "yellow", "error": "bold red"}
_COUNTED = {"ok": "ok", "warning": "with a warning", "error": "broken"}
_CHECK_WIDTH = 26


class DoctorFormat(StrEnum):
    """How findings are written."""

    TABLE = "table"
    JSON = "json"


Store = Annotated[Path | None, typer.Option("--market", metavar="STORE", help="A market store to look at, too.")]
FormatOption = Annotated[DoctorFormat, typer.Option("--format", help="Lines for a person, or JSON.")]


def doctor(market: Store = None, format_: FormatOption = DoctorFormat.TABLE) -> None:
    """Check Python, packages, extras, models, publishers, a market store, disk and terminal. Exit status 2: something is broken."""
    with clear_errors():
        from tapecheck.doctor import examine

        if format_ is DoctorFormat.JSON:
            findings = list(examine(market))
            typer.echo(json.dumps([one.model_dump() for one in findings], ensure_ascii=False, indent=2))
        else:
            findings = list(_shown(examine(market)))
        raise typer.Exit(USAGE if any(one.status == "error" for one in findings) else 0)


def _shown(findings: Iterable[Finding]) -> Iterable[Finding]:
    """The findings, each printed as it comes."""
    from rich.table import Table
    from rich.text import Text

    from tapecheck.cli.screen import screen
    from tapecheck.cli.screen_text import one_line

    console, counted = screen(), dict.fromkeys(_STYLES, 0)
    for one in findings:
        counted[one.status] += 1
        line = Table.grid(padding=(0, 2, 0, 0))
        for width in (7, _CHECK_WIDTH, None):
            line.add_column(width=width, overflow="fold")
        told = Text(one_line(one.found) + (f" → {one_line(one.fix)}" if one.fix else ""))
        line.add_row(Text(one.status, style=_STYLES[one.status]), Text(one_line(one.check), style="bold"), told)
        console.print(line)
        yield one
    console.print(Text(", ".join(f"{counted[status]} {word}" for status, word in _COUNTED.items())))
