"""From a traced article to the explanation of one of its records."""

from __future__ import annotations

from decimal import Decimal

from tapecheck.market import MarketStore
from tapecheck.pipeline import Traced
from tapecheck.records import AnyRecord, Quote, Result, Superlative
from tapecheck.report import wording
from tapecheck.report.explanation.decisions import choice_in_words, decided, decision_words, in_words, trust
from tapecheck.report.explanation.evidence_rows import evidence_rows
from tapecheck.report.explanation.model import Checked, Explanation, Saying
from tapecheck.report.explanation.windows import applied, window
from tapecheck.schema.base import Span

_HOW = {
    "beside": "the word of saying stands next to the quotation marks",
    "sentence": "it is said in the same sentence",
    "carried": "it goes on from the quotation or sentence before or after",
    "signature": "the embedded post is signed so",
    "none": "nothing says who said it",
}


def explain(traced: Traced, record_id: str, market: MarketStore | None = None) -> Explanation:
    """Why the record and its verdict came out as they did; with the ``market`` also the rows that decided.

    Raises:
        KeyError: the article has no such record.
    """
    result, trace = traced
    record = next((one for one in result.records if one.id == record_id), None)
    if record is None:
        raise KeyError(record_id)
    article, place = result.article, record.provenance
    words = in_words(trace.context, record)
    worded = isinstance(record, Quote | Superlative)
    choices = () if worded else tuple(choice_in_words(choice, words) for choice in trace.choices_of(record))
    return Explanation(
        article=article.id,
        title=article.title,
        published_at=article.published_at,
        record=record,
        value=wording.value(record),
        what=wording.what(record),
        sentence=article.text[place.sentence.start : place.sentence.end],
        mark=Span(start=place.text.start - place.sentence.start, end=place.text.end - place.sentence.start),
        decided=decided(record, choices),
        patterns=None if worded else decision_words(trace.patterns_of(record)),
        choices=choices,
        trust=trust(record, trace, words),
        saying=_saying(result, record),
        checked=_checked(result, record, market),
    )


def _saying(result: Result, record: AnyRecord) -> Saying | None:
    """Who said it, and how that is known; ``None`` where nobody is said to."""
    if isinstance(record, Quote):
        how = record.provenance.rule.partition("/")[0].removeprefix("quote.")
        return Saying(
            speaker=record.speaker, cue=record.cue, how=_HOW.get(how, how), named_at=_named(result, record.speaker)
        )
    credited = record.attribution
    if credited is None:
        return None
    span = record.provenance.text
    within = next((one for one in result.records if isinstance(one, Quote) and _holds(one, span)), None)
    how = "the article's own words give it to them"
    if credited.speaker is None:
        how = "the sentence credits this source"
    elif within is not None:
        how = f"it stands in their words (record {within.id})"
    speaker = credited.speaker or credited.source
    return Saying(speaker=speaker, cue=None, how=how, named_at=_named(result, speaker))


def _holds(quote: Quote, span: Span) -> bool:
    return any(fragment.text.covers(span) for fragment in quote.fragments)


def _named(result: Result, speaker: str | None) -> Span | None:
    person = next((one for one in result.people if one.name == speaker), None)
    return person.mentions[0].text if person is not None and person.mentions else None


def _checked(result: Result, record: AnyRecord, market: MarketStore | None) -> Checked | None:
    verdict = record.verdict
    if verdict is None:
        return None
    parts = verdict.tolerance_parts
    return Checked(
        applied=applied(verdict),
        window=window(record, verdict, result.article.published_at),
        stated=wording.value(record),
        tolerance=sum(parts.values(), Decimal(0)) if parts else None,
        rows=() if market is None else evidence_rows(record, verdict, market),
    )
