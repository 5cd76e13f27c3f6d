"""Pools whose work costs nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from tapecheck.corpus.workers import Limits, Outcome, Pool
from tapecheck.schema.input import ArticleInput

Start = Callable[..., Pool]


@pytest.fixture
def start(cheap_work: str) -> Iterator[Start]:
    """Start a pool: ``start(2, seconds=1.0)``; it ends with the test."""
    with ExitStack() as stack:

        def pool(
            workers: int = 1,
            *,
            factory: str = "work",
            seconds: float = 30.0,
            memory: int | None = None,
            batch: int = 8,
            config: bytes = b"",
            told: Callable[[Outcome], None] | None = None,
        ) -> Pool:
            name = factory if ":" in factory else f"cheap_work:{factory}"
            limits = Limits(seconds, memory)
            return stack.enter_context(Pool(name, config, workers=workers, limits=limits, batch=batch, told=told))

        yield pool


@pytest.fixture
def articles() -> Callable[..., list[ArticleInput]]:
    """Articles of these texts; each id says where it stood."""

    def of(*texts: str) -> list[ArticleInput]:
        return [ArticleInput(id=f"a{number}", source=text, path="in", line=number) for number, text in enumerate(texts)]

    return of
