"""A card for each record: what it says, where it stands, what the tape says to it and what that rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from tapecheck.records import AnyRecord, Quote, Result
from tapecheck.report import wording
from tapecheck.report.views.lines import Line, checked, says, stands
from tapecheck.report.views.marks import Mark, mark_of
from tapecheck.schema.record import Provenance
from tapecheck.text.links import link_to, web_address

_SENTENCE = 240
"""Characters of a sentence shown before and after the words of a record; some "sentences" are tables."""
_WORDS = 600
_SAME = 12


class Sentence(NamedTuple):
    """The words of a record within their sentence, on one line."""

    before: str
    words: str
    after: str


class Card(NamedTuple):
    """What a card shows.

    ``clashes``: how it contradicts other records. ``same``: ids of other records of its fact, at most a dozen, and ``more`` of them
    are not named. ``link`` leads to the sentence in the original page.
    """

    id: str
    kind: str
    mark: Mark
    value: str
    what: str
    asset: str
    who: str
    reason: str
    says: tuple[Line, ...]
    checked: tuple[Line, ...]
    stands: tuple[Line, ...]
    sentence: Sentence
    clashes: tuple[str, ...]
    same: tuple[str, ...]
    more: int
    link: str | None


def cards(result: Result) -> tuple[Card, ...]:
    """One card a record, in the order of the text."""
    same: dict[str, list[str]] = {}
    for record in result.records:
        same.setdefault(record.fact or record.id, []).append(record.id)
    clashes: dict[str, list[str]] = {}
    for one in result.contradictions:
        for key in one.records:
            clashes.setdefault(key, []).append(one.reason)
    text, url = result.article.text, web_address(result.article.url)
    return tuple(
        _card(record, text, url, same=same[record.fact or record.id], clashes=clashes.get(record.id, ()))
        for record in result.records
    )


def _card(record: AnyRecord, text: str, url: str | None, *, same: Sequence[str], clashes: Sequence[str]) -> Card:
    place, verdict = record.provenance, record.verdict
    return Card(
        id=record.id,
        kind=record.kind,
        mark=mark_of(record),
        value=wording.value(record),
        what=wording.what(record),
        asset=wording.field(record, "asset") or "",
        who=(record.speaker or "") if isinstance(record, Quote) else wording.who(record),
        reason="" if verdict is None else verdict.reason,
        says=tuple(line for line in says(record) if line.value),
        checked=() if verdict is None else tuple(checked(record, verdict)),
        stands=tuple(stands(place)),
        sentence=_sentence(text, place),
        clashes=tuple(clashes),
        same=tuple(other for other in same[: _SAME + 1] if other != record.id)[:_SAME],
        more=max(0, len(same) - 1 - _SAME),
        link=link_to(url, place.exact, place.prefix, place.suffix),
    )


def _sentence(text: str, place: Provenance) -> Sentence:
    words, sentence = place.text, place.sentence
    before = text[max(sentence.start, words.start - _SENTENCE) : words.start]
    after = text[words.end : min(sentence.end, words.end + _SENTENCE)]
    return Sentence(
        f"{'…' if words.start - sentence.start > _SENTENCE else ''}{before}",
        f"{place.exact[:_WORDS]}{'…' if len(place.exact) > _WORDS else ''}",
        f"{after}{'…' if sentence.end - words.end > _SENTENCE else ''}",
    )
