"""The wheel with nothing but what ``pip install tapecheck`` brings: what needs no extra works, and the rest names its extra."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Callable
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

if TYPE_CHECKING:
    from tests.package.conftest import Built

TEXT = "Bitcoin rose 4% to $97,000 on Wednesday. “The bid is back,” said Cosima Example, chief economist of Mockingham Bank.\n"
OF_EXTRAS = "pandas", "pyarrow", "torch", "transformers", "ray", "ccxt", "fsspec", "datasketch", "py3langid"
Ended = subprocess.CompletedProcess[str]


def default_install() -> dict[str, Distribution]:
    """The distributions installed here that tapecheck without extras needs, by name; itself not among them."""
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, str]] = set()
    waiting = [(Requirement(line), "") for line in distribution("tapecheck").requires or ()]
    while waiting:
        needed, wanted = waiting.pop()
        name = canonicalize_name(needed.name)
        if needed.marker is not None and not needed.marker.evaluate({"extra": wanted}):
            continue
        for extra in {"", *needed.extras}:
            if (name, extra) not in seen:
                seen.add((name, extra))
                found[name] = distribution(name)
                waiting += [(Requirement(line), extra) for line in found[name].requires or ()]
    return found


@pytest.fixture(scope="module")
def programs(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``bin`` of an environment that holds the wheel, and its dependencies as links to those installed here."""
    home = tmp_path_factory.mktemp("default")
    venv.create(home, with_pip=False, symlinks=True)
    pip = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "--quiet", "--no-deps"]
    subprocess.run([*pip, "--no-index", str(built.wheel)], check=True)
    site = home / "lib" / f"python{sysconfig.get_python_version()}" / "site-packages"
    for package in default_install().values():
        for top in {path.parts[0] for path in package.files or () if path.parts[0] not in ("..", "__pycache__")}:
            if not (site / top).exists():
                (site / top).symlink_to(Path(str(package.locate_file(top))))
    return home / "bin"


@pytest.fixture
def run(programs: Path, tmp_path: Path) -> Callable[..., Ended]:
    """Run a program of that environment in an empty folder that holds one article."""
    (tmp_path / "news.txt").write_text(TEXT, "utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path)}

    def run(program: str, *words: str) -> Ended:
        command = [str(programs / program), *words]
        return subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)

    return run


def test_no_package_of_an_extra_is_there(run: Callable[..., Ended]) -> None:
    code = f"import importlib.util as u; print([name for name in {OF_EXTRAS!r} if u.find_spec(name)])"
    assert run("python", "-c", code).stdout.strip() == "[]"


def test_names_and_figures_are_found_by_the_models(run: Callable[..., Ended]) -> None:
    ended = run("tapecheck", "extract", "news.txt")
    assert ended.returncode == 0, ended.stderr
    line = json.loads(ended.stdout)
    exact = [record["provenance"]["exact"] for record in line["records"]]
    assert exact == ["4%", "$97,000", "The bid is back,"]
    assert [person["name"] for person in line["people"]] == ["Cosima Example"]
    assert set(line["versions"]["models"]) >= {"figures-linear", "names-cnn"}


def test_a_corpus_is_worked_on_by_processes(run: Callable[..., Ended]) -> None:
    ended = run("tapecheck", "extract", "news.txt", "-o", "out/", "--workers", "2")
    assert ended.returncode == 0, ended.stderr
    assert run("tapecheck", "status", "out/").returncode == 0


@pytest.mark.parametrize(
    ("extra", "words"),
    [
        ("tables", "extract news.txt -o out.parquet"),
        ("transformers", "extract news.txt --ner transformer"),
        ("cloud", "extract s3://bucket/news.jsonl"),
        ("screening", "extract news.txt -o out/ --only-english"),
        ("ray", "extract news.txt -o out/ --engine ray"),
        ("live", "market fetch --market tape.duckdb --symbols BTC/USDT --since 2026-01-01"),
    ],
)
def test_what_needs_an_extra_names_it(extra: str, words: str, run: Callable[..., Ended]) -> None:
    ended = run("tapecheck", *words.split())
    assert ended.returncode in (2, 3), ended.stdout + ended.stderr
    assert f"pip install 'tapecheck[{extra}]'" in ended.stderr
    assert "Traceback" not in ended.stderr
