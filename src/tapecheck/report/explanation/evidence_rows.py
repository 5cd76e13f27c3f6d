"""The rows of the store that a verdict rests on, and the command that prints them all."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from tapecheck.market import MarketStore
from tapecheck.market.claims.lengths import length_of
from tapecheck.market.rows import CANDLES, LIQUIDATIONS, Asked, Value, columns
from tapecheck.records import AnyRecord, Liquidation
from tapecheck.report import wording
from tapecheck.report.explanation.model import Row, Rows
from tapecheck.schema.base import iso_z
from tapecheck.schema.verdict import Evidence, Verdict

SHOWN = 8
_SUPPLY = timedelta(days=60)
"""How old the supply may be that a price is multiplied by."""
_MOMENT = timedelta(seconds=1)
_CELLS = {CANDLES: ("open", "high", "low", "close"), LIQUIDATIONS: ("long_usd", "short_usd")}
_SERIES = {"flow": "etf_flow", "index": "fear_greed"}
"""Metrics whose series has another name."""


def evidence_rows(record: AnyRecord, verdict: Verdict, market: MarketStore) -> tuple[Rows, ...]:
    """For each table that the evidence is made of its rows; empty without evidence, or where the store has none of it."""
    if verdict.evidence is None:
        return ()
    found = (_rows(asked, _times(record, verdict.evidence), market) for asked in _asked(record, verdict.evidence))
    return tuple(rows for rows in found if rows.of)


def _asked(record: AnyRecord, evidence: Evidence) -> Iterator[Asked]:
    """The questions to ``market show`` whose answers are the rows of the evidence."""
    window = (evidence.start, evidence.end)
    source, made_of, other = evidence.source.partition(" × ")
    if made_of:
        asset = wording.field(record, "asset") or evidence.symbol
        if source.endswith(" price"):
            yield Asked(evidence.symbol, evidence.timeframe, *window, CANDLES, source.removesuffix(" price"))
            supply = (window[0] - _SUPPLY, window[1])
            yield Asked(asset, "point", *supply, "supply", other.removesuffix(" supply"))
        else:
            yield Asked(asset, "point", *window, "dominance", source.removesuffix(" dominance"))
            yield Asked("TOTAL", "point", *window, "market_cap", source.removesuffix(" dominance"))
        return
    if evidence.timeframe == "point":
        # The last point is the end of such a window, and belongs to it.
        window = (window[0], max((*window, *evidence.times.values())) + _MOMENT)
    yield Asked(evidence.symbol, evidence.timeframe, *window, _of(record, evidence), evidence.source, evidence.venue)


def _of(record: AnyRecord, evidence: Evidence) -> str:
    if isinstance(record, Liquidation):
        return LIQUIDATIONS
    metric = wording.field(record, "metric") or "price"
    if "/" in evidence.symbol:
        return CANDLES
    return _SERIES.get(metric, metric)


def _times(record: AnyRecord, evidence: Evidence) -> dict[str, datetime]:
    """When each observed figure was seen; of a change also from when it is counted."""
    times = dict(evidence.times)
    length = length_of(wording.field(record, "window"))
    if length is not None:
        changes = [name for name in times if name.endswith("_change")]
        times |= {f"{name}, from": times[name] - length for name in changes if times[name] - length >= evidence.start}
    return times


def command(asked: Asked, store: str) -> str:
    """The command that prints these rows."""
    words = ["tapecheck", "market", "show", "--market", store, "--symbol", asked.symbol]
    words += ["--timeframe", asked.timeframe] if asked.timeframe else []
    words += ["--start", iso_z(asked.start)]
    words += ["--end", iso_z(asked.end)] if asked.end > asked.start else []
    words += [] if asked.of == CANDLES else ["--of", asked.of]
    words += ["--source", asked.source] if asked.source else []
    words += ["--venue", asked.venue] if asked.venue else []
    return shlex.join(words)


def _rows(asked: Asked, times: Mapping[str, datetime], market: MarketStore) -> Rows:
    names = columns(asked.of)
    shown = _CELLS.get(asked.of, ("value",))
    places = [names.index(name) for name in shown]
    found: list[Row] = []
    for values in market.rows(asked):
        begins = values[0]
        assert isinstance(begins, datetime)
        found.append(Row(time=begins, cells=tuple(_decimal(values[place]) for place in places), decides=()))
    found.sort(key=lambda row: row.time)
    sums = tuple(sum(cells, Decimal(0)) for cells in zip(*(map(_zero, row.cells) for row in found), strict=True))
    return Rows(
        command=command(asked, market.name),
        columns=shown,
        rows=_chosen(found, times),
        of=len(found),
        sums=sums if asked.of == LIQUIDATIONS else (),
    )


def _zero(cell: Decimal | None) -> Decimal:
    return Decimal(0) if cell is None else cell


def _decimal(value: Value) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _chosen(rows: list[Row], times: Mapping[str, datetime]) -> tuple[Row, ...]:
    """The rows in which something was seen, those beside them as far as there is room, else the first and the last."""
    decides: dict[int, list[str]] = {}
    for name, seen in times.items():
        at = sum(row.time <= seen for row in rows) - 1
        if at >= 0:
            decides.setdefault(at, []).append(name)
    beside = [at + step for step in (-1, 1) for at in decides] if decides else [*range(SHOWN - 1), len(rows) - 1]
    picked = dict.fromkeys(at for at in (*decides, *beside) if 0 <= at < len(rows))
    if len(rows) <= SHOWN:
        picked = dict.fromkeys(range(len(rows)))
    return tuple(
        rows[at].model_copy(update={"decides": tuple(decides.get(at, ()))}) for at in sorted(list(picked)[:SHOWN])
    )
