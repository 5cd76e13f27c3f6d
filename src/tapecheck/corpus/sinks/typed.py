"""Results → five typed tables: ``articles``, ``records``, ``facts``, ``quotes``, ``verdicts`` (extra ``tables``).

Every record is a row of ``records``; a quote has a row in ``quotes`` besides, a checked record one in ``verdicts``. An article that
failed is a row of ``articles`` alone. ``columns`` says what stands where.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tapecheck.corpus.sinks.columns import COLUMNS, KEYS, TABLES, Column, TableName, Type
from tapecheck.corpus.sinks.libraries import library
from tapecheck.corpus.sinks.rows import (
    DIGITS_AFTER,
    DIGITS_BEFORE,
    Row,
    article_row,
    fact_row,
    quote_row,
    record_row,
    verdict_row,
)
from tapecheck.errors import ExportError
from tapecheck.records import Quote
from tapecheck.schema.result import ArticleResult

if TYPE_CHECKING:
    import pyarrow as pa

    from tapecheck.records import Result

__all__ = ["COLUMNS", "KEYS", "TABLES", "Column", "TableName", "schema", "to_tables", "typed_tables"]

SPAN_FIELDS = ("text_start", "text_end", "source_start", "source_end")


def schema(table: TableName) -> pa.Schema:
    """The Arrow schema of a table; the columns of its key are never null.

    Raises:
        ExportError: pyarrow is not installed.
    """
    pyarrow = library("pyarrow")
    return pyarrow.schema(
        [
            pyarrow.field(column.name, _arrow(pyarrow, column.type), nullable=column.name not in KEYS[table])
            for column in COLUMNS[table]
        ]
    )


def typed_tables(results: Iterable[Result]) -> dict[TableName, pa.Table]:
    """The five tables by name, in the order of the results and of their texts; all rows are in memory.

    Raises:
        ExportError: pyarrow is not installed, or the lines are not results of ``extract``.
    """
    pyarrow = library("pyarrow")
    rows: dict[TableName, list[Row]] = {table: [] for table in TABLES}
    for result in results:
        _add(rows, result)
    return {table: pyarrow.Table.from_pylist(rows[table], schema=schema(table)) for table in TABLES}


to_tables = typed_tables
"""The public name, next to ``to_arrow``."""


def _add(rows: dict[TableName, list[Row]], result: Any) -> None:
    if not isinstance(result, ArticleResult):
        raise ExportError("only the results of extract can be written as tables; choose jsonl or json")
    article = result.article
    rows["articles"].append(article_row(result))
    rows["facts"] += (fact_row(article.id, fact) for fact in result.facts)
    for record in result.records:
        rows["records"].append(record_row(article.id, article.text, record))
        if isinstance(record, Quote):
            rows["quotes"].append(quote_row(article.id, record))
        if record.verdict is not None:
            rows["verdicts"].append(verdict_row(article.id, record.id, record.verdict))


def _arrow(pyarrow: Any, type_: Type) -> Any:
    instant = pyarrow.timestamp("us", tz="UTC")
    types = {
        "text": pyarrow.string(),
        "texts": pyarrow.list_(pyarrow.string()),
        "instant": instant,
        "decimal": pyarrow.decimal128(DIGITS_BEFORE + DIGITS_AFTER, DIGITS_AFTER),
        "integer": pyarrow.int64(),
        "boolean": pyarrow.bool_(),
        "mapping": pyarrow.map_(pyarrow.string(), pyarrow.string()),
        "instants": pyarrow.map_(pyarrow.string(), instant),
        "spans": pyarrow.list_(pyarrow.struct([(name, pyarrow.int64()) for name in SPAN_FIELDS])),
    }
    return types[type_]
