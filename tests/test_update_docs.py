"""scripts/pages: what is written into a page, and what is refused."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(ROOT / "scripts"))
    return importlib.import_module("pages.shown")


def test_output_is_written_below_its_command_and_what_was_there_goes(shown: ModuleType) -> None:
    page = "Before.\n\n```console\n$ tapecheck --version\nold\n$ tapecheck schema  # the first 2 lines\n```\n\nAfter.\n"
    lines = shown.with_output(page, EXAMPLES).splitlines()
    assert lines[:4] == ["Before.", "", "```console", "$ tapecheck --version"]
    assert lines[4].startswith("tapecheck ")
    assert lines[5:] == ["$ tapecheck schema  # the first 2 lines", *lines[6:8], "…", "```", "", "After."]
    assert shown.with_output("\n".join([*lines, ""]), EXAMPLES).splitlines() == lines


def test_python_goes_on_where_the_block_before_ended(shown: ModuleType) -> None:
    page = "```python\nx = 1\n```\n\n```python\nprint(x + 1)\n```\n\n```text\nold\n```\n"
    assert shown.with_output(page, EXAMPLES) == page.replace("old", "2")


def test_a_page_that_shows_nothing_stays_and_nothing_of_it_runs(shown: ModuleType) -> None:
    page = "```python\nraise SystemExit\n```\n\n```\n$ tapecheck schema\n```\n"
    assert shown.with_output(page, EXAMPLES) == page


def test_commands_run_in_a_folder_of_their_own(shown: ModuleType) -> None:
    before = Path.cwd()
    with shown.empty_folder(EXAMPLES) as folder:
        assert [path.name for path in folder.iterdir()] == ["examples"]
        assert Path.cwd().samefile(folder)
    assert Path.cwd() == before
    assert not folder.exists()


@pytest.mark.parametrize("command", ["rm -rf examples", "sh -c true", "tapecheck-other"])
def test_only_tapecheck_is_run(shown: ModuleType, command: str) -> None:
    with pytest.raises(shown.PageError, match="only tapecheck is run"):
        shown.with_output(f"```console\n$ {command}\n```\n", EXAMPLES)


def test_no_shell_reads_a_command(shown: ModuleType, tmp_path: Path) -> None:
    words = shown.arguments(f"tapecheck extract 'a; touch {tmp_path}/b' $(id) > out")
    assert words == ["tapecheck", "extract", f"a; touch {tmp_path}/b", "$(id)", ">", "out"]


@pytest.mark.parametrize("name", ["shown", "fields", "site"])
def test_the_examples_in_the_docstrings_hold(name: str, shown: ModuleType) -> None:
    if name == "site":
        pytest.importorskip("mkdocs")
    failed, tried = doctest.testmod(importlib.import_module(f"{shown.__package__}.{name}"))
    assert tried
    assert failed == 0


def test_a_field_without_words_is_an_error(shown: ModuleType) -> None:
    fields = importlib.import_module(f"{shown.__package__}.fields")
    with pytest.raises(ValueError, match=r"no line for Coverage\.figures"):
        fields._table(fields.result.Coverage, {})
