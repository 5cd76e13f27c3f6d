"""A fixed number of worker processes, fed by one coordinator, which never loses an article.

The articles of a job go out in batches of like length, the longest first, so that no worker is left with a long one at the end. An
article whose time is over is rejected, and its process killed; one whose process ended is tried once more, alone, for the system may
have ended the process for another's sake. The others of its batch go to another process. Whatever the number of workers, batches
and accidents, a job's outcomes are in the order of its articles.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from multiprocessing.connection import wait
from time import monotonic
from types import TracebackType
from typing import NamedTuple, Self

from tapecheck.corpus.runner import rejected_by
from tapecheck.corpus.workers.outcome import Made, Outcome
from tapecheck.corpus.workers.worker import Worker
from tapecheck.errors import ArticleCrash, ArticleError, ArticleTimeout, InvariantError, error_named
from tapecheck.schema.input import ArticleInput, RejectedInput

_STARTS = 3
"""So many processes in a row that end before they have started end the run."""
_SECONDS_TO_START = 600.0
_DEATHS = 2
_TICK = 1.0
"""Seconds after which the coordinator looks up, to notice that it was stopped itself: with Ctrl-Z, or by a machine that slept."""


class Limits(NamedTuple):
    """What one article may take: ``seconds`` of time; ``memory`` of its process in bytes (Linux), ``None``: what there is."""

    seconds: float = 60.0
    memory: int | None = None


class Job:
    """Articles that were submitted; ``outcomes`` has one for each, in their order, once ``missing`` is 0."""

    def __init__(self, task: str, articles: Sequence[ArticleInput]) -> None:
        self.task = task
        self.articles = articles
        self.missing = len(articles)
        self._outcomes: list[Outcome | None] = [None] * len(articles)

    @property
    def outcomes(self) -> list[Outcome]:
        """What became of the articles."""
        return [outcome for outcome in self._outcomes if outcome is not None]

    def put(self, number: int, outcome: Outcome) -> None:
        """The outcome of the article with this index."""
        if self._outcomes[number] is not None:
            raise InvariantError(f"two outcomes of one article: {self.articles[number].id}")
        self._outcomes[number] = outcome
        self.missing -= 1


class _Batch(NamedTuple):
    job: Job
    numbers: tuple[int, ...]


class _Station:
    """A place for a worker: the process that is there now, what it has left to do, and until when the next reply must come."""

    def __init__(self, worker: Worker) -> None:
        self.worker = worker
        self.batch: _Batch | None = None
        self.deadline = monotonic() + _SECONDS_TO_START

    @property
    def idle(self) -> bool:
        return self.worker.about is not None and self.batch is None


class Pool:
    """Worker processes that stay for the whole run; a context manager, for use in the thread that made it."""

    def __init__(
        self,
        factory: str,
        config: bytes,
        *,
        workers: int,
        limits: Limits,
        batch: int = 8,
        told: Callable[[Outcome], None] | None = None,
    ) -> None:
        """``factory``: the ``module:name`` of a function that makes the ``Work`` of ``config`` in each process.

        ``batch``: articles in a batch. ``told``: is called with each outcome at once, in no order.
        """
        self._factory, self._config, self._limits = factory, config, limits
        self._size, self._told = batch, told
        self._batches: deque[_Batch] = deque()
        self._deaths: dict[tuple[int, int], int] = {}
        self._failed_starts = 0
        self._stations = [_Station(self._new_worker()) for _ in range(workers)]

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for station in self._stations:
            station.worker.end()

    @property
    def pids(self) -> tuple[int, ...]:
        """The ids of the processes."""
        return tuple(station.worker.pid for station in self._stations)

    def about(self) -> bytes:
        """What the work says about itself; waits for the first process to start.

        Raises:
            TapecheckError: the work can't be done, or no process starts.
        """
        while True:
            for station in self._stations:
                if station.worker.about is not None:
                    return station.worker.about
            self._step()

    def submit(self, task: str, articles: Sequence[ArticleInput], *, urgent: bool = False) -> Job:
        """Have the task done for these articles; ``urgent``: before all that waits."""
        job = Job(task, articles)
        numbers = sorted(range(len(articles)), key=lambda number: -len(articles[number].source))
        cuts = range(0, len(numbers), self._size)
        batches = [_Batch(job, tuple(numbers[cut : cut + self._size])) for cut in cuts]
        if urgent:
            self._batches.extendleft(reversed(batches))
        else:
            self._batches.extend(batches)
        self._feed()
        return job

    def finish(self, job: Job) -> list[Outcome]:
        """The outcomes of a job, as soon as all are there; other jobs go on meanwhile.

        Raises:
            TapecheckError: the run can't go on.
        """
        while job.missing:
            self._step()
        return job.outcomes

    def advance(self, job: Job) -> None:
        """Wait until something happens, to this job or another; not if all outcomes of it are there.

        Raises:
            TapecheckError: the run can't go on.
        """
        if job.missing:
            self._step()

    def _step(self) -> None:
        """Wait until something happens, and see to it."""
        self._feed()
        waited_for = {station.worker.incoming: station for station in self._stations if not station.idle}
        now = monotonic()
        first = min((station.deadline for station in waited_for.values()), default=now)
        timeout = min(_TICK, max(0.0, first - now))
        heard = wait(list(waited_for), timeout=timeout)
        stood_still = monotonic() - now - timeout
        if stood_still > _TICK:
            for station in waited_for.values():
                station.deadline += stood_still
        for connection in heard:
            self._hear(waited_for[connection])  # type: ignore[index]
        for station in waited_for.values():
            late = not station.idle and monotonic() > station.deadline
            # A reply that lies there came in time: it was the coordinator that had something else to do.
            if late and not station.worker.incoming.poll(0):
                self._time_is_over(station)

    def _feed(self) -> None:
        for station in self._stations:
            if not self._batches:
                return
            if station.idle:
                station.batch = self._batches.popleft()
                self._start_clock(station)
                job, numbers = station.batch
                try:
                    station.worker.order(
                        job.task, [job.articles[number].model_dump_json().encode() for number in numbers]
                    )
                except OSError:
                    self._died(station)

    def _hear(self, station: _Station) -> None:
        try:
            if station.worker.about is None:
                started = station.worker.started()
                if started.error is not None:
                    raise error_named(started.error, started.message)
                self._failed_starts = 0
                return
            reply, line = station.worker.received()
        except (EOFError, OSError):
            self._died(station)
            return
        if reply.stop:
            raise error_named(reply.error or "", reply.message)
        assert station.batch is not None
        job, numbers = station.batch
        item = job.articles[numbers[0]]
        self._start_clock(station)
        if reply.error is None:
            outcome = Outcome(Made(line, reply.labels))
        else:
            why = RejectedInput(id=item.id, error=reply.error, message=reply.message, path=item.path, line=item.line)
            outcome = Outcome(None, why, reply.trace)
        self._done(station, outcome)

    def _done(self, station: _Station, outcome: Outcome) -> None:
        """The first article of the station's batch has this outcome; the others are still to do."""
        assert station.batch is not None
        job, (number, *others) = station.batch
        station.batch = _Batch(job, tuple(others)) if others else None
        job.put(number, outcome)
        self._deaths.pop((id(job), number), None)
        if self._told is not None:
            self._told(outcome)

    def _time_is_over(self, station: _Station) -> None:
        if station.batch is None:
            raise InvariantError(f"a worker process did not start in {_SECONDS_TO_START:.0f} seconds")
        where = station.worker.where()
        self._reject(station, ArticleTimeout(f"not done after {self._limits.seconds:g} seconds"), where)
        self._replace(station)

    def _died(self, station: _Station) -> None:
        printed = station.worker.printed()
        how = self._replace(station, died=True)
        if station.batch is None:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                last = printed.strip().rpartition("\n")[2]
                raise InvariantError(f"the worker processes can't start: one ended {how}: {last}")
            return
        job, (number, *others) = station.batch
        deaths = self._deaths.get((id(job), number), 0) + 1
        self._deaths[id(job), number] = deaths
        parts = [(number,), tuple(others)]
        if deaths >= _DEATHS:
            self._reject(station, ArticleCrash(f"the process that worked on it ended {how}, {deaths} times"), printed)
            del parts[0]
        station.batch = None
        self._batches.extendleft(_Batch(job, part) for part in parts if part)

    def _reject(self, station: _Station, error: ArticleError, trace: str) -> None:
        assert station.batch is not None
        item = station.batch.job.articles[station.batch.numbers[0]]
        self._done(station, Outcome(None, rejected_by(error, item), trace))

    def _replace(self, station: _Station, *, died: bool = False) -> str:
        """A new process in the place of the old one, and how that ended; what it had left to do goes first to whoever is free.

        ``died``: it ended by itself, and its batch stays.
        """
        how = station.worker.end(ending=died)
        if station.batch is not None and not died:
            self._batches.appendleft(station.batch)
            station.batch = None
        station.worker = self._new_worker()
        station.deadline = monotonic() + _SECONDS_TO_START
        return how

    def _new_worker(self) -> Worker:
        return Worker(self._factory, self._config, memory=self._limits.memory)

    def _start_clock(self, station: _Station) -> None:
        station.deadline = monotonic() + self._limits.seconds
