"""The shell completes commands, options, closed choices and files: tried in bash, and in zsh and fish where they are installed."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.cli.app import app
from tapecheck.cli.command_tree import commands
from tapecheck.cli.examples import examples

Tapecheck = Callable[..., Any]
TREE = list(commands(app))

CASES = [
    ("tapecheck ex", {"extract"}),
    ("tapecheck market i", {"import", "info"}),
    ("tapecheck extract --near", {"--near-duplicates"}),
    ("tapecheck extract --ner ", {"auto", "spacy", "transformer", "none"}),
    ("tapecheck extract in.jsonl --market tape.duckdb --format p", {"parquet"}),
    ("tapecheck market show --format ", {"table", "csv"}),
    ("tapecheck completion ", {"bash", "zsh", "fish"}),
    ("tapecheck doctor --f", {"--format"}),
]
FILES = [
    "tapecheck extract art",
    "tapecheck extract --market art",
    "tapecheck check -o art",
    "tapecheck market import art",
]


@pytest.fixture
def bash(tapecheck: Tapecheck, tmp_path: Path) -> Callable[[str], set[str]]:
    """What bash offers for a line; the script is run in it, as a person would."""
    script = tmp_path / "completion.bash"
    script.write_text(tapecheck("completion", "bash").out, "utf-8")
    (tmp_path / "articles.jsonl").touch()

    def offered(line: str) -> set[str]:
        words = " ".join(f"'{word}'" for word in line.split(" "))
        tried = (
            f"source {script}; COMP_WORDS=({words}); COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 )); _tapecheck 2>/dev/null; "
            'printf "%s\\n" "${COMPREPLY[@]}"'
        )
        ended = subprocess.run(
            ["bash", "--norc", "-c", tried], capture_output=True, text=True, check=True, cwd=tmp_path
        )
        assert ended.stderr == ""
        return set(ended.stdout.split())

    return offered


@pytest.mark.parametrize(("line", "wanted"), CASES)
def test_bash_completes(bash: Callable[[str], set[str]], line: str, wanted: set[str]) -> None:
    assert bash(line) == wanted


def test_bash_completes_a_choice_after_the_sign(bash: Callable[[str], set[str]]) -> None:
    assert bash("tapecheck extract --ner = t") == {"transformer"}


@pytest.mark.parametrize("line", FILES)
def test_bash_leaves_files_to_itself(bash: Callable[[str], set[str]], tapecheck: Tapecheck, line: str) -> None:
    assert bash(line) == set()
    assert "complete -o default -F _tapecheck tapecheck" in tapecheck("completion", "bash").out


@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize(("line", "wanted"), [*CASES, *((line, {"articles.jsonl"}) for line in FILES)])
def test_fish_completes(tapecheck: Tapecheck, tmp_path: Path, line: str, wanted: set[str]) -> None:
    script = tmp_path / "completion.fish"
    script.write_text(tapecheck("completion", "fish").out, "utf-8")
    (tmp_path / "articles.jsonl").touch()
    tried = ["fish", "--no-config", "-c", f"source {script}; complete -C '{line}'"]
    ended = subprocess.run(tried, capture_output=True, text=True, check=True, cwd=tmp_path)
    assert {word.split("\t")[0] for word in ended.stdout.splitlines()} == wanted


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_takes_the_script(tapecheck: Tapecheck, tmp_path: Path) -> None:
    script = tmp_path / "completion.zsh"
    script.write_text(tapecheck("completion", "zsh").out, "utf-8")
    tried = f"autoload -U compinit; compinit -D -u; source {script}; print $_comps[tapecheck]"
    ended = subprocess.run(["zsh", "-f", "-c", tried], capture_output=True, text=True, check=True)
    assert ended.stdout.strip().endswith("-F _tapecheck")
    assert ended.stderr == ""


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_command_and_option_is_in_the_script(tapecheck: Tapecheck, shell: str) -> None:
    script = tapecheck("completion", shell).out
    for command in TREE:
        for option in command.options:
            name = max(option.names, key=len)
            assert re.search(rf"(?<![\w-]){name if shell != 'fish' else name.lstrip('-')}\b", script), (
                command.words,
                name,
            )


@pytest.mark.parametrize("command", TREE, ids=lambda command: " ".join(command.words) or "tapecheck")
def test_the_tree_is_what_the_help_shows(tapecheck: Tapecheck, command: Any) -> None:
    shown = tapecheck(*command.words, "--help").out
    assert set(re.findall(r"(?<=[│ ])--[a-z][a-z-]*", shown)) >= {max(o.names, key=len) for o in command.options}
    assert command.help.split()[0] in shown


@pytest.mark.parametrize(
    "command", [one for one in TREE if one.words != ("market",)], ids=lambda one: " ".join(one.words)
)
def test_the_examples_of_the_help_are_commands_that_there_are(tapecheck: Tapecheck, command: Any) -> None:
    lines = examples(" ".join(command.words))
    assert lines
    shown = " ".join(tapecheck(*command.words, "--help").out.split())
    for line in lines:
        assert line in shown
        words = shlex.split(line.removeprefix('eval "$(').removesuffix(')"').partition(" | ")[0])
        called = next(one for one in reversed(TREE) if tuple(words[1 : 1 + len(one.words)]) == one.words)
        names = {name for option in called.options for name in option.names}
        assert {word for word in words if word.startswith("-")} <= names
