"""The lines of a card, a name and a value each: what a record says, how it was checked, where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tapecheck.records import AnyRecord, Quote
from tapecheck.report import wording
from tapecheck.schema.base import Span
from tapecheck.schema.record import Provenance, TimeWindow
from tapecheck.schema.verdict import Cause, Evidence, Verdict

_BOUNDS = {"about": "about", "at_least": "at least", "at_most": "at most", "between": "between"}
CAUSES: Mapping[Cause, str] = {
    "words": "words, not a figure",
    "prospective": "said to be possible or to come",
    "not_traded": "no trade can decide it",
    "no_asset": "not said of what",
    "currency": "not in dollars, or not said",
    "article_time": "the article's time is not known",
    "claim_time": "its time can't be told surely enough",
    "after_publication": "its time lies after publication",
    "window": "over what time is not said",
    "no_data": "the store has no such data",
    "not_covered": "the data don't reach that far",
    "gap": "the data have a hole there",
    "coarse": "the candles are too long to tell",
    "unfinished": "a candle was not finished",
    "renamed": "the ticker means another coin since",
    "redenominated": "the coin's unit was changed",
    "pegged": "a dollar coin, or one off its peg",
    "lower_bound": "the data hold a part of the market",
    "counting": "providers count it differently",
    "misread": "hardly a price of one unit",
}
_READ = {
    "now": "as of the writing",
    "day": "as of the day before",
    "stated": "at the stated time",
    "history": "over all history",
    "trailing": "over the length up to the writing",
    "since": "since the stated day",
}


class Line(NamedTuple):
    """A row of a card; ``digest`` is a sha256 that follows the value, shown short and copied whole."""

    name: str
    value: str
    digest: str | None = None


def says(record: AnyRecord) -> Iterator[Line]:
    """The fields of its kind that say something."""
    if isinstance(record, Quote):
        yield Line("speaker", record.speaker or "")
        yield Line("title", record.title or "")
        yield Line("affiliation", record.affiliation or "")
        yield Line("said how", record.cue or "")
        return
    yield Line("asset", record.asset or "")
    yield Line("bound", _BOUNDS.get(record.bound, ""))
    yield Line("side", wording.field(record, "side") or "")
    yield Line("mostly", wording.field(record, "majority") or "")
    yield Line("venue", wording.field(record, "venue") or "")
    yield Line("over", wording.field(record, "window") or "")
    yield Line("measured on", _spaced(wording.field(record, "scope")))
    yield Line("measured as", _spaced(wording.field(record, "measure")))
    yield Line("when", _window(record.time))
    yield Line("condition", wording.field(record, "condition") or "")
    credited = record.attribution
    yield Line("who said it", "" if credited is None else credited.speaker or "")
    yield Line("source", (credited and credited.source) or wording.field(record, "source") or "")


def checked(record: AnyRecord, verdict: Verdict) -> Iterator[Line]:
    """How the verdict came about, so that it can be done again."""
    if verdict.cause is not None:
        yield Line("cause", CAUSES[verdict.cause])
    if verdict.outcome is not None:
        yield Line("outcome", verdict.outcome.lower())
    if verdict.basis is not None:
        yield Line("read as of", wording.BASES[verdict.basis])
    for name, value in verdict.observed.items():
        seen = None if verdict.evidence is None else verdict.evidence.times.get(name)
        at = "" if seen is None else f" at {wording.instant(seen)}"
        yield Line(_spaced(name), f"{wording.digits(value)}{at}")
    if verdict.tolerance:
        yield Line("tolerance", verdict.tolerance)
    if record.readings:
        shares = ", ".join(f"{value:.0%} {_READ[basis]}" for basis, value in record.readings.items())
        yield Line("claims like it", f"hold in {shares}")
    if verdict.evidence is not None:
        yield from _evidence(verdict.evidence)
    if verdict.rule is not None:
        yield Line("rule", verdict.rule)


def _evidence(evidence: Evidence) -> Iterator[Line]:
    names = [evidence.symbol, evidence.venue or evidence.source]
    if evidence.timeframe:
        names.append(evidence.timeframe)
    yield Line("evidence", ", ".join(names))
    yield Line("window", f"{wording.instant(evidence.start)} to {wording.instant(evidence.end)} UTC")
    yield Line("data", evidence.source, evidence.dataset_sha256)


def stands(provenance: Provenance) -> Iterator[Line]:
    """Where its words are, in both coordinates, and what found them."""
    yield Line("in the text", _range(provenance.text))
    yield Line("in the source", "can't be proved" if provenance.source is None else _range(provenance.source))
    yield Line("found by", provenance.rule)


def _range(span: Span) -> str:
    return f"{span.start:,}–{span.end:,}"


def _window(time: TimeWindow | None) -> str:
    if time is None:
        return ""
    window = f"{wording.instant(time.start)} to {wording.instant(time.end)} UTC"
    return f"{time.text}: {window}" if time.text else window


def _spaced(name: str | None) -> str:
    return (name or "").replace("_", " ")
