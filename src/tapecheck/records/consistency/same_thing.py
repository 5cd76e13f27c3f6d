"""Two asserted figures of one article that speak of the same thing and can't both hold.

Precision before completeness: the two must say the same of asset, window, side and exchange, neither may be told of another time, by
another speaker or as an update of the other, and their values must be near enough that a slip, and not another thing, explains them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from tapecheck.records.agreement import Reading, reading, signs_agree
from tapecheck.records.consistency.findings import found
from tapecheck.records.consistency.headline import LEADING
from tapecheck.records.consistency.intervals import Clash, Interval, clash
from tapecheck.records.context import Context
from tapecheck.records.facts import Claim, Record, Worded
from tapecheck.records.liquidation import Liquidation
from tapecheck.records.metric import Metric
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.schema.mention import Percent
from tapecheck.schema.record import TimeWindow
from tapecheck.schema.result import Contradiction, ContradictionKind

SINGLE = frozenset({"market_cap", "dominance", "tvl", "open_interest", "supply", "index"})
"""Metrics of which an asset has one at a time."""

NEAR = {
    "price": Decimal("0.1"),
    "percent_move": Decimal("0.5"),
    "liquidation": Decimal("0.5"),
    "metric": Decimal("0.5"),
}
"""How far apart, as a share of the larger, two figures of one thing may be; beyond, they are of two things that only look alike."""

MOST = 2
"""Where more values than this are told of one thing, they are a list or a course of events, not a slip."""

_OTHER_TIME = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|prior|earlier|later|then|old|last\s(?:year|month|week|cycle)|before|after(?:wards?)?|initial(?:ly)?|at\sfirst|since|ago"
    r"|updat\w{1,3}|revis\w{1,4}|now|again|another|new|fresh|second|first|next|until|as\sof|at\sone\spoint|intraday|earlier|recover\w{0,5}|pared?|trimm\w{1,3}"
    r"|rebound\w{0,3}|climb\w{0,3}|rose|ris(?:e|en|ing)|fell|fall\w{0,3}|dropp?\w{0,3}|grew|grow\w{0,3}|jump\w{0,3}|surg\w{1,3}|los(?:es|s|t|ing)|gain\w{0,3}|add(?:s|ed)?|from|to|versus|compared|than"
    r"|(?:19|20)\d\d|Jan(?:uary)?|Feb(?:ruary)?|March|April|June|July|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?"
    r"|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday)\b",
    re.IGNORECASE,
)
"""Words by which a sentence tells of a change or of another time than the article's."""

_OTHER_RECORD = re.compile(
    r"\b(?:former(?:ly)?|previous(?:ly)?|prior|earlier|then|old|last|since|until|before|after|broke|break\w{0,3}|surpass\w{0,3}|eclips\w{1,3}|topp\w{1,3}|beat\w{0,3}"
    r"|another|again|next|second|first|cycle|(?:19|20)\d\d|near\w{0,3}|close\sto|twice|once|initially|new\sone|could|would|target\w{0,3}|toward\w?)\b",
    re.IGNORECASE,
)
"""Words by which a record high is one of several, of which each held in its time: "the previous peak of $69,000"."""

_PART = re.compile(
    r"\b(?:of\s(?:that|which|this|these|them)|including|includ(?:es|ed)|account\w{0,4}|alone|part|among|additional|another|further|more\s(?:in|of)|each|per|average\w?"
    r"|respectively|dominat\w{1,3}|(?:under|over)-?valued|valuation|should|fair(?:ly)?|valued|estimat\w{1,4}|respective|combined|total\w{0,4}|together|alone|other)\b",
    re.IGNORECASE,
)
"""Words by which a figure is a part, a sum or one of several."""


_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
"""A fall "in a year" of 2018 is not that of 2022."""

_PAIR = re.compile(r"\b[A-Z]{2,6}/(?!USD)[A-Z]{2,6}\b")
"""A price in another coin has moves of its own: ``SOL/BTC``."""


def find(context: Context, records: Sequence[Record]) -> Iterator[Contradiction]:
    """The pairs that contradict each other; a value that is said several times is compared once."""
    groups: dict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for record in records:
        if not isinstance(record, Worded) and (key := _subject(record)) is not None and _plain(context, record):
            groups[key].append(record)
    for group in groups.values():
        told = _once(group)
        if len(told) <= MOST:
            yield from _pairs(context, told)


def _once(group: Sequence[Claim]) -> list[Claim]:
    """The first record of each fact."""
    first: dict[str | None, Claim] = {}
    for record in group:
        first.setdefault(record.fact, record)
    return list(first.values())


