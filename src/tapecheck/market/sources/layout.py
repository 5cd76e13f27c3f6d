"""What a layout is: the columns that tell a file, and how its columns fill the store's tables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "time", "constant"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column to fill. ``raw`` is the file's column, or for ``constant`` the value itself.

    ``sql`` is an expression with ``{}`` for the cell's text (trimmed, or NULL); an empty ``sql`` takes the cell as it is.
    A cell that has text but gives NULL is an error; so is an empty cell unless ``optional``.
    """

    raw: str
    kind: Kind = "text"
    sql: str = ""
    optional: bool = False


def constant(value: str) -> Column:
    """A column that has the same text in every row."""
    return Column(raw=value, kind="constant")


def number(raw: str, *, sql: str = "", optional: bool = False) -> Column:
    """A decimal column; ``sql`` may compute with the parsed number ``{}``."""
    return Column(raw=raw, kind="number", sql=sql, optional=optional)


def time(raw: str, *, optional: bool = False) -> Column:
    """An instant: ISO 8601 (without a zone: UTC), a date, or seconds, milliseconds or microseconds since 1970."""
    return Column(raw=raw, kind="time", optional=optional)


@dataclass(frozen=True, slots=True)
class Extract:
    """How one table is filled from a file: target column → ``Column``.

    ``skip_empty`` names a target column whose empty cells mean "no row here" (a fund that did not exist yet).
    """

    table: str
    columns: Mapping[str, Column]
    skip_empty: str | None = None


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before its rows are read: its base name, its columns in order, and the timeframe in its name."""

    name: str
    columns: tuple[str, ...]
    timeframe: str | None


def _accept_all(_: FileFacts) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Layout:
    """A known file layout. It is taken when the file has all ``columns`` and ``accepts`` says yes.

    ``needs`` says in words what the file's name must tell. ``extracts`` may raise ``ValueError`` with what is missing.
    """

    name: str
    source: str
    columns: tuple[str, ...]
    extracts: Callable[[FileFacts], tuple[Extract, ...]]
    accepts: Callable[[FileFacts], bool] = _accept_all
    needs: str = ""


# 'BTCUSDT' and 'BTC-USD' → 'BTC/USDT', 'BTC/USD'; a name whose quote currency is unknown gives NULL, which is an error
SYMBOL_SQL = (
    r"CASE WHEN regexp_matches(upper({0}), '^[A-Z0-9]+[/_-][A-Z0-9]+$')"
    r" THEN regexp_replace(upper({0}), '[/_-]', '/')"
    r" WHEN regexp_matches(upper({0}), '^[A-Z0-9]+?(USDT|USDC|FDUSD|BUSD|TUSD|USD|EUR|GBP|TRY|BRL|JPY|KRW|BTC|ETH|BNB)$')"
    r" THEN regexp_replace(upper({0}),"
    r" '^([A-Z0-9]+?)(USDT|USDC|FDUSD|BUSD|TUSD|USD|EUR|GBP|TRY|BRL|JPY|KRW|BTC|ETH|BNB)$', '\1/\2') END"
)


def symbol(raw: str) -> Column:
    """A trading pair, written ``BTC/USDT`` in the store."""
    return Column(raw=raw, sql=SYMBOL_SQL)


def prices(**names: str) -> dict[str, Column]:
    """The four price columns; a file that calls them otherwise says so: ``open="price_open"``."""
    return {target: number(names.get(target, target)) for target in ("open", "high", "low", "close")}
