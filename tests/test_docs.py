"""README.md and docs/: their code runs, their commands exist, their links lead somewhere, and what a program writes is as it writes it."""

from __future__ import annotations

import gzip
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import tapecheck
from tapecheck import Execution, RunSpec, Settings, batch
from tapecheck.cli.app import app
from tapecheck.market import MarketStore
from tapecheck.market.sources.column_map import column_map

ROOT = Path(__file__).parents[1]
OTHERS = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md")
PAGES = [*OTHERS, *sorted((ROOT / "docs").glob("*.md")), *sorted(ROOT.glob("models/*/README.md"))]
FENCE = re.compile(
    r"(?:<!-- not run: (?P<reason>.+?) -->\n)?^```(?P<language>\w*)\n(?P<code>.*?)^```$", re.DOTALL | re.MULTILINE
)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
OUTSIDE = re.compile(r"<(?:script|link|img|iframe|source|form)\b[^>]*\b(?:src|href|srcset|action)=[\"']?(?:https?:)?//")
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def fences(language: str) -> list[tuple[Path, str]]:
    """The blocks of all pages in this language, but for those that say why they can't be run."""
    blocks = [(page, found) for page in PAGES for found in FENCE.finditer(page.read_text("utf-8"))]
    return [(page, found["code"]) for page, found in blocks if found["language"] == language and not found["reason"]]


PYTHON = {page: [code for where, code in fences("python") if where == page] for page, _ in fences("python")}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the pages' code finds where it runs: the examples, a market store, a corpus, and a run over it."""
    place = tmp_path_factory.mktemp("pages")
    shutil.copytree(ROOT / "examples", place / "examples")
    with MarketStore.open(place / "tape.duckdb", create=True) as store:
        for data in sorted((ROOT / "examples" / "market").glob("*.csv")):
            store.import_file(data)
    (place / "news.jsonl.gz").write_bytes(gzip.compress((place / "examples/articles/wire.jsonl").read_bytes()))
    return place


@pytest.mark.parametrize("page", PYTHON, ids=name_of)
def test_the_python_of_a_page_runs(page: Path, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = tmp_path / "here"
    shutil.copytree(folder, here)
    monkeypatch.chdir(here)
    if page.name == "outputs.md":
        batch(RunSpec(("news.jsonl.gz",), Settings(), format="parquet"), "out/", Execution(workers=1))
    module = ModuleType("page")
    monkeypatch.setitem(sys.modules, "page", module)  # where pydantic looks up the names in annotations
    for code in PYTHON[page]:
        # Four processes would each load the models; tests/corpus/workers tries many.
        code = code.replace("workers=4", "workers=1")
        exec(compile(code, name_of(page), "exec"), module.__dict__)


def test_there_is_python_to_run() -> None:
    assert {"README.md", "docs/python.md", "docs/start.md"} <= {name_of(page) for page in PYTHON}


@pytest.mark.parametrize(
    ("page", "code"), fences("toml"), ids=lambda value: name_of(value) if isinstance(value, Path) else ""
)
def test_the_toml_of_a_page_is_what_it_says(page: Path, code: str, tmp_path: Path) -> None:
    tomllib.loads(code)
    first = code.partition("\n")[0]
    file = tmp_path / "page.toml"
    file.write_text(code, "utf-8")
    if first.startswith("# settings.toml"):
        Settings.from_toml(file)
    if "--columns" in first:
        column_map(str(file))


def commands(page: Path) -> Iterator[str]:
    """The tapecheck commands in the blocks of a page, each in one line; in an overview of options lines that begin with blanks go on."""
    for found in FENCE.finditer(page.read_text("utf-8")):
        if found["language"] not in ("", "sh"):  # what stands in a console block is run by scripts/update_docs
            continue
        lines = re.sub(r"\\\n|\n {8,}(?=\[)", " ", found["code"]).splitlines()
        yield from (line.removeprefix("$ ") for line in lines if line.removeprefix("$ ").startswith("tapecheck "))


def leaves(
    command: TyperCommand | TyperGroup, name: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], TyperCommand]]:
    """Every command that does something, with its whole name."""
    if isinstance(command, TyperGroup):
        for word, each in command.commands.items():
            yield from leaves(each, (*name, word))
    else:
        yield name, command


LEAVES = dict(leaves(get_command(app)))


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_the_commands_of_a_page_exist(page: Path, tapecheck: Callable[..., Any]) -> None:
    for line in commands(page):
        words = shlex.split(line, comments=True)[1:] if not set("[…") & set(line) else line.split()[1:]
        name = tuple(words[:2]) if words[0] == "market" else (words[0],)
        known = {option for each in LEAVES[name].params for option in each.opts}
        assert set(OPTION.findall(" ".join(words))) <= {*known, "--help"}, line
        if not set("[…") & set(line):
            assert tapecheck(*words, "--help").status == 0, line  # the words are parsed before help is shown


@pytest.mark.parametrize("name", LEAVES, ids=" ".join)
def test_the_page_of_commands_has_every_option(name: tuple[str, ...]) -> None:
    lines = [line for line in commands(ROOT / "docs" / "commands.md") if tuple(line.split()[1:])[: len(name)] == name]
    given = set(OPTION.findall(" ".join(lines)))
    for each in LEAVES[name].params:
        if each.param_type_name == "option" and not getattr(each, "hidden", False):
            assert given & set(each.opts), each.opts


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_is_empty(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) > 5


def test_what_a_program_writes_is_as_it_writes_it() -> None:
    script = ROOT / "scripts" / "update_docs"
    ended = subprocess.run(
        [sys.executable, script, "--check"], capture_output=True, text=True, check=False, timeout=300
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_the_site_is_built_without_a_warning_and_asks_for_nothing_outside(tmp_path: Path) -> None:
    pytest.importorskip("material")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", tmp_path / "site"]
    ended = subprocess.run(build, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert ended.returncode == 0, ended.stderr
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) > 30
    for page in pages:
        html = page.read_text("utf-8")
        assert not OUTSIDE.search(html), page
        # MkDocs wants an empty line before a list, and four blanks before one inside another; GitHub does without.
        assert not re.search(r"\n *(?:[-*]|\d+\.) \S", re.sub(r"<pre>.*?</pre>", "", html, flags=re.DOTALL)), page


@pytest.mark.parametrize(
    "form", sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[!c]*.yml")), ids=lambda path: path.stem
)
def test_an_issue_form_is_one(form: Path) -> None:
    yaml = pytest.importorskip("yaml")
    content = yaml.safe_load(form.read_text("utf-8"))
    assert set(content) == {"name", "description", "labels", "body"}
    asked = [part for part in content["body"] if part["type"] != "markdown"]
    assert {part["type"] for part in asked} <= {"input", "textarea", "dropdown"}
    assert len({part["id"] for part in asked}) == len(asked)
    assert any(part.get("validations", {}).get("required") for part in asked)


def test_the_citation_is_of_this_version() -> None:
    yaml = pytest.importorskip("yaml")
    content = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(content)  # what CFF 1.2.0 requires
    assert (content["cff-version"], content["version"], content["license"]) == (
        "1.2.0",
        version("tapecheck"),
        "Apache-2.0",
    )


def test_the_page_on_the_architecture_has_the_layers_that_are_checked() -> None:
    (contract,) = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    assert " → ".join(contract["layers"]) in (ROOT / "docs" / "architecture.md").read_text("utf-8")


def test_the_page_on_python_names_all_that_is_public() -> None:
    page = (ROOT / "docs" / "python.md").read_text("utf-8")
    assert [name for name in tapecheck.__all__ if f"`{name}`" not in page] == []