def _subject(record: Claim) -> tuple[object, ...] | None:
    """What the figure is of, with all that must be equal; ``None``: not said fully enough to compare."""
    if record.modality != "asserted" or record.value_high is not None or not record.value:
        return None
    said_by = (record.attribution.speaker, record.attribution.source) if record.attribution else (None, None)
    match record:
        case Price(role="all_time_high" | "all_time_low", asset=str(), time=None):
            return ("price", record.asset, record.currency, record.role, said_by[0])
        case PercentMove(metric="price", asset=str(), window=str(window), time=TimeWindow() as time) if window[
            0
        ].isdigit():
            return ("percent_move", record.asset, record.metric, window, time.start, time.end, said_by)
        case Liquidation(window=str()) if record.venue is None:
            return ("liquidation", record.asset, record.currency, record.side, record.window, record.source, said_by)
        case Metric(asset=str()) if record.metric in SINGLE and record.unit is not None:
            when = (record.time.start, record.time.end) if record.time else None
            return ("metric", record.metric, record.asset, record.unit, when, said_by)
        case _:
            return None


def _plain(context: Context, record: Claim) -> bool:
    """Whether its sentence names its asset and no other, and tells of no other time, change, part or sum."""
    reach = context.around(record.provenance.text)
    words = context.text[reach.start : reach.end]
    named = {asset.symbol for asset in context.assets.within(reach.start, reach.end)}
    whole_market = isinstance(record, Liquidation) and record.asset is None
    if (not whole_market and named != {record.asset}) or _PART.search(words):
        return False
    if isinstance(record, PercentMove):
        # "Down 6% in a day, with a loss of 10.7% over the week": which window is whose is not sure enough.
        moves = [figure for figure in context.figures.within(reach.start, reach.end) if isinstance(figure, Percent)]
        return len(moves) == 1 and _PAIR.search(words) is None and _YEAR.search(words) is None
    other = _OTHER_RECORD if isinstance(record, Price) else _OTHER_TIME
    return other.search(words) is None


def _pairs(context: Context, group: Sequence[Claim]) -> Iterator[Contradiction]:
    for one, other in combinations(group, 2):
        if one.provenance.sentence != other.provenance.sentence and _clash(one, other):
            told = clash(_interval(one), _interval(other)) or Clash(one.value, other.value, Decimal(0))
            kind: ContradictionKind = "headline" if _leading(context, one) != _leading(context, other) else "same_thing"
            yield found(context, kind, (one, other), _reason(one, other), clash=told)


def _leading(context: Context, record: Claim) -> bool:
    block = context.block(record.provenance.text.start)
    return block is not None and block.kind in LEADING


def _interval(record: Claim) -> Interval:
    read = reading(record)
    return Interval(read.size, _lowest(read, record), _highest(read, record))


def _clash(one: Claim, other: Claim) -> bool:
    """Whether no value is what both say, and yet they are near enough to speak of one thing."""
    first, second = reading(one), reading(other)
    if not signs_agree(one, other):
        # "Bitcoin gained 3.5%" and "lost 3.5%": a slip of the sign; of unlike sizes, two moves.
        return first.size == second.size
    if _lowest(first, one) <= _highest(second, other) and _lowest(second, other) <= _highest(first, one):
        return False
    larger = max(first.size, second.size)
    return abs(first.size - second.size) <= NEAR[one.kind] * larger


def _lowest(read: Reading, record: Claim) -> Decimal:
    return Decimal(0) if record.bound == "at_most" else min(read.low, read.size - read.step)


def _highest(read: Reading, record: Claim) -> Decimal:
    """The highest size that the words allow; a figure may be cut off as well as rounded, so a whole step counts."""
    return Decimal("Infinity") if record.bound == "at_least" else max(read.high, read.size + read.step)


def _reason(one: Claim, other: Claim) -> str:
    words = one.provenance.exact, other.provenance.exact
    match one:
        case Price():
            thing = f"the {one.role.replace('_', '-')} of {one.asset}"
        case PercentMove():
            thing = f"the move of {one.asset} over {one.window}"
        case Liquidation():
            side = f"{one.side} " if one.side else ""
            thing = f"{side}liquidations of {one.asset or 'the whole market'} over {one.window}"
        case Metric():
            thing = f"{one.metric.replace('_', ' ')} of {one.asset}"
    return f"{thing}: {words[0]} and {words[1]} can't both hold"
