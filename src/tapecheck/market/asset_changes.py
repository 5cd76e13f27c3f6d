"""Tickers that were given up, came to mean another coin or another unit; and dollar coins that were off their peg.

The table is ``data/asset_changes.jsonl``, dated by the announcements of exchanges and issuers. Days are UTC, ``date`` is the
first day on which the old ticker was no longer what it had been, ``resumed`` the first on which the new one was traded in its
place everywhere; in between, exchanges stopped trading at different hours, so nothing is decided. Kinds:

``renamed`` one coin under a new ticker, one for one: its candles are looked for under the other ticker too · ``relaunched`` the
ticker belongs to another coin since the day ``again``; the old coin lives on as ``new`` · ``redenominated`` one old unit became
``ratio`` new ones; ``old`` and ``new`` may be the same ticker, whose earlier candles may then be in either unit · ``pegged`` a
dollar coin, with the days on which it was more than 1 % off the dollar (``off``), until it gave up its peg · ``delisted`` a
venue ended its trading; the coin goes on elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from tapecheck.market.figures import plain
from tapecheck.market.reasons import Unfit

_ONE = Decimal(1)
_BEGINNING = datetime(2009, 1, 3, tzinfo=UTC)  # the first block of Bitcoin


class Change(NamedTuple):
    """A ticker that stopped being what it was; ``resumed`` ``None``: ``new`` is a coin of its own that was traded before, too."""

    kind: str
    old: str
    new: str | None
    date: datetime
    resumed: datetime | None
    again: datetime | None
    ratio: Decimal | None


class Peg(NamedTuple):
    """A dollar coin: until when (``None``: still), and the half-open windows in which it was more than 1 % off."""

    until: datetime | None
    off: tuple[tuple[datetime, datetime], ...]


class _Table(NamedTuple):
    """By ticker; a change stands under both of its tickers."""

    changes: dict[str, tuple[Change, ...]]
    pegs: dict[str, Peg]
    delisted: dict[str, tuple[tuple[str, datetime], ...]]


def unfit(asset: str, start: datetime, end: datetime) -> Unfit | None:
    """Why candles under this ticker can't decide what the asset cost in ``[start, end)`` (aware UTC); ``None`` if they can.

    A dollar coin is always ``pegged``: only trades against dollars themselves show its price (see ``traded_as``).

    >>> day = datetime(2021, 12, 27, tzinfo=UTC), datetime(2021, 12, 28, tzinfo=UTC)
    >>> unfit("MATIC", *day) is None, unfit("POL", *day).cause, unfit("BTC", *day) is None
    (True, 'renamed', True)
    """
    table = _table()
    for change in table.changes.get(asset, ()):
        why = _unfit(change, asset, start, end)
        if why is not None:
            return why
    peg = table.pegs.get(asset)
    if peg is not None and (peg.until is None or start < peg.until):
        return Unfit(
            "pegged",
            f"{asset} is a coin that is meant to cost one dollar; only its trades against US dollars themselves show its price, "
            "and the market store has none.",
        )
    return None


def unfit_record(asset: str, until: datetime) -> Unfit | None:
    """Why candles under this ticker are not the asset's whole history up to ``until`` (aware UTC); ``None`` if they are.

    Those of POL begin in 2024, its record high is of 2021, as MATIC; and LUNA's are of two coins. A coin that came of another
    at another ratio (AAVE of LEND) has records of its own.

    >>> until = datetime(2026, 1, 1, tzinfo=UTC)
    >>> unfit_record("POL", until).cause, unfit_record("AAVE", until) is None
    ('renamed', True)
    """
    changes = _table().changes.get(asset, ())
    own = [change.resumed for change in changes if change.kind == "redenominated" and asset == change.new != change.old]
    return unfit(asset, max((day for day in own if day is not None), default=_BEGINNING), until)


def tickers(asset: str, start: datetime, end: datetime) -> tuple[str, ...]:
    """The tickers under which candles of ``[start, end)`` (aware UTC) are the asset's, the one of that time first.

    Only a change of one for one is followed. Before it, both tickers fit: some sources carry a coin's history on under its
    new ticker. Empty: the window touches a change, or no ticker was in the same unit.

    >>> tickers("MATIC", datetime(2025, 6, 1, tzinfo=UTC), datetime(2025, 6, 2, tzinfo=UTC))
    ('POL',)
    """
    changes = _table().changes.get(asset, ())
    fit = [_tickers(change, asset, start, end) for change in changes]
    if not fit:
        return (asset,)
    return tuple(ticker for ticker in fit[0] if all(ticker in others for others in fit[1:]))


def is_pegged(asset: str, instant: datetime) -> bool:
    """Whether the asset is a dollar coin that holds, or is meant to hold, its peg at that time (aware UTC)."""
    peg = _table().pegs.get(asset)
    return peg is not None and (peg.until is None or instant < peg.until)


def off_peg(symbol: str, instants: Iterable[datetime]) -> Unfit | None:
    """Why prices of a pair ("BTC/USDT") are not in dollars at one of these moments (aware UTC); ``None`` if they are.

    >>> off_peg("BTC/USDC", [datetime(2023, 3, 11, 8, tzinfo=UTC)]).cause
    'pegged'
    """
    quote = symbol.partition("/")[2]
    peg = _table().pegs.get(quote)
    if peg is None:
        return None
    for instant in instants:
        if any(first <= instant < end for first, end in peg.off):
            return Unfit(
                "pegged",
                f"On {instant:%Y-%m-%d} {quote} was more than 1% off the dollar, so the prices of {symbol} are not in dollars.",
            )
    return None


def ended(asset: str, venues: Iterable[str], end: datetime) -> str | None:
    """The sentence that a venue had ended the asset's trading before ``end`` (aware UTC); ``None`` if none had."""
    known = set(venues)
    for venue, date in _table().delisted.get(asset, ()):
        if venue in known and date < end:
            return f"{venue} ended its trading in {asset} on {date:%Y-%m-%d}."
    return None


