"""What comes out for one article: the contract's exported line."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from pydantic import SerializeAsAny

from tapecheck.schema.article import Article
from tapecheck.schema.base import Data, Number
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
    """One article's records and facts. ``failed`` is ``None`` unless the article could not be done; then there are no records."""

    schema_version: Literal["1"] = SCHEMA_VERSION
    article: Article
    records: tuple[SerializeAsAny[RecordT], ...] = ()
    facts: tuple[Fact, ...] = ()
    failed: Failure | None = None
    versions: Versions

    def to_json(self) -> str:
        """The contract's JSON line, without the line feed; the same result always gives the same bytes."""
        return self.model_dump_json()
