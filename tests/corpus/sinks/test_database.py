"""What a DuckDB file and PostgreSQL do alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tapecheck.corpus.sinks.columns import KEYS, TABLES
from tapecheck.corpus.sinks.database import Part, is_duckdb, load_results, opened
from tapecheck.corpus.sinks.typed import typed_tables
from tapecheck.errors import ConfigError, ExportError
from tapecheck.records import Price, Quote, Result

pytest.importorskip("pyarrow")

Make = Callable[..., Result]


def rows(target: str, query: str, *values: object) -> list[tuple[Any, ...]]:
    """What a query finds, by a connection of its own."""
    if is_duckdb(target):
        with duckdb.connect(target) as connection:
            return connection.execute(query.replace("%s", "?"), values).fetchall()
    import psycopg

    with psycopg.connect(target) as server:
        server.execute("SET TIME ZONE 'UTC'")
        return server.execute(query, values).fetchall()


def change(target: str, statement: str) -> None:
    if is_duckdb(target):
        with duckdb.connect(target) as connection:
            connection.execute(statement)
        return
    import psycopg

    with psycopg.connect(target) as server:
        server.execute(statement)


def load(target: str, results: Sequence[Result], part: Part | None = None) -> None:
    with opened(target) as database:
        database.load(typed_tables(results), part)


def is_loaded(target: str, part: Part) -> bool:
    with opened(target) as database:
        return database.is_loaded(part)


def counts(target: str) -> dict[str, int]:
    return {table: rows(target, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES}


def test_values_have_their_types(target: str, result: Make) -> None:
    load(target, [result()])
    query = 'SELECT r."value", r."value_text", r."text_start", a."published_at", a."authors", a."published_at_zone_assumed" '
    (row,) = rows(target, query + "FROM records r JOIN articles a USING (article_id) WHERE r.kind = 'price'")
    published = datetime(2026, 1, 15, tzinfo=UTC)
    assert row == (Decimal(97000), "97000", 12, published, ["Ada Example", "Bo Sample"], False)
    assert isinstance(row[0], Decimal)


def test_names_of_figures_lead_to_their_values(target: str, result: Make) -> None:
    load(target, [result()])
    observed = "observed['high']" if is_duckdb(target) else "observed->>'high'"
    assert rows(target, f"SELECT {observed} FROM verdicts") == [("97924.5",)]


def test_an_article_that_comes_again_is_replaced_with_all_its_rows(
    target: str, result: Make, price: Callable[..., Price]
) -> None:
    load(target, [result("a1"), result("a2")])
    load(target, [result("a1", [price("98000", label=None), price("1", "r9")], title="Anew")])
    assert counts(target) == {"articles": 2, "records": 4, "facts": 3, "quotes": 1, "verdicts": 2}
    found = rows(target, "SELECT record_id, value_text FROM records WHERE article_id = 'a1' ORDER BY 1")
    assert found == [("r1", "98000"), ("r9", "1")]
    assert rows(target, "SELECT title FROM articles ORDER BY article_id") == [("Anew",), ("Bitcoin hits $97,000",)]
    assert rows(target, "SELECT record_id FROM verdicts WHERE article_id = 'a1'") == [("r9",)]


def test_an_article_that_comes_twice_in_a_batch_is_there_once(target: str, result: Make) -> None:
    load(target, [result("a1", title="first"), result("a2"), result("a1", title="last")])
    assert counts(target)["articles"] == 2
    assert rows(target, "SELECT title FROM articles WHERE article_id = 'a1'") == [("last",)]


def test_a_key_is_there_once_only(target: str, result: Make) -> None:
    load(target, [result()])
    for table, key in KEYS.items():
        names = ", ".join(key)
        with pytest.raises(Exception, match=r"(?i)duplicate key"):
            change(target, f"INSERT INTO {table} ({names}) SELECT {names} FROM {table}")


def test_a_part_is_marked_until_another_replaces_a_row_of_it(target: str, result: Make) -> None:
    first, second = Part("out/00000", "k1"), Part("out/00001", "k2")
    load(target, [result("a1"), result("a2")], first)
    load(target, [result("a3")], second)
    assert is_loaded(target, first)
    assert is_loaded(target, second)
    assert not is_loaded(target, Part("out/00000", "k9"))
    load(target, [result("a2")], Part("other/00000", "k3"))
    assert not is_loaded(target, first)
    assert is_loaded(target, second)
    load(target, [result("a3")])
    assert not is_loaded(target, second)


def test_a_part_that_was_made_anew_has_its_new_key(target: str, result: Make) -> None:
    load(target, [result("a1")], Part("out/00000", "old"))
    load(target, [result("a1"), result("a2")], Part("out/00000", "new"))
    assert not is_loaded(target, Part("out/00000", "old"))
    assert is_loaded(target, Part("out/00000", "new"))
    assert rows(target, "SELECT part, key FROM tapecheck_loads") == [("out/00000", "new")]


def test_a_batch_that_breaks_leaves_nothing_behind(target: str, result: Make) -> None:
    tables = typed_tables([result("a1"), result("a2")])
    # A record without its kind is fine, one without its article is not.
    change_to_null = tables["verdicts"].set_column(0, "article_id", [[None, None]])
    part = Part("out/00000", "k")
    with opened(target) as database:
        with pytest.raises(ExportError, match="can't write"):
            database.load({**tables, "verdicts": change_to_null}, part)
        database.load(typed_tables([result("a3")]))
    assert rows(target, "SELECT article_id FROM articles") == [("a3",)]
    assert not is_loaded(target, part)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("ALTER TABLE records DROP COLUMN rule", "lacks rule"),
        ("ALTER TABLE records ADD COLUMN mood integer", "has mood"),
        ("ALTER TABLE verdicts ALTER COLUMN symbol TYPE char(3) USING 'x'", "lacks symbol"),
    ],
)
def test_tables_of_another_version_are_refused(target: str, result: Make, statement: str, told: str) -> None:
    load(target, [result()])
    if is_duckdb(target) and "char(3)" in statement:
        statement = "ALTER TABLE verdicts ALTER COLUMN symbol TYPE INTEGER USING 1"
    change(target, statement)
    with pytest.raises(ExportError, match=rf"table \w+ is not this version's \(.*{told}.*\): (write to|load into) a"):
        load(target, [result()])


def test_columns_in_another_order_are_fine(target: str, result: Make) -> None:
    load(target, [result()])
    type_ = "VARCHAR" if is_duckdb(target) else "text"
    change(target, "ALTER TABLE articles DROP COLUMN url")
    change(target, f"ALTER TABLE articles ADD COLUMN url {type_}")
    load(target, [result(title="Anew")])
    assert rows(target, "SELECT title, url FROM articles") == [("Anew", None)]


def test_values_are_never_sql(target: str, price: Callable[..., Price], result: Make) -> None:
    bad = "x'); DROP TABLE records; --"
    load(target, [result(bad, [price("1", bad)], title=bad)], Part(bad, bad))
    assert rows(target, "SELECT article_id, title FROM articles WHERE article_id = %s", bad) == [(bad, bad)]
    assert is_loaded(target, Part(bad, bad))


def test_a_figure_that_does_not_fit_is_there_as_text(target: str, price: Callable[..., Price], result: Make) -> None:
    big, small = "1" + "0" * 20, "0." + "0" * 18 + "1"
    load(target, [result("a1", [price(big, "r1"), price(small, "r2"), price("99999999999999999999", "r3")])])
    found = rows(target, "SELECT value, value_text FROM records ORDER BY record_id")
    assert found == [(None, big), (None, small), (Decimal("99999999999999999999"), "99999999999999999999")]


def test_many_results_come_in_batches(target: str, result: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tapecheck.corpus.sinks.database.ARTICLES_PER_BATCH", 3)
    with opened(target) as database:
        load_results((result(f"a{number}") for number in range(8)), database)
    assert counts(target) == dict.fromkeys(TABLES, 8) | {"records": 16, "facts": 16}


@pytest.mark.parametrize("name", ["out.sqlite", "mysql://localhost/news", "out/"])
def test_what_is_no_database_is_named(name: str) -> None:
    with pytest.raises(ConfigError, match="not a database"):
        opened(name)


def test_a_quote_keeps_its_stretches(target: str, result: Make, quote: Quote) -> None:
    load(target, [result("a1", [quote])])
    ((fragments,),) = rows(target, "SELECT fragments FROM quotes")
    assert fragments == [
        {"text_start": 22, "text_end": 37, "source_start": 22, "source_end": 37},
        {"text_start": 22, "text_end": 37, "source_start": None, "source_end": None},
    ]


def test_a_file_in_use_or_of_another_kind_is_told(tmp_path: Path) -> None:
    path = tmp_path / "out.duckdb"
    path.write_bytes(b"not a database" * 1000)
    with pytest.raises(ExportError, match=r"out\.duckdb: can't be opened as a DuckDB file"), opened(str(path)):
        pass
