"""What an annotated article teaches: for each decision on each figure its features and the annotator's answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline
from tapecheck.records import Context
from tapecheck.records.context import Figure
from tapecheck.records.decision import Chosen, Picked
from tapecheck.records.learned.asset_features import NOBODY, Candidate, Said, Table
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.learned.walk import NOTHING, Chooser, Scored, decide
from tapecheck.records.patterns import Patterns
from tapecheck.records.patterns.subject import GROUPS
from tapecheck.schema.input import ArticleInput
from tapecheck.training.figures.articles import Annotated
from tapecheck.training.figures.markup import Mark

Fields = dict[str, str | None]


@dataclass(frozen=True, slots=True)
class Choice:
    """A closed decision: the features, and the right label."""

    features: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Pick:
    """A decision between candidates: the features of each, and which is right; ``None``: the right one is not among them."""

    candidates: tuple[tuple[str, ...], ...]
    right: int | None


@dataclass
class Cases:
    """The decisions of one article by task; ``missed`` marks have no figure of the finders' in them."""

    article: str
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    picks: dict[str, list[Pick]] = field(default_factory=dict)
    missed: int = 0


def cases(articles: Iterable[Annotated], guesser: Chooser | None = None) -> Iterator[Cases]:
    """The decisions of the articles, each as the walk meets it.

    The decisions before it are those of ``guesser``, so that a model learns to go on from what a model decides (as DAgger
    does, Ross et al. 2011); ``None``: all are right.
    """
    pipeline = Pipeline.from_config(Settings(ner="none", figures="patterns"))
    for article in articles:
        item = ArticleInput(id=article.id, source=article.text, published_at=article.published_at)
        context = pipeline.context(item)
        answers, missed = _answers(context, article)
        annotator = Annotator(answers, Cases(article.id, missed=missed), guesser)
        patterns = Patterns(context)
        patterns.decide()
        decide(patterns, annotator, Tokens(context))
        yield annotator.cases


def _answers(context: Context, article: Annotated) -> tuple[dict[int, Fields], int]:
    """The fields of each figure by where it starts, and how many marks hold no figure."""
    answers: dict[int, Fields] = {}
    used: set[int] = set()
    for figure in context.figures:
        source = context.article.source_span(figure.start, figure.end)
        if source is None:
            continue
        for number, mark in enumerate(article.marks):
            if number not in used and mark.start < source.end and source.start < mark.end:
                used.add(number)
                answers[figure.start] = _fields(mark)
                break
    return answers, len(article.marks) - len(used)


def _fields(mark: Mark) -> Fields:
    """A mark's fields, with its label as ``kind``; a liquidation of the whole market has no asset."""
    label = f"metric.{mark.fields['metric']}" if mark.kind == "metric" else mark.kind
    asset = mark.fields.get("asset")
    if mark.kind == "liquidation" and asset in GROUPS:
        asset = None
    return {**mark.fields, "asset": asset, "kind": label}


@dataclass
class Annotator:
    """Keeps what is asked with the annotation's answer, and answers as the guesser does."""

    answers: dict[int, Fields]
    cases: Cases
    guesser: Chooser | None = None

    def look(self, figure: Figure, features: Sequence[str]) -> Looked:
        """See ``walk.Chooser``."""
        guess = self.guesser.look(figure, features) if self.guesser is not None else None
        return Looked(self.answers.get(figure.start), tuple(features), self.cases, guess)

    def pick(self, figure: Figure, task: Table, candidates: Sequence[Candidate], said: Said) -> Picked:
        """See ``walk.Chooser``."""
        fields = self.answers.get(figure.start)
        if fields is not None and task in fields:
            symbols = [candidate.symbol for candidate in candidates]
            right = symbols.index(fields[task]) if fields[task] in symbols else None
            features = tuple(candidate.features for candidate in candidates)
            self.cases.picks.setdefault(task, []).append(Pick(features, right))
        if self.guesser is not None:
            return self.guesser.pick(figure, task, candidates, said)
        return Picked((fields or {}).get(task))


@dataclass(frozen=True)
class Looked:
    """A figure with the annotator's fields for it; ``None``: it is no record."""

    fields: Fields | None
    features: tuple[str, ...]
    cases: Cases
    guess: Scored | None = None

    def choose(self, task: str, said: str | None, extra: Sequence[str] = ()) -> Chosen:
        """See ``walk.Scored``; nothing is learned from a field that the right kind has not."""
        label = answer(self.fields, task)
        if label is not None:
            self.cases.choices.setdefault(task, []).append(Choice((*self.features, *extra), label))
        return self.guess.choose(task, said, extra) if self.guess is not None else Chosen(label or NOTHING)


_OF = {
    "role": ("price",),
    "moved": ("percent_move",),
    "sign": ("percent_move",),
    "flow": ("metric.flow",),
    "side": ("liquidation",),
}
"""The labels that have each field; any record has a modality."""

_FIELD = {"moved": "metric", "flow": "sign"}
_DEFAULT = {"sign": "+", "flow": "+", "side": NOBODY, "modality": "asserted"}


def answer(fields: Fields | None, task: str) -> str | None:
    """The right label of a closed task; ``None`` where the figure has no such field."""
    if task == "kind":
        return NOTHING if fields is None else fields["kind"]
    if fields is None or fields["kind"] not in _OF.get(task, (fields["kind"],)):
        return None
    value = fields.get(_FIELD.get(task, task))
    return value if value is not None else _DEFAULT.get(task, NOTHING)
