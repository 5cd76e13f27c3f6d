"""Reports of invented articles: rows by hand, pages of a line each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from tapecheck.report.index.entries import Entry, Shown
from tapecheck.report.index.rows import Row
from tapecheck.report.writing import write_report

USUAL = Row("2026-01-14 21:30", "Fabricated Wire", "Invented news", 4, 1, 0, 3, 0, ("BTC",))
FEW = (
    USUAL._replace(title="Bitcoin extends rally", supported=2, undecided=2),
    USUAL._replace(title="Ether follows", published="2026-01-15 09:00", publisher="Mockingham Post", assets=("ETH", "BTC")),
    USUAL._replace(title="Solana slips", published="2026-01-16 10:00", assets=("SOL",), refuted=1, undecided=2, contradictions=1),
    USUAL._replace(title="Bitcoin rests", published="2026-01-18 08:15", publisher="", records=0, supported=0, undecided=0, assets=()),
)  # fmt: skip


def shown(row: Row) -> Shown:
    """The row with a page that says its title."""
    return Shown(row, f"<main><article><h1>{row.title}</h1><p>It says so.</p></article></main>")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a report of rows, or entries, and give its path."""

    def written(rows: Iterable[Row | Entry] = FEW, name: str = "report.html") -> Path:
        path = tmp_path / name
        with path.open("wb") as stream:
            write_report((shown(one) if isinstance(one, Row) else one for one in rows), stream)
        return path

    return written


@pytest.fixture
def few() -> Sequence[Row]:
    """Four articles that differ in all that can be sorted and picked by."""
    return FEW


@pytest.fixture
def row() -> Callable[..., Row]:
    """A row that differs from the usual one in the given fields."""

    def made(**fields: Any) -> Row:
        return USUAL._replace(**fields)

    return made
