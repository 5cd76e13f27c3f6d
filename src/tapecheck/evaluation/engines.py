"""What an engine of names gives in the whole pipeline: names, speakers, speed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from time import perf_counter
from typing import TYPE_CHECKING

from tapecheck.errors import ArticleError
from tapecheck.evaluation.names import NameScore, classic
from tapecheck.evaluation.quotations import QuoteScore, add
from tapecheck.mentions.names.labels import LABELS, Entity, Label
from tapecheck.mentions.names.reading import worth_reading
from tapecheck.pipeline import Pipeline
from tapecheck.records import Quote, Result
from tapecheck.schema.base import Span
from tapecheck.schema.input import ArticleInput
from tapecheck.schema.mention import Asset, Date
from tapecheck.text.sentences import sentence_spans

if TYPE_CHECKING:
    from spacy.language import Language

CLASSIC: tuple[Label, ...] = ("PERSON", "LOC", "ORG")


def named(pipeline: Pipeline, texts: Iterable[tuple[str, Sequence[Entity]]]) -> NameScore:
    """PERSON, LOC and ORG of annotated texts, found by the whole pipeline."""
    score = NameScore()
    for number, (text, wanted) in enumerate(texts):
        _, mentions = pipeline.mentions(ArticleInput(id=str(number), source=text, media="text"))
        found = [Entity(m.start, m.end, label) for m in mentions for label in CLASSIC if m.label == label]
        score.add(classic(wanted), found)
    return score


def quoted(pipeline: Pipeline, articles: Iterable[tuple[str, Sequence[tuple[Span, str]]]]) -> QuoteScore:
    """Quotations of annotated texts, each with the words that name its source, and who the pipeline says said them."""
    score = QuoteScore()
    for number, (text, wanted) in enumerate(articles):
        result = pipeline.process(ArticleInput(id=str(number), source=text, media="text"))
        add(score, wanted, [record for record in result.records if isinstance(record, Quote)])
    return score


def results(pipeline: Pipeline, items: Iterable[object]) -> Iterator[Result]:
    """The results of all inputs; what can't be done is left out."""
    for item in items:
        if isinstance(item, ArticleInput):
            try:
                yield pipeline.process(item)
            except ArticleError:
                continue


def share_read(pipeline: Pipeline, items: Sequence[ArticleInput]) -> float:
    """The share, 0 to 1, of the articles' characters in sentences that a model of names reads."""
    content = read = 0
    for item in items:
        try:
            article, mentions = pipeline.mentions(item)
        except ArticleError:
            continue
        spans = sentence_spans(article.text, [block for block in article.blocks if block.is_content])
        explained = [mention for mention in mentions if isinstance(mention, Asset | Date)]
        content += sum(span.end - span.start for span in spans)
        read += sum(span.end - span.start for span in worth_reading(article.text, spans, explained))
    return read / content if content else 0.0


def rate(pipeline: Pipeline, items: Sequence[ArticleInput], *, warm_up: int = 20) -> float:
    """Articles a second, from source to JSON line, in this process."""
    for _ in results(pipeline, items[:warm_up]):
        pass
    begin = perf_counter()
    for result in results(pipeline, items):
        result.to_json()
    return len(items) / (perf_counter() - begin)


def usual_rate(items: Sequence[ArticleInput]) -> float:
    """Articles a second of a spaCy pipeline that finds names in every token, for comparison: see ``usual_pipeline``."""
    peer = usual_pipeline()
    begin = perf_counter()
    for _ in peer.pipe(item.source for item in items):
        pass
    return len(items) / (perf_counter() - begin)


def usual_pipeline() -> Language:
    """A pipeline of the size of spaCy's small English one (tok2vec 96 wide and 4 deep); its weights don't matter for its speed."""
    import spacy
    from spacy.pipeline.ner import DEFAULT_NER_MODEL

    nlp = spacy.blank("en")
    ner = nlp.add_pipe("ner", config={"model": DEFAULT_NER_MODEL})
    for label in LABELS:
        ner.add_label(label)  # type: ignore[attr-defined]
    nlp.initialize()
    return nlp
