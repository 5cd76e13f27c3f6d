"""The version stands in pyproject.toml; everything else that names one asks there, or is checked here."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

import tapecheck

ROOT = Path(__file__).parents[2]
NUMBER = r"\d+\.\d+\.\d+\w*"
STATED = re.compile(rf"\btapecheck[ =v-]+(?P<version>{NUMBER})")
PAGES = [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md")), *sorted(ROOT.glob("*.md"))]


def released() -> set[str]:
    """The versions that have a heading in the changelog."""
    return set(re.findall(rf"^## \[({NUMBER})\]", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE))


def test_the_package_has_the_version_of_the_project(project: dict[str, Any]) -> None:
    assert tapecheck.__version__ == project["version"]


def test_no_code_repeats_it(project: dict[str, Any]) -> None:
    for path in (ROOT / "src").rglob("*.py"):
        assert project["version"] not in path.read_text("utf-8"), path


@pytest.mark.parametrize("page", dict.fromkeys(PAGES), ids=lambda page: page.name)
def test_a_page_names_this_version_or_one_that_was_released(page: Path, project: dict[str, Any]) -> None:
    for stated in STATED.finditer(page.read_text("utf-8")):
        assert stated["version"] in {project["version"], *released()}, stated[0]


def test_the_citation_has_it(project: dict[str, Any]) -> None:
    citation = ROOT / "CITATION.cff"
    if not citation.exists():
        pytest.skip("NOT TESTED: there is no CITATION.cff")
    (stated,) = re.findall(r"^version: *[\"']?([^\s\"']+)", citation.read_text("utf-8"), re.MULTILINE)
    assert stated == project["version"]
