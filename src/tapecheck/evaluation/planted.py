"""Errors planted into articles: a claim that the tape supports is changed, and the verdict on the changed one is looked at.

Figures are changed in the article's source, which is then read anew, so that what the change does to the reading counts too. A
sign, an asset or a date stands in many words; there the record is changed and checked again. A change that leaves the claim
true is no error: "more than $95,000" is only raised, "less than" only lowered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

from tapecheck import records
from tapecheck.market import MarketStore
from tapecheck.pipeline import Pipeline
from tapecheck.records import AnyRecord, Liquidation, Metric, PercentMove, Price, Quote, Result, Superlative
from tapecheck.schema.input import ArticleInput
from tapecheck.schema.verdict import Verdict

Claim = Price | PercentMove | Liquidation | Metric
Answer = Literal["REFUTED", "SUPPORTED", "NOT_ENOUGH_INFO", "lost"]
"""``lost``: the changed article has no such record any more."""

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,12})?|\d{1,15}(?:\.\d{1,12})?")
"""The digits of "$97,800", "3.5%", "$1.2 billion"."""

FACTORS: dict[str, Decimal] = {
    "-10 %": Decimal("0.90"),
    "-5 %": Decimal("0.95"),
    "-3 %": Decimal("0.97"),
    "+3 %": Decimal("1.03"),
    "+5 %": Decimal("1.05"),
    "+10 %": Decimal("1.10"),
    "x 10": Decimal(10),
}
SWAPPED, SIGN, ASSET, DATE = "digits swapped", "sign flipped", "asset swapped", "a week off"
ERRORS = (*FACTORS, SWAPPED, SIGN, ASSET, DATE)
WEEK = timedelta(days=7)
ANOTHER = {"BTC": "ETH"}
"""The asset put in another's place; for all others bitcoin."""


class Planted(NamedTuple):
    """One planted error and what became of it."""

    error: str
    record: Claim
    answer: Answer
    verdict: Verdict | None


def planted(item: ArticleInput, result: Result, pipeline: Pipeline, market: MarketStore) -> Iterator[Planted]:
    """Every error planted into every supported claim of an article, one at a time."""
    for record in result.records:
        if isinstance(record, Quote | Superlative) or record.verdict is None or record.verdict.label != "SUPPORTED":
            continue
        yield from _figures(item, record, pipeline)
        yield from _fields(record, market, result.article.published_at)


def _figures(item: ArticleInput, record: Claim, pipeline: Pipeline) -> Iterator[Planted]:
    span, exact = record.provenance.source, record.provenance.exact
    if span is None or record.value_high is not None or item.source[span.start : span.end] != exact:
        return
    for error, change in CHANGES.items():
        words = change(exact)
        if words is None or not _false(record, exact, words):
            continue
        source = item.source[: span.start] + words + item.source[span.end :]
        again = pipeline.process(item.model_copy(update={"source": source}))
        found = next((one for one in again.records if _same_place(one, record, span.start)), None)
        verdict = found.verdict if found is not None else None
        yield Planted(error, record, verdict.label if verdict is not None else "lost", verdict)


def _same_place(one: AnyRecord, record: Claim, start: int) -> bool:
    source = one.provenance.source
    return one.kind == record.kind and source is not None and source.start == start


def _false(record: Claim, before: str, after: str) -> bool:
    """Whether the changed words make another claim, and one that the old one does not make true."""
    more = Decimal(_digits(after)) > Decimal(_digits(before))
    return (
        after != before and not (record.bound == "at_least" and not more) and not (record.bound == "at_most" and more)
    )


def _digits(words: str) -> str:
    found = _NUMBER.search(words)
    return found.group().replace(",", "") if found else "0"


def _fields(record: Claim, market: MarketStore, published_at: datetime | None) -> Iterator[Planted]:
    for error, changed, at in _changed(record, published_at):
        verdict = records.check(changed, market, at)
        yield Planted(error, record, verdict.label, verdict)


def _changed(record: Claim, published_at: datetime | None) -> Iterator[tuple[str, Claim, datetime | None]]:
    """The record with another sign, asset or date, and the article's time to check it at."""
    if isinstance(record, PercentMove):
        high = record.value_high
        flipped = {
            "value": -record.value if high is None else -high,
            "value_high": None if high is None else -record.value,
        }
        yield SIGN, record.model_copy(update=flipped), published_at
    if record.asset is not None:
        yield ASSET, record.model_copy(update={"asset": ANOTHER.get(record.asset, "BTC")}), published_at
    if isinstance(record, Price | PercentMove) and published_at is not None:
        time = record.time
        if time is not None:
            time = time.model_copy(update={"start": time.start - WEEK, "end": time.end - WEEK})
        yield DATE, record.model_copy(update={"time": time}), published_at - WEEK


def times(words: str, factor: Decimal) -> str | None:
    """The figure in the same print, times a factor; ``None`` where it has no digits, or prints the same.

    >>> times("$97,800", Decimal("1.05")), times("3.5%", Decimal("0.9")), times("$98K", Decimal("1.1"))
    ('$102,690', '3.2%', '$108K')
    """
    found = _NUMBER.search(words)
    if found is None:
        return None
    number = found.group().replace(",", "")
    value = Decimal(number)
    made = (value * factor).quantize(Decimal(1).scaleb(int(value.as_tuple().exponent)), ROUND_HALF_EVEN)
    text = f"{made:,f}" if "," in found.group() else f"{made:f}"
    return None if made == value else words[: found.start()] + text + words[found.end() :]


def swapped(words: str) -> str | None:
    """The figure with its first two unlike neighbouring digits swapped, the first not to nought; ``None`` where there are none.

    >>> swapped("$97,800"), swapped("$1.2 billion"), swapped("$90,000"), swapped("5%")
    ('$79,800', '$2.1 billion', None, None)
    """
    found = _NUMBER.search(words)
    places = [at for at in range(len(words)) if words[at].isdigit() and found and found.start() <= at < found.end()]
    for one, other in pairwise(places):
        if words[one] != words[other] and not (one == places[0] and words[other] == "0"):
            return words[:one] + words[other] + words[one + 1 : other] + words[one] + words[other + 1 :]
    return None


Change = Callable[[str], str | None]


def _factor(factor: Decimal) -> Change:
    return lambda words: times(words, factor)


CHANGES: dict[str, Change] = {**{name: _factor(factor) for name, factor in FACTORS.items()}, SWAPPED: swapped}
