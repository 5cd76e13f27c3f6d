"""Every mistake is one line that says what is wrong and how to go on, without a traceback, with the status of the contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tapecheck.cli.exits import clear_errors
from tapecheck.market import MarketStore

Tapecheck = Callable[..., Any]
ARTICLE = json.dumps({"id": "a1", "text": "Bitcoin rose 4% to $97,000 on Wednesday."}) + "\n"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of all sorts that are wrong somewhere; the commands run in it."""
    monkeypatch.chdir(tmp_path)
    files = {
        "in.jsonl": ARTICLE,
        "bad.jsonl": "{bad\n",
        "odd.xyz": "x",
        "text.duckdb": "no database",
        "page.html": "<p>Bitcoin rose 4%.",
        "bad.toml": "ner = ",
        "unknown.toml": 'nerr = "x"',
        "value.toml": 'ner = "x"',
    }
    for name, text in files.items():
        Path(name).write_text(text, "utf-8")
    Path("folder").mkdir()
    MarketStore.open("tape.duckdb", create=True).close()
    with duckdb.connect("other.duckdb") as other:
        other.execute("CREATE TABLE t (a INTEGER)")
    with duckdb.connect("old.duckdb") as old:
        old.execute("CREATE TABLE meta (key VARCHAR, value VARCHAR); INSERT INTO meta VALUES ('format', '0')")
    return tmp_path


USAGE, STOPPED = 2, 3
CASES = [
    # how it is called
    ("extrac in.jsonl", USAGE, "no such command 'extrac'; did you mean 'extract'?; help: "),
    ("market sho", USAGE, "no such command 'sho'; did you mean 'show'?"),
    ("extract in.jsonl --markt tape.duckdb", USAGE, "no such option: --markt; did you mean --market?"),
    ("extract", USAGE, "missing argument 'INPUT…'; help: "),
    ("check in.jsonl", USAGE, "missing option '--market'"),
    ("extract in.jsonl --ner spacey", USAGE, "invalid value for '--ner': 'spacey' is not one of 'auto', 'spacy'"),
    ("extract in.jsonl --format xml", USAGE, "'xml' is not one of 'jsonl', 'json', 'parquet', 'table'"),
    ("extract in.jsonl --workers none", USAGE, "invalid value for '--workers'"),
    ("completion tcsh", USAGE, "'tcsh' is not one of 'bash', 'zsh', 'fish'"),
    # what is read
    ("extract missing.txt", USAGE, "missing.txt: no such file or folder"),
    ("extract odd.xyz", USAGE, "odd.xyz: not a kind of file that holds articles; these are: .html"),
    ("parse missing.txt", USAGE, "missing.txt: no such file"),
    ("mentions missing.txt", USAGE, "missing.txt: no such file"),
    ("check missing.jsonl --market tape.duckdb", USAGE, "missing.jsonl: no such file"),
    (
        "scoreboard bad.jsonl --market tape.duckdb",
        USAGE,
        "bad.jsonl:1: not a result of tapecheck extract: Invalid JSON",
    ),
    ("load missing.jsonl --to out.duckdb", USAGE, "missing.jsonl: no such file"),
    ("load in.jsonl --to out.txt", USAGE, "give a file name that ends in .duckdb, or postgresql://"),
    ("query missing", USAGE, "missing: no such run, export or .duckdb file"),
    ("query odd.xyz", USAGE, "give .jsonl, .jsonl.gz, .jsonl.zst or a run's folder"),
    ("status folder", USAGE, "folder holds no run"),
    ("evaluate missing.jsonl in.jsonl", USAGE, "GOLD missing.jsonl: no such file"),
    ("evaluate in.jsonl bad.jsonl", USAGE, "bad.jsonl:1: not JSON"),
    # the market store
    (
        "extract in.jsonl --market none.duckdb",
        USAGE,
        "make a store with: tapecheck market import FILE… --market none.duckdb",
    ),
    ("extract in.jsonl --market folder", USAGE, "--market folder: a folder, not a file"),
    (
        "extract in.jsonl --market text.duckdb",
        STOPPED,
        "can't be opened as a market store: not a DuckDB file; market files",
    ),
    ("extract in.jsonl --market other.duckdb", STOPPED, "other.duckdb: a DuckDB file, but not a market store"),
    ("extract in.jsonl --market old.duckdb", STOPPED, "format 0, this version reads 1; import the files anew"),
    ("market info --market text.duckdb", STOPPED, "text.duckdb: can't be opened as a market store"),
    ("market import folder --market tape.duckdb", USAGE, "FILE folder: a folder, not a file; name its files: folder/*"),
    ("market import odd.xyz --market tape.duckdb", STOPPED, "odd.xyz: not a .csv, .csv.gz"),
    ("market import odd.xyz --market none/tape.duckdb", USAGE, "no such folder"),
    (
        "market show --market tape.duckdb --symbol BTC/USDT --start today",
        USAGE,
        "--start 'today': not a time; write it as 2026-01-14",
    ),
    (
        "market fetch --market tape.duckdb --symbols BTC/USDT --since today",
        USAGE,
        "--since 'today': not a time; write it as 2026-01-14",
    ),
    # settings and models
    ("extract in.jsonl --settings none.toml", USAGE, "--settings none.toml: no such file"),
    ("extract in.jsonl --settings bad.toml", USAGE, "settings file bad.toml: Invalid value (at "),
    ("extract in.jsonl --settings unknown.toml", USAGE, "no setting is called 'nerr'; there are: ner, "),
    ("extract in.jsonl --settings value.toml", USAGE, "setting 'ner': Input should be 'auto'"),
    ("extract in.jsonl --ner-model somewhere", USAGE, "--ner transformer"),
    ("extract in.jsonl --columns body=text", USAGE, "its fields are: id, text, html"),
    ("extract in.jsonl --published-at today", USAGE, "--published-at 'today': not a time; write it as 2026-01-14 or"),
    ("extract in.jsonl --published-at 2026-01-14 -o out/", USAGE, "in a run into a folder each brings its own"),
    (
        "report page.html -o out.html",
        USAGE,
        "page.html: an article, not results; first: tapecheck extract page.html -o",
    ),
    ("report in.jsonl -o out.html --from today", USAGE, "--from 'today': not a time; write it as 2026-01-14"),
    # what is written
    ("report in.jsonl -o out.pdf", USAGE, "-o out.pdf: the report is a page of HTML; name it out.html"),
    ("extract in.jsonl -o out.csv", USAGE, "write .jsonl, then: tapecheck query FILE.jsonl 'FROM records' -o out.csv"),
    ("extract in.jsonl -o out.html", USAGE, "write .jsonl, then: tapecheck report FILE.jsonl -o out.html"),
    (
        "extract in.jsonl -o none/out.jsonl",
        STOPPED,
        "can't write none/out.jsonl: No such file or directory; make the folder none first",
    ),
    ("extract in.jsonl -o /dev/full", STOPPED, "can't write /dev/full: No space left on device"),
    ("extract in.jsonl -o in.jsonl", USAGE, "-o in.jsonl: also an input, which it would replace"),
    ("extract in.jsonl -o ./folder/../in.jsonl", USAGE, "also an input, which it would replace"),
    ("parse in.jsonl -o in.jsonl", USAGE, "also an input, which it would replace"),
    ("mentions in.jsonl -o in.jsonl", USAGE, "also an input, which it would replace"),
    ("check in.jsonl --market tape.duckdb -o tape.duckdb", USAGE, "also an input, which it would replace"),
    ("scoreboard in.jsonl --market tape.duckdb -o in.jsonl", USAGE, "also an input, which it would replace"),
    ("extract in.jsonl --format table -o out.txt", USAGE, "leave -o out"),
    ("extract in.jsonl -o out/ --format json", USAGE, "--format jsonl or parquet"),
    ("extract in.jsonl --only-english", USAGE, "are for a run into a folder: -o OUT/"),
    ("extract in.jsonl --explain a1 -o out.txt", USAGE, "--explain goes to standard output"),
    ("extract in.jsonl --explain a1 --format parquet", USAGE, "--explain is written as --format table or json"),
]


