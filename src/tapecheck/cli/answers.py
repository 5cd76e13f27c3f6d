"""An answer as a table for a person, or as CSV, JSON, JSON lines or Parquet for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from decimal import Decimal
from itertools import islice
from typing import BinaryIO, TextIO

from rich.table import Table
from rich.text import Text

from tapecheck.cli.csv_cells import cells
from tapecheck.cli.screen import screen
from tapecheck.cli.screen_text import one_line
from tapecheck.corpus.answers.answer import Answer, Cell, Column, written
from tapecheck.corpus.answers.parquet import write_parquet

_ROWS_SHOWN = 500
_LONGEST_CELL = 120
_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT")


def show(answer: Answer, out: TextIO) -> None:
    """Write the answer as a table; of a long one the first 500 rows."""
    console = screen(out, width=200, widest=None)
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="bold")
    for column in answer.columns:
        number = _is_number(column)
        whole = number or column.type.startswith(("TIMESTAMP", "DATE"))
        # A number that goes on in the next line reads as a smaller one: rather the words beside it are folded.
        table.add_column(Text(column.name), justify="right" if number else "left", overflow="fold", no_wrap=whole)
    for row in islice(answer.rows, _ROWS_SHOWN):
        cells_ = (_short(column, cell) for column, cell in zip(answer.columns, row, strict=True))
        table.add_row(*map(Text, cells_))
    console.print(table)
    more = sum(1 for _ in answer.rows)
    rows = table.row_count + more
    told = "1 row" if rows == 1 else f"{rows:,} rows"
    if more:
        told += f", {_ROWS_SHOWN} shown: --format csv has them all"
    console.print(Text(told, style="dim"))


def _is_number(column: Column) -> bool:
    return column.type.startswith(_NUMBERS) or column.type.endswith(("INT", "INTEGER"))


def _short(column: Column, cell: Cell) -> str:
    """The cell on one line, numbers with commas, times to the minute."""
    text = one_line(written(cell))
    if cell is not None and _is_number(column) and not isinstance(cell, str):
        whole, point, part = text.partition(".")
        return f"{int(whole):,}{point}{part}" if whole.lstrip("-").isdigit() and whole != "-0" else text
    if column.type.startswith("TIMESTAMP"):
        return text.replace("T", " ")[:16]
    return text if len(text) <= _LONGEST_CELL else f"{text[: _LONGEST_CELL - 1].rstrip()}…"


def write_csv(answer: Answer, out: BinaryIO) -> None:
    """A line a row after one with the names, in UTF-8; decimals and times exactly, nothing for null."""
    text = io.TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(cells(column.name for column in answer.columns))
    for row in answer.rows:
        rows.writerow(cells(None if cell is None else written(cell) for cell in row))
    text.detach()


def write_jsonl(answer: Answer, out: BinaryIO) -> None:
    """An object a row; decimals as strings, lists and structs as JSON."""
    for row in answer.rows:
        out.write(_object(answer.columns, row) + b"\n")


def write_json(answer: Answer, out: BinaryIO) -> None:
    """An array of such objects."""
    before = b"[\n"
    for row in answer.rows:
        out.write(before + _object(answer.columns, row))
        before = b",\n"
    out.write(b"[]\n" if before == b"[\n" else b"\n]\n")


WRITERS: dict[str, Callable[[Answer, BinaryIO], None]] = {
    "csv": write_csv,
    "json": write_json,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
}


def _object(columns: tuple[Column, ...], row: tuple[Cell, ...]) -> bytes:
    fields = {column.name: _json(column, cell) for column, cell in zip(columns, row, strict=True)}
    return json.dumps(fields, ensure_ascii=False).encode()


def _json(column: Column, cell: Cell) -> object:
    if isinstance(cell, Decimal):
        return written(cell)
    if isinstance(cell, float) and (cell != cell or cell in (float("inf"), float("-inf"))):
        return str(cell)
    if isinstance(cell, str) and column.is_nested:
        return json.loads(cell, parse_float=str)
    return cell
