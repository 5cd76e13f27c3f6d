"""Checks of a market store: that it opens, what it covers, and how old it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from tapecheck.doctor.finding import Finding
from tapecheck.errors import MarketDataError
from tapecheck.market import MarketStore
from tapecheck.market.inventory import Holding

_OLD = timedelta(days=30)
_NAMED = 5


def store(path: Path, now: datetime) -> Iterator[Finding]:
    """What the store holds by source, its gaps, and its age at ``now`` (aware UTC)."""
    try:
        with MarketStore.open(path) as opened:
            holdings = opened.inventory().holdings
    except MarketDataError as error:
        fix = f"make a store with: tapecheck market import FILE… --market {path}"
        yield Finding(check="market", status="error", found=str(error).partition("; make one")[0], fix=fix)
        return
    if not holdings:
        fix = f"tapecheck market import FILE… --market {path}"
        yield Finding(check="market", status="warning", found=f"{path}: holds nothing", fix=fix)
        return
    last = max(one.last for one in holdings)
    age = now - last
    told = f"{path}: up to {last:%Y-%m-%d}"
    if age > _OLD:
        fix = f"newer candles: tapecheck market fetch --market {path}, or market import"
        yield Finding(check="market", status="warning", found=f"{told}, {age.days} days ago", fix=fix)
    else:
        yield Finding(check="market", status="ok", found=told)
    yield from _by_source(holdings, path)


def _by_source(holdings: Sequence[Holding], path: Path) -> Iterator[Finding]:
    groups: dict[tuple[str, str], list[Holding]] = {}
    for one in holdings:
        groups.setdefault((one.table, one.source), []).append(one)
    for (table, source), mine in groups.items():
        what = list(dict.fromkeys(one.what for one in mine))
        more = f" and {len(what) - _NAMED} more" if len(what) > _NAMED else ""
        first, last = min(one.first for one in mine), max(one.last for one in mine)
        gaps, missing = sum(len(one.gaps) for one in mine), sum(one.missing for one in mine)
        told = f"{', '.join(what[:_NAMED])}{more}; {first:%Y-%m-%d} to {last:%Y-%m-%d}"
        told += f"; {gaps:,} gaps, {missing:,} intervals missing" if gaps else ""
        fix = f"where they are: tapecheck market info --gaps --market {path}" if gaps else None
        yield Finding(check=f"{table} of {source}", status="ok", found=told, fix=fix)
