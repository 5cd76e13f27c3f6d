"""The finished files of a run's folder: those that a marker lists, and no others.

A shard in the making has files without a marker; they are not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from pydantic import ValidationError

from tapecheck.corpus.runs.marker import MARKERS, RUN, Marker
from tapecheck.corpus.sinks.columns import TABLES, TableName
from tapecheck.errors import ConfigError

LONGEST_MARKER = 16 * 1024 * 1024
"""A shard of 512 articles of as many months has a marker of some 400 kB."""


def is_run_folder(path: Path) -> bool:
    """Whether it is the folder of a run."""
    return (path / RUN).is_file() or (path / MARKERS).is_dir()


def finished_files(folder: Path) -> tuple[Path, ...]:
    """Every file of every finished shard, by shard, each inside the folder and as long as its marker says.

    Raises:
        ConfigError: no shard is done; a marker can't be read, or names a file outside the folder, a missing or a changed one.
    """
    markers = sorted((folder / MARKERS).glob("*.json"))
    if not markers:
        raise ConfigError(f"{folder}: no shard of this run is done yet")
    root = folder.resolve()
    return tuple(path for marker in markers for path in _listed(marker, root))


def tables_of(files: tuple[Path, ...], folder: Path) -> dict[TableName, list[Path]]:
    """The Parquet files among them by table, every table there even without files."""
    root = folder.resolve()
    found: dict[TableName, list[Path]] = {table: [] for table in TABLES}
    for path in files:
        name = path.relative_to(root).parts[0]
        table = next((table for table in TABLES if table == name), None)
        if table is not None and path.suffix == ".parquet":
            found[table].append(path)
    return found


def _listed(marker: Path, root: Path) -> Iterator[Path]:
    for name, file in sorted(_read(marker).files.items()):
        inside = PurePosixPath(name)
        path = root / inside
        if inside.is_absolute() or ".." in inside.parts or not path.resolve().is_relative_to(root):
            raise ConfigError(f"{marker}: names a file outside the run's folder: {name}")
        try:
            size = path.stat().st_size
        except OSError as error:
            raise ConfigError(f"{marker}: names a file that can't be read: {name}: {error.strerror}") from error
        if size != file.size:
            raise ConfigError(f"{path}: has {size:,} bytes where its marker says {file.size:,}: it was changed since")
        yield path


def _read(marker: Path) -> Marker:
    try:
        with marker.open("rb") as stream:
            raw = stream.read(LONGEST_MARKER + 1)
    except OSError as error:
        raise ConfigError(f"{marker}: {error.strerror or error}") from error
    if len(raw) > LONGEST_MARKER:
        raise ConfigError(f"{marker}: longer than {LONGEST_MARKER:,} bytes")
    try:
        return Marker.model_validate_json(raw)
    except ValidationError as error:
        problem = error.errors()[0]
        field = ".".join(str(part) for part in problem["loc"])
        raise ConfigError(f"{marker}: not a marker of a finished shard: {field}: {problem['msg']}") from error
