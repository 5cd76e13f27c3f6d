"""Chunks of a stream of articles, worked on a few at a time and given back in their order."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from tapecheck.corpus.workers.outcome import Outcome
from tapecheck.corpus.workers.pool import Job, Pool
from tapecheck.schema.input import ArticleInput

ChunkT = TypeVar("ChunkT")


def in_order(
    pool: Pool,
    task: str,
    chunks: Iterable[ChunkT],
    articles: Callable[[ChunkT], Sequence[ArticleInput]],
    *,
    ahead: int,
    urgent: bool = False,
) -> Iterator[tuple[ChunkT, list[Outcome]]]:
    """Each chunk with the outcomes of its articles, in order; ``ahead`` more are read and worked on meanwhile, and no more than that.

    Raises:
        TapecheckError: the run can't go on.
    """
    waiting: deque[tuple[ChunkT, Job]] = deque()
    for chunk in chunks:
        waiting.append((chunk, pool.submit(task, articles(chunk), urgent=urgent)))
        if len(waiting) > ahead:
            first, job = waiting.popleft()
            yield first, pool.finish(job)
    while waiting:
        first, job = waiting.popleft()
        yield first, pool.finish(job)
