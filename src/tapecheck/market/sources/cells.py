"""JSON values as cells of rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from tapecheck.market.sources.layout import BadRow, Json, Row

_SHOWN = 40


def is_list(value: Json) -> TypeGuard[Sequence[Json]]:
    """Whether a value is a JSON array."""
    return isinstance(value, list)


def list_rows(rows: Json, width: int) -> Iterator[Row]:
    """Rows of an array of arrays; a row of another length, or with a value that is no single one, is bad."""
    assert is_list(rows)
    for row in rows:
        if not is_list(row):
            yield BadRow(f"{shown(row)} is not a list")
        elif len(row) != width:
            yield BadRow(f"{len(row)} values, not {width}")
        else:
            yield cells(row)


def object_rows(rows: Sequence[Json], columns: Sequence[str]) -> Iterator[Row]:
    """Rows of an array of objects; a key that a row lacks is an empty cell."""
    for row in rows:
        if isinstance(row, Mapping):
            yield cells([row.get(name) for name in columns])
        else:
            yield BadRow(f"{shown(row)} is not an object")


def cells(values: Sequence[Json]) -> Row:
    """Single values as text cells; ``null`` and blanks are empty."""
    found: list[str | None] = []
    for value in values:
        if isinstance(value, bool):
            found.append(str(value).lower())
        elif value is None or isinstance(value, str):
            found.append((value or "").strip() or None)
        else:
            return BadRow(f"{shown(value)} is not a single value")
    return found


def printable(text: str) -> str:
    """A text that came from a file, for one line of a terminal: without line ends and control characters.

    >>> printable("two\\nlines")
    'two?lines'
    """
    return "".join(character if character.isprintable() else "?" for character in text)


def shown(value: Json) -> str:
    """A value for an error, in a few characters."""
    if isinstance(value, Mapping):
        return "an object"
    if is_list(value):
        return "a list"
    text = "null" if value is None else str(value)
    return repr(text if len(text) <= _SHOWN else text[:_SHOWN] + "…")
