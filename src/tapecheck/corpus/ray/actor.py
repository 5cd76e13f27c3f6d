"""What runs on a node: models loaded once, in one worker process, which whole shards are given to."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

from tapecheck.corpus.about import About
from tapecheck.corpus.digests import code_digest
from tapecheck.corpus.ray.messages import Answer, ArticlesMessage, Hello, OutcomeMessage, Setup, ShardMessage
from tapecheck.corpus.runs.formats import format_named
from tapecheck.corpus.runs.marker import Marker, is_complete, read_marker
from tapecheck.corpus.runs.storage import Storage, open_storage
from tapecheck.corpus.runs.write import Assignment, write_shard
from tapecheck.corpus.work import EXTRACT, SCREEN
from tapecheck.corpus.workers import Outcome, Pool
from tapecheck.errors import ConfigError, TapecheckError
from tapecheck.schema.input import ArticleInput

T = TypeVar("T")

THREADS = 4
"""Calls at once: a shard that is written, one that is worked on, one that waits, and a screening between them."""


class ShardActor:
    """Works on shards and writes them. Calls may come from several threads; the pool has one of its own.

    The articles are worked on in a process of the actor, as on a single machine: with the same limits, and what an article does to
    its process does nothing to the actor.
    """

    def __init__(self, setup: bytes) -> None:
        """``setup`` is a ``Setup`` as JSON."""
        self._setup = Setup.model_validate_json(setup)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="tapecheck-pool")
        self._failed: TapecheckError | None = None
        self._opened: Storage | None = None
        with suppress(OSError):
            os.chdir(self._setup.folder)
        if not self._setup.gpu:
            # Results of one run must not come from both kinds of devices.
            os.environ["CUDA_VISIBLE_DEVICES"] = ""
        self._pool = self._thread.submit(self._new_pool).result()

    def hello(self) -> bytes:
        """An ``Answer`` with ``hello``, once the work can begin."""
        return self._answer(lambda: Answer(node=_node(), hello=self._hello()))

    def extract(self, message: bytes, *, again: bool = False) -> bytes:
        """An ``Answer`` with the marker of a shard that is written now, and outcomes without lines.

        ``again``: an actor that had the shard is lost; what it completed is left as it is.
        """
        return self._answer(lambda: self._extract(ShardMessage.model_validate_json(message).assignment, again=again))

    def screen(self, message: bytes, *, again: bool = False) -> bytes:  # noqa: ARG002 (screening twice is no matter)
        """An ``Answer`` with the outcomes of screening the articles; it goes before shards that wait."""
        articles = ArticlesMessage.model_validate_json(message).articles
        return self._answer(lambda: self._screen(articles))

    def close(self) -> None:
        """Ends the worker process."""
        self._thread.submit(self._pool.__exit__, None, None, None).result()
        self._thread.shutdown()

    def _new_pool(self) -> Pool:
        setup = self._setup
        return Pool(setup.factory, setup.config.encode(), workers=1, limits=setup.limits, batch=setup.batch)

    def _hello(self) -> Hello:
        about = About.model_validate_json(self._pooled(self._pool.about))
        return Hello(about=about, code=code_digest(), holder=self._storage.holder())

    def _extract(self, assignment: Assignment, *, again: bool) -> Answer:
        storage = self._storage
        there = self._written(assignment) if again else None
        if there is not None:
            return Answer(node=_node(), marker=there)
        outcomes = self._done(EXTRACT, assignment.articles)
        versions = About.model_validate_json(self._pooled(self._pool.about)).versions
        if storage.holder() != self._setup.holder:
            raise ConfigError(f"{storage.address}: the lock is gone or another run's; what is complete is kept")
        # Who was taken for lost, and is only late, leaves alone what was done in its place.
        marker = self._written(assignment)
        if marker is None:
            marker = write_shard(storage, assignment, outcomes, format_named(self._setup.format), versions)
        return Answer(node=_node(), marker=marker, outcomes=_messages(outcomes, lines=False))

    def _written(self, assignment: Assignment) -> Marker | None:
        """The marker of the shard, if it was written since the coordinator looked."""
        there = read_marker(self._storage, assignment.shard.number)
        return there if there != assignment.before and is_complete(self._storage, there, assignment.key) else None

    def _screen(self, articles: Sequence[ArticleInput]) -> Answer:
        return Answer(node=_node(), outcomes=_messages(self._done(SCREEN, articles, urgent=True), lines=True))

    @property
    def _storage(self) -> Storage:
        """Opened once, for that takes long: the packages of object stores are large."""
        if self._opened is None:
            self._opened = open_storage(self._setup.storage)
        return self._opened

    def _done(self, task: str, articles: Sequence[ArticleInput], *, urgent: bool = False) -> list[Outcome]:
        """The outcomes of these articles; whoever waits for articles has the pool see to those of all."""
        job = self._pooled(lambda: self._pool.submit(task, articles, urgent=urgent))
        while job.missing:
            self._pooled(lambda: self._pool.advance(job))
        return job.outcomes

    def _pooled(self, call: Callable[[], T]) -> T:
        """What the call says, in the pool's thread. After an error there is no telling which article a reply is about."""

        def guarded() -> T:
            if self._failed is not None:
                raise self._failed
            try:
                return call()
            except TapecheckError as error:
                self._failed = error
                raise

        return self._thread.submit(guarded).result()

    def _answer(self, made: Callable[[], Answer]) -> bytes:
        try:
            answer = made()
        except TapecheckError as error:
            answer = Answer(node=_node(), error=type(error).__name__, message=str(error))
        return answer.model_dump_json().encode()


def _messages(outcomes: Sequence[Outcome], *, lines: bool) -> tuple[OutcomeMessage, ...]:
    return tuple(OutcomeMessage.of(outcome, lines=lines) for outcome in outcomes)


def _node() -> str:
    """The name of the machine; where it is one of several of a cluster, Ray's name for it too."""
    from tapecheck.corpus.ray.cluster import node_id

    name = node_id()
    return socket.gethostname() + (f" ({name[:8]})" if name else "")
