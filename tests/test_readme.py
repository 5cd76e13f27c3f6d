"""The Python in README.md and docs/python.md runs, and the links of all pages lead somewhere."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tapecheck.market import MarketStore

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
PYTHON = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
BLOCKS = [
    pytest.param(block, id=f"{page.name}-{number}")
    for page in (ROOT / "README.md", ROOT / "docs" / "python.md")
    for number, block in enumerate(PYTHON.findall(page.read_text("utf-8")), start=1)
]


@pytest.mark.parametrize("code", BLOCKS)
def test_the_python_runs(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    MarketStore.open("tape.duckdb", create=True).close()
    Path("news.jsonl.gz").write_bytes(gzip.compress(b'{"id": "a", "text": "Ether fell 2% to $3,300."}\n'))
    exec(code, {})


def test_there_is_python_to_run() -> None:
    assert len(BLOCKS) >= 3


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_page_is_empty(page: Path) -> None:
    assert len(page.read_text("utf-8").splitlines()) > 5
