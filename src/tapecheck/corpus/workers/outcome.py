"""What a worker does and what comes of an article there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple, Protocol

from tapecheck.corpus.runner import Attempt
from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput


class Made(NamedTuple):
    """What a task made of an article: the line to write, without its line feed, and how many verdicts of each label are in it."""

    line: bytes
    labels: Mapping[str, int] = {}


class Work(Protocol):
    """What a worker process can do; built once in it, from the bytes that the pool was given for it."""

    @property
    def about(self) -> bytes:
        """What the coordinator has to know of it, such as versions; the same in each worker."""

    def do(self, task: str, item: ArticleInput) -> Made:
        """The task of this name, done for one article.

        Raises:
            ArticleError: the article can't be done; the others can.
            TapecheckError: any other: the run can't go on.
        """


Outcome = Attempt[Made]
"""What became of an article in a worker: also that its time was over, or that the process ended while it worked on it."""


class Reply(Data):
    """The head of a worker's message about one article; the line follows after a line feed.

    ``stop``: no fault of the article, the run can't go on; ``error`` is the class then too.
    """

    number: int
    error: str | None = None
    message: str = ""
    trace: str | None = None
    labels: dict[str, int] = {}
    stop: bool = False


class Order(Data):
    """The head of a message to a worker: the task, and how many articles follow, each a message of its own."""

    task: str
    articles: int
