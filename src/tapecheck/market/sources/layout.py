"""What a layout is: the columns that tell a file, and how its columns fill the store's tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tapecheck.market.timeframes import TIMEFRAMES

Kind = Literal["text", "number", "accounting", "time", "constant"]
Shape = Literal["table", "ohlcv", "market_chart", "yahoo_chart"]
"""Rows with named columns (CSV, Parquet, HTML, a list of JSON objects), or one of the JSON documents that have no rows."""

Json = Mapping[str, "Json"] | Sequence["Json"] | str | bool | None
"""A parsed JSON document; numbers are kept as they are written, because a float would round them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What is told of a file as a whole, by an option, by the document itself or by the file's name; ``None``: not told.

    ``symbol``: a pair ("BTC/USDT", "BTCUSDT") or a coin alone ("BTC"); ``venue``: an exchange, or several with commas.
    """

    symbol: str | None = None
    venue: str | None = None
    timeframe: str | None = None

    def or_else(self, other: Told) -> Told:
        """These, and where one is missing, the other's."""
        return Told(self.symbol or other.symbol, self.venue or other.venue, self.timeframe or other.timeframe)


NOTHING = Told()


class BadRow(NamedTuple):
    """A row that has no cells to look at, and why."""

    cause: str


Row = Sequence[str | None] | BadRow
"""Text cells in the order of the columns (none at all: no row), or what is wrong."""


class Section(NamedTuple):
    """Rows of one part of a document, counted from 0; ``place`` says where a row is: "prices[{}]"."""

    place: str
    rows: Iterable[Row]


@dataclass(frozen=True, slots=True)
class Flattened:
    """A JSON document as rows of text cells under ``columns``, and what it says of all of them."""

    shape: Shape
    columns: tuple[str, ...]
    sections: tuple[Section, ...]
    told: Told = NOTHING


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
    """An instant: ISO 8601 (without a zone: UTC), a date (also "11 Jan 2024"), or seconds, milliseconds or microseconds
    since 1970.
    """
    return Column(raw=raw, kind="time", optional=optional)


@dataclass(frozen=True, slots=True)
class Extract:
    """How one table is filled from a file: target column → ``Column``.

    ``skip_empty`` names a target column whose empty cells mean "no row here" (a fund that did not exist yet);
    ``leave_out`` is an SQL condition over the file's columns for rows that are no data (a line of totals).
    """

    table: str
    columns: Mapping[str, Column]
    skip_empty: str | None = None
    leave_out: str = ""


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is known of a file before its rows are read: base name, folder, columns in order, and what is told of it."""

    name: str
    columns: tuple[str, ...]
    told: Told = NOTHING
    shape: Shape = "table"
    folder: str = ""
    has_header: bool = True

    @property
    def timeframe(self) -> str | None:
        """The timeframe that is told."""
        return self.told.timeframe

    def needs(self, what: Literal["symbol", "venue", "timeframe"], example: str) -> str:
        """What is told.

        Raises:
            ValueError: it is not, in which case the text names the option and a file name that would tell it, or it is
                no known timeframe.
        """
        found: str | None = getattr(self.told, what)
        if found is None:
            raise ValueError(f"its name must tell the {what} (like {example}), or --{what}")
        if what == "timeframe" and found not in TIMEFRAMES:
            raise ValueError(f"timeframe {found!r} is not known (known: {', '.join(TIMEFRAMES)})")
        return found


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
    shape: Shape = "table"


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


def one_symbol(value: str) -> Column:
    """The same trading pair in every row."""
    return Column(raw=value, kind="constant", sql=SYMBOL_SQL)


def prices(**names: str) -> dict[str, Column]:
    """The four price columns; a file that calls them otherwise says so: ``open="price_open"``."""
    return {target: number(names.get(target, target)) for target in ("open", "high", "low", "close")}


def series(
    source: Column | str,
    name: str,
    *,
    asset: Column | str,
    when: str,
    value: Column,
    unit: str,
    venue: Column | str = "",
    leave_out: str = "",
) -> Extract:
    """Points of one series; texts are constants. An empty optional ``value`` is no point."""

    def column(given: Column | str) -> Column:
        return constant(given) if isinstance(given, str) else given

    columns = {
        "source": column(source),
        "name": constant(name),
        "asset": column(asset),
        "venue": column(venue),
        "time": time(when),
        "value": value,
        "unit": constant(unit),
    }
    return Extract("series", columns, skip_empty="value" if value.optional else None, leave_out=leave_out)
