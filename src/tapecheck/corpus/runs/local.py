"""The shards of a run on this machine: one coordinator, which writes, and its worker processes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

from tapecheck.corpus.about import About
from tapecheck.corpus.runs.engine import ToScreen
from tapecheck.corpus.runs.formats import ShardFormat
from tapecheck.corpus.runs.marker import Marker
from tapecheck.corpus.runs.storage import Storage
from tapecheck.corpus.runs.write import Assignment, write_shard
from tapecheck.corpus.work import EXTRACT, SCREEN
from tapecheck.corpus.workers import Outcome, Pool, in_order

_AHEAD = 2
"""Shards that are worked on while the one before them is waited for."""


class LocalEngine:
    """Works on shards with the processes of a pool."""

    def __init__(self, pool: Pool, storage: Storage, form: ShardFormat) -> None:
        self._pool, self._storage, self._form = pool, storage, form
        self._about: About | None = None

    def about(self) -> About:
        """See ``Engine``."""
        if self._about is None:
            self._about = About.model_validate_json(self._pool.about())
        return self._about

    def screen(self, shards: Iterable[ToScreen]) -> Iterator[tuple[ToScreen, list[Outcome]]]:
        """See ``Engine``."""
        submitted = ((shard, self._pool.submit(SCREEN, shard.articles, urgent=True)) for shard in shards)
        return in_order(submitted, self._pool.finish, ahead=1)

    def extract(self, shards: Iterable[Assignment]) -> Iterator[Marker]:
        """See ``Engine``. A shard is written in a thread of its own: for Parquet that takes seconds, in which the workers are to be fed."""
        submitted = ((one, self._pool.submit(EXTRACT, one.articles)) for one in shards)
        worked = in_order(submitted, self._pool.finish, ahead=_AHEAD)
        versions = self.about().versions
        with ThreadPoolExecutor(max_workers=1) as writer:
            writing: Future[Marker] | None = None
            for assignment, outcomes in worked:
                before = writing
                writing = writer.submit(write_shard, self._storage, assignment, outcomes, self._form, versions)
                if before is not None:
                    yield before.result()
            if writing is not None:
                yield writing.result()