def _unfit(change: Change, asset: str, start: datetime, end: datetime) -> Unfit | None:
    if change.kind == "relaunched" and asset == change.old:
        whole = end <= change.date or (change.again is not None and start >= change.again)
    elif asset == change.old == change.new:
        whole = change.resumed is not None and start >= change.resumed
    elif asset == change.old:
        whole = end <= change.date
    else:
        # FRAX before FXS took its name was a coin of its own.
        whole = change.resumed is None or start >= change.resumed or (end <= change.date and _reused(asset))
    if whole:
        return None
    return Unfit("redenominated" if change.kind == "redenominated" else "renamed", _reason(change))


def _reason(change: Change) -> str:
    day, old, new = f"{change.date:%Y-%m-%d}", change.old, change.new
    if change.ratio is not None and change.ratio != _ONE:
        ratio = f"{plain(change.ratio):f}"
        if old == new:
            return f"{old} was redenominated from {day} on (1 old {old} is {ratio} new), and earlier candles may be in either unit."
        return f"{old} gave way to {new} on {day} (1 {old} is {ratio} {new}), so prices of the two are not in one unit."
    if change.kind == "relaunched" and change.again is not None:
        successor = "" if new is None else f"; the old coin is traded as {new} since"
        return (
            f"{old} was given up as a coin's ticker on {day} and is another coin's since {change.again:%Y-%m-%d}{successor}, "
            "so the window is not that of one coin."
        )
    return f"{old} was renamed {new} on {day}, one for one, and no candles of one ticker cover the whole window."


def _tickers(change: Change, asset: str, start: datetime, end: datetime) -> tuple[str, ...]:
    if change.ratio != _ONE or change.new is None:
        return () if _unfit(change, asset, start, end) else (asset,)
    if end <= change.date:
        # The new ticker was another coin's until then, so its earlier candles are not this coin's.
        return (asset,) if _reused(change.new) else (change.old, change.new)
    if change.again is not None and asset == change.old:
        return (asset,) if start >= change.again else ()
    return (change.new,) if change.resumed is not None and start >= change.resumed else ()


def _reused(ticker: str) -> bool:
    return any(change.kind == "relaunched" and change.old == ticker for change in _table().changes.get(ticker, ()))


@cache
def _table() -> _Table:
    source = resources.files("tapecheck").joinpath("data/asset_changes.jsonl").read_text(encoding="utf-8")
    changes: dict[str, list[Change]] = {}
    pegs: dict[str, Peg] = {}
    delisted: dict[str, list[tuple[str, datetime]]] = {}
    for row in map(json.loads, source.splitlines()):
        if row["kind"] == "pegged":
            windows = tuple((_required(first), _required(end)) for first, end in row["off"])
            pegs[row["old"]] = Peg(_day(row["until"]), windows)
        elif row["kind"] == "delisted":
            delisted.setdefault(row["old"], []).append((row["venue"], _required(row["date"])))
        else:
            change = _change(row)
            for ticker in {change.old, change.new} - {None}:
                changes.setdefault(str(ticker), []).append(change)
    return _Table(
        {ticker: tuple(found) for ticker, found in changes.items()},
        pegs,
        {ticker: tuple(found) for ticker, found in delisted.items()},
    )


def _change(row: dict[str, Any]) -> Change:
    ratio = row["ratio"]
    return Change(
        kind=row["kind"],
        old=row["old"],
        new=row["new"],
        date=_required(row["date"]),
        resumed=_day(row["resumed"]),
        again=_day(row.get("again")),
        ratio=None if ratio is None else Decimal(ratio),
    )


def _day(text: str | None) -> datetime | None:
    return None if text is None else _required(text)


def _required(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
