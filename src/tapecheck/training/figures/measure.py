"""How often the whole pipeline is right on annotated figures: by kind and field, and on the hard classes of sentences."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from tapecheck.pipeline import Pipeline
from tapecheck.records import AnyRecord, Context, Liquidation, build
from tapecheck.schema.input import ArticleInput
from tapecheck.training.figures.articles import Annotated
from tapecheck.training.figures.markup import Mark

CORE = {
    "price": ("asset",),
    "percent_move": ("asset", "metric", "sign"),
    "liquidation": ("asset", "side"),
    "metric": ("metric",),
}
OTHER = {
    "price": ("role", "modality"),
    "percent_move": ("window", "modality"),
    "liquidation": ("venue", "window", "source", "modality"),
    "metric": ("asset", "modality"),
}
"""The fields that the annotation decides; values and bounds are read off the figure and measured elsewhere."""


@dataclass
class Score:
    """Counts of one kind or class: annotated, predicted, found, with the core fields right, with all of them."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    core: int = 0
    full: int = 0

    def f1(self, hits: int) -> float:
        """Harmonic mean of precision and recall, 0 to 1."""
        return 2 * hits / (self.gold + self.predicted) if hits else 0.0


@dataclass
class Measured:
    """The scores by kind, per field how many are right of those found, and the recall of the hard classes; ``named``: who says a
    figure (last names compared), ``parts``: which liquidation is a part of which; both count as found only where annotated."""

    kinds: dict[str, Score] = field(default_factory=dict)
    fields: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    hard: dict[str, Counter[str]] = field(default_factory=dict)
    named: Score = field(default_factory=Score)
    parts: Score = field(default_factory=Score)


@dataclass(frozen=True)
class Sentence:
    """What a class of sentences is told by: a mark, its sentence, and all marks and asset symbols in it."""

    mark: Mark
    text: str
    marks: tuple[Mark, ...]
    assets: frozenset[str]


HARD: dict[str, Callable[[Sentence], bool]] = {
    "two assets or more and two figures or more": lambda s: len(s.assets) > 1 and len(s.marks) > 1,
    "respectively": lambda s: "respectively" in s.text,
    "no asset in the sentence": lambda s: not s.assets and bool(s.mark.fields.get("asset")),
    "range": lambda s: re.search(r"\d.*(?:[-–—]|to|and).*\d", s.mark.fields.get("words") or "") is not None,
    "level, target or extreme": lambda s: s.mark.fields.get("role") not in (None, "quote", "cost", "other"),
    "percentage that is no move": lambda s: s.mark.kind == "metric" and "%" in (s.mark.fields.get("words") or ""),
    "move of something else than a price": lambda s: (
        s.mark.kind == "percent_move" and s.mark.fields["metric"] != "price"
    ),
    "side of a liquidation": lambda s: s.mark.kind == "liquidation" and s.mark.fields.get("side") is not None,
    "prospective": lambda s: s.mark.fields.get("modality") == "prospective",
    "earlier episode": lambda s: s.mark.fields.get("past") is not None,
}
"""Classes of figures that are hard, and how each is told in the annotation."""


def measure(articles: Sequence[Annotated], pipeline: Pipeline) -> Measured:
    """Records of the pipeline against the marks; a record is found if it is of the mark's kind and overlaps it."""
    measured = Measured({kind: Score() for kind in CORE}, hard={name: Counter() for name in HARD})
    for article in articles:
        item = ArticleInput(id=article.id, source=article.text, published_at=article.published_at)
        context = pipeline.context(item)
        model = pipeline.figures.model if pipeline.figures is not None else None
        records = build(context, model).records
        _compare(measured, article, context, [record for record in records if record.kind in CORE])
    return measured


def _compare(measured: Measured, article: Annotated, context: Context, records: list[AnyRecord]) -> None:
    for predicted in records:
        measured.kinds[predicted.kind].predicted += 1
    left = list(records)
    matched: dict[str, Mark] = {}
    for mark in article.marks:
        score = measured.kinds[mark.kind]
        score.gold += 1
        record = next((r for r in left if r.kind == mark.kind and _overlaps(r, mark)), None)
        right = {} if record is None else _agreement(record, mark)
        if record is not None:
            left.remove(record)
            matched[record.id] = mark
            score.found += 1
            measured.fields.update((mark.kind, name, same) for name, same in right.items())
        core = record is not None and all(right[name] for name in CORE[mark.kind])
        full = core and all(right.values())
        score.core += core
        score.full += full
        for name in _classes(article, mark, context):
            measured.hard[name].update({"figures": 1, "found": record is not None, "core": core, "full": full})
    _links(measured, article, records, matched)


