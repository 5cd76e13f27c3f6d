"""What works on the shards of a run: this machine's processes, or a cluster."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from tapecheck.corpus.about import About
from tapecheck.corpus.runs.marker import Marker
from tapecheck.corpus.runs.shard import Shard
from tapecheck.corpus.runs.write import Assignment
from tapecheck.corpus.screening.screen import Screened
from tapecheck.corpus.workers import Outcome
from tapecheck.schema.input import ArticleInput


class ToScreen(NamedTuple):
    """A shard and the articles of it that are to be screened; ``known``: what it was screened by before, and then none are."""

    shard: Shard
    articles: tuple[ArticleInput, ...]
    known: tuple[Screened | None, ...] | None = None


class Engine(Protocol):
    """Takes shards as they come, works on a few at a time, and gives them back in their order."""

    def about(self) -> About:
        """What the workers say of themselves; waits for the first to start.

        Raises:
            TapecheckError: the work can't be done.
        """

    def screen(self, shards: Iterable[ToScreen]) -> Iterator[tuple[ToScreen, list[Outcome]]]:
        """Each shard and the outcomes of screening its articles."""

    def extract(self, shards: Iterable[Assignment]) -> Iterator[Marker]:
        """The markers of the shards, each once its shard is written.

        Raises:
            TapecheckError: the run can't go on.
        """
