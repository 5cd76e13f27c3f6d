"""A run over a corpus into a folder: every input exactly once, whenever it was interrupted and begun again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple, Protocol

from tapecheck.corpus.runs.engine import Engine
from tapecheck.corpus.runs.formats import RESULTS
from tapecheck.corpus.runs.marker import (
    FAILED,
    FINISHED,
    MARKERS,
    RUN,
    SKIPPED,
    Marker,
    RunInfo,
    Totals,
    is_complete,
    marker_name,
    read_info,
    read_marker,
)
from tapecheck.corpus.runs.selection import SCREENED, Selection, distinct, selected
from tapecheck.corpus.runs.shard import Entry, Shard, cut, shard_name
from tapecheck.corpus.runs.storage import LOCK, Storage
from tapecheck.corpus.runs.write import Assignment, failed_lines
from tapecheck.errors import ConfigError, InvariantError
from tapecheck.schema.input import ArticleInput, RejectedInput

_FOLDERS = (MARKERS, FAILED, SKIPPED, SCREENED, RESULTS, "articles", "records", "facts", "quotes", "verdicts")
"""The folders of a run; nothing else in its folder is ever taken away."""


class RunWatcher(Protocol):
    """Told of each shard as it is complete."""

    def shard(self, marker: Marker, *, kept: bool) -> None:
        """The shard is complete; ``kept``: an earlier run had done it."""


class _Counted:
    """The inputs, counted as they are read."""

    def __init__(self, inputs: Iterable[ArticleInput | RejectedInput]) -> None:
        self._inputs = inputs
        self.number = 0

    def __iter__(self) -> Iterator[ArticleInput | RejectedInput]:
        for entry in self._inputs:
            self.number += 1
            yield entry


class Plan(NamedTuple):
    """What to do with a folder. ``retry``: what failed is done again; ``overwrite``: whatever other run is there makes room."""

    info: RunInfo
    retry: bool = False
    overwrite: bool = False


def run(
    inputs: Iterable[ArticleInput | RejectedInput], plan: Plan, storage: Storage, engine: Engine, watcher: RunWatcher
) -> Totals:
    """What became of all inputs, once every shard is complete. The storage must be locked.

    Shards that an earlier run completed, from the same inputs and with everything else the same, are kept.

    Raises:
        ConfigError: the folder holds another run.
        TapecheckError: the run can't go on; what is complete is kept.
    """
    info = plan.info
    begin(storage, info, overwrite=plan.overwrite)
    selection = Selection(info.only_language, info.near_duplicates)
    counted = _Counted(inputs)
    progress = _Progress(plan, storage, watcher)
    with TemporaryDirectory(prefix="tapecheck-") as temporary:
        folder = Path(temporary)
        entries: Iterator[Entry] = distinct(counted, folder)
        shards = cut(entries, info.shard_articles)
        wanted = selected(shards, selection, engine, storage, folder, info.about.code)
        for marker in engine.extract(progress.assignments(wanted)):
            progress.complete(marker, kept=False)
    if counted.number != progress.totals.inputs:
        raise InvariantError(f"{counted.number} inputs were read, {progress.totals.inputs} are accounted for")
    finish(storage, progress.totals)
    return progress.totals


class _Progress:
    """What has been accounted for, and what is to do."""

    def __init__(self, plan: Plan, storage: Storage, watcher: RunWatcher) -> None:
        self._plan, self._storage, self._watcher = plan, storage, watcher
        self._key = plan.info.key
        self.totals = Totals()

    def assignments(self, shards: Iterable[Shard]) -> Iterator[Assignment]:
        for shard in shards:
            key = f"{self._key}:{shard.digest()}"
            marker = read_marker(self._storage, shard.number)
            if marker is None or not is_complete(self._storage, marker, key):
                yield Assignment.whole(shard, key)
            elif self._plan.retry and (again := self._failed(shard)):
                yield Assignment(shard, key, again, marker)
            else:
                self.complete(marker, kept=True)

    def complete(self, marker: Marker, *, kept: bool) -> None:
        self.totals = self.totals.with_shard(marker)
        self._watcher.shard(marker, kept=kept)

    def _failed(self, shard: Shard) -> frozenset[int]:
        """The numbers of its articles that failed; what could not even be read would not be read better now."""
        failed = {line.number for line in failed_lines(self._storage, shard.name)}
        numbered = enumerate(shard.entries, shard.first)
        return frozenset(number for number, entry in numbered if number in failed and isinstance(entry, ArticleInput))


def begin(storage: Storage, info: RunInfo, *, overwrite: bool) -> None:
    """The folder holds this run from now on.

    Raises:
        ConfigError: it holds another one, and that is not to be overwritten.
    """
    holds_run = storage.size(RUN) is not None
    if not holds_run and any(name != LOCK for name in storage.names("")):
        raise ConfigError(f"{storage.address} is not empty and holds no run; choose another folder")
    difference = _difference(storage, info, overwrite=overwrite)
    if difference and not overwrite:
        raise ConfigError(
            f"{storage.address} holds a run that differs in {difference}; choose another folder, or --overwrite"
        )
    storage.clear()
    storage.delete(FINISHED)
    if difference:
        # Else results of both runs would count until the end of this one.
        for name in storage.names(MARKERS):
            storage.delete(name)
    storage.write(RUN, info.model_dump_json(indent=1).encode())


def finish(storage: Storage, totals: Totals) -> None:
    """What no shard of the run wrote is taken away, the lists of all failed and skipped inputs are written, and what became of all."""
    kept: set[str] = set()
    for number in range(totals.shards):
        marker = read_marker(storage, number)
        if marker is None:
            raise InvariantError(f"{storage.address}/{marker_name(number)} was there a moment ago")
        kept |= {marker.name, *marker.files, f"{SCREENED}/{shard_name(number)}.json"}
    for folder in _FOLDERS:
        for name in storage.names(folder):
            if name not in kept:
                storage.delete(name)
    for folder in (FAILED, SKIPPED):
        names = [name for name in storage.names(folder) if name in kept]
        storage.write(f"{folder}.jsonl", (storage.read(name) or b"" for name in names))
    storage.write(FINISHED, totals.model_dump_json(indent=1).encode())


def _difference(storage: Storage, info: RunInfo, *, overwrite: bool) -> str:
    """In what the run that is there differs from this one, in words; empty: in nothing that matters."""
    try:
        there = read_info(storage)
    except ConfigError:
        if not overwrite:
            raise
        return RUN
    if there is None:
        return ""
    found = there.about.differences(info.about)
    found += [
        name.replace("_", " ")
        for name in ("format", "shard_articles", "only_language", "near_duplicates")
        if getattr(there, name) != getattr(info, name)
    ]
    # More of them may come, after those that were there: the shards of these are kept.
    found += ["inputs"] if info.inputs[: len(there.inputs)] != there.inputs else []
    return ", ".join(found)
