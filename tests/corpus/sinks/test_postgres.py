"""What only PostgreSQL does."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from tapecheck.corpus.sinks.columns import TABLES
from tapecheck.corpus.sinks.database import Part, opened
from tapecheck.corpus.sinks.typed import typed_tables
from tapecheck.errors import ConfigError, ExportError
from tapecheck.records import Price, Quote, Result

pytest.importorskip("pyarrow")
psycopg = pytest.importorskip("psycopg")

Make = Callable[..., Result]


def rows(address: str, query: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(address) as connection:
        found: list[tuple[Any, ...]] = connection.execute(query).fetchall()
    return found


def test_columns_have_native_types(postgres: str) -> None:
    with opened(postgres):
        pass
    query = (
        "SELECT column_name, format_type(atttypid, atttypmod) FROM information_schema.columns JOIN pg_attribute "
        "ON attrelid = table_name::regclass AND attname = column_name WHERE table_schema = 'public' AND table_name = '{}'"
    )
    records = dict(rows(postgres, query.format("records")))
    assert (records["value"], records["time_start"], records["count"]) == (
        "numeric(38,18)",
        "timestamp with time zone",
        "bigint",
    )
    assert dict(rows(postgres, query.format("articles")))["authors"] == "text[]"
    assert dict(rows(postgres, query.format("quotes")))["fragments"] == "jsonb"


def test_the_tables_can_be_in_a_schema_of_any_name(postgres: str, result: Make) -> None:
    name = 'news "2026"; DROP'
    for _ in range(2):
        with opened(postgres, schema_name=name) as database:
            database.load(typed_tables([result()]))
    quoted = name.replace('"', '""')
    assert rows(postgres, f'SELECT count(*) FROM "{quoted}".records') == [(2,)]
    assert rows(postgres, "SELECT to_regclass('public.records')") == [(None,)]


def test_a_zero_character_becomes_one_that_the_server_can_hold(
    postgres: str, result: Make, price: Callable[..., Price], quote: Quote
) -> None:
    said = quote.model_copy(update={"speaker": "A\0da"})
    article = result("a\0", [said], title="zero\0").article.model_copy(update={"authors": ("B\0o",)})
    with opened(postgres) as database:
        database.load(typed_tables([result("a\0", [said]).model_copy(update={"article": article})]))
    assert rows(postgres, "SELECT title, authors, speaker FROM articles JOIN quotes USING (article_id)") == [
        ("zero\ufffd", ["B\ufffdo"], "A\ufffdda")
    ]


def test_loaders_at_the_same_time_leave_every_row_once(postgres: str, result: Make) -> None:
    """Six loaders, of which each two load the same articles, in different orders."""
    parts = [
        (Part(f"out/{number:05}", "k"), [result(f"a{number * 3 + each}") for each in range(3)]) for number in range(8)
    ]
    errors: list[BaseException] = []

    def work(mine: list[tuple[Part, list[Result]]]) -> None:
        try:
            with opened(postgres) as database:
                for part, results in mine:
                    database.load(typed_tables(results), part)
        except BaseException as error:  # noqa: BLE001
            errors.append(error)

    orders = [parts, parts[::-1], parts[4:] + parts[:4], parts[::2], parts[1::2], parts]
    threads = [threading.Thread(target=work, args=(order,)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert errors == []
    assert {table: rows(postgres, f"SELECT count(*) FROM {table}")[0][0] for table in TABLES} == {
        "articles": 24, "records": 48, "facts": 48, "quotes": 24, "verdicts": 24,
    }  # fmt: skip
    assert rows(postgres, "SELECT count(*) FROM tapecheck_loads") == [(8,)]


def test_a_role_that_may_only_write_can_load(postgres: str, result: Make) -> None:
    with opened(postgres):
        pass
    with psycopg.connect(postgres) as connection:
        connection.execute("CREATE ROLE loader LOGIN")
        connection.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO loader")
    try:
        with opened(postgres.replace("user=tester", "user=loader")) as database:
            database.load(typed_tables([result()]))
        assert rows(postgres, "SELECT count(*) FROM records") == [(2,)]
    finally:
        with psycopg.connect(postgres) as connection:
            connection.execute("DROP OWNED BY loader")
            connection.execute("DROP ROLE loader")


def test_a_connection_that_is_lost_is_told(postgres: str, result: Make) -> None:
    with opened(postgres) as database:
        with psycopg.connect(postgres, autocommit=True) as other:
            others = "pid <> pg_backend_pid() AND datname = current_database()"
            other.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}")
        with pytest.raises(ExportError, match=r"^can't write to postgresql://.*: \S"):
            database.load(typed_tables([result()]))
    assert rows(postgres, "SELECT count(*) FROM articles") == [(0,)]


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:s3cret@127.0.0.1:1/news",
        "postgresql://127.0.0.1:1/news?user=ada&password=s3cret",
        "postgresql://ada:s3cret@no-such-host.invalid/news",
    ],
)
def test_a_server_that_is_not_there_is_named_without_the_password(address: str) -> None:
    with pytest.raises(ExportError, match="can't reach postgresql://") as caught, opened(address):
        pass
    assert "s3cret" not in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://ada:s3cret%zz@localhost/news",
        "postgresql://ada:p@s3cret:x@localhost:s3cret/news",
        "postgres://h/?s3cret=1",
        "postgresql://ada:12/s3cret@localhost/news",
        "postgresql://ada:pa/s3cret@localhost/news",
    ],
)
def test_an_address_that_cannot_be_understood_is_not_repeated(address: str) -> None:
    with pytest.raises(ConfigError, match="can't be understood") as caught, opened(address):
        pass
    assert "s3cret" not in str(caught.value)


def test_the_rest_of_the_program_needs_no_driver() -> None:
    modules = "tapecheck, tapecheck.cli.app, tapecheck.corpus.sinks.stream"
    code = f"import sys, {modules}; print('psycopg' in sys.modules, 'pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]


def test_a_missing_driver_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    told = r"psycopg is not installed; it comes with: pip install 'tapecheck\[postgres\]'"
    with pytest.raises(ExportError, match=told), opened("postgresql://localhost/news"):
        pass
