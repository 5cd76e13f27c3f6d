"""The shards of a run on a Ray cluster: one coordinator, which reads, and actors, which work and write."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tapecheck.config import Settings
from tapecheck.corpus.about import About
from tapecheck.corpus.ray.cluster import Cluster, connected
from tapecheck.corpus.ray.crew import Crew, Task
from tapecheck.corpus.ray.messages import Answer, ArticlesMessage, Setup, ShardMessage
from tapecheck.corpus.ray.placement import placement
from tapecheck.corpus.runs.engine import ToScreen
from tapecheck.corpus.runs.marker import FolderFormat, Marker
from tapecheck.corpus.runs.storage import LocalStorage, Storage
from tapecheck.corpus.runs.write import Assignment
from tapecheck.corpus.workers import Limits, Outcome, in_order
from tapecheck.errors import InvariantError

_AHEAD = 3
"""Shards for each actor that are read before the first of them is waited for: two that it has, and one that is to come."""

Told = Callable[[Outcome], None]


class RayRun(NamedTuple):
    """What the actors are to do. ``config``: what ``factory`` makes the work of; ``workers``: actors, ``None``: as the cluster has room."""

    factory: str
    config: bytes
    settings: Settings
    format: FolderFormat
    limits: Limits
    batch: int
    workers: int | None = None


class RayEngine:
    """Works on shards with the actors of a cluster."""

    def __init__(self, crew: Crew, storage: Storage, told: Told | None = None) -> None:
        """``told``: is called with the outcomes of a shard's articles, without their lines, when it is written."""
        self._crew, self._storage, self._told = crew, storage, told

    def about(self) -> About:
        """See ``Engine``."""
        return self._crew.about()

    def screen(self, shards: Iterable[ToScreen]) -> Iterator[tuple[ToScreen, list[Outcome]]]:
        """See ``Engine``."""

        def submitted() -> Iterator[tuple[ToScreen, Task | None]]:
            for chunk in shards:
                message = ArticlesMessage(articles=chunk.articles).model_dump_json().encode()
                name = f"the screening of shard {chunk.shard.number}"
                yield chunk, self._crew.submit("screen", name, message, urgent=True) if chunk.articles else None

        for chunk, answer in in_order(submitted(), self._finished, ahead=self._crew.size):
            outcomes = () if answer is None else answer.outcomes
            yield chunk, [message.outcome for message in outcomes]

    def extract(self, shards: Iterable[Assignment]) -> Iterator[Marker]:
        """See ``Engine``."""

        def submitted() -> Iterator[tuple[int, Task | None]]:
            for assignment in shards:
                message = ShardMessage.of(assignment).model_dump_json().encode()
                yield assignment.shard.number, self._crew.submit("extract", f"shard {assignment.shard.number}", message)

        for number, answer in in_order(submitted(), self._finished, ahead=_AHEAD * self._crew.size):
            if answer is None or answer.marker is None:
                raise InvariantError(f"no marker of shard {number} came")
            if self._told is not None:
                for message in answer.outcomes:
                    self._told(message.outcome)
            yield answer.marker
        if self._crew.losses:
            # An actor that was lost while it wrote may have left half a file.
            self._storage.clear()

    def _finished(self, task: Task | None) -> Answer | None:
        return None if task is None else self._crew.finish(task)


@contextmanager
def ray_engine(work: RayRun, storage: Storage, address: str | None, told: Told | None = None) -> Iterator[RayEngine]:
    """An engine on the cluster at ``address``, see ``connected``; the storage must be locked. The actors end with this.

    Raises:
        ConfigError: there is no such cluster, or it is too small.
    """
    with connected(address, work.workers) as cluster, _crew(work, storage, cluster) as crew:
        yield RayEngine(crew, storage, told)


@contextmanager
def _crew(work: RayRun, storage: Storage, cluster: Cluster) -> Iterator[Crew]:
    place = placement(work.settings, cluster.resources(), work.workers)
    folder = str(Path(storage.address).resolve()) if isinstance(storage, LocalStorage) else storage.address
    setup = Setup(
        factory=work.factory,
        config=work.config.decode(),
        seconds=work.limits.seconds,
        memory=work.limits.memory,
        batch=work.batch,
        storage=folder,
        format=work.format,
        holder=storage.holder(),
        folder=str(Path.cwd()),
        gpu=place.gpus > 0,
    )
    crew = Crew(cluster, setup.model_dump_json().encode(), place, holder=setup.holder, folder=storage.address)
    try:
        yield crew
    finally:
        crew.end()
