"""Parquet files → one article a row, with a column map."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, BinaryIO

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.corpus.reading.rows import read_row
from tapecheck.errors import ConfigError, DecodeError
from tapecheck.text.decode import decode

if TYPE_CHECKING:
    import pyarrow
    import pyarrow.parquet

_ROWS_AT_ONCE = 64
_PIECE = 1024 * 1024
_TEXTS = ("text", "html")


def check_parquet(file: File, reading: Reading) -> None:
    """Nothing comes out.

    Raises:
        ConfigError: a column is missing, or pyarrow is.
    """
    try:
        with file.open() as stream, _opened(stream) as table:
            reading.columns.resolve(table.schema_arrow.names, file.name)
    except (OSError, DecodeError):
        return


def read_parquet(file: File, reading: Reading) -> Iterator[Item]:
    """The articles of a table, a few rows at a time; only the columns that are needed are read.

    Texts may be strings or bytes, ``published_at`` a timestamp, a date or a string. ``line`` is the row's number, from 1. The
    library unpacks the file in pages of the size that its writer chose; that is the memory it takes.

    Raises:
        ConfigError: a column is missing, or pyarrow is.
    """
    row = 0
    with reading.meter.reading(file) as stream:
        try:
            with _opened(stream) as table:
                places = reading.columns.resolve(table.schema_arrow.names, file.name)
                names = {field: table.schema_arrow.names[place] for field, place in places.items()}
                for batch in _batches(table, sorted(set(names.values()))):
                    columns = {field: _readable(batch.column(name)) for field, name in names.items()}
                    for index in range(batch.num_rows):
                        row += 1
                        yield _article(columns, index, file.name, row, reading.longest)
        except (DecodeError, OSError) as error:
            yield rejected(file.name, f"the file can't be read further: {error}", line=row + 1)


@contextmanager
def _opened(stream: BinaryIO) -> Iterator[pyarrow.parquet.ParquetFile]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        raise ConfigError("Parquet files need more packages: pip install 'tapecheck[tables]'") from error
    try:
        with pyarrow.parquet.ParquetFile(stream, pre_buffer=False, buffer_size=_PIECE) as table:
            yield table
    except (pyarrow.ArrowException, ValueError) as error:
        raise DecodeError(str(error).strip() or type(error).__name__) from error


def _batches(table: pyarrow.parquet.ParquetFile, names: list[str]) -> Iterator[pyarrow.RecordBatch]:
    yield from table.iter_batches(batch_size=_ROWS_AT_ONCE, columns=names, use_threads=False)


def _readable(column: pyarrow.Array) -> pyarrow.Array:
    """The column with times in microseconds: Python has no finer ones."""
    import pyarrow

    if pyarrow.types.is_timestamp(column.type) and column.type.unit == "ns":
        return column.cast(pyarrow.timestamp("us", tz=column.type.tz), safe=False)
    return column


def _article(columns: Mapping[str, pyarrow.Array], index: int, path: str, row: int, longest: int) -> Item:
    fields: dict[str, object] = {}
    for field, column in columns.items():
        try:
            value = column[index].as_py()
            if isinstance(value, bytes):
                value = decode(value) if field in _TEXTS and value else value.decode()
        except (ValueError, OverflowError, DecodeError) as error:
            return rejected(path, f'"{field}" can\'t be read: {error}', line=row)
        if isinstance(value, str) and len(value) > longest:
            return rejected(path, f'"{field}" is longer than {longest:,} characters', line=row)
        fields[field] = value
    return read_row(fields, path=path, line=row)
