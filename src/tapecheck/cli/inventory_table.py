"""What a market store holds, as tables for a person and as JSON for a program."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from rich.box import SIMPLE
from rich.table import Table
from rich.text import Text

from tapecheck.cli.screen import screen

if TYPE_CHECKING:
    from tapecheck.market.inventory import Gap, Holding, ImportedFile, Inventory

_SHA256_SHOWN = 12
_TITLES = {"candles": "Candles", "liquidations": "Liquidations", "series": "Series"}


def show(inventory: Inventory, *, gaps: bool) -> None:
    """Print the tables to standard output; ``gaps`` lists every gap under its run."""
    console = screen(width=150, widest=None)
    for table, title in _TITLES.items():
        holdings = [holding for holding in inventory.holdings if holding.table == table]
        if holdings:
            console.print(_points(title, holdings) if table == "series" else _intervals(title, holdings, gaps=gaps))
    console.print(_files(inventory.files) if inventory.files else Text("No file is imported."))


def _table(title: str, headings: Iterable[str], numbers: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", title_style="bold", box=SIMPLE, pad_edge=False)
    for heading in headings:
        table.add_column(heading, justify="right" if heading in numbers else "left", overflow="fold")
    return table


def _intervals(title: str, holdings: Iterable[Holding], *, gaps: bool) -> Table:
    headings = ("symbol", "timeframe", "source", "venue", "first", "end", "count", "gaps", "missing", "longest gap")
    table = _table(title, headings, ("count", "gaps", "missing"))
    for holding in holdings:
        longest = holding.longest_gap
        table.add_row(
            *(holding.what, holding.timeframe or "", holding.source, holding.venue),
            *(_time(holding.first), _time(holding.last), f"{holding.count:,}"),
            *(
                f"{len(holding.gaps):,}",
                f"{holding.missing:,}",
                f"{longest.missing:,} from {_time(longest.start)}" if longest else "",
            ),
        )
        if gaps:
            for gap in holding.gaps:
                table.add_row("", "", "", "", "", "", "", "", f"{gap.missing:,}", _gap(gap), style="dim")
    return table


def _points(title: str, holdings: Iterable[Holding]) -> Table:
    table = _table(title, ("series", "source", "venue", "unit", "first", "last", "count"), ("count",))
    for holding in holdings:
        table.add_row(
            *(holding.what, holding.source, holding.venue, holding.unit or ""),
            *(_time(holding.first), _time(holding.last), f"{holding.count:,}"),
        )
    return table


def _files(files: Iterable[ImportedFile]) -> Table:
    table = _table("Files", ("file", "layout", "rows", "kept", "first", "last", "sha256"), ("rows", "kept"))
    for file in files:
        table.add_row(
            *(file.name, file.layout, f"{file.rows:,}", f"{file.kept:,}"),
            *(_time(file.first), _time(file.last), file.sha256[:_SHA256_SHOWN]),
        )
    return table


def _gap(gap: Gap) -> str:
    return f"{_time(gap.start)} to {_time(gap.end)}"


def _time(instant: datetime) -> str:
    return f"{instant:%Y-%m-%d %H:%M}"


def as_json(inventory: Inventory) -> str:
    """All of it, with every gap; times are ISO 8601 in UTC."""
    holdings = [
        {
            "table": holding.table,
            "what": holding.what,
            "timeframe": holding.timeframe,
            "source": holding.source,
            "venue": holding.venue,
            "unit": holding.unit,
            "first": _iso(holding.first),
            "end": _iso(holding.last),
            "count": holding.count,
            "missing": holding.missing,
            "gaps": [{"start": _iso(gap.start), "end": _iso(gap.end), "missing": gap.missing} for gap in holding.gaps],
        }
        for holding in inventory.holdings
    ]
    files = [
        {
            "name": file.name,
            "sha256": file.sha256,
            "layout": file.layout,
            "rows": file.rows,
            "kept": file.kept,
            "first": _iso(file.first),
            "last": _iso(file.last),
        }
        for file in inventory.files
    ]
    return json.dumps({"holdings": holdings, "files": files}, indent=2, ensure_ascii=False)


def _iso(instant: datetime) -> str:
    return instant.isoformat().replace("+00:00", "Z")
