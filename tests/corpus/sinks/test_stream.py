from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from tapecheck.corpus.lines import MentionsLine
from tapecheck.corpus.sinks.stream import Format, format_of, write
from tapecheck.errors import ConfigError, ExportError

LINES = [MentionsLine(id="a"), MentionsLine(id="bé")]


@pytest.mark.parametrize(
    ("name", "format_"), [("o.json", "json"), ("o.JSONL", "jsonl"), ("o.parquet", "parquet"), ("o", "jsonl")]
)
def test_the_name_says_the_format(name: str, format_: Format) -> None:
    assert format_of(Path(name)) == format_


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
