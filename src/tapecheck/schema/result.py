"""What comes out for one article: the contract's exported line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any, Generic, Literal, TypeVar, get_args

from pydantic import SerializeAsAny

from tapecheck.registry import Registry
from tapecheck.schema.article import Article
from tapecheck.schema.base import Data, Number, Span
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import BaseRecord

SCHEMA_VERSION: Literal["1"] = "1"

RecordT = TypeVar("RecordT", bound=BaseRecord)

VIEWS: Registry[Callable[[Any], str]] = Registry("view", [("notebook", "tapecheck.report.notebook:notebook_html")])
"""How a result shows itself: what draws it lies layers above, and is loaded when somebody looks."""


class Fact(Data):
    """What several records state alike: their ids, and the fields on which those that state them agree.

    ``None``: not of this kind, not said, or told in two ways. ``value``, ``value_high`` and ``bound`` are those of the most precise
    mention: of "$104M" and "$104.3 million" the second.
    """

    id: str
    kind: str
    records: tuple[str, ...]
    asset: str | None = None
    metric: str | None = None
    role: str | None = None
    value: Number | None = None
    value_high: Number | None = None
    bound: Bound | None = None
    currency: str | None = None
    unit: str | None = None
    side: str | None = None
    venue: str | None = None
    window: str | None = None
    speaker: str | None = None


class Place(Data):
    """Where something stands: half-open in ``Article.text``, and in the source (``None`` where it can't be proved)."""

    text: Span
    source: Span | None


ContradictionKind = Literal["same_thing", "arithmetic", "part_of_total", "weekday", "headline"]


class Contradiction(Data):
    """What an article says that can't hold together: the ids of the records, the field at fault, and why, in a line.

    ``same_thing``: two figures of one thing; ``arithmetic``: a change, product or price that doesn't come out of the figures beside
    it; ``part_of_total``: parts that exceed or don't make their total; ``weekday``: a date with another day's name (no records);
    ``headline``: a headline, deck or bullet and the body. ``places``: where each of the figures, or the date, stands. ``stated`` is
    what the article says and ``expected`` what follows from its other figures; they clash since they are further apart than
    ``tolerance``, which is what rounding and words like "about" leave open. All three are in the unit of ``stated`` (percent for
    a change), and ``None`` where nothing is computed.
    """

    kind: ContradictionKind
    records: tuple[str, ...]
    field: str
    reason: str
    places: tuple[Place, ...]
    stated: Number | None = None
    expected: Number | None = None
    tolerance: Number | None = None


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


UnclaimedReason = Literal["furniture", "date", "rank", "count", "name", "offer", "unknown"]
UNCLAIMED_REASONS: tuple[UnclaimedReason, ...] = get_args(UnclaimedReason)
FigureLabel = Literal["MONEY", "PERCENT", "QUANTITY"]


class Unclaimed(Data):
    """A figure of the text of which no record was made: its place, its words, and why.

    ``furniture``: it stands in furniture, a teaser or a price widget; ``date``: it is part of a date or year; ``rank``: of a rank
    ("the top 5 ETH holders"); ``count``: a number of things, shares or people; ``name``: part of a name ("61.8% Fibonacci");
    ``offer``: a prize, bonus or promotion; ``unknown``: nobody knows, so it may be a claim that was missed.
    """

    label: FigureLabel
    place: Place
    exact: str
    reason: UnclaimedReason


class Coverage(Data):
    """How many sums of money, percentages and amounts of coins the text has, how many are in records, and how many are not, by reason.

    ``figures`` is ``in_records`` and all of ``unclaimed`` together. A range is one figure.
    """

    figures: int
    in_records: int
    unclaimed: dict[UnclaimedReason, int]


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
    """One article's records, facts and people, and an account of every figure in its text.

    ``failed`` is ``None`` unless the article could not be done; then there are no records, and ``coverage`` is ``None``.
    """

    schema_version: Literal["1"] = SCHEMA_VERSION
    article: Article
    records: tuple[SerializeAsAny[RecordT], ...] = ()
    facts: tuple[Fact, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    contradictions: tuple[Contradiction, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()
    coverage: Coverage | None = None
    failed: Failure | None = None
    versions: Versions

    def to_json(self) -> str:
        """The contract's JSON line, without the line feed; the same result always gives the same bytes."""
        return self.model_dump_json()

    def __repr__(self) -> str:
        """One line: which article, and how many records and verdicts; all that is in it is for ``to_json``."""
        if self.failed is not None:
            return f"<ArticleResult {self.article.id!r}: failed, {self.failed.error}: {self.failed.message}>"
        labels = Counter(record.verdict.label for record in self.records if record.verdict is not None)
        verdicts = "".join(f", {times} {label}" for label, times in sorted(labels.items()))
        title = f" {self.article.title!r}" if self.article.title else ""
        records = "1 record" if len(self.records) == 1 else f"{len(self.records)} records"
        return f"<ArticleResult {self.article.id!r}{title}: {records}{verdicts}>"

    def __str__(self) -> str:
        return repr(self)

    def _repr_html_(self) -> str:
        """The article with its records marked and a table of them, as Jupyter shows it."""
        return VIEWS.load("notebook")(self)
