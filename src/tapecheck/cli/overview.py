"""What can be asked of a run: its tables with their columns and rows, and the ready-made questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, TextIO

from rich.padding import Padding
from rich.text import Text

from tapecheck.cli.screen import screen
from tapecheck.corpus.answers.ready import ready_made

if TYPE_CHECKING:
    from tapecheck.corpus.answers.tables import Tables


def show_overview(tables: Tables, out: TextIO) -> None:
    """Write it."""
    console = screen(out, widest=None)
    for table in tables.shapes():
        console.print(Text(f"{table.name}  {table.rows:,} rows", style="bold"))
        columns = Text(", ").join(Text(f"{column.name} {column.type.lower()}") for column in table.columns)
        console.print(Padding(columns, (0, 0, 0, 2)))
    console.print()
    console.print(Text("Ready-made questions", style="bold"))
    for ready in ready_made().values():
        console.print(Padding(Text.assemble((f"{ready.name}  ", "bold"), ready.about), (0, 0, 0, 2)))
        for setting in ready.settings:
            default = "" if setting.default is None else f" (default {setting.default})"
            console.print(Padding(Text(f"--set {setting.name}=…  {setting.about}{default}", style="dim"), (0, 0, 0, 4)))
