from __future__ import annotations

import gzip
import hashlib
import json
import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import typer
from typer.testing import CliRunner

from tapecheck.cli import load as cli_load
from tapecheck.corpus.runs.formats import format_named
from tapecheck.corpus.runs.marker import RUN, File, Marker
from tapecheck.corpus.sinks.columns import TABLES
from tapecheck.corpus.sinks.database import is_duckdb
from tapecheck.corpus.sinks.loading import Loaded, load
from tapecheck.errors import ConfigError
from tapecheck.records import Result

pytest.importorskip("pyarrow")
duckdb = pytest.importorskip("duckdb")

Make = Callable[..., Result]


class Watched:
    """What the loader told of."""

    def __init__(self) -> None:
        self.parts: list[Loaded] = []

    def part(self, loaded: Loaded) -> None:
        self.parts.append(loaded)


class Made(NamedTuple):
    """A run's folder as a run leaves it, one shard for each group of results."""

    folder: Path

    @classmethod
    def of(cls, folder: Path, shards: Sequence[Sequence[Result]], form: str) -> Made:
        folder.mkdir()
        (folder / RUN).write_text("{}", "utf-8")
        made = cls(folder)
        for number, results in enumerate(shards):
            made.shard(number, results, form)
        return made

    def shard(self, number: int, results: Sequence[Result], form: str) -> None:
        lines = [each.to_json().encode() for each in results]
        files = format_named(form).files(f"{number:05}", lines)
        for name, content in files.items():
            (self.folder / name).parent.mkdir(parents=True, exist_ok=True)
            (self.folder / name).write_bytes(content)
        marker = Marker(
            shard=number, first=0, count=len(lines), done=len(lines), failed=0, skipped=0, verdicts={}, key="k",
            files={name: File.of(content) for name, content in files.items()},
        )  # fmt: skip
        path = self.folder / marker.name
        path.parent.mkdir(exist_ok=True)
        path.write_text(marker.model_dump_json(), "utf-8")


def counts(target: str) -> dict[str, int]:
    queries = {table: f"SELECT count(*) FROM {table}" for table in (*TABLES, "tapecheck_loads")}
    if is_duckdb(target):
        with duckdb.connect(target) as connection:
            return {table: connection.execute(query).fetchall()[0][0] for table, query in queries.items()}
    import psycopg

    with psycopg.connect(target) as server:
        return {table: server.execute(query).fetchall()[0][0] for table, query in queries.items()}


def rows_of(articles: int, parts: int) -> dict[str, int]:
    """The counts where every article has a price and a quote."""
    of_each = {"articles": 1, "records": 2, "facts": 2, "quotes": 1, "verdicts": 1}
    return {table: number * articles for table, number in of_each.items()} | {"tapecheck_loads": parts}


