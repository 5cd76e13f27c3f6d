from __future__ import annotations

import json
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb
import pytest

from tapecheck.corpus.lines import MentionsLine
from tapecheck.corpus.sinks.stream import Format, format_of, write
from tapecheck.errors import ConfigError, ExportError
from tapecheck.records import Result

Make = Callable[..., Result]
LINES = [MentionsLine(id="a"), MentionsLine(id="bé")]


@pytest.mark.parametrize(
    ("name", "format_"),
    [
        *[("o.json", "json"), ("o.JSONL", "jsonl"), ("o.parquet", "parquet"), ("o", "jsonl"), ("o.DuckDB", "duckdb")],
        *[("postgresql://h/news", "postgresql"), ("postgres://h/out.duckdb", "postgresql")],
    ],
)
def test_the_name_says_the_format(name: str, format_: Format) -> None:
    assert format_of(name) == format_


def test_jsonl_and_json_hold_the_same(tmp_path: Path) -> None:
    write(LINES, tmp_path / "o.jsonl", "jsonl")
    write(LINES, tmp_path / "o.json", "json")
    lines = (tmp_path / "o.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line) for line in lines] == json.loads((tmp_path / "o.json").read_text("utf-8"))
    assert [json.loads(line)["id"] for line in lines] == ["a", "bé"]


def test_no_lines_are_an_empty_file_or_array(tmp_path: Path) -> None:
    write([], tmp_path / "o.jsonl", "jsonl")
    write([], tmp_path / "o.json", "json")
    assert (tmp_path / "o.jsonl").read_bytes() == b""
    assert json.loads((tmp_path / "o.json").read_bytes()) == []


def test_standard_output_gets_the_bytes(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write(LINES[:1], None, "jsonl")
    assert capfdbinary.readouterr().out == b'{"id":"a","mentions":[],"failed":null}\n'


def test_a_run_that_breaks_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    def broken() -> Iterator[MentionsLine]:
        yield LINES[0]
        raise RuntimeError

    path = tmp_path / "o.jsonl"
    path.write_text("old", "utf-8")
    with pytest.raises(RuntimeError):
        write(broken(), path, "jsonl")
    assert path.read_text("utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_appears_only_when_it_is_complete(tmp_path: Path) -> None:
    path = tmp_path / "o.jsonl"

    def looking() -> Iterator[MentionsLine]:
        assert not path.exists()
        yield LINES[0]

    write(looking(), path, "jsonl")
    assert path.exists()
    assert not stat.S_IMODE(path.stat().st_mode) & stat.S_IXUSR


@pytest.mark.parametrize("name", ["no/such/folder/o.jsonl", "."])
def test_a_file_that_cannot_be_written_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(ExportError, match="can't write"):
        write(LINES, tmp_path / name, "jsonl")


def test_a_device_is_written_to_and_not_replaced() -> None:
    write(LINES, Path("/dev/null"), "jsonl")
    assert not Path("/dev/null").is_file()


def test_parquet_needs_a_file_and_results(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"-o NAME\.parquet"):
        write(LINES, None, "parquet")
    with pytest.raises(ExportError, match="only the results of extract"):
        write(LINES, tmp_path / "o.parquet", "parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_duckdb_file_takes_the_place_of_the_old_one_when_it_is_complete(tmp_path: Path, result: Make) -> None:
    path = tmp_path / "o.duckdb"
    write([result("a1"), result("a2")], path, "duckdb")

    def looking() -> Iterator[Result]:
        yield result("a3")
        assert articles(path) == ["a1", "a2"]

    write(looking(), path, "duckdb")
    assert articles(path) == ["a3"]
    assert list(tmp_path.iterdir()) == [path]


def test_a_duckdb_file_that_breaks_off_leaves_the_old_one_and_nothing_else(tmp_path: Path, result: Make) -> None:
    path = tmp_path / "o.duckdb"
    write([result("a1")], path, "duckdb")
    with pytest.raises(ExportError, match="only the results of extract"):
        write([result("a2"), *LINES], path, "duckdb")
    assert articles(path) == ["a1"]
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["no/such/folder/o.duckdb", "."])
def test_a_duckdb_file_that_cannot_be_written_is_named(tmp_path: Path, name: str, result: Make) -> None:
    with pytest.raises(ExportError, match="can't"):
        write([result()], tmp_path / name, "duckdb")


@pytest.mark.parametrize(
    ("target", "format_", "told"),
    [
        (None, "duckdb", r"-o NAME\.duckdb"),
        (None, "postgresql", r"-o postgresql://"),
        ("out.jsonl", "postgresql", r"-o postgresql://"),
        ("postgresql://localhost/news", "jsonl", "needs no --format"),
    ],
)
def test_a_format_that_does_not_go_with_the_target_is_refused(target: str | None, format_: Format, told: str) -> None:
    with pytest.raises(ConfigError, match=told):
        write([], target, format_)


def articles(path: Path) -> list[str]:
    with duckdb.connect(str(path), read_only=True) as connection:
        return [row[0] for row in connection.execute("SELECT article_id FROM articles ORDER BY 1").fetchall()]
