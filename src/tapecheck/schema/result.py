"""What comes out for one article: the contract's exported line."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import SerializeAsAny

from tapecheck.schema.article import Article
from tapecheck.schema.base import Data, Number, Span
from tapecheck.schema.record import BaseRecord

SCHEMA_VERSION: Literal["1"] = "1"

RecordT = TypeVar("RecordT", bound=BaseRecord)


class Fact(Data):
    """What several records state alike: their ids, and the fields they agree on (``None``: not of this kind, or not said)."""

    id: str
    kind: str
    records: tuple[str, ...]
    asset: str | None = None
    metric: str | None = None
    value: Number | None = None
    value_high: Number | None = None
    currency: str | None = None
    unit: str | None = None
    side: str | None = None
    venue: str | None = None
    window: str | None = None
    speaker: str | None = None


class Place(Data):
    """Where a person is named: half-open in ``Article.text``, and in the source (``None`` where it can't be proved)."""

    text: Span
    source: Span | None


class KnownPerson(Data):
    """Somebody whom the article names, all mentions joined.

    ``name`` is the fullest form; ``titles`` and ``affiliations`` are as the article words them, in the order of the text, each
    once; ``quotes`` are the ids of the quote records with this speaker.
    """

    id: str
    name: str
    titles: tuple[str, ...]
    affiliations: tuple[str, ...]
    mentions: tuple[Place, ...]
    quotes: tuple[str, ...]


class Failure(Data):
    """Why an article could not be done: the error's class, its one-line message, and the line of the input file if it has lines."""

    error: str
    message: str
    line: int | None = None


class Versions(Data):
    """What made the result: the package, each model's sha256, and the sha256 of the settings."""

    tapecheck: str
    models: dict[str, str] = {}
    settings: str


class ArticleResult(Data, Generic[RecordT]):
    """One article's records, facts and people. ``failed`` is ``None`` unless the article could not be done; then there are no records."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    article: Article
    records: tuple[SerializeAsAny[RecordT], ...] = ()
    facts: tuple[Fact, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    failed: Failure | None = None
    versions: Versions

    def to_json(self) -> str:
        """The contract's JSON line, without the line feed; the same result always gives the same bytes."""
        return self.model_dump_json()
