"""Result → rows, as plain values by column: what the flat table and the typed tables are made of."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from tapecheck.records import AnyRecord, Quote, Result
from tapecheck.schema.base import Span, plain_digits
from tapecheck.schema.record import Provenance
from tapecheck.schema.result import Fact
from tapecheck.schema.verdict import Verdict

Row = dict[str, object]

DIGITS_BEFORE, DIGITS_AFTER = 20, 18
"""What a decimal column holds: so many digits before and after the point."""

_OWN_FIELDS = (
    *("kind", "asset", "metric", "currency", "unit", "bound", "role", "side", "venue", "part_of", "scope", "majority"),
    *("measure", "form", "window", "modality", "condition", "direction", "count", "rank"),
)
"""Columns that hold the field of that name, for the kinds that have it."""


def article_row(result: Result) -> Row:
    """The article, what made its rows, and why it failed if it did."""
    article, failed = result.article, result.failed
    return {
        "article_id": article.id,
        "url": article.url,
        "canonical_url": article.canonical_url,
        "publisher": article.publisher,
        "title": article.title,
        "subtitle": article.subtitle,
        "authors": list(article.authors),
        "published_at": article.published_at,
        "updated_at": article.updated_at,
        "published_at_zone_assumed": article.published_at_zone_assumed,
        "updated_at_zone_assumed": article.updated_at_zone_assumed,
        "language": article.language,
        "section": article.section,
        "tags": list(article.tags),
        "text": article.text,
        "source_sha256": article.source_sha256,
        "failed_error": failed and failed.error,
        "failed_message": failed and failed.message,
        "failed_line": failed and failed.line,
        "tapecheck_version": result.versions.tapecheck,
        "settings_sha256": result.versions.settings,
        "models": list(result.versions.models.items()),
    }


def record_row(article_id: str, text: str, record: AnyRecord) -> Row:
    """What a record of any kind claims, when, says who, and where; ``text`` is the article's."""
    time, attribution, since = record.time, record.attribution, getattr(record, "since", None)
    return {
        "article_id": article_id,
        "record_id": record.id,
        "fact_id": record.fact,
        **{name: getattr(record, name, None) for name in _OWN_FIELDS},
        **_figure(getattr(record, "value", None), getattr(record, "value_high", None)),
        "source_name": getattr(record, "source", None),
        "time_start": time and time.start,
        "time_end": time and time.end,
        "time_text": time and time.text,
        "since_start": since and since.start,
        "since_end": since and since.end,
        "since_text": since and since.text,
        "attribution_speaker": attribution and attribution.speaker,
        "attribution_source": attribution and attribution.source,
        "readings": _digits(record.readings.items()),
        **_place(record.provenance, text),
    }


def quote_row(article_id: str, record: Quote) -> Row:
    """Who said it, how, and each stretch of the words."""
    return {
        "article_id": article_id,
        "record_id": record.id,
        "fact_id": record.fact,
        "speaker": record.speaker,
        "speaker_title": record.title,
        "affiliation": record.affiliation,
        "form": record.form,
        "cue": record.cue,
        "exact": record.provenance.exact,
        "fragments": [_offsets(fragment.text, fragment.source) for fragment in record.fragments],
        "text_start": record.provenance.text.start,
        "text_end": record.provenance.text.end,
    }


def verdict_row(article_id: str, record_id: str, verdict: Verdict) -> Row:
    """What the market data say, and all that is needed to redo the check."""
    evidence = verdict.evidence
    return {
        "article_id": article_id,
        "record_id": record_id,
        "label": verdict.label,
        "reason": verdict.reason,
        "rule": verdict.rule,
        "basis": verdict.basis,
        "cause": verdict.cause,
        "outcome": verdict.outcome,
        "observed": _digits(verdict.observed.items()),
        "tolerance": verdict.tolerance,
        "tolerance_parts": _digits(verdict.tolerance_parts.items()),
        "evidence_source": evidence and evidence.source,
        "venue": evidence and evidence.venue,
        "symbol": evidence and evidence.symbol,
        "timeframe": evidence and evidence.timeframe,
        "evidence_start": evidence and evidence.start,
        "evidence_end": evidence and evidence.end,
        "evidence_times": list(evidence.times.items()) if evidence else [],
        "dataset_sha256": evidence and evidence.dataset_sha256,
    }


def fact_row(article_id: str, fact: Fact) -> Row:
    """The fields on which the records of a fact agree."""
    return {
        "article_id": article_id,
        "fact_id": fact.id,
        "record_ids": list(fact.records),
        **{name: getattr(fact, name) for name in ("kind", "asset", "metric", "role", "bound", "currency", "unit")},
        **{name: getattr(fact, name) for name in ("side", "venue", "window", "speaker")},
        **_figure(fact.value, fact.value_high),
    }


def _figure(value: Decimal | None, high: Decimal | None) -> Row:
    return {
        "value": fitting(value),
        "value_high": fitting(high),
        "value_text": None if value is None else plain_digits(value),
        "value_high_text": None if high is None else plain_digits(high),
    }


def _place(place: Provenance, text: str) -> Row:
    return {
        "exact": place.exact,
        "prefix": place.prefix,
        "suffix": place.suffix,
        "sentence": text[place.sentence.start : place.sentence.end],
        "sentence_start": place.sentence.start,
        "sentence_end": place.sentence.end,
        **_offsets(place.text, place.source),
        "rule": place.rule,
    }


def _offsets(text: Span, source: Span | None) -> dict[str, int | None]:
    return {
        "text_start": text.start,
        "text_end": text.end,
        "source_start": None if source is None else source.start,
        "source_end": None if source is None else source.end,
    }


def _digits(numbers: Iterable[tuple[str, Decimal]]) -> list[tuple[str, str]]:
    return [(name, plain_digits(value)) for name, value in numbers]


def fitting(value: Decimal | None) -> Decimal | None:
    """The value itself if the column can hold it exactly, else ``None``."""
    if value is None or not value.is_finite():
        return None
    exponent = value.normalize().as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -DIGITS_AFTER and value.adjusted() < DIGITS_BEFORE
    return value if fits else None
