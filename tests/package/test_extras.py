"""Every extra that is named exists, ``all`` has all that a user may want, and without any the program says what to install."""

from __future__ import annotations

import ast
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import packages_distributions
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
NAMED = re.compile(r"tapecheck\[(?P<extras>[a-z][a-z, ]*)\]|'\.\[(?P<own>[a-z][a-z, ]*)\]'")
FOR_WORK_ON_IT = {"all", "bench", "dev", "docs", "train"}
MODULES = [
    "ccxt",
    "datasketch",
    "fastwarc",
    "fsspec",
    "gcsfs",
    "pandas",
    "polars",
    "psycopg",
    "py3langid",
    "pyarrow",
    "ray",
    "s3fs",
    "tokenizers",
    "torch",
    "transformers",
]
"""What the extras bring."""
WITHOUT = {
    "tables": ("extract", "in.txt", "-o", "out.parquet"),
    "transformers": ("extract", "in.txt", "--ner", "transformer"),
    "warc": ("extract", "in.warc"),
    "cloud": ("extract", "s3://nowhere/in.jsonl"),
    "ray": ("extract", "in.txt", "-o", "on-ray/", "--engine", "ray"),
    "live": ("market", "fetch", "--market", "tape.duckdb", "--symbols", "BTC/USDT", "--since", "2026-01-01"),
}
"""An extra, and a command that needs it. Screening is done by worker processes, and has tests of its own below."""
RUN = """
import json, sys
sys.modules.update(dict.fromkeys({modules}))
from typer.testing import CliRunner
from tapecheck.cli.app import app
ended = [CliRunner().invoke(app, words) for words in {commands}]
print(json.dumps([[each.exit_code, each.stderr] for each in ended]))
"""
SCREEN = """
import sys
sys.modules[{package!r}] = None
{use}
from tapecheck.errors import ConfigError
try:
    use("The miners of a city that nobody has heard of sold what they had dug up in the spring. " * 20)
except ConfigError as error:
    print(error)
"""


def texts() -> Iterator[Path]:
    for pattern in ("src/**/*.py", "docs/*.md", "*.md", "scripts/*", "tests/**/*.py", "Makefile", "Dockerfile"):
        yield from (path for path in ROOT.glob(pattern) if path.is_file())


def test_every_extra_that_is_named_exists(project: dict[str, Any]) -> None:
    named = {
        extra.strip()
        for path in texts()
        for found in NAMED.finditer(path.read_text("utf-8"))
        for extra in (found["extras"] or found["own"]).split(",")
    }
    assert set(WITHOUT) <= named
    assert named <= set(project["optional-dependencies"])


def test_all_is_all_that_a_user_may_want(project: dict[str, Any]) -> None:
    (line,) = project["optional-dependencies"]["all"]
    assert Requirement(line).extras == set(project["optional-dependencies"]) - FOR_WORK_ON_IT


def test_what_the_code_imports_is_declared(project: dict[str, Any]) -> None:
    lines = [*project["dependencies"], *(line for each in project["optional-dependencies"].values() for line in each)]
    declared = {_key(Requirement(line).name) for line in lines}
    packages = packages_distributions()
    imported = {name for path in (ROOT / "src").rglob("*.py") for name in imports(path)} - {"tapecheck", "_typeshed"}
    for name in imported - sys.stdlib_module_names:
        assert {_key(package) for package in packages.get(name, [name])} & declared, name


def imports(path: Path) -> Iterator[str]:
    """The top-level names of the modules that a file imports."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def without(fresh: Callable[[str], str], modules: list[str], *commands: tuple[str, ...]) -> list[tuple[int, str]]:
    """How commands end where these modules can't be imported: the statuses, and what they say."""
    Path("in.txt").write_text("Bitcoin rose 4% to $97,000 on Wednesday.", "utf-8")
    Path("in.warc").write_bytes(b"WARC/1.0\r\n")
    told = fresh(RUN.format(modules=modules, commands=[*map(list, commands)]))
    return [(status, error) for status, error in json.loads(told)]


def test_without_an_extra_the_program_says_so(
    fresh: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for extra, (status, error) in zip(WITHOUT, without(fresh, MODULES, *WITHOUT.values()), strict=True):
        assert f"pip install 'tapecheck[{extra}]'" in error
        assert "Traceback" not in error
        assert status in (2, 3)


def test_postgresql_without_its_driver_says_so(
    fresh: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("pyarrow", reason="needs the extra: pip install 'tapecheck[tables]'")
    monkeypatch.chdir(tmp_path)
    command = ("extract", "in.txt", "-o", "postgresql://nobody@localhost:1/nothing")
    ((status, error),) = without(fresh, ["psycopg"], command)
    assert "pip install 'tapecheck[postgres]'" in error
    assert status in (2, 3)


@pytest.mark.parametrize(
    ("package", "use"),
    [
        ("py3langid", "from tapecheck.corpus.screening.language import language_of as use"),
        ("datasketch", "from tapecheck.corpus.screening.signatures import signature as use"),
    ],
)
def test_screening_without_its_packages_says_so(package: str, use: str, fresh: Callable[[str], str]) -> None:
    told = fresh(SCREEN.format(package=package, use=use))
    assert "pip install 'tapecheck[screening]'" in told


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
