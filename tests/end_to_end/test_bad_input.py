"""What is wrong with the input is one clear line that names file and line, and nothing else is lost."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tapecheck = Callable[..., Any]
GOOD = b'{"id": "good%d", "text": "Bitcoin rose 4%% to $97,000 on Wednesday."}\n'

BAD_FILES = {
    "empty.txt": b"",
    "blank.html": b"  \n",
    "binary.txt": bytes(range(256)) * 40,
    "picture.html": b"\x89PNG\r\n\x1a\n" + bytes(2000),
    "empty.jsonl": b"",
    "cut.jsonl.gz": gzip.compress(GOOD % 1 * 50)[:-12],
    "plain.jsonl.gz": GOOD % 1,
    "plain.jsonl.zst": GOOD % 1,
}
BAD_LINES = {
    "not JSON": b'{"id": "x", "text": \n',
    "no text": b'{"id": "x", "title": "T"}\n',
    "empty text": b'{"id": "x", "text": ""}\n',
    "bad time": b'{"id": "x", "text": "T", "published_at": "soon"}\n',
    "a number for text": b'{"id": "x", "text": 7}\n',
    "a list": b"[1, 2]\n",
    "unknown encoding": '{"id": "x", "text": "Preis 5 €"}\n'.encode("cp1252"),
    "utf-16": '{"id": "x", "text": "T"}'.encode("utf-16").replace(b"\n", b"") + b"\n",
    "10 MB on one line": b'{"id": "x", "text": "' + b"rose 4% " * 1_300_000 + b'"}\n',
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_bad_file_is_failed_and_the_others_are_done(tapecheck: Tapecheck, tmp_path: Path, name: str) -> None:
    bad, good = tmp_path / name, tmp_path / "z-good.jsonl"
    bad.write_bytes(BAD_FILES[name])
    good.write_bytes(GOOD % 2)
    ended = tapecheck("extract", tmp_path)
    lines = [json.loads(line) for line in ended.out.splitlines()]
    assert ended.status == 1
    assert lines[-1]["article"]["id"] == "good2"
    assert lines[-1]["records"]
    (failed,) = [line for line in lines if line["failed"]]
    assert failed["failed"]["error"] == "DecodeError"
    assert (failed["records"], failed["article"]["text"]) == ([], "")
    (complaint,) = ended.err.splitlines()
    assert complaint.startswith(f"tapecheck: failed: {bad.as_posix()}")


@pytest.mark.parametrize("what", BAD_LINES)
def test_a_bad_line_is_failed_and_the_others_are_done(tapecheck: Tapecheck, tmp_path: Path, what: str) -> None:
    corpus, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    corpus.write_bytes(GOOD % 1 + GOOD % 2 + BAD_LINES[what] + GOOD % 4)
    ended = tapecheck("extract", corpus, "-o", out)
    lines = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert ended.status == 1
    assert [line["failed"] is None for line in lines] == [True, True, False, True]
    assert lines[2]["failed"]["line"] == 3
    assert [line["article"]["id"] for line in lines if not line["failed"]] == ["good1", "good2", "good4"]
    (complaint,) = ended.err.splitlines()
    assert complaint.startswith(f"tapecheck: failed: {corpus.as_posix()}:3: ")
    assert len(complaint) < 300


@pytest.mark.parametrize("command", ["extract", "parse", "mentions"])
def test_every_command_isolates_failures(tapecheck: Tapecheck, tmp_path: Path, command: str) -> None:
    corpus = tmp_path / "in.jsonl"
    corpus.write_bytes(BAD_LINES["not JSON"] + GOOD % 2)
    ended = tapecheck(command, corpus)
    first, second = map(json.loads, ended.out.splitlines())
    assert ended.status == 1
    assert first["failed"]["error"] == "DecodeError"
    assert second["failed"] is None


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["extract", "nowhere.txt"], "nowhere.txt: no such file or folder"),
        (["parse", "good.jsonl", "nowhere"], "nowhere: no such file or folder"),
        (["mentions", "sheet.xlsx"], "sheet.xlsx: not a kind of file"),
        (["extract", "crawl/*.warc.gz"], "crawl/*.warc.gz: no file that holds articles matches"),
        (["extract", "good.jsonl", "--market", "nowhere.duckdb"], "--market nowhere.duckdb: no such file"),
        (["extract", "good.jsonl", "--settings", "nowhere.toml"], "--settings nowhere.toml: no such file"),
        (["extract", "good.jsonl", "--format", "parquet"], "Parquet needs a file"),
        (["check", "good.jsonl", "--market", "nowhere.duckdb"], "--market nowhere.duckdb: no such file"),
        (["check", "nowhere.jsonl", "--market", "sheet.xlsx"], "RESULTS nowhere.jsonl: no such file"),
        (["market", "import", "nowhere.csv", "--market", "new.duckdb"], "FILE nowhere.csv: no such file"),
        (["market", "import", "good.jsonl", "--market", "no/new.duckdb"], "--market no/new.duckdb: no such folder"),
        (["market", "info", "--market", "nowhere.duckdb"], "--market nowhere.duckdb: no such file"),
        (["evaluate", "nowhere.jsonl", "good.jsonl"], "GOLD nowhere.jsonl: no such file"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(
    tapecheck: Tapecheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("good.jsonl").write_bytes(GOOD % 1)
    for name in ("sheet.xlsx",):
        Path(name).write_bytes(b"x")
    before = sorted(tmp_path.iterdir())
    ended = tapecheck(*words)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert line.startswith(f"tapecheck: error: {message}")
    assert sorted(tmp_path.iterdir()) == before


def test_an_unknown_option_or_value_is_status_2(tapecheck: Tapecheck, tmp_path: Path) -> None:
    corpus = tmp_path / "in.jsonl"
    corpus.write_bytes(GOOD % 1)
    for words in (["--speed", "9"], ["--ner", "magic"], ["--format", "xml"]):
        assert tapecheck("extract", corpus, *words).status == 2
    assert tapecheck("extract").status == 2


def test_a_run_that_cannot_go_on_is_status_3(tapecheck: Tapecheck, tmp_path: Path) -> None:
    corpus, not_a_store = tmp_path / "in.jsonl", tmp_path / "notes.duckdb"
    corpus.write_bytes(GOOD % 1)
    not_a_store.write_bytes(b"not a database at all" * 500)
    for words in (["--market", not_a_store], ["-o", tmp_path / "no" / "folder" / "out.jsonl"]):
        ended = tapecheck("extract", corpus, *words)
        (line,) = ended.err.splitlines()
        assert (ended.status, ended.out) == (3, "")
        assert line.startswith("tapecheck: error: ")
