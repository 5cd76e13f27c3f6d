"""What the coordinator and the actors tell each other: JSON, so that no object of ours is pickled."""

from __future__ import annotations

from typing import Literal

from tapecheck.corpus.about import About
from tapecheck.corpus.runs.marker import FolderFormat, Marker
from tapecheck.corpus.runs.shard import Entry, Shard
from tapecheck.corpus.runs.write import Assignment
from tapecheck.corpus.workers import Limits, Made, Outcome
from tapecheck.schema.base import Data
from tapecheck.schema.input import ArticleInput, RejectedInput


class Setup(Data):
    """What an actor needs to know: its work and the limits of an article, and where the run is written, how, and by whom.

    ``storage`` is the address, an absolute path if it is one; ``folder`` is the coordinator's, which relative paths in the settings
    begin at. ``holder``: see ``Storage.holder``. ``gpu``: whether the work may use one.
    """

    factory: str
    config: str
    seconds: float
    memory: int | None
    batch: int
    storage: str
    format: FolderFormat
    holder: str | None
    folder: str
    gpu: bool

    @property
    def limits(self) -> Limits:
        """What one article may take."""
        return Limits(self.seconds, self.memory)


class Hello(Data):
    """What an actor says when it has loaded all it needs. ``code``: digest of the package there; ``holder``: whose lock it sees."""

    about: About
    code: str
    holder: str | None


class ShardMessage(Data):
    """A ``Assignment``."""

    number: int
    first: int
    entries: tuple[Entry, ...]
    key: str
    again: tuple[int, ...]
    before: Marker | None

    @classmethod
    def of(cls, assignment: Assignment) -> ShardMessage:
        """The message for a shard."""
        shard = assignment.shard
        return cls(
            number=shard.number,
            first=shard.first,
            entries=shard.entries,
            key=assignment.key,
            again=tuple(sorted(assignment.again)),
            before=assignment.before,
        )

    @property
    def assignment(self) -> Assignment:
        """The shard that was sent."""
        shard = Shard(self.number, self.first, self.entries)
        return Assignment(shard, self.key, frozenset(self.again), self.before)


class ArticlesMessage(Data):
    """Articles to screen."""

    articles: tuple[ArticleInput, ...]


class OutcomeMessage(Data):
    """What became of an article; ``line`` is left out of those whose shard is written."""

    line: str | None = None
    labels: dict[str, int] = {}
    rejected: RejectedInput | None = None
    trace: str | None = None

    @classmethod
    def of(cls, outcome: Outcome, *, lines: bool) -> OutcomeMessage:
        """The message for an outcome, with its line or without."""
        made = outcome.made
        return cls(
            line=made.line.decode() if made is not None and lines else None,
            labels=dict(made.labels) if made is not None else {},
            rejected=outcome.rejected,
            trace=outcome.trace,
        )

    @property
    def outcome(self) -> Outcome:
        """The outcome that was sent."""
        if self.rejected is not None:
            return Outcome(None, self.rejected, self.trace)
        return Outcome(Made((self.line or "").encode(), self.labels))


class Answer(Data):
    """An actor's answer, from the node of this name. ``error``: the run can't go on, and the class of why."""

    node: str
    error: str | None = None
    message: str = ""
    hello: Hello | None = None
    marker: Marker | None = None
    outcomes: tuple[OutcomeMessage, ...] = ()


Method = Literal["hello", "extract", "screen"]
