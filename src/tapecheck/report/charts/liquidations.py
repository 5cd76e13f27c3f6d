"""The liquidations that an article claims, and what the store has of the same hours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import NamedTuple, cast

from tapecheck.market import MarketStore
from tapecheck.market.rows import LIQUIDATIONS, Asked
from tapecheck.market.timeframes import TIMEFRAMES
from tapecheck.records import Liquidation, Result
from tapecheck.report.charts.scales import Span
from tapecheck.report.charts.window import floor_of
from tapecheck.schema.verdict import Evidence

_MAIN = "BTC"
"""On whose chart the whole market's liquidations stand, if the data have it."""


class Bar(NamedTuple):
    """What was liquidated in the length that begins at ``start``, in US dollars."""

    start: datetime
    long: Decimal
    short: Decimal


@dataclass(frozen=True, slots=True)
class Sum:
    """A claimed sum, and the least and greatest that the data had over such a time; ``evidence``: one of those times, and whose data."""

    record: Liquidation
    evidence: Evidence
    least: Decimal
    greatest: Decimal

    @property
    def data(self) -> tuple[str, str, str | None, str]:
        """Whose data they are: of what assets, how long their intervals are, from where."""
        return self.evidence.symbol, self.evidence.timeframe, self.evidence.venue, self.evidence.source


@dataclass(frozen=True, slots=True)
class Liquidations:
    """Bars of one ``length`` by time, of one source, and the sums that the article claims of the same assets."""

    bars: tuple[Bar, ...]
    length: timedelta
    sums: tuple[Sum, ...]
    dataset_sha256: str

    @property
    def evidence(self) -> Evidence:
        """Whose data they are."""
        return self.sums[0].evidence


def sums_by_asset(result: Result) -> dict[str, tuple[Sum, ...]]:
    """The claimed sums by the asset on whose chart they stand, one for each fact, in text order.

    The whole market's stand on bitcoin's, or, if the data have none of it, on that of the first asset that they have.
    """
    facts: dict[str, Sum] = {}
    for record in result.records:
        if isinstance(record, Liquidation) and (found := _sum(record)) is not None:
            facts.setdefault(record.fact or record.id, found)
    grouped: dict[str, list[Sum]] = defaultdict(list)
    for one in facts.values():
        assets = one.evidence.symbol.split(",")
        grouped[one.record.asset or (_MAIN if _MAIN in assets else assets[0])].append(one)
    return {asset: tuple(sums) for asset, sums in grouped.items()}


def _sum(record: Liquidation) -> Sum | None:
    """The claim with what was observed; ``None``: nothing was, or what was open, not what was liquidated."""
    verdict = record.verdict
    if verdict is None or verdict.evidence is None or verdict.evidence.timeframe not in TIMEFRAMES:
        return None
    least = verdict.observed.get("least")
    return None if least is None else Sum(record, verdict.evidence, least, verdict.observed.get("greatest", least))


def liquidations(sums: Iterable[Sum], span: Span, length: timedelta, market: MarketStore) -> Iterator[Liquidations]:
    """The liquidations of a span for each group of assets that sums were claimed of; bars as long as ``length`` or the data's intervals."""
    groups: dict[tuple[str, str, str | None, str], list[Sum]] = defaultdict(list)
    for one in sums:
        groups[one.data].append(one)
    for group in groups.values():
        yield _read(tuple(group), span, max(length, TIMEFRAMES[group[0].evidence.timeframe]), market)


def _read(sums: tuple[Sum, ...], span: Span, length: timedelta, market: MarketStore) -> Liquidations:
    """Bars of which an interval of an asset is missing are left out."""
    evidence = sums[0].evidence
    rows = market.rows(
        Asked(evidence.symbol, evidence.timeframe, span.start, span.end, LIQUIDATIONS, evidence.source, evidence.venue)
    )
    parts: dict[datetime, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    hashes: dict[str, None] = {}
    for time, long, short, *_, sha256, _name in rows:
        parts[floor_of(cast(datetime, time), length)].append((cast(Decimal, long), cast(Decimal, short)))
        hashes[cast(str, sha256)] = None
    wanted = length // TIMEFRAMES[evidence.timeframe] * len(evidence.symbol.split(","))
    bars = tuple(
        Bar(start, sum((long for long, _ in part), Decimal(0)), sum((short for _, short in part), Decimal(0)))
        for start, part in sorted(parts.items())
        if len(part) == wanted
    )
    return Liquidations(bars, length, sums, ",".join(hashes) or evidence.dataset_sha256)