@pytest.mark.parametrize(("words", "status", "told"), CASES, ids=[words for words, _, _ in CASES])
def test_a_mistake_is_told_on_one_line(tapecheck: Tapecheck, place: Path, words: str, status: int, told: str) -> None:
    ended = tapecheck(*words.split())
    (line,) = ended.err.splitlines()
    assert line.startswith("tapecheck: error: ")
    assert told in line
    assert (ended.status, ended.out) == (status, "")
    assert (place / "in.jsonl").read_text("utf-8") == ARTICLE


def test_no_command_at_all_shows_the_help_and_is_no_success(tapecheck: Tapecheck) -> None:
    for words in ((), ("market",)):
        ended = tapecheck(*words)
        assert ended.status == USAGE
        assert "Commands" in ended.out
        assert "error" not in ended.err


def test_a_folder_without_articles_is_told(tapecheck: Tapecheck, place: Path) -> None:
    ended = tapecheck("extract", "folder")
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith("tapecheck: there are no articles in the inputs")


def test_an_empty_standard_input_is_an_article_that_failed(tapecheck: Tapecheck) -> None:
    ended = tapecheck("extract", "-", stdin=b"")
    assert (ended.status, ended.err) == (1, "tapecheck: failed: -: empty (DecodeError)\n")


def test_a_device_may_be_read_and_written(tapecheck: Tapecheck, place: Path) -> None:
    assert tapecheck("extract", "in.jsonl", "-o", "/dev/null").status == 0


def test_what_the_system_says_is_told_with_the_file(capsys: pytest.CaptureFixture[str]) -> None:
    from typer import Exit

    with pytest.raises(Exit) as stopped, clear_errors():
        raise PermissionError(13, "Permission denied", "out/part.jsonl")
    assert stopped.value.exit_code == STOPPED
    assert capsys.readouterr().err == "tapecheck: error: out/part.jsonl: Permission denied\n"


def test_a_full_disk_behind_standard_output_is_one_line(place: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-c", "from tapecheck.cli import main; main()", "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ,
            check=False,
        )
    assert "Traceback" not in ended.stderr
    assert ended.returncode == STOPPED
    (line,) = ended.stderr.splitlines()
    assert line == "tapecheck: error: No space left on device"


def test_a_storage_that_refuses_by_an_error_of_its_own_is_one_line(
    tapecheck: Tapecheck, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsspec = pytest.importorskip("fsspec")
    botocore = pytest.importorskip("botocore.exceptions")

    def refuse(*_: object) -> bool:
        raise botocore.NoCredentialsError

    monkeypatch.setattr(type(fsspec.filesystem("memory")), "isfile", refuse)
    ended = tapecheck("extract", "memory://news/")
    assert ended.status == USAGE
    assert ended.err == "tapecheck: error: memory://news/: can't be reached: Unable to locate credentials\n"
