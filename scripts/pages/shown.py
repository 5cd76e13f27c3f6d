"""What the commands of a page print, below them.

A block marked ``console`` has commands after ``$ ``, and what they print. All of a page run in order, in one folder that begins with
nothing but the repository's ``examples``. Only ``tapecheck`` is run, in this process and by no shell; a pattern of files is expanded
as a shell would. ``# the first 12 lines`` behind a command shows no more of it. A ``python`` block is followed by a ``text`` block
if what it prints is shown; all of such a page run in the same folder, each with the names of those before it.
"""

from __future__ import annotations

import os
import re
import runpy
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from unittest import mock

from typer.testing import CliRunner

from tapecheck.cli.app import app

BLOCK = re.compile(
    r"^```console\n(?P<console>.*?)^```$|^```python\n(?P<python>.*?)^```$(?P<text>\n\n```text\n.*?^```$)?",
    re.DOTALL | re.MULTILINE,
)
COMMAND = re.compile(r"^\$ ((?:.*\\\n)*.*)$", re.MULTILINE)  # a line that ends in \ goes on in the next
FEWER = re.compile(r"# the first (\d+) lines?$")
VARYING = ((re.compile(r"\b[\d.]+(?= inputs/s)"), "…"),)
"""What is another in every run."""
TERMINAL = {"COLUMNS": "80", "LINES": "50", "TERM": "dumb", "NO_COLOR": "1", "TTY_COMPATIBLE": "1"}
"""What rich takes for a terminal: as wide as a page's column, without colours."""


class PageError(Exception):
    """A page that can't be made: what stands in it, and why."""


def with_output(page: str, examples: Path) -> str:
    """The page with what its commands print now."""
    if not any(found["python"] is None or found["text"] for found in BLOCK.finditer(page)):
        return page
    names: dict[str, object] = {}

    def block(found: re.Match[str]) -> str:
        if found["console"] is not None:
            return f"```console\n{_console(found['console'])}```"
        code = found["python"]
        printed = _printed(code, names)
        return f"```python\n{code}```" + (f"\n\n```text\n{printed}```" if found["text"] else "")

    with empty_folder(examples):
        return BLOCK.sub(block, page)


@contextmanager
def empty_folder(examples: Path) -> Iterator[Path]:
    """Inside, the working folder is a new one that holds a copy of the examples; removed at the end."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as name:
        shutil.copytree(examples, Path(name) / "examples")
        os.chdir(name)
        try:
            yield Path(name)
        finally:
            os.chdir(before)


def arguments(command: str) -> list[str]:
    """The words of a command as a shell would hand them over; its name is the first.

    >>> arguments("tapecheck query out/ 'SELECT 1' \\\\\\n  --format csv  # the first 2 lines")
    ['tapecheck', 'query', 'out/', 'SELECT 1', '--format', 'csv']
    """
    words: list[str] = []
    for word in shlex.split(command.replace("\\\n", " "), comments=True):
        files = sorted(map(str, Path().glob(word))) if "*" in word and " " not in word else []
        words += files or [word]
    return words


def _console(block: str) -> str:
    commands = COMMAND.findall(block)
    if not commands:
        raise PageError(f"a console block without a command: {block!r}")
    return "".join(f"$ {command}\n{_output(command)}" for command in commands)


def _output(command: str) -> str:
    program, *words = arguments(command)
    if program != "tapecheck":
        raise PageError(f"only tapecheck is run, not {program!r}")
    with mock.patch.dict(os.environ, TERMINAL):
        ended = CliRunner().invoke(app, words, prog_name=program)
    if ended.exception is not None and not isinstance(ended.exception, SystemExit):
        raise PageError(f"{command}: {ended.exception!r}")
    lines = [line.rstrip() for line in _steady(ended.output).strip("\n").splitlines()]
    if fewer := FEWER.search(command):
        lines = lines[: int(fewer[1])] + ["…"] * (len(lines) > int(fewer[1]))
    return "".join(f"{line}\n" for line in lines)


def _printed(code: str, names: dict[str, object]) -> str:
    script = Path("block.py")
    script.write_text(code, "utf-8")
    with redirect_stdout(StringIO()) as printed, mock.patch.dict(os.environ, TERMINAL):
        names |= runpy.run_path(str(script), init_globals=names, run_name="page")
    script.unlink()
    return _steady(printed.getvalue())


def _steady(text: str) -> str:
    for varying, instead in VARYING:
        text = varying.sub(instead, text)
    return text.replace(str(Path.cwd()), ".")
