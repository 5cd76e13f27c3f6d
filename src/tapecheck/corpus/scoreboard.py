"""Who was right: speakers or firms ranked by the outcomes of their calls.

One call told in several articles counts once: the same speaker, asset and target, at most seven days after it was first told,
with horizons that end at most seven days apart or of which one is not told. Names are joined only if they are equal but for
capitals. A speaker is ranked as a firm if the results name somebody who works there; else as the firm he or she speaks for.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from statistics import median
from typing import Literal

from tapecheck.corpus.calls import Call, calls_of
from tapecheck.market import MarketStore
from tapecheck.records import Result
from tapecheck.schema.base import Data, Number
from tapecheck.schema.verdict import Cause

By = Literal["speaker", "firm"]

SYNDICATED = timedelta(days=7)
_RATE = Decimal("0.001")


class Standing(Data):
    """One name's place. ``hit_rate`` is the share of hits among hits and misses, ``median_miss`` the median of the misses'
    ``miss``, in percent; ``None`` where there are none.
    """

    rank: int
    name: str
    calls: int
    hit: int
    missed: int
    open: int
    hit_rate: Number | None
    median_miss: Number | None
    made: tuple[Call, ...]


class Scoreboard(Data):
    """The names in order; how many articles were read; and why forecasts of somebody named have no outcome, by cause."""

    by: By
    articles: int
    standings: tuple[Standing, ...]
    without_outcome: dict[Cause, int]


def scoreboard(results: Iterable[Result], market: MarketStore, *, by: By = "speaker", least: int = 1) -> Scoreboard:
    """The names with at least ``least`` calls: most calls first, then most hits, fewest misses, alphabetically.

    Raises:
        MarketDataError: the store can't be read.
    """
    made: list[Call] = []
    firms: set[str] = set()
    without: Counter[Cause] = Counter()
    articles = 0
    for result in results:
        articles += 1
        found = calls_of(result, market)
        made += found.made
        without += found.without_outcome
        firms.update(firm.casefold() for person in result.people for firm in person.affiliations)
    return Scoreboard(
        by=by,
        articles=articles,
        standings=_standings(_named(told_once(made), by, firms), least),
        without_outcome=dict(sorted(without.items(), key=lambda item: (-item[1], item[0]))),
    )


def told_once(calls: Iterable[Call]) -> list[Call]:
    """Each call once, in order of time: as first told, or as told with a horizon if the first telling has none."""
    kept: dict[tuple[object, ...], list[Call]] = {}
    for call in sorted(calls, key=lambda one: (one.published_at, one.article, one.words)):
        same = kept.setdefault((call.speaker.casefold(), call.asset, call.unit, call.value, call.value_high), [])
        index = next((number for number, one in enumerate(same) if _is_retold(one, call)), None)
        if index is None:
            same.append(call)
            continue
        first = same[index]
        best, other = (call, first) if first.horizon is None and call.horizon is not None else (first, call)
        told = dict.fromkeys((*first.repeats, other.article))
        same[index] = best.model_copy(update={"repeats": tuple(name for name in told if name != best.article)})
    return sorted(
        (one for same in kept.values() for one in same), key=lambda one: (one.published_at, one.article, one.words)
    )


def _is_retold(first: Call, later: Call) -> bool:
    if later.published_at - first.published_at > SYNDICATED:
        return False
    if first.horizon is None or later.horizon is None:
        return True
    return abs(later.horizon.end - first.horizon.end) <= SYNDICATED


def _named(calls: Sequence[Call], by: By, firms: set[str]) -> dict[str, list[Call]]:
    """The calls by name, capitals aside."""
    groups: dict[str, list[Call]] = {}
    for call in calls:
        name: str | None = call.speaker
        if by == "firm" and call.speaker.casefold() not in firms:
            name = call.firm
        if name is not None:
            groups.setdefault(" ".join(name.casefold().split()), []).append(call)
    return groups


def _standings(groups: dict[str, list[Call]], least: int) -> tuple[Standing, ...]:
    counted = {key: Counter(call.outcome for call in calls) for key, calls in groups.items() if len(calls) >= least}
    order = sorted(counted, key=lambda key: (-counted[key].total(), -counted[key]["HIT"], counted[key]["MISSED"], key))
    return tuple(_standing(rank, key, groups[key]) for rank, key in enumerate(order, start=1))


def _standing(rank: int, key: str, calls: Sequence[Call]) -> Standing:
    outcomes = Counter(call.outcome for call in calls)
    decided = outcomes["HIT"] + outcomes["MISSED"]
    misses = [call.miss for call in calls if call.outcome == "MISSED" and call.miss is not None]
    return Standing(
        rank=rank,
        name=_as_written(key, calls),
        calls=len(calls),
        hit=outcomes["HIT"],
        missed=outcomes["MISSED"],
        open=outcomes["OPEN"],
        hit_rate=(Decimal(outcomes["HIT"]) / decided).quantize(_RATE) if decided else None,
        median_miss=Decimal(median(misses)) if misses else None,
        made=tuple(calls),
    )


def _as_written(key: str, calls: Sequence[Call]) -> str:
    """The name in the spelling that is used most, of equals the first by alphabet."""
    spelled = Counter(
        name
        for call in calls
        for name in (call.speaker, call.firm)
        if name is not None and " ".join(name.casefold().split()) == key
    )
    return min(spelled, key=lambda name: (-spelled[name], name))
