from __future__ import annotations

import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.report import writing

Tapecheck = Callable[..., Any]
ROWS = [
    {"id": "a1", "title": "Invented rally", "text": "Bitcoin traded at $97,000 on Wednesday.", "publisher": "Fabricated Wire"},
    {"id": "a2", "title": "Invented slip", "text": "Ether fell 3% on Wednesday.", "publisher": "Mockingham Post"},
    {"id": "a3", "title": "</script><script>alert(1)</script>", "text": "Solana rose 4%.", "publisher": "Fabricated Wire"},
]  # fmt: skip


@pytest.fixture
def export(tmp_path: Path, tapecheck: Tapecheck) -> Path:
    articles, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    rows = [{**row, "published_at": f"2026-01-1{4 + number}T22:30:00Z"} for number, row in enumerate(ROWS)]
    articles.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert tapecheck("extract", articles, "-o", out, "--ner", "none", "--figures", "patterns").status == 0
    return out


@pytest.fixture
def page(tmp_path: Path) -> Path:
    return tmp_path / "report.html"


def rows_of(page: Path) -> list[list[Any]]:
    """The rows of the index."""
    text = page.read_text("utf-8")
    begin = text.index('id="index-data">') + len('id="index-data">')
    found: list[list[Any]] = json.loads(text[begin : text.index("</script>", begin)])["rows"]
    return found


def titles(page: Path) -> list[str]:
    return [row[2] for row in rows_of(page)]


def test_it_writes_a_page_and_says_so(tapecheck: Tapecheck, export: Path, page: Path) -> None:
    ended = tapecheck("report", export, "-o", page)
    assert (ended.status, ended.out) == (0, "")
    assert ended.err.startswith(f"tapecheck: {page}: 3 articles, 3 records, ")
    assert "charts need --market" in ended.err
    assert titles(page) == [row["title"] for row in ROWS]


def test_of_one_article_it_is_the_article(tapecheck: Tapecheck, export: Path, page: Path) -> None:
    assert tapecheck("report", export, "-o", page, "--publisher", "mockingham post").status == 0
    text = page.read_text("utf-8")
    assert "<title>Invented slip</title>" in text
    assert "index-data" not in text


@pytest.mark.parametrize(
    ("options", "left"),
    [
        (("--from", "2026-01-15"), [1, 2]),
        (("--to", "2026-01-16"), [0, 1]),
        (("--publisher", "Fabricated Wire"), [0, 2]),
        (("--publisher", "Fabricated Wire", "--publisher", "Mockingham Post"), [0, 1, 2]),
    ],
)
def test_options_pick_articles(
    tapecheck: Tapecheck, export: Path, page: Path, options: tuple[str, ...], left: list[int]
) -> None:
    assert tapecheck("report", export, "-o", page, *options).status == 0
    assert titles(page) == [ROWS[place]["title"] for place in left]


def test_a_verdict_picks_those_that_have_it(tapecheck: Tapecheck, export: Path, page: Path) -> None:
    lines = [json.loads(line) for line in export.read_text("utf-8").splitlines()]
    for line, label in zip(lines, ("REFUTED", "SUPPORTED", "REFUTED"), strict=True):
        line["records"][0]["verdict"] = {"label": label, "reason": "as the test has it"}
    export.write_text("\n".join(map(json.dumps, lines)), "utf-8")
    assert tapecheck("report", export, "-o", page, "--verdict", "refuted").status == 0
    assert titles(page) == [ROWS[0]["title"], ROWS[2]["title"]]


def test_packed_files_and_standard_input(tapecheck: Tapecheck, export: Path, page: Path) -> None:
    packed = export.with_suffix(".jsonl.gz")
    packed.write_bytes(gzip.compress(export.read_bytes()))
    assert tapecheck("report", packed, "-", "-o", page, stdin=export.read_bytes()).status == 0
    assert len(titles(page)) == 6


def test_a_run_folder(tapecheck: Tapecheck, export: Path, page: Path, tmp_path: Path) -> None:
    run = f"{tmp_path}/run/"
    inputs = tmp_path / "in.jsonl"
    assert (
        tapecheck("extract", inputs, "-o", run, "--ner", "none", "--figures", "patterns", "--workers", "1").status == 0
    )
    assert tapecheck("report", run, "-o", page).status == 0
    assert sorted(titles(page)) == sorted(str(row["title"]) for row in ROWS)