def _links(measured: Measured, article: Annotated, records: list[AnyRecord], matched: dict[str, Mark]) -> None:
    """Count who says each figure, and the parts of totals."""
    measured.named.gold += sum(mark.fields.get("by") is not None for mark in article.marks)
    measured.parts.gold += sum(mark.fields.get("of") is not None for mark in article.marks)
    for record in records:
        mark = matched.get(record.id)
        speaker = record.attribution.speaker if record.attribution is not None else None
        if speaker is not None:
            measured.named.predicted += 1
            by = mark.fields.get("by") if mark is not None else None
            measured.named.found += by is not None and by.casefold().split()[-1] == speaker.casefold().split()[-1]
        if isinstance(record, Liquidation) and record.part_of is not None:
            measured.parts.predicted += 1
            total = matched.get(record.part_of)
            letter = total.fields.get("id") if total is not None else None
            measured.parts.found += letter is not None and mark is not None and mark.fields.get("of") == letter


def agreement(first: Sequence[Annotated], second: Sequence[Annotated]) -> dict[str, Score]:
    """How far two annotations of the same articles agree, by kind; the first counts as gold."""
    scores = {kind: Score() for kind in CORE}
    again = {article.id: article.marks for article in second}
    for article in first:
        left = list(again[article.id])
        for mark in left:
            scores[mark.kind].predicted += 1
        for mark in article.marks:
            score = scores[mark.kind]
            score.gold += 1
            other = next((m for m in left if m.kind == mark.kind and m.start < mark.end and mark.start < m.end), None)
            if other is None:
                continue
            left.remove(other)
            same = {name: _field(mark, name) == _field(other, name) for name in CORE[mark.kind] + OTHER[mark.kind]}
            score.found += 1
            score.core += all(same[name] for name in CORE[mark.kind])
            score.full += all(same.values())
    return scores


def _field(mark: Mark, name: str) -> str | None:
    value = mark.fields.get(name)
    if name == "modality":
        return value or "asserted"
    return _plain(value) if name in ("venue", "source", "asset") else value


def _overlaps(record: AnyRecord, mark: Mark) -> bool:
    source = record.provenance.source
    return source is not None and source.start < mark.end and mark.start < source.end


def _agreement(record: AnyRecord, mark: Mark) -> dict[str, bool]:
    made = {}
    for name in CORE[mark.kind] + OTHER[mark.kind]:
        wanted, got = mark.fields.get(name), getattr(record, name, None)
        if name == "sign":
            value = getattr(record, "value_high", None) or getattr(record, "value")  # noqa: B009 - the union's figures have it
            got = "-" if value < 0 else "+"
        elif name == "modality":
            wanted = wanted or "asserted"
        elif name in ("venue", "source", "asset"):
            wanted, got = _plain(wanted), _plain(got)
        made[name] = wanted == got
    return made


def _plain(name: str | None) -> str | None:
    return None if name is None else re.sub(r"\W|^the\b", "", name.casefold())


def _classes(article: Annotated, mark: Mark, context: Context) -> Iterator[str]:
    start = _text_position(context, mark)
    if start is None:
        return
    sentence = context.sentence(start)
    source = context.article.source_span(sentence.start, sentence.end)
    inside = tuple(m for m in article.marks if source is not None and source.start <= m.start < source.end)
    assets = frozenset(asset.symbol for asset in context.assets.within(sentence.start, sentence.end))
    words = article.text[mark.start : mark.end]
    told = Mark(mark.start, mark.end, mark.kind, {**mark.fields, "words": words})
    described = Sentence(told, context.text[sentence.start : sentence.end], inside, assets)
    yield from (name for name, holds in HARD.items() if holds(described))


def _text_position(context: Context, mark: Mark) -> int | None:
    """Where a mark begins in the cleaned text, by the figure that stands there."""
    for figure in context.figures:
        source = context.article.source_span(figure.start, figure.end)
        if source is not None and source.start < mark.end and mark.start < source.end:
            return figure.start
    return None
