"""A corpus into a folder, as a user at the command line meets it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tapecheck = Callable[..., Any]

ROWS = [
    {"id": "a", "text": "Bitcoin rose 4% to $97,000 on Wednesday.", "published_at": "2026-01-14T22:00:00Z"},
    {"id": "b", "text": ""},
    {"id": "c", "text": "Ether fell 2% to $3,300 on Thursday.", "published_at": "2026-02-12T22:00:00Z"},
    {"id": "a", "text": "Something else under the same id."},
    {"id": "d", "text": "Solana gained 3% in a day.", "published_at": "2026-02-13T22:00:00Z"},
]
PLAIN = ("--ner", "none", "--figures", "patterns", "--workers", "1")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in ROWS), "utf-8")
    return path


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def results(out: Path) -> list[dict[str, Any]]:
    return [line for path in sorted((out / "results").iterdir()) for line in lines(path)]


def test_every_input_is_accounted_for_and_a_second_run_keeps_all(
    tapecheck: Tapecheck, corpus: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    ended = tapecheck("extract", corpus, "-o", f"{out}/", "--shard-size", 2, *PLAIN)
    assert ended.status == 1, ended.err
    assert "shard 00000: 2 inputs, 1 done, 1 failed, 0 skipped" in ended.err
    assert "5 inputs, 3 done, 1 failed, 1 skipped" in ended.err
    assert [line["article"]["id"] for line in results(out)] == ["a", f"{corpus}:2", "c", "d"]
    (failed,) = lines(out / "failed.jsonl")
    assert (failed["number"], failed["line"], failed["message"]) == (1, 2, '"text" is empty')
    (skipped,) = lines(out / "skipped.jsonl")
    assert (skipped["number"], skipped["reason"], skipped["duplicate_of"]) == (3, "duplicate_id", "a")

    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file() and path.name != "lock"}
    again = tapecheck("extract", corpus, "-o", out, *PLAIN)
    assert "3 of 3 shards from before" in again.err
    assert {path: path.read_bytes() for path in before} == before


def test_lines_are_those_of_a_single_file(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    out, alone = tmp_path / "out", tmp_path / "alone.jsonl"
    corpus.write_text("".join(json.dumps(row) + "\n" for row in ROWS if row["id"] != "b" and len(row) == 3), "utf-8")
    assert tapecheck("extract", corpus, "-o", f"{out}/", *PLAIN).status == 0
    assert tapecheck("extract", corpus, "-o", alone, *PLAIN[:-2]).status == 0
    assert tapecheck("extract", corpus, "-o", tmp_path / "pool.jsonl", *PLAIN).status == 0
    assert (out / "results" / "00000.jsonl").read_bytes() == alone.read_bytes()
    assert (tmp_path / "pool.jsonl").read_bytes() == alone.read_bytes()


def test_status_says_where_it_stands(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    tapecheck("extract", corpus, "-o", f"{out}/", "--shard-size", 2, *PLAIN)
    ended = tapecheck("status", out, "--json")
    told = json.loads(ended.out)
    assert ended.status == 1
    assert (told["finished"], told["running"], told["failed"], told["skipped"]) == (
        True,
        False,
        {"DecodeError": 1},
        {"duplicate_id": 1},
    )
    assert told["totals"]["inputs"] == 5
    (out / "finished.json").unlink()
    (out / "markers" / "00002.json").unlink()
    text = tapecheck("status", out).out
    assert "interrupted" in text
    assert "inputs   4" in text


def test_retry_needs_no_inputs_named_again(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    tapecheck("extract", corpus, "-o", f"{out}/", *PLAIN)
    ended = tapecheck("retry", out, "--workers", "1")
    assert ended.status == 1
    assert "5 inputs, 3 done, 1 failed, 1 skipped (1 of 1 shards from before)" in ended.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "json"), "a folder is written as --format jsonl or parquet"),
        (("--ner", "spacy"), "differs in the version, the models or the settings"),
        (("--shard-size", "3"), "differs in shard articles"),
    ],
)
def test_another_run_is_not_mixed_in(
    tapecheck: Tapecheck, corpus: Path, tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    out = tmp_path / "out"
    tapecheck("extract", corpus, "-o", f"{out}/", *PLAIN)
    ended = tapecheck("extract", corpus, "-o", out, *PLAIN, *options)
    assert (ended.status, ended.out) == (2, "")
    assert message in ended.err
    if options[0] == "--shard-size":
        assert tapecheck("extract", corpus, "-o", out, *PLAIN, *options, "--overwrite").status == 1


def test_inputs_may_be_added_but_not_exchanged(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    out, other = tmp_path / "out", tmp_path / "other.jsonl"
    other.write_text(json.dumps({"id": "e", "text": "Cardano gained 5% in a day."}) + "\n", "utf-8")
    tapecheck("extract", corpus, "-o", f"{out}/", *PLAIN)
    exchanged = tapecheck("extract", other, "-o", out, *PLAIN)
    assert exchanged.status == 2
    assert "differs in inputs" in exchanged.err
    added = tapecheck("extract", corpus, other, "-o", out, *PLAIN)
    assert "6 inputs, 4 done, 1 failed, 1 skipped" in added.err


def test_a_folder_of_something_else_is_left_alone(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "papers"
    out.mkdir()
    (out / "thesis.tex").write_text("words", "utf-8")
    ended = tapecheck("extract", corpus, "-o", out, *PLAIN)
    assert ended.status == 2
    assert "is not empty and holds no run" in ended.err
    assert (out / "thesis.tex").read_text("utf-8") == "words"
    assert tapecheck("status", out).status == 2
    assert tapecheck("retry", out).status == 2


def test_screening_is_for_folders(tapecheck: Tapecheck, corpus: Path) -> None:
    ended = tapecheck("extract", corpus, "--only-english")
    assert ended.status == 2
    assert "-o OUT/" in ended.err


def test_a_run_can_be_checked_again(tapecheck: Tapecheck, corpus: Path, tmp_path: Path) -> None:
    out, store = tmp_path / "out", tmp_path / "tape.duckdb"
    candles = tmp_path / "BTCUSDT-1h-2026-01.csv"
    candles.write_text(
        "open_time,open,high,low,close,volume\n2026-01-14 20:00:00,96000,97500,95000,97000,10\n", "utf-8"
    )
    assert tapecheck("market", "import", candles, "--market", store).status == 0
    tapecheck("extract", corpus, "-o", f"{out}/", "--shard-size", 2, *PLAIN)
    ended = tapecheck("check", out, "--market", store)
    checked = [json.loads(line) for line in ended.out.splitlines()]
    assert [line["article"]["id"] for line in checked] == [line["article"]["id"] for line in results(out)]
    assert all(record["verdict"] for line in checked for record in line["records"])
