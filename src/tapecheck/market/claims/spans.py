"""Over which spans of time a change may be counted, and the changes that the store observed over them."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from tapecheck.market.claims.bases import Window
from tapecheck.market.claims.lengths import length_of
from tapecheck.market.observations import Changes, Extremes
from tapecheck.market.store import MarketStore
from tapecheck.market.timeframes import floor_to
from tapecheck.schema.verdict import Basis

NEW_YORK = ZoneInfo("America/New_York")
_DAY = timedelta(days=1)
_ROUGH_FROM = timedelta(days=14)
_ROUGH = (Decimal("0.95"), Decimal(1), Decimal("1.05"))
_TO_DATE = ("ytd", "mtd", "qtd")


def known(window: str | None) -> bool:
    """Whether the window is a length of time, or runs from a moment of the calendar."""
    return window in _TO_DATE or length_of(window) is not None


def changes(market: MarketStore, asset: str, window: str | None, basis: Basis, when: Window) -> list[Changes]:
    """The changes over every span that the words may mean, as far as there are data.

    ``basis`` ``trailing``: ``when`` is when the change may have been taken; ``stated``: the stated stretch; ``since``: the stretch from
    the beginning of the stated day to the last moment of writing.
    """
    if basis == "since":
        one = _since_day(market, asset, when)
        return [one] if one is not None else []
    found: list[Changes | None] = []
    if basis == "trailing":
        found += [market.changes(asset, length, *when) for length in _lengths(window)]
        found += [market.changes_since(asset, base, max(base, when.start), when.end) for base in _bases(window, when)]
    else:
        found += _of_stretch(market, asset, when)
    return [one for one in found if one is not None]


def _lengths(window: str | None) -> tuple[timedelta, ...]:
    length = length_of(window)
    if length is None:
        return ()
    if length < _ROUGH_FROM:
        return (length,)
    return tuple(timedelta(days=round(length.days * factor)) for factor in _ROUGH)


def _bases(window: str | None, when: Window) -> tuple[datetime, ...]:
    """The calendar moments that a length of time may be counted from."""
    last = when.end - timedelta(microseconds=1)
    midnight = last.replace(hour=0, minute=0, second=0, microsecond=0)
    starts = {
        "24h": (
            midnight,
            when.start.replace(hour=0, minute=0, second=0, microsecond=0),
            _new_york_midnight(when.start),
            _new_york_midnight(last),
        ),
        "7d": (midnight - timedelta(days=midnight.weekday()),),
        "mtd": (midnight.replace(day=1),),
        "qtd": (midnight.replace(month=(midnight.month - 1) // 3 * 3 + 1, day=1),),
        "ytd": (midnight.replace(month=1, day=1),),
    }.get(window or "", ())
    return tuple(base for base in dict.fromkeys(starts) if base < last)


def _new_york_midnight(instant: datetime) -> datetime:
    local = instant.astimezone(NEW_YORK).replace(hour=0, minute=0, second=0, microsecond=0)
    return local.astimezone(instant.tzinfo)


def _of_stretch(market: MarketStore, asset: str, when: Window) -> list[Changes | None]:
    """A stated day or stretch: over its own length at every moment of its last day (New York's included), and from its beginning."""
    length = when.end - when.start
    if length < timedelta(hours=4):
        return [market.changes_since(asset, floor_to(when.start, timedelta(minutes=15)), when.start, when.end)]
    last = max(when.start, when.end - _DAY)
    return [
        market.changes(asset, length, last, when.end + timedelta(hours=5)),
        market.changes_since(asset, when.start, last, when.end),
    ]


def _since_day(market: MarketStore, asset: str, when: Window) -> Changes | None:
    """From any price of the first UTC day to any price while the article was written (the last seven hours at least)."""
    first = floor_to(when.start, _DAY)
    base = market.extremes(asset, first, min(first + _DAY, when.end))
    now = market.extremes(asset, when.end - timedelta(hours=7), when.end)
    if base is None or now is None or base.coarse or now.coarse:
        return None
    return _between(base, now)


def _between(base: Extremes, now: Extremes) -> Changes:
    return Changes(
        source=now.source,
        venue=now.venue,
        symbol=now.symbol,
        timeframe=now.timeframe,
        start=base.start,
        end=now.end,
        dataset_sha256=",".join(dict.fromkeys((*base.dataset_sha256.split(","), *now.dataset_sha256.split(",")))),
        least=(now.low / base.high - 1) * 100,
        least_time=now.low_time,
        greatest=(now.high / base.low - 1) * 100,
        greatest_time=now.high_time,
    )
