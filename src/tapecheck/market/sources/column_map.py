"""A layout that the user describes: which of a file's columns fill which columns of a table.

As a TOML or JSON file::

    table = "candles"
    [columns]
    open_time = "Date"
    open = "Open"
    …
    [constants]
    source = "mydesk"
    venue = "Kraken"
    [multiply]
    volume = 1000

or as pairs on the command line, a constant in double quotes: ``open_time=Date,open=Open,venue="Kraken"``.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from tapecheck.errors import ConfigError
from tapecheck.market.sources.layout import (
    Column,
    Extract,
    FileFacts,
    Layout,
    constant,
    number,
    one_symbol,
    symbol,
    time,
)
from tapecheck.market.tables import NUMBERS, OPTIONAL, TABLES, TIMES

_MOST_BYTES = 64 * 1024
_PAIR = re.compile(
    r"^\s*(?P<name>[a-z_]{1,20})\s*=\s*(?:\"(?P<constant>[^\"]{1,200})\"|(?P<column>[^\"=]{1,200}?))\s*$"
)
_OF_TABLE = {"candles": "symbol", "liquidations": "asset", "series": "asset"}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Target column → the file's column, or a constant; ``multiply``: target column → factor (millions to units)."""

    table: str = "candles"
    columns: Mapping[str, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    multiply: Mapping[str, Decimal] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.table not in TABLES:
            raise ConfigError(f"--columns: no table {self.table!r} (tables: {', '.join(TABLES)})")
        known = TABLES[self.table].columns
        for name in (*self.columns, *self.constants, *self.multiply):
            if name not in known:
                raise ConfigError(f"--columns: table {self.table} has no column {name!r} (columns: {', '.join(known)})")
        for name in self.constants:
            if name in NUMBERS or name in TIMES or name in self.columns:
                raise ConfigError(f"--columns: {name} can't be a constant, or is given twice")
        for name in self.multiply:
            if name not in NUMBERS or name not in self.columns:
                raise ConfigError(f"--columns: multiply.{name}: no column of numbers is given for it")

    @property
    def layout(self) -> Layout:
        """The layout that the map describes; it takes every file that has its columns."""
        wanted = tuple(self.columns.values())
        return Layout(name="columns", source="named in --columns", columns=wanted, extracts=self._extracts)

    def _extracts(self, facts: FileFacts) -> tuple[Extract, ...]:
        found = {name: self._column(name, raw) for name, raw in self.columns.items()}
        found |= {
            name: one_symbol(text) if name == "symbol" else constant(text) for name, text in self.constants.items()
        }
        told = {_OF_TABLE[self.table]: facts.told.symbol, "venue": facts.told.venue, "timeframe": facts.timeframe}
        for name, text in told.items():
            if text and name not in found and name in TABLES[self.table].keys:
                found[name] = one_symbol(text) if name == "symbol" else constant(text)
        if self.table == "series":
            found.setdefault("venue", constant(""))
        missing = [name for name in TABLES[self.table].columns if name not in found and name not in OPTIONAL]
        if missing:
            raise ValueError(f"nothing is given for {', '.join(missing)} of table {self.table}")
        return (Extract(self.table, found),)

    def _column(self, name: str, raw: str) -> Column:
        if name in TIMES:
            return time(raw, optional=name in OPTIONAL)
        if name in NUMBERS:
            factor = f"{{0}} * {self.multiply[name]:f}" if name in self.multiply else ""
            return number(raw, sql=factor, optional=name in OPTIONAL)
        return symbol(raw) if name == "symbol" else Column(raw)


def column_map(given: str) -> ColumnMap:
    """The map that is told by ``given``: the path of a .toml or .json file, or pairs with commas between them.

    Raises:
        ConfigError: no such file, not TOML or JSON, or a part that is not known.
    """
    if given.lower().endswith((".toml", ".json")):
        return _from_file(Path(given))
    columns, constants, table = {}, {}, "candles"
    for part in given.split(","):
        pair = _PAIR.match(part)
        if pair is None:
            raise ConfigError(f'--columns: {part!r} is neither name=column nor name="constant"')
        if pair["name"] == "table":
            table = pair["constant"] or pair["column"]
        elif pair["constant"]:
            constants[pair["name"]] = pair["constant"]
        else:
            columns[pair["name"]] = pair["column"]
    return ColumnMap(table, columns, constants)


def _from_file(path: Path) -> ColumnMap:
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise ConfigError(f"--columns {path}: more than {_MOST_BYTES} bytes")
        text = data.decode("utf-8")
        document = tomllib.loads(text) if path.suffix.lower() == ".toml" else json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise ConfigError(f"--columns {path}: {error}") from error
    if not isinstance(document, dict) or not isinstance(document.get("table", "candles"), str):
        raise ConfigError(f"--columns {path}: needs table, [columns] and perhaps [constants] and [multiply]")
    unknown = sorted(set(document) - {"table", "columns", "constants", "multiply"})
    if unknown:
        raise ConfigError(f"--columns {path}: unknown part {unknown[0]!r}")
    columns, constants = (_texts(path, document, name) for name in ("columns", "constants"))
    return ColumnMap(document.get("table", "candles"), columns, constants, _factors(path, document))


def _texts(path: Path, document: Mapping[str, object], name: str) -> dict[str, str]:
    part = document.get(name, {})
    if not isinstance(part, dict) or not all(isinstance(text, str) for text in part.values()):
        raise ConfigError(f"--columns {path}: {name} must be names with texts")
    return part


def _factors(path: Path, document: Mapping[str, object]) -> dict[str, Decimal]:
    part = document.get("multiply", {})
    try:
        factors = {name: Decimal(str(value)) for name, value in part.items()} if isinstance(part, dict) else {}
    except InvalidOperation as error:
        raise ConfigError(f"--columns {path}: multiply must be names with numbers") from error
    if not all(
        Decimal("1e-9") <= factor <= Decimal("1e12") for factor in factors.values() if factor.is_finite()
    ) or not all(factor.is_finite() for factor in factors.values()):
        raise ConfigError(f"--columns {path}: a factor must lie between 1e-9 and 1e12")
    return factors
