"""The table for a person: every width, no blanks at line ends, nothing that a terminal would obey, ids that --explain takes."""

from __future__ import annotations

import io
import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from tapecheck.cli import table
from tapecheck.cli.screen import screen
from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline
from tapecheck.records import Result
from tapecheck.schema.input import ArticleInput

Tapecheck = Callable[..., Any]
TEXT = (
    "Bitcoin rose 4% to $97,000 on Wednesday, after it had fallen below $95,000. The token fell 3%.\n\n"
    '"The bid is back, and it is real money this time, whatever the people who sold at the bottom may say of it now," said '
    "Cosima Example, chief economist at Mockingham Bank.\n\nEther lost 2% to $3,300. 比特币 rose. Bitcoin also hit $97,000."
)


@pytest.fixture(scope="module")
def result() -> Result:
    pipeline = Pipeline.from_config(Settings(ner="none", figures="patterns"))
    published = datetime(2026, 1, 14, 22, tzinfo=UTC)
    title = "比特币 \x1b[2J rallies\u202e"
    return pipeline.process(ArticleInput(id="a1", source=TEXT, title=title, published_at=published))


def printed(result: Result, width: int, monkeypatch: pytest.MonkeyPatch) -> str:
    out = io.StringIO()
    monkeypatch.setattr(table, "screen", lambda: screen(out, width=width))
    table.show([result])
    return out.getvalue()


@pytest.mark.parametrize("width", [40, 80, 100, 130, 140])
def test_no_line_is_wider_than_the_screen_or_ends_in_blanks(
    result: Result, width: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = printed(result, width, monkeypatch).splitlines()
    assert max(map(cell_len, lines)) <= width
    assert not [line for line in lines if line != line.rstrip()]


@pytest.mark.parametrize("width", [80, 130])
def test_everything_is_there(result: Result, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    out = printed(result, width, monkeypatch)
    for words in (
        "$97,000 (×2)",
        "+4%",
        "-2%",
        "price, quote",
        "Wednesday",
        "Cosima Example",
        "people: Cosima Example",
    ):
        assert words in out, words
    assert len(re.findall(r"^[0-9a-f]{6,16}  ", out, re.MULTILINE)) == len({record.fact for record in result.records})


def test_a_narrow_screen_has_when_and_who_under_the_row(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "who said it" not in printed(result, 80, monkeypatch)
    assert "who said it" in printed(result, 130, monkeypatch)


def test_nothing_of_an_article_moves_the_cursor(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    out = printed(result, 130, monkeypatch)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", out)
    assert "比特币" in out


def test_a_screen_that_knows_no_unicode_shows_what_it_can(result: Result, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    monkeypatch.setattr(table, "screen", lambda: screen(out))
    table.show([result])
    out.flush()
    assert b"$97,000" in raw.getvalue()


def test_short_ids_tell_records_apart(result: Result) -> None:
    ids = ("0123456a0000ffff", "0123456b0000ffff")
    two = [record.model_copy(update={"id": one}) for record, one in zip(result.records, ids, strict=False)]
    assert set(table._short_ids(two).values()) == {"0123456a", "0123456b"}


def test_the_ids_of_the_table_can_be_explained(tapecheck: Tapecheck, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a1", "text": TEXT}) + "\n", "utf-8")
    out = tapecheck("extract", path, "--format", "table", "--ner", "none").out
    shown = re.findall(r"^([0-9a-f]{6,16})  ", out, re.MULTILINE)
    assert len(shown) >= 5
    ended = tapecheck("extract", path, "--ner", "none", "--explain", shown[2])
    assert f"record {shown[2]}" in ended.out


def on_a_terminal(words: list[str], **environment: str) -> str:
    """What a command writes on a pseudo-terminal of 80 columns."""
    ours, theirs = pty.openpty()
    code = "from tapecheck.cli import main; main()"
    env = {**os.environ, "COLUMNS": "80", "TERM": "xterm-256color", **environment}
    with subprocess.Popen(
        [sys.executable, "-c", code, *words], stdin=theirs, stdout=theirs, stderr=subprocess.DEVNULL, env=env
    ) as running:
        os.close(theirs)
        out = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError:
                break
            if not part:
                break
            out += part
        running.wait()
    os.close(ours)
    return out.decode()


def test_a_terminal_gets_a_table_with_colours_unless_it_wants_none(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a1", "text": TEXT}) + "\n", "utf-8")
    words = ["extract", str(path), "--ner", "none", "--figures", "patterns"]
    plain = on_a_terminal(words, NO_COLOR="1")
    assert "\x1b[1m" in on_a_terminal(words)
    assert not re.search(r"\x1b\[[\d;]*3\d", plain)
    assert "Why a record came out so: the same command with --explain and its id." in plain
    assert max(cell_len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in plain.splitlines()) <= 80


def test_a_file_is_no_terminal() -> None:
    assert isinstance(screen(io.StringIO()), Console)
    assert screen(io.StringIO()).no_color
