from __future__ import annotations

import json
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import tapecheck
from tapecheck.corpus.lines import MentionsLine
from tapecheck.corpus.sinks.columns import COLUMNS, KEYS, TABLES, TableName
from tapecheck.corpus.sinks.rows import article_row, fact_row, fitting, quote_row, record_row, verdict_row
from tapecheck.corpus.sinks.typed import schema, typed_tables
from tapecheck.errors import ExportError
from tapecheck.records import Price, Quote, Result

pa = pytest.importorskip("pyarrow")

Make = Callable[..., Result]
PAGE = Path(__file__).parents[3] / "docs" / "outputs.md"


def without_nulls(value: Any) -> Any:
    """What is said: no nulls, no empty lists and objects."""
    if isinstance(value, dict):
        return {name: without_nulls(each) for name, each in value.items() if each not in (None, [], {})}
    return value


def test_every_record_is_a_row_and_a_quote_and_a_verdict_one_more(result: Make) -> None:
    tables = typed_tables([result("a1"), result("a2")])
    assert {name: table.num_rows for name, table in tables.items()} == {
        "articles": 2,
        "records": 4,
        "facts": 4,
        "quotes": 2,
        "verdicts": 2,
    }
    assert tables["records"].column("kind").to_pylist() == ["price", "quote"] * 2


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_is_that_of_the_tables_with_or_without_rows(table: TableName, result: Make) -> None:
    assert typed_tables([])[table].schema == typed_tables([result()])[table].schema == schema(table)
    assert [field.name for field in schema(table) if not field.nullable] == list(KEYS[table])


def test_types_are_exact() -> None:
    assert schema("records").field("value").type == pa.decimal128(38, 18)
    assert schema("articles").field("published_at").type == pa.timestamp("us", tz="UTC")
    assert schema("articles").field("authors").type == pa.list_(pa.string())
    assert schema("verdicts").field("observed").type == pa.map_(pa.string(), pa.string())


def test_a_failed_article_is_a_row_of_articles_alone(examples: list[Result]) -> None:
    failed = [each for each in examples if each.failed is not None]
    tables = typed_tables(failed)
    (row,) = tables["articles"].to_pylist()
    assert (row["article_id"], row["failed_error"], row["failed_message"], row["failed_line"]) == (
        "bad",
        "DecodeError",
        "empty",
        2,
    )
    assert [tables[name].num_rows for name in TABLES[1:]] == [0, 0, 0, 0]


def test_all_that_a_record_says_is_in_its_row(examples: list[Result]) -> None:
    """Every value of every record of the examples stands in the row of the record, its quote or its verdict."""
    tables = typed_tables(examples)
    rows = {
        name: {(row["article_id"], row["record_id"]): json.dumps(row, default=str) for row in tables[name].to_pylist()}
        for name in ("records", "quotes", "verdicts")
    }
    for result in examples:
        for record in result.records:
            key = (result.article.id, record.id)
            told = " ".join(rows[name].get(key, "") for name in rows)
            for value in _values(record.model_dump(mode="json", exclude={"provenance": {"sentence"}})):
                shown = json.dumps(
                    value.replace("T", " ").replace("Z", "") if re.match(r"\d{4}-\d\d-\d\dT", value) else value
                )
                assert shown.strip('"') in told, (key, value)


def _values(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [each for inner in value.values() for each in _values(inner)]
    if isinstance(value, list):
        return [each for inner in value for each in _values(inner)]
    return [] if value is None else [str(value)]


def test_every_column_is_filled_by_its_row(result: Make, price: Callable[..., Price], quote: Quote) -> None:
    made, record = result(), price()
    assert record.verdict is not None
    rows = {
        "articles": article_row(made),
        "records": record_row("a1", made.article.text, record),
        "facts": fact_row("a1", made.facts[0]),
        "quotes": quote_row("a1", quote),
        "verdicts": verdict_row("a1", "r1", record.verdict),
    }
    for name, row in rows.items():
        assert set(row) == set(schema(name).names), name


def test_lines_that_are_no_results_are_refused() -> None:
    with pytest.raises(ExportError, match="only the results of extract"):
        typed_tables([MentionsLine(id="a")])


def test_the_public_name_is_the_same_function() -> None:
    assert tapecheck.to_tables is typed_tables


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_a_decimal_is_kept_exactly_or_not_at_all(value: Decimal) -> None:
    kept = fitting(value)
    column = pa.array([kept], pa.decimal128(38, 18))
    assert column.to_pylist() == [kept]
    assert kept is None or kept == value


@pytest.mark.parametrize(
    "value", ["99999999999999999999.999999999999999999", "-0.000000000000000001", "1e19", "0", "-0"]
)
def test_what_fits_is_kept(value: str) -> None:
    assert fitting(Decimal(value)) == Decimal(value)


def test_digits_are_those_of_the_json_line(result: Make, price: Callable[..., Price]) -> None:
    made = result("a1", [price("97000.50")])
    again = Result.model_validate_json(made.to_json())
    assert typed_tables([made]) == typed_tables([again])
    assert typed_tables([made])["records"].column("value_text").to_pylist() == ["97000.5"]


def test_the_docs_list_every_column() -> None:
    page = PAGE.read_text("utf-8")
    for table in TABLES:
        (section,) = re.findall(rf"\n### `{table}`\n(.*?)(?=\n##|\Z)", page, re.DOTALL)
        listed = re.findall(r"^\| `(\w+)` \| ([^|]+) \| (.*?) ?\|$", section, re.MULTILINE)
        assert listed == [(column.name, SHOWN[column.type], column.about) for column in COLUMNS[table]]


SHOWN = {
    "text": "text",
    "texts": "list of text",
    "instant": "time",
    "decimal": "decimal",
    "integer": "integer",
    "boolean": "boolean",
    "mapping": "name → text",
    "instants": "name → time",
    "spans": "list of places",
}


def test_a_quote_has_its_stretches(result: Make, quote: Quote) -> None:
    (row,) = typed_tables([result("a1", [quote])])["quotes"].to_pylist()
    assert without_nulls(row["fragments"][1]) == {"text_start": 22, "text_end": 37}
    assert (row["speaker"], row["speaker_title"], row["exact"]) == ("Ada Example", None, "We are so back,")
