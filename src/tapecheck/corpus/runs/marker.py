"""What a run writes down about itself: what it is, which shards are complete, and which inputs failed or were skipped."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import ValidationError, model_validator

from tapecheck.corpus.about import About
from tapecheck.corpus.reading.columns import ColumnMap
from tapecheck.corpus.runs.shard import shard_name
from tapecheck.corpus.runs.storage import Storage
from tapecheck.errors import ConfigError
from tapecheck.schema.base import Data

RUN, MARKERS, FAILED, SKIPPED, FINISHED = "run.json", "markers", "failed", "skipped", "finished.json"

FolderFormat = Literal["jsonl", "parquet"]


class File(Data):
    """A file that a shard wrote; its size is in bytes."""

    size: int
    sha256: str

    @classmethod
    def of(cls, content: bytes) -> File:
        """The file with this content."""
        return cls(size=len(content), sha256=hashlib.sha256(content).hexdigest())


class Marker(Data):
    """That a shard is complete: inputs ``[first, first + count)``, what became of them, and the files, by their names in the folder.

    ``key`` is a digest of the inputs and of all that the results depend on: with another key the shard has to be done again.
    ``verdicts``: how many of each label.
    """

    shard: int
    first: int
    count: int
    done: int
    failed: int
    skipped: int
    verdicts: dict[str, int]
    key: str
    files: dict[str, File]

    @model_validator(mode="after")
    def _every_input_once(self) -> Marker:
        if self.count != self.done + self.failed + self.skipped:
            raise ValueError(
                f"{self.count} inputs, but {self.done} done + {self.failed} failed + {self.skipped} skipped"
            )
        return self

    @property
    def name(self) -> str:
        """The name of its file."""
        return marker_name(self.shard)


class RunInfo(Data):
    """What run a folder holds; what results depend on is in ``about`` and ``format``, the rest says how to go on."""

    about: About
    format: FolderFormat
    shard_articles: int
    inputs: tuple[str, ...]
    columns: ColumnMap | None = None
    settings: str
    market: str | None
    only_language: str | None
    near_duplicates: float | None

    @property
    def key(self) -> str:
        """Digest of all that every shard depends on."""
        told = self.model_dump_json(include={"about", "format", "only_language", "near_duplicates"})
        return hashlib.sha256(told.encode()).hexdigest()


class FailedLine(Data):
    """An input that failed: its place in the corpus (``number`` from 0) and in its file, the error's class, and where it happened."""

    number: int
    id: str
    path: str | None
    line: int | None
    error: str
    message: str
    trace: str | None


class SkippedLine(Data):
    """An input that was left out on purpose; see ``SkippedInput``."""

    number: int
    id: str
    path: str | None
    line: int | None
    reason: str
    message: str
    duplicate_of: str | None


class Totals(Data):
    """A whole corpus: ``inputs`` = ``done`` + ``failed`` + ``skipped``."""

    shards: int = 0
    inputs: int = 0
    done: int = 0
    failed: int = 0
    skipped: int = 0
    verdicts: dict[str, int] = {}

    def with_shard(self, marker: Marker) -> Totals:
        """The totals with one more shard."""
        labels = {*self.verdicts, *marker.verdicts}
        return Totals(
            shards=self.shards + 1,
            inputs=self.inputs + marker.count,
            done=self.done + marker.done,
            failed=self.failed + marker.failed,
            skipped=self.skipped + marker.skipped,
            verdicts={label: self.verdicts.get(label, 0) + marker.verdicts.get(label, 0) for label in sorted(labels)},
        )


def marker_name(shard: int) -> str:
    """
    >>> marker_name(7)
    'markers/00007.json'
    """
    return f"{MARKERS}/{shard_name(shard)}.json"


def read_marker(storage: Storage, shard: int) -> Marker | None:
    """The marker of a shard; ``None`` if there is none, or one that can't be read."""
    content = storage.read(marker_name(shard))
    try:
        return None if content is None else Marker.model_validate_json(content)
    except ValidationError:
        return None


def markers(storage: Storage) -> Iterator[Marker]:
    """The markers of a folder, in the order of the shards."""
    for name in storage.names(MARKERS):
        number = name.removeprefix(f"{MARKERS}/").removesuffix(".json")
        marker = read_marker(storage, int(number)) if number.isdigit() else None
        if marker is not None:
            yield marker


def read_info(storage: Storage) -> RunInfo | None:
    """What run the folder holds; ``None``: none yet.

    Raises:
        ConfigError: it is of another version of tapecheck, or damaged.
    """
    content = storage.read(RUN)
    try:
        return None if content is None else RunInfo.model_validate_json(content)
    except ValidationError:
        raise ConfigError(
            f"{storage.address}/{RUN} is of another version of tapecheck, or damaged; choose another folder"
        ) from None


def is_complete(storage: Storage, marker: Marker | None, key: str) -> bool:
    """Whether the shard with this key has been done, and its files are there."""
    return (
        marker is not None
        and marker.key == key
        and all(storage.size(name) == file.size for name, file in marker.files.items())
    )


def lines_of(rows: Sequence[Data]) -> bytes:
    """The rows as JSON lines."""
    return b"".join(row.model_dump_json().encode() + b"\n" for row in rows)
