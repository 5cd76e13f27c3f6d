"""Exports → a database, a part at a time: so many lines of a JSONL file, or a shard of a run's folder.

A part has a key of its content. One that the database has marked with that key is passed over, so a load that broke off and is begun
again loads what was missing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from tapecheck.corpus.exports import LONGEST_LINE, result_of
from tapecheck.corpus.reading.raw_lines import RawLine, file_lines
from tapecheck.corpus.runs.formats import RESULTS
from tapecheck.corpus.runs.marker import RUN, Marker, markers
from tapecheck.corpus.runs.shard import shard_name
from tapecheck.corpus.runs.storage import Storage, open_storage
from tapecheck.corpus.sinks.columns import TABLES, TableName
from tapecheck.corpus.sinks.database import ARTICLES_PER_BATCH, Database, Part, opened
from tapecheck.corpus.sinks.partitions import read_shard
from tapecheck.corpus.sinks.typed import typed_tables
from tapecheck.errors import ConfigError
from tapecheck.schema.input import RejectedInput

if TYPE_CHECKING:
    import pyarrow as pa

    Tables = dict[TableName, pa.Table]

_BYTES_PER_BATCH = 64 * 1024 * 1024

EXPORTS = (".jsonl", ".jsonl.gz", ".jsonl.zst")


class LoadWatcher(Protocol):
    """Told of each part as it is done."""

    def part(self, loaded: Loaded) -> None:
        """What became of it."""


class Loaded(NamedTuple):
    """What was loaded: rows by table; ``parts`` of which ``kept`` were in the database already and are not among the rows."""

    parts: int
    kept: int
    rows: dict[TableName, int]

    def plus(self, other: Loaded) -> Loaded:
        """Both together."""
        rows = {name: self.rows[name] + other.rows[name] for name in TABLES}
        return Loaded(self.parts + other.parts, self.kept + other.kept, rows)


NOTHING = Loaded(0, 0, dict.fromkeys(TABLES, 0))


class _Piece(NamedTuple):
    """A part, and how to make its tables if they are wanted."""

    part: Part
    tables: Callable[[], Tables]


def load(sources: Sequence[str], target: str, watcher: LoadWatcher, *, schema_name: str | None = None) -> Loaded:
    """Load exports of ``extract`` into the database ``target``: JSONL files, packed or not, and folders of runs.

    ``schema_name``: where the tables are, PostgreSQL only; ``None``: public.

    Raises:
        ConfigError: a source can't be read or is no export (the message names file and line), or the target is no database.
        ExportError: the rows can't be written; whole parts are kept.
    """
    total = NOTHING
    pieces = [_pieces(source) for source in sources]
    with opened(target, schema_name=schema_name) as database:
        for piece in (piece for each in pieces for piece in each):
            loaded = _load(piece, database)
            watcher.part(loaded)
            total = total.plus(loaded)
    return total


def _load(piece: _Piece, database: Database) -> Loaded:
    if database.is_loaded(piece.part):
        return NOTHING._replace(parts=1, kept=1)
    tables = piece.tables()
    database.load(tables, piece.part)
    return Loaded(1, 0, {name: tables[name].num_rows for name in TABLES})


def _pieces(source: str) -> Iterator[_Piece]:
    path = Path(source)
    if path.is_file():
        if not path.name.lower().endswith(EXPORTS):
            raise ConfigError(
                f"{source}: not an export that can be loaded: give .jsonl, .jsonl.gz, .jsonl.zst or a run's folder"
            )
        return _of_lines(path)
    storage = open_storage(source) if "://" in source or path.is_dir() else None
    if storage is None:
        raise ConfigError(f"{source}: no such file or folder")
    if storage.read(RUN) is None:
        raise ConfigError(f"{source}: not the folder of a run: it has no {RUN}")
    return _of_run(storage)


def _of_lines(path: Path) -> Iterator[_Piece]:
    batches = _batches(file_lines(path, longest=LONGEST_LINE))
    for number, batch in enumerate(batches):
        digest = hashlib.sha256()
        for line in batch:
            digest.update(line.raw.rstrip(b"\r\n") + b"\n")
        yield _Piece(Part(f"{path.name}/{shard_name(number)}", digest.hexdigest()), partial(_tables_of_lines, batch))


def _of_run(storage: Storage) -> Iterator[_Piece]:
    name = storage.address.rstrip("/").rpartition("/")[2]
    for marker in markers(storage):
        told = "".join(f"{path} {file.sha256}\n" for path, file in sorted(marker.files.items()))
        part = Part(f"{name}/{shard_name(marker.shard)}", hashlib.sha256(told.encode()).hexdigest())
        yield _Piece(part, partial(_tables_of_shard, storage, marker))


def _tables_of_shard(storage: Storage, marker: Marker) -> Tables:
    lines = next((name for name in marker.files if name.startswith(f"{RESULTS}/")), None)
    if lines is None:
        names = [name for name in marker.files if name.partition("/")[0] in TABLES]
        return read_shard({name: _content(storage, marker, name) for name in names})
    place = f"{storage.address}/{lines}"
    rows = enumerate(_content(storage, marker, lines).splitlines(), 1)
    return _tables_of_lines([RawLine(f"{place}:{number}", place, number, row) for number, row in rows])


def _content(storage: Storage, marker: Marker, name: str) -> bytes:
    content = storage.read(name)
    if content is None or hashlib.sha256(content).hexdigest() != marker.files[name].sha256:
        what = "is missing" if content is None else "is not what was written"
        raise ConfigError(f"{storage.address}/{name} {what}: run the same extract again, which makes it anew")
    return content


def _tables_of_lines(lines: Sequence[RawLine]) -> Tables:
    return typed_tables(map(result_of, lines))


def _batches(lines: Iterator[RawLine | RejectedInput]) -> Iterator[list[RawLine]]:
    batch: list[RawLine] = []
    held = 0
    for line in map(_line, lines):
        batch.append(line)
        held += len(line.raw)
        if len(batch) == ARTICLES_PER_BATCH or held >= _BYTES_PER_BATCH:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch


def _line(line: RawLine | RejectedInput) -> RawLine:
    if isinstance(line, RejectedInput):
        place = f"{line.path}:{line.line}" if line.line is not None else str(line.path)
        raise ConfigError(f"{place}: {line.message}")
    return line
