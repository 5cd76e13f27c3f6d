"""Results → a flat table, one row a record, as Arrow, pandas, Polars or Parquet (extra ``tables``).

Money and ratios are exact decimals (38 digits, 18 of them after the point); the rare figure that doesn't fit is null there
and still stands in ``value_text``. An article that failed is one row without a record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO

from tapecheck.errors import ExportError
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.result import ArticleResult

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl
    import pyarrow as pa

    from tapecheck.records import Result

_ROWS_PER_GROUP = 10_000
_DIGITS_BEFORE, _DIGITS_AFTER = 20, 18

_OWN_FIELDS = {
    "asset": "asset",
    "metric": "metric",
    "currency": "currency",
    "unit": "unit",
    "bound": "bound",
    "role": "role",
    "side": "side",
    "venue": "venue",
    "source": "source",
    "window": "window",
    "modality": "modality",
    "condition": "condition",
    "speaker": "speaker",
    "speaker_title": "title",
    "affiliation": "affiliation",
    "form": "form",
    "direction": "direction",
    "count": "count",
    "rank": "rank",
    "cue": "cue",
}
"""Column → the field of a record that fills it, for the kinds that have the field."""

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
    *("value", "value_high", "value_text", "value_high_text", *_OWN_FIELDS),
    *("time_start", "time_end", "time_text", "since_start", "since_end", "attribution_speaker", "attribution_source"),
    *("exact", "sentence", "text_start", "text_end", "source_start", "source_end", "rule"),
    *("verdict", "outcome", "reason", "observed", "tolerance"),
    *("evidence_source", "symbol", "timeframe", "evidence_start", "evidence_end", "dataset_sha256"),
    *("failed_error", "failed_message"),
)
"""All columns, in order; text unless ``_TYPES`` says otherwise. ``observed`` is a JSON object."""

Row = dict[str, object]


def to_arrow(results: Iterable[Result]) -> pa.Table:
    """One row a record, as a ``pyarrow.Table``; all rows are in memory.

    Raises:
        ExportError: pyarrow is not installed.
    """
    pyarrow = _library("pyarrow")
    return pyarrow.Table.from_pylist([row for result in results for row in _rows(result)], schema=_schema(pyarrow))


def to_pandas(results: Iterable[Result]) -> pd.DataFrame:
    """One row a record, as a ``pandas.DataFrame``; decimals are ``decimal.Decimal`` objects.

    Raises:
        ExportError: pandas or pyarrow is not installed.
    """
    _library("pandas")
    return to_arrow(results).to_pandas()


def to_polars(results: Iterable[Result]) -> pl.DataFrame:
    """One row a record, as a ``polars.DataFrame``.

    Raises:
        ExportError: Polars or pyarrow is not installed.
    """
    frame: pl.DataFrame = _library("polars").from_arrow(to_arrow(results))
    return frame


def write_parquet(results: Iterable[Any], stream: BinaryIO) -> None:
    """The same table as Parquet, written in groups of rows as they come; memory doesn't grow with the corpus.

    Raises:
        ExportError: pyarrow is not installed, or the lines are not results of ``extract``.
    """
    pyarrow, parquet = _library("pyarrow"), _library("pyarrow.parquet")
    schema = _schema(pyarrow)
    rows = (row for result in results for row in _rows(result))
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS_PER_GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise ExportError(f"{package} is not installed; it comes with: pip install 'tapecheck[tables]'") from error


def _schema(pyarrow: Any) -> pa.Schema:
    types = {
        "instant": pyarrow.timestamp("us", tz="UTC"),
        "decimal": pyarrow.decimal128(_DIGITS_BEFORE + _DIGITS_AFTER, _DIGITS_AFTER),
        "integer": pyarrow.int64(),
        "text": pyarrow.string(),
    }
    return pyarrow.schema([(column, types[_TYPES.get(column, "text")]) for column in _COLUMNS])


def _rows(result: Any) -> Iterator[Row]:
    if not isinstance(result, ArticleResult):
        raise ExportError("only the results of extract can be written as a table; choose jsonl or json")
    article = result.article
    about = {
        "article_id": article.id,
        "publisher": article.publisher,
        "url": article.url,
        "title": article.title,
        "published_at": article.published_at,
    }
    if result.failed is not None:
        yield {**about, "failed_error": result.failed.error, "failed_message": result.failed.message}
    for record in result.records:
        yield {**about, **_claim(record), **_place(record, article.text), **_verdict(record)}


def _claim(record: BaseRecord) -> Row:
    value, high = getattr(record, "value", None), getattr(record, "value_high", None)
    time, attribution, since = record.time, record.attribution, getattr(record, "since", None)
    return {
        "record_id": record.id,
        "kind": getattr(record, "kind", None),
        "fact": record.fact,
        "value": _fitting(value),
        "value_high": _fitting(high),
        "value_text": _plain(value),
        "value_high_text": _plain(high),
        **{column: getattr(record, field, None) for column, field in _OWN_FIELDS.items()},
        "time_start": time and time.start,
        "time_end": time and time.end,
        "time_text": time and time.text,
        "since_start": since and since.start,
        "since_end": since and since.end,
        "attribution_speaker": attribution and attribution.speaker,
        "attribution_source": attribution and attribution.source,
    }


def _place(record: BaseRecord, text: str) -> Row:
    place = record.provenance
    return {
        "exact": place.exact,
        "sentence": text[place.sentence.start : place.sentence.end],
        "text_start": place.text.start,
        "text_end": place.text.end,
        "source_start": None if place.source is None else place.source.start,
        "source_end": None if place.source is None else place.source.end,
        "rule": place.rule,
    }


def _verdict(record: BaseRecord) -> Row:
    verdict = record.verdict
    if verdict is None:
        return {}
    evidence = verdict.evidence
    return {
        "verdict": verdict.label,
        "outcome": verdict.outcome,
        "reason": verdict.reason,
        "observed": json.dumps({name: _plain(value) for name, value in verdict.observed.items()}),
        "tolerance": verdict.tolerance,
        "evidence_source": evidence and evidence.source,
        "symbol": evidence and evidence.symbol,
        "timeframe": evidence and evidence.timeframe,
        "evidence_start": evidence and evidence.start,
        "evidence_end": evidence and evidence.end,
        "dataset_sha256": evidence and evidence.dataset_sha256,
    }


def _plain(value: Decimal | None) -> str | None:
    return None if value is None else format(value, "f")


def _fitting(value: Decimal | None) -> Decimal | None:
    """The value itself if the column can hold it exactly, else ``None``."""
    if value is None or not value.is_finite():
        return None
    exponent = value.normalize().as_tuple().exponent
    fits = isinstance(exponent, int) and exponent >= -_DIGITS_AFTER and value.adjusted() < _DIGITS_BEFORE
    return value if fits else None