@pytest.fixture
def export(tmp_path: Path, result: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Seven results, of which three are loaded at once."""
    monkeypatch.setattr("tapecheck.corpus.sinks.loading.ARTICLES_PER_BATCH", 3)
    path = tmp_path / "results.jsonl"
    path.write_text("".join(f"{result(f'a{number}').to_json()}\n" for number in range(7)), "utf-8")
    return path


def test_an_export_is_loaded_in_parts_and_again_not_at_all(target: str, export: Path) -> None:
    watched = Watched()
    total = load([str(export)], target, watched)
    assert (total.parts, total.kept, total.rows["articles"], total.rows["records"]) == (3, 0, 7, 14)
    assert [each.rows["articles"] for each in watched.parts] == [3, 3, 1]
    assert counts(target) == rows_of(7, parts=3)
    again = load([str(export)], target, Watched())
    assert (again.parts, again.kept, again.rows["articles"]) == (3, 3, 0)
    assert counts(target) == rows_of(7, parts=3)


def test_a_packed_export_is_the_same_parts(target: str, export: Path) -> None:
    load([str(export)], target, Watched())
    packed = export.parent / "packed" / "results.jsonl.gz"
    packed.parent.mkdir()
    packed.write_bytes(gzip.compress(export.read_bytes().replace(b"\n", b"\r\n")))
    assert load([str(packed)], target, Watched()).rows["articles"] == 7
    assert counts(target)["articles"] == 7


def test_only_what_changed_is_loaded_again(target: str, export: Path, result: Make) -> None:
    load([str(export)], target, Watched())
    lines = export.read_text("utf-8").splitlines(keepends=True)
    lines[4] = result("a4", [], title="Anew").to_json() + "\n"
    export.write_text("".join(lines), "utf-8")
    watched = Watched()
    load([str(export)], target, watched)
    assert [each.kept for each in watched.parts] == [1, 0, 1]
    assert counts(target)["records"] == 12


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_the_folder_of_a_run_is_loaded_by_its_markers(target: str, tmp_path: Path, result: Make, form: str) -> None:
    run = Made.of(tmp_path / "out", [[result("a0"), result("a1", published_at=None)], [], [result("a2")]], form)
    # What a shard in the making left: it has no marker.
    run.shard(3, [result("a9")], form)
    (run.folder / "markers" / "00003.json").unlink()
    total = load([str(run.folder)], target, Watched())
    assert (total.parts, total.rows["articles"]) == (3, 3)
    assert counts(target)["articles"] == 3
    run.shard(3, [result("a3")], form)
    run.shard(0, [result("a0", []), result("a1")], form)
    again = load([f"{run.folder}/"], target, Watched())
    assert (again.parts, again.kept, again.rows["articles"], again.rows["records"]) == (4, 2, 3, 4)
    assert counts(target) == {"articles": 4, "records": 6, "facts": 6, "quotes": 3, "verdicts": 3, "tapecheck_loads": 4}


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_file_that_is_not_what_the_run_wrote_is_told(tmp_path: Path, result: Make, form: str) -> None:
    run = Made.of(tmp_path / "out", [[result("a0")]], form)
    path = next(path for path in sorted(run.folder.rglob("00000.*")) if path.parent.name != "markers")
    path.write_bytes(path.read_bytes() + b" ")
    name = path.relative_to(run.folder).as_posix()
    target = str(tmp_path / "out.duckdb")
    with pytest.raises(ConfigError, match=rf"out/{name} is not what was written: run the same extract again"):
        load([str(run.folder)], target, Watched())
    path.unlink()
    with pytest.raises(ConfigError, match=rf"out/{name} is missing"):
        load([str(run.folder)], target, Watched())


def test_sources_that_cannot_be_loaded_are_named_before_anything_is_made(tmp_path: Path, export: Path) -> None:
    target = tmp_path / "out.duckdb"
    (tmp_path / "empty").mkdir()
    (tmp_path / "out.parquet").write_bytes(b"")
    for name, told in {
        "missing.jsonl": "no such file or folder",
        "empty": "not the folder of a run",
        "out.parquet": "not an export that can be loaded",
    }.items():
        with pytest.raises(ConfigError, match=told):
            load([str(export), str(tmp_path / name)], str(target), Watched())
    assert not target.exists()


def test_a_line_that_is_no_result_is_named_and_whole_parts_are_kept(target: str, export: Path) -> None:
    lines = export.read_text("utf-8").splitlines(keepends=True)
    export.write_text("".join([*lines[:4], '{"id": 1}\n', *lines[5:]]), "utf-8")
    with pytest.raises(ConfigError, match=r"results\.jsonl:5: not a result of tapecheck extract"):
        load([str(export)], target, Watched())
    assert counts(target) == rows_of(3, parts=1)


_KILLED = """
    import os, signal, sys
    from tapecheck.corpus.sinks import loading, {module}
    loading.ARTICLES_PER_BATCH = 3
    made, left = {module}.merge, int(sys.argv[3])
    def merge(dialect):
        global left
        for statement in made(dialect):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
            yield statement
    {module}.merge = merge
    class Watch:
        def part(self, loaded): pass
    loading.load([sys.argv[1]], sys.argv[2], Watch())
"""


@pytest.mark.parametrize("statements", [0, 5, 11, 14, 24, 32])
def test_a_loader_that_is_killed_leaves_whole_parts_and_goes_on(target: str, export: Path, statements: int) -> None:
    """Each of the three parts is eleven statements: killed before the first, within a part, and between two."""
    code = textwrap.dedent(_KILLED.format(module="duckdb_file" if is_duckdb(target) else "postgres"))
    done = subprocess.run(
        [sys.executable, "-c", code, str(export), target, str(statements)], env=os.environ, timeout=60, check=False
    )
    assert done.returncode == -signal.SIGKILL
    whole = statements // 11
    assert counts(target) == rows_of(3 * whole, parts=whole)
    total = load([str(export)], target, Watched())
    assert (total.parts, total.kept) == (3, whole)
    assert counts(target) == rows_of(7, parts=3)


@pytest.fixture
def command() -> Callable[..., Any]:
    """``tapecheck load`` with these words."""
    app = typer.Typer()
    app.command()(cli_load.load)
    return lambda *words: CliRunner().invoke(app, [str(word) for word in words])


def test_the_command_says_what_it_loaded(command: Callable[..., Any], export: Path, tmp_path: Path) -> None:
    first, second = (command(export, "--to", tmp_path / "out.duckdb") for _ in range(2))
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr == "tapecheck: 3 parts, loaded 7 articles, 14 records, 14 facts, 7 quotes, 7 verdicts\n"
    nothing = "loaded 0 articles, 0 records, 0 facts, 0 quotes, 0 verdicts"
    assert second.stderr == f"tapecheck: 3 parts (3 were there already), {nothing}\n"


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (("--to", "out.sqlite"), 2, "not a database"),
        (("--to", "out.duckdb", "--schema-name", "news"), 2, "--schema-name is for PostgreSQL only"),
        (("--to", "postgresql://127.0.0.1:1/news"), 3, "can't reach postgresql://127.0.0.1:1/news"),
    ],
)
def test_the_command_says_in_a_line_what_is_wrong(
    command: Callable[..., Any],
    export: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    status: int,
    told: str,
) -> None:
    monkeypatch.chdir(export.parent)
    ended = command(export, *words)
    assert (ended.exit_code, ended.stdout) == (status, "")
    assert told in ended.stderr
    assert ended.stderr.count("\n") == 1


def test_the_key_of_a_part_is_that_of_its_lines(target: str, export: Path) -> None:
    load([str(export)], target, Watched())
    lines = export.read_bytes().splitlines(keepends=True)
    assert {json.loads(line)["article"]["id"] for line in lines[6:]} == {"a6"}
    wanted = hashlib.sha256(lines[6]).hexdigest()
    query = "SELECT part, key FROM tapecheck_loads ORDER BY part"
    if is_duckdb(target):
        with duckdb.connect(target) as connection:
            found = connection.execute(query).fetchall()
    else:
        import psycopg

        with psycopg.connect(target) as server:
            found = server.execute(query).fetchall()
    assert [part for part, _ in found] == [f"results.jsonl/0000{number}" for number in range(3)]
    assert found[2][1] == wanted
