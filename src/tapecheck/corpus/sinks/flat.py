"""Results → a flat table, one row a record, as Arrow, pandas, Polars or Parquet (extra ``tables``).

Money and ratios are exact decimals (38 digits, 18 of them after the point); the rare figure that doesn't fit is null there
and still stands in ``value_text``. An article that failed is one row without a record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from tapecheck.corpus.sinks.libraries import library
from tapecheck.corpus.sinks.rows import (
    DIGITS_AFTER,
    DIGITS_BEFORE,
    Row,
    article_row,
    quote_row,
    record_row,
    verdict_row,
)
from tapecheck.errors import ExportError
from tapecheck.records import Quote
from tapecheck.schema.base import plain_digits
from tapecheck.schema.result import ArticleResult
from tapecheck.schema.verdict import Verdict

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from tapecheck.records import Result

_ROWS_PER_GROUP = 10_000

_TYPES = {
    **dict.fromkeys(
        ("published_at", "time_start", "time_end", "since_start", "since_end", "evidence_start", "evidence_end"),
        "instant",
    ),
    **dict.fromkeys(("value", "value_high"), "decimal"),
    **dict.fromkeys(("text_start", "text_end", "source_start", "source_end", "count", "rank"), "integer"),
}
_COLUMNS = (
    *("article_id", "publisher", "url", "title", "published_at", "record_id", "kind", "fact"),
    *("value", "value_high", "value_text", "value_high_text"),
    *("asset", "metric", "currency", "unit", "bound", "role", "side", "venue", "source", "window"),
    *("modality", "condition", "speaker", "speaker_title", "affiliation", "form", "direction", "count", "rank", "cue"),
    *("time_start", "time_end", "time_text", "since_start", "since_end", "attribution_speaker", "attribution_source"),
    *("exact", "sentence", "text_start", "text_end", "source_start", "source_end", "rule"),
    *("verdict", "outcome", "reason", "observed", "tolerance"),
    *("evidence_source", "symbol", "timeframe", "evidence_start", "evidence_end", "dataset_sha256"),
    *("failed_error", "failed_message"),
)
"""All columns, in order; text unless ``_TYPES`` says otherwise. ``observed`` is a JSON object."""

_OF_VERDICT = (
    *("outcome", "reason", "tolerance", "evidence_source", "symbol", "timeframe"),
    *("evidence_start", "evidence_end", "dataset_sha256"),
)


def to_arrow(results: Iterable[Result]) -> pa.Table:
    """One row a record, as a ``pyarrow.Table``; all rows are in memory.

    Raises:
        ExportError: pyarrow is not installed.
    """
    pyarrow = library("pyarrow")
    return pyarrow.Table.from_pylist([row for result in results for row in _rows(result)], schema=_schema(pyarrow))


def to_pandas(results: Iterable[Result], *, floats: bool = False) -> pd.DataFrame:
    """One row a record, as a ``pandas.DataFrame``; times are aware and in UTC.

    ``value`` and ``value_high`` are exact: ``decimal.Decimal`` objects; with ``floats`` they are 64-bit floats, to compute and plot with.
    ``value_text`` has all digits either way.

    Raises:
        ExportError: pandas or pyarrow is not installed.
    """
    library("pandas")
    return _table(results, floats=floats).to_pandas()


def to_polars(results: Iterable[Result], *, floats: bool = False) -> pl.DataFrame:
    """One row a record, as a ``polars.DataFrame``; ``floats`` as in ``to_pandas``, else the values are Polars decimals.

    Raises:
        ExportError: Polars or pyarrow is not installed.
    """
    frame: pl.DataFrame = library("polars").from_arrow(_table(results, floats=floats))
    return frame


def _table(results: Iterable[Result], *, floats: bool) -> pa.Table:
    table = to_arrow(results)
    if floats:
        pyarrow = library("pyarrow")
        for name in (name for name, kind in _TYPES.items() if kind == "decimal"):
            # Arrow's own cast is not always the nearest float, and 97924.49 has to equal 97924.49.
            nearest = [None if value is None else float(value) for value in table[name].to_pylist()]
            table = table.set_column(table.schema.get_field_index(name), name, pyarrow.array(nearest, "float64"))
    return table


def write_parquet(results: Iterable[Any], stream: BinaryIO) -> None:
    """The same table as Parquet, written in groups of rows as they come; memory doesn't grow with the corpus.

    Raises:
        ExportError: pyarrow is not installed, or the lines are not results of ``extract``.
    """
    pyarrow, parquet = library("pyarrow"), library("pyarrow.parquet")
    schema = _schema(pyarrow)
    rows = (row for result in results for row in _rows(result))
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS_PER_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _schema(pyarrow: Any) -> pa.Schema:
    types = {
        "instant": pyarrow.timestamp("us", tz="UTC"),
        "decimal": pyarrow.decimal128(DIGITS_BEFORE + DIGITS_AFTER, DIGITS_AFTER),
        "integer": pyarrow.int64(),
        "text": pyarrow.string(),
    }
    return pyarrow.schema([(column, types[_TYPES.get(column, "text")]) for column in _COLUMNS])


def _rows(result: Any) -> Iterator[Row]:
    """Rows with more columns than the schema takes."""
    if not isinstance(result, ArticleResult):
        raise ExportError("only the results of extract can be written as a table; choose jsonl or json")
    article = article_row(result)
    if result.failed is not None:
        yield article
    for record in result.records:
        claim = record_row(result.article.id, result.article.text, record)
        speech = quote_row(result.article.id, record) if isinstance(record, Quote) else {}
        verdict = {} if record.verdict is None else _verdict(record.verdict)
        yield {**article, **claim, "fact": record.fact, "source": claim["source_name"], **speech, **verdict}


def _verdict(verdict: Verdict) -> Row:
    row = verdict_row("", "", verdict)
    observed = json.dumps({name: plain_digits(value) for name, value in verdict.observed.items()})
    return {"verdict": verdict.label, "observed": observed, **{name: row[name] for name in _OF_VERDICT}}
