"""What a question is answered with: named, typed columns and rows that come as they are asked for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from tapecheck.schema.base import plain_digits

Cell = str | int | float | bool | Decimal | None
"""Decimals are exact. Times are ISO 8601 text, with ``Z`` where the column has a zone; lists and structs are JSON text."""

Row = tuple[Cell, ...]

_ZONED = re.compile(r"(?P<day>\S+) (?P<time>\S+)\+00")
_TIME = re.compile(r"(?P<day>\d{4,6}-\d\d-\d\d) (?P<time>\d\d:\d\d:\d\d\S{0,10})")


class Column(NamedTuple):
    """A column's name and DuckDB's name of its type: ``VARCHAR``, ``DECIMAL(38,18)``, ``TIMESTAMP WITH TIME ZONE``."""

    name: str
    type: str

    @property
    def is_nested(self) -> bool:
        """Whether its cells are lists, structs or maps."""
        return self.type.endswith("]") or self.type.startswith(("STRUCT", "MAP", "UNION"))


class Answer(NamedTuple):
    """The columns in order, and the rows, which can be read once."""

    columns: tuple[Column, ...]
    rows: Iterator[Row]


def iso(text: str) -> str:
    """A time as DuckDB writes it in UTC, as ISO 8601.

    >>> iso("2026-01-14 22:57:00+00"), iso("2026-01-14 22:57:00.5"), iso("infinity")
    ('2026-01-14T22:57:00Z', '2026-01-14T22:57:00.5', 'infinity')
    """
    zoned = _ZONED.fullmatch(text)
    if zoned is not None:
        return f"{zoned['day']}T{zoned['time']}Z"
    plain = _TIME.fullmatch(text)
    return text if plain is None else f"{plain['day']}T{plain['time']}"


def written(cell: Cell) -> str:
    """A cell as text, exactly: decimals without an exponent and without zeros at their end, nothing for ``None``.

    >>> written(Decimal("97800.500000")), written(Decimal("7E+8")), written(True), written(None)
    ('97800.5', '700000000', 'true', '')
    """
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, Decimal):
        return plain_digits(cell)
    return str(cell)
