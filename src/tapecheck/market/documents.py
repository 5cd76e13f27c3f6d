"""JSON documents and HTML tables as rows of text cells."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from tapecheck.market.csv_rows import checked
from tapecheck.market.sources import FLATTENERS
from tapecheck.market.sources.layout import BadRow, Flattened, Json, Row, Section

MOST_JSON = 256 << 20
MOST_HTML = 16 << 20
"""The largest documents, in bytes: they are held in memory."""

_DATE = re.compile(r"^\d{1,2} [A-Za-z]{3} \d{4}$|^\d{4}-\d\d-\d\d$")  # 11 Jan 2024
_FUND = re.compile(r"^[A-Z]{3,5}$")  # IBIT


def read_json(path: Path) -> Flattened:
    """The rows of a JSON document of a known kind.

    Raises:
        ValueError: too large, not JSON, a repeated key, or no known kind.
    """
    try:
        document = json.loads(
            _text(path, MOST_JSON),
            object_pairs_hook=_object,
            parse_int=str,
            parse_float=str,
            parse_constant=str,
        )
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at line {error.lineno}, column {error.colno}") from error
    for flatten in FLATTENERS:
        found = flatten(document)
        if found is not None:
            checked(found.columns, "the document")
            return found
    raise ValueError("JSON, but of no known kind: " + _kinds())


def _kinds() -> str:
    return (
        "a list of candles, or an object with exchange, symbol, timeframe and candles (ccxt); with prices (CoinGecko); "
        "with chart (Yahoo); with data, a list of objects (CoinGlass)"
    )


def _object(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        repeated = next(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        raise ValueError(f"an object has the key {repeated[:40]!r} twice")
    return found


def read_html(path: Path) -> Flattened:
    """The rows of a page's longest table whose header has a column ``Total``.

    Raises:
        ValueError: too large, or no such table.
    """
    try:
        tables = LexborHTMLParser(_text(path, MOST_HTML)).css("table")
    except SelectolaxError as error:
        raise ValueError(f"not HTML: {error}") from error
    best: tuple[tuple[str, ...], list[list[str]]] | None = None
    for table in tables:
        rows = [[_cell(cell.text()) for cell in row.css("th, td")] for row in table.css("tr")]
        found = _with_header(rows)
        if found and (best is None or len(found[1]) > len(best[1])):
            best = found
    if best is None:
        raise ValueError(
            "no table of flows of funds (tickers above days, a column Total), which is all that a page is read for"
        )
    columns = checked(best[0], "the table")
    return Flattened("table", columns, (Section("table row {}", _table_rows(best[1], len(columns))),))


def _with_header(rows: list[list[str]]) -> tuple[tuple[str, ...], list[list[str]]] | None:
    """Column names and rows. The names of the funds' companies stand above their tickers; Total may span both lines."""
    first = next((at for at, row in enumerate(rows) if row and _DATE.match(row[0])), None)
    above = [row for row in rows[:first] if sum(map(bool, map(_FUND.match, row))) > 1]
    if first is None or not above:
        return None
    header = list(above[-1])
    if "total" not in (name.casefold() for name in header):
        # A cell that spans lines stands in the first of them only; an empty one ends the line of tickers.
        header = [*header[:-1], "Total"] if len(header) == len(rows[first]) and not header[-1] else [*header, "Total"]
    if len(header) == len(rows[first]) - 1:
        header = ["Date", *header]
    return tuple(header), rows[first:]


def _table_rows(rows: list[list[str]], width: int) -> Iterator[Row]:
    for row in rows:
        if not any(row) or not row[0]:
            yield ()
        elif len(row) != width:
            yield BadRow(f"{len(row)} cells, not {width}")
        else:
            yield [cell or None for cell in row]


def _cell(text: str) -> str:
    return " ".join(text.split())


def _text(path: Path, most: int) -> str:
    with path.open("rb") as file:
        data = file.read(most + 1)
    if len(data) > most:
        raise ValueError(f"more than {most:,} bytes")
    if not data.strip():
        raise ValueError("the file is empty")
    return data.decode("utf-8-sig")
