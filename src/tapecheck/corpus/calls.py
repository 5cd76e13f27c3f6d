"""The forecasts of an article as calls: who said what about which price, by when, and what came of it.

A call is a forecast that somebody named makes and that has an outcome. A forecast that the article repeats (records of one
fact) is one call, told by the mention that says most; a change in percent beside the price it leads to ("$120,000, a rise of 40%")
is no second one. A data provider that a sentence credits is the source of a figure and no forecaster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple

from tapecheck import records
from tapecheck.market import MarketStore
from tapecheck.market.claims.forecast import RULE
from tapecheck.records import PercentMove, Price, Quote, Result
from tapecheck.schema.base import Data, Instant, Number
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import TimeWindow
from tapecheck.schema.result import KnownPerson
from tapecheck.schema.verdict import Cause, Outcome, Verdict
from tapecheck.text.links import link_to

_HUNDRED = Decimal(100)
_MISS = Decimal("0.01")


class Call(Data):
    """A forecast of ``speaker``, who speaks for ``firm`` (``None``: the article does not say).

    ``value``/``value_high`` are as stated, in ``unit`` (a currency, or ``percent``); ``target`` is the price in US dollars that had to be
    reached from ``at_publication``. ``horizon``: by when, half-open; ``None``: never said. ``touched_at``: the candle in which it was
    reached first. ``miss``: how far the price stayed from the target at its nearest, in percent of the higher of the two; ``None`` for
    a hit. ``words`` is the sentence, ``link`` leads to it; ``repeats``: ids of other articles that tell the same call within the week.
    """

    speaker: str
    firm: str | None
    article: str
    publisher: str | None
    published_at: Instant
    url: str | None
    link: str | None
    words: str
    asset: str
    value: Number
    value_high: Number | None
    unit: str
    bound: Bound
    horizon: TimeWindow | None
    outcome: Outcome
    at_publication: Number
    target: Number
    touched_at: Instant | None
    miss: Number | None
    reason: str
    repeats: tuple[str, ...] = ()


class Calls(NamedTuple):
    """The calls of an article in the order of the text, and why other forecasts of somebody named are none."""

    made: tuple[Call, ...]
    without_outcome: Counter[Cause]


class _Forecast(NamedTuple):
    record: Price | PercentMove
    verdict: Verdict
    speaker: str | None


def calls_of(result: Result, market: MarketStore) -> Calls:
    """The calls of an article, judged anew by the market data."""
    published_at = result.article.published_at
    forecasts = list(_forecasts(result, market, published_at))
    made: list[Call] = []
    without: Counter[Cause] = Counter()
    for group in _facts(forecasts):
        speakers = {one.speaker.casefold(): one.speaker for one in group if one.speaker is not None}
        if len(speakers) != 1:
            continue
        best = max(group, key=_says_most)
        if best.verdict.outcome is None or published_at is None:
            without[best.verdict.cause or "prospective"] += 1
            continue
        (speaker,) = speakers.values()
        made.append(_call(result, best, speaker, published_at))
    return Calls(tuple(made), without)


def _forecasts(result: Result, market: MarketStore, published_at: datetime | None) -> Iterator[_Forecast]:
    quotes = [record for record in result.records if isinstance(record, Quote)]
    for record in result.records:
        if isinstance(record, Price | PercentMove):
            verdict = records.check(record, market, published_at)
            if verdict.rule == RULE:
                yield _Forecast(record, verdict, _speaker(record, quotes))


def _speaker(record: Price | PercentMove, quotes: Sequence[Quote]) -> str | None:
    """Who is credited with the figure, else whose quoted words it stands in."""
    if record.attribution is not None and record.attribution.speaker is not None:
        return record.attribution.speaker
    place = record.provenance.text
    return next((one.speaker for one in quotes if one.provenance.text.covers(place)), None)


def _facts(forecasts: Sequence[_Forecast]) -> list[list[_Forecast]]:
    """The forecasts by the fact they state; without changes in percent that a sentence tells beside the price they lead to."""
    priced = {
        (one.record.asset, one.record.provenance.sentence.start) for one in forecasts if one.record.kind == "price"
    }
    groups: dict[str, list[_Forecast]] = {}
    for one in forecasts:
        beside = (one.record.asset, one.record.provenance.sentence.start) in priced
        if one.record.kind == "price" or not beside:
            groups.setdefault(one.record.fact or one.record.id, []).append(one)
    return list(groups.values())


def _says_most(one: _Forecast) -> tuple[bool, bool, bool, int]:
    """A condition told at one mention holds for all; then the one with horizon, speaker, and the first of several."""
    record = one.record
    return record.condition is not None, record.time is not None, one.speaker is not None, -record.provenance.text.start


def _call(result: Result, one: _Forecast, speaker: str, published_at: datetime) -> Call:
    article, record, verdict = result.article, one.record, one.verdict
    sentence = record.provenance.sentence
    seen = verdict.observed
    assert verdict.outcome is not None
    assert record.asset is not None
    hit = verdict.outcome == "HIT"
    distance = seen.get("distance")
    return Call(
        speaker=speaker,
        firm=_firm(result.people, speaker),
        article=article.id,
        publisher=article.publisher,
        published_at=published_at,
        url=article.url,
        link=link_to(article.url, record.provenance.exact, record.provenance.prefix, record.provenance.suffix),
        words=" ".join(article.text[sentence.start : sentence.end].split()),
        asset=record.asset,
        value=record.value,
        value_high=record.value_high,
        unit="percent" if isinstance(record, PercentMove) else record.currency or "",
        bound=record.bound,
        horizon=record.time,
        outcome=verdict.outcome,
        at_publication=seen["at_publication"],
        target=seen["target"],
        touched_at=verdict.evidence.times.get("first_touch") if verdict.evidence else None,
        miss=None
        if hit or distance is None
        else _miss(seen["target"], distance, rise=seen["target"] > seen["at_publication"]),
        reason=verdict.reason,
    )


def _miss(target: Decimal, distance: Decimal, *, rise: bool) -> Decimal:
    """The distance in percent of the higher of target and nearest price.

    >>> _miss(Decimal(200), Decimal(50), rise=True), _miss(Decimal(50), Decimal(150), rise=False)
    (Decimal('25.00'), Decimal('75.00'))
    """
    return (distance / (target if rise else target + distance) * _HUNDRED).quantize(_MISS)


def _firm(people: Sequence[KnownPerson], speaker: str) -> str | None:
    person = next((one for one in people if one.name.casefold() == speaker.casefold()), None)
    return person.affiliations[0] if person is not None and person.affiliations else None