def test_a_line_that_is_no_result_is_told_and_the_others_are_done(
    tapecheck: Tapecheck, export: Path, page: Path
) -> None:
    export.write_text("{\n" + export.read_text("utf-8") + '{"article": 1}\n', "utf-8")
    ended = tapecheck("report", export, "-o", page)
    assert ended.status == 1
    first, second, told = ended.err.splitlines()
    assert first.startswith(f"tapecheck: failed: {export}:1: not a result of tapecheck extract: ")
    assert first.endswith("(DecodeError)")
    assert second.startswith(f"tapecheck: failed: {export}:5: not a result of tapecheck extract: ")
    assert "3 articles, 2 failed" in told
    assert len(titles(page)) == 3
    assert f"{export}:5" in page.read_text("utf-8")


def test_articles_that_failed_before_are_listed(tapecheck: Tapecheck, page: Path, tmp_path: Path) -> None:
    articles, out = tmp_path / "bad.jsonl", tmp_path / "failed.jsonl"
    articles.write_text('{"id": "a1", "text": "Bitcoin traded at $97,000."}\n{broken\n', "utf-8")
    assert tapecheck("extract", articles, "-o", out, "--ner", "none", "--figures", "patterns").status == 1
    assert tapecheck("report", out, "-o", page).status == 1
    assert f"{articles}:2" in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--from", "yesterday"), "--from 'yesterday': not a time; write it as 2026-01-14"),
        (("--from", "2026-01-15", "--to", "2026-01-15"), "--from 2026-01-15: not before --to 2026-01-15"),
        (("--market", "nowhere.duckdb"), "--market nowhere.duckdb: no such file"),
        (("--publisher", "Nobody"), "no article is left to report"),
    ],
)
def test_what_is_wrong_is_one_line(
    tapecheck: Tapecheck, export: Path, page: Path, options: tuple[str, ...], told: str
) -> None:
    ended = tapecheck("report", export, "-o", page, *options)
    assert ended.status == 2
    assert ended.err.startswith(f"tapecheck: error: {told}")
    assert ended.err.count("\n") == 1
    assert not page.exists()


def test_results_that_are_not_there(tapecheck: Tapecheck, page: Path) -> None:
    ended = tapecheck("report", "nowhere.jsonl", "-o", page)
    assert (ended.status, ended.err) == (2, "tapecheck: error: RESULTS nowhere.jsonl: no such file or folder\n")


def test_it_does_not_take_the_place_of_the_results(tapecheck: Tapecheck, export: Path) -> None:
    before = export.read_bytes()
    assert tapecheck("report", export, "-o", export).status == 2
    assert export.read_bytes() == before


def test_a_page_that_can_not_be_written(tapecheck: Tapecheck, export: Path, tmp_path: Path) -> None:
    ended = tapecheck("report", export, "-o", tmp_path / "no" / "report.html")
    assert ended.status == 3
    assert ended.err.startswith("tapecheck: error: can't write")


def test_too_many_articles_are_told_at_once(
    tapecheck: Tapecheck, export: Path, page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "MOST_ARTICLES", 2)
    page.write_text("the last one")
    ended = tapecheck("report", export, "-o", page)
    assert ended.status == 2
    assert "pick some with --verdict, --publisher, --from and --to" in ended.err
    assert tapecheck("report", "-", "-o", page, stdin=export.read_bytes()).status == 2
    assert page.read_text() == "the last one"


def test_interrupted_it_leaves_nothing_behind(export: Path, page: Path) -> None:
    page.write_text("the last one")
    running = subprocess.Popen(
        [sys.executable, "-c", "from tapecheck.cli.app import main; main()", "report", "-", "-o", str(page)],
        stdin=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    assert running.stdin is not None
    running.stdin.write(export.read_bytes())
    running.stdin.flush()
    until = time.monotonic() + 30
    while not list(page.parent.glob(".report.html.*")):
        assert time.monotonic() < until
        time.sleep(0.05)
    running.send_signal(2)
    _, told = running.communicate()
    assert running.returncode not in (0, None)
    assert b"Traceback" not in told
    assert page.read_text() == "the last one"
    assert list(page.parent.glob(".report.html.*")) == []
