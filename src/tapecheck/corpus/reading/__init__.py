"""Inputs → a stream of articles: folders, pages, JSON lines, tables, archives, web archives and feeds."""

from __future__ import annotations

from tapecheck.corpus.reading.columns import ColumnMap
from tapecheck.corpus.reading.inputs import read_inputs
from tapecheck.corpus.reading.meter import Meter

__all__ = ["ColumnMap", "Meter", "read_inputs"]
