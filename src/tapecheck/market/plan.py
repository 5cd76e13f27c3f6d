"""Which candles are needed: stretches of one symbol and length, joined, and without what a store has already."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from tapecheck.market.inventory import Holding
from tapecheck.market.timeframes import TIMEFRAMES, ceil_to, floor_to


class Request(NamedTuple):
    """Candles of a symbol and length that begin in the half-open ``[start, end)``, UTC."""

    symbol: str
    timeframe: str
    start: datetime
    end: datetime

    @property
    def candles(self) -> int:
        """How many candles that are."""
        return max(0, (self.end - self.start) // TIMEFRAMES[self.timeframe])


def joined(requests: Iterable[Request]) -> tuple[Request, ...]:
    """The requests in whole candles, those that overlap or touch as one; by symbol, length and time."""
    groups: dict[tuple[str, str], list[Request]] = defaultdict(list)
    for one in requests:
        groups[one.symbol, one.timeframe].append(one)
    found: list[Request] = []
    for (symbol, timeframe), group in sorted(groups.items(), key=lambda item: (item[0][0], TIMEFRAMES[item[0][1]])):
        length = TIMEFRAMES[timeframe]
        for one in sorted(group, key=lambda request: request.start):
            start, end = floor_to(one.start, length), ceil_to(one.end, length)
            last = found[-1] if found and found[-1][:2] == (symbol, timeframe) else None
            if last is not None and start <= last.end:
                found[-1] = last._replace(end=max(last.end, end))
            elif start < end:
                found.append(Request(symbol, timeframe, start, end))
    return tuple(found)


def missing(request: Request, holdings: Sequence[Holding], *, source: str | None = None) -> tuple[Request, ...]:
    """What of a request no holding has: before it begins, in its gaps, after it ends; ``source`` ``None``: whosever it is.

    Another candle length does not count, and of several holdings each takes away what it has.
    """
    left = [request]
    for held in holdings:
        mine = held.table == "candles" and (held.what, held.timeframe) == request[:2] and source in (None, held.source)
        if mine:
            have = _stretches(held)
            left = [part for one in left for part in _without(one, have)]
    return tuple(left)


def _stretches(held: Holding) -> list[tuple[datetime, datetime]]:
    edges = [held.first, *(edge for gap in held.gaps for edge in (gap.start, gap.end)), held.last]
    return list(zip(edges[::2], edges[1::2], strict=True))


def _without(one: Request, have: Iterable[tuple[datetime, datetime]]) -> list[Request]:
    parts: list[Request] = []
    at = one.start
    for start, end in have:
        if start >= one.end:
            break
        if at < start:
            parts.append(one._replace(start=at, end=min(start, one.end)))
        at = max(at, end)
    if at < one.end:
        parts.append(one._replace(start=at))
    return parts
