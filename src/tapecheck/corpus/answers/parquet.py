"""An answer → a Parquet file with typed columns (extra ``tables``)."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from tapecheck.corpus.answers.answer import Answer, Cell, Column
from tapecheck.corpus.sinks.libraries import library

_ROWS_PER_GROUP = 10_000
_DECIMAL = re.compile(r"DECIMAL\((?P<digits>\d{1,2}),\s?(?P<after>\d{1,2})\)")


def write_parquet(answer: Answer, stream: BinaryIO) -> None:
    """Decimals, instants, dates and numbers keep their types; all else is text, lists and structs as JSON.

    Raises:
        ExportError: pyarrow is not installed.
    """
    pyarrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    schema = pyarrow.schema([(column.name, _type(pyarrow, column)) for column in answer.columns])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while rows := list(islice(answer.rows, _ROWS_PER_GROUP)):
            arrays = [
                pyarrow.array([_value(column, row[index]) for row in rows], schema.field(index).type)
                for index, column in enumerate(answer.columns)
            ]
            writer.write_table(pyarrow.Table.from_arrays(arrays, schema=schema))


def _type(pyarrow: Any, column: Column) -> Any:
    match = _DECIMAL.fullmatch(column.type)
    if match is not None:
        return pyarrow.decimal128(int(match["digits"]), int(match["after"]))
    types = {
        "BOOLEAN": pyarrow.bool_(),
        "DOUBLE": pyarrow.float64(),
        "FLOAT": pyarrow.float64(),
        "DATE": pyarrow.date32(),
        "TIMESTAMP": pyarrow.timestamp("us"),
        "TIMESTAMP WITH TIME ZONE": pyarrow.timestamp("us", tz="UTC"),
        "HUGEINT": pyarrow.decimal256(39, 0),
        "UHUGEINT": pyarrow.decimal256(39, 0),
        "UBIGINT": pyarrow.uint64(),
    }
    if column.type.endswith(("INT", "INTEGER")) and column.type not in types:
        return pyarrow.int64()
    return types.get(column.type, pyarrow.string())


def _value(column: Column, cell: Cell) -> object:
    if cell is None:
        return None
    if column.type == "DATE":
        return date.fromisoformat(str(cell))
    if column.type in ("TIMESTAMP", "TIMESTAMP WITH TIME ZONE"):
        return datetime.fromisoformat(str(cell))
    return Decimal(cell) if column.type.endswith("HUGEINT") and isinstance(cell, int) else cell
