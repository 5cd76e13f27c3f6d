"""A corpus into a folder with all that it takes: the lock, the workers, the run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Literal, NamedTuple, Protocol

from tapecheck.config import Settings
from tapecheck.corpus.reading import ColumnMap, Meter, read_inputs
from tapecheck.corpus.runs.engine import Engine
from tapecheck.corpus.runs.formats import format_named
from tapecheck.corpus.runs.local import LocalEngine
from tapecheck.corpus.runs.marker import FolderFormat, Marker, RunInfo, Totals, read_info
from tapecheck.corpus.runs.run import Plan, RunWatcher, run
from tapecheck.corpus.runs.selection import Selection
from tapecheck.corpus.runs.shard import ARTICLES
from tapecheck.corpus.runs.storage import Storage, open_storage
from tapecheck.corpus.work import FACTORY, Config
from tapecheck.corpus.workers import Limits, Outcome, Pool
from tapecheck.errors import ConfigError


class BatchWatcher(RunWatcher, Protocol):
    """Told of articles as they are done, and of shards as they are complete."""

    def article(self, outcome: Outcome) -> None:
        """An article has been worked on; in no order."""


class _Nobody:
    """Watches nothing."""

    def article(self, outcome: Outcome) -> None: ...

    def shard(self, marker: Marker, *, kept: bool) -> None: ...


class Execution(NamedTuple):
    """How a run works, which its results do not depend on. ``workers``: processes, ``None``: one for each core.

    ``batch``: articles that a worker is given at once. ``engine``: this machine's processes, or actors on the Ray cluster at
    ``ray_address``: ``auto``, ``host:port``; ``None``: one that is started on this machine.
    """

    workers: int | None = None
    limits: Limits = Limits()
    batch: int = 8
    factory: str = FACTORY
    engine: Literal["local", "ray"] = "local"
    ray_address: str | None = None


class RunSpec(NamedTuple):
    """What a run makes. ``shard_articles``: ``None``: as the folder has it, else 512."""

    inputs: tuple[str, ...]
    settings: Settings
    market: Path | None = None
    format: FolderFormat = "jsonl"
    selection: Selection = Selection()
    columns: ColumnMap | None = None
    shard_articles: int | None = None


def batch(
    spec: RunSpec,
    out: str,
    execution: Execution | None = None,
    *,
    overwrite: bool = False,
    watcher: BatchWatcher | None = None,
    meter: Meter | None = None,
) -> Totals:
    """What became of the corpus, once all its results are in the folder ``out``; a run that was interrupted goes on.

    ``out`` is a folder, or an address of shared storage. ``overwrite``: another run that it holds makes room. ``watcher`` and ``meter``
    are told how it goes.

    Raises:
        ConfigError: an input does not exist, another run is writing there, or the folder holds another one.
        TapecheckError: the run can't go on; what is complete is kept.
    """
    return _run(spec, open_storage(out), execution or Execution(), watcher or _Nobody(), meter, overwrite=overwrite)


def retry(
    out: str,
    execution: Execution | None = None,
    *,
    watcher: BatchWatcher | None = None,
    meter: Meter | None = None,
) -> Totals:
    """The same after the articles that failed were done again, in the run of this folder; what was never done is done too.

    Raises:
        ConfigError: there is no run, or its inputs do not exist any more.
        TapecheckError: see ``batch``.
    """
    storage = open_storage(out)
    info = read_info(storage)
    if info is None:
        raise ConfigError(f"{out} holds no run of tapecheck")
    spec = RunSpec(
        inputs=info.inputs,
        settings=Settings.model_validate_json(info.settings),
        market=None if info.market is None else Path(info.market),
        format=info.format,
        selection=Selection(info.only_language, info.near_duplicates),
        columns=info.columns,
    )
    return _run(spec, storage, execution or Execution(), watcher or _Nobody(), meter, again=True)


def _run(
    spec: RunSpec,
    storage: Storage,
    execution: Execution,
    watcher: BatchWatcher,
    meter: Meter | None,
    *,
    overwrite: bool = False,
    again: bool = False,
) -> Totals:
    inputs = read_inputs(spec.inputs, columns=spec.columns, meter=meter)
    with storage.locked(), _engine(spec, execution, storage, watcher.article) as engine:
        there = None if overwrite else read_info(storage)
        plan = Plan(_info(spec, there, engine), retry=again, overwrite=overwrite)
        return run(inputs, plan, storage, engine, watcher)


def _info(spec: RunSpec, there: RunInfo | None, engine: Engine) -> RunInfo:
    return RunInfo(
        about=engine.about(),
        format=spec.format,
        shard_articles=spec.shard_articles or (there.shard_articles if there is not None else ARTICLES),
        inputs=spec.inputs,
        columns=spec.columns,
        settings=spec.settings.model_dump_json(),
        market=None if spec.market is None else str(spec.market),
        only_language=spec.selection.language,
        near_duplicates=spec.selection.near_duplicates,
    )


@contextmanager
def _engine(spec: RunSpec, execution: Execution, storage: Storage, told: Callable[[Outcome], None]) -> Iterator[Engine]:
    if execution.engine == "ray":
        with _ray_engine(spec, execution, storage, told) as engine:
            yield engine
        return
    with pool(spec, execution, told) as workers:
        yield LocalEngine(workers, storage, format_named(spec.format))


def pool(spec: RunSpec, execution: Execution, told: Callable[[Outcome], None] | None = None) -> Pool:
    """The worker processes, started; ``told`` is called with each outcome."""
    workers = execution.workers or _cores()
    return Pool(
        execution.factory, _config(spec), workers=workers, limits=execution.limits, batch=execution.batch, told=told
    )


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _config(spec: RunSpec) -> bytes:
    config = Config(
        settings=spec.settings.model_dump_json(),
        market=None if spec.market is None else str(spec.market),
        language=spec.selection.language is not None,
        signature=spec.selection.near_duplicates is not None,
    )
    return config.model_dump_json().encode()


def _ray_engine(
    spec: RunSpec, execution: Execution, storage: Storage, told: Callable[[Outcome], None]
) -> AbstractContextManager[Engine]:
    from tapecheck.corpus.ray.engine import RayRun, ray_engine

    # The actors begin in other folders than this process.
    market = None if spec.market is None else spec.market.resolve()
    work = RayRun(
        factory=execution.factory,
        config=_config(spec._replace(market=market)),
        settings=spec.settings,
        format=spec.format,
        limits=execution.limits,
        batch=execution.batch,
        workers=execution.workers,
    )
    return ray_engine(work, storage, execution.ray_address, told)
