"""The example articles' whole results, as they were agreed; ``make golden`` writes them anew."""

from __future__ import annotations

import hashlib
import json
import runpy
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tapecheck.records import KINDS

ROOT = Path(__file__).parents[2]
GOLDEN = ROOT / "tests" / "articles" / "examples"
NAMES = ("breakout.json", "ether.json", "wire.json")


@cache
def script() -> dict[str, Any]:
    return runpy.run_path(str(ROOT / "scripts" / "update_golden"))


@cache
def made() -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        results: dict[str, Any] = script()["results"]()
    return results


@cache
def current() -> dict[str, Any]:
    return {name: script()["golden"](result) for name, result in made().items()}


@pytest.mark.parametrize("name", NAMES)
def test_the_result_is_the_one_that_was_agreed(name: str) -> None:
    assert current()[name] == json.loads((GOLDEN / name).read_text("utf-8"))


def test_every_example_has_its_expected_result() -> None:
    assert set(current()) == set(NAMES) == {path.name for path in GOLDEN.glob("*.json")}


def test_the_examples_show_every_verdict_and_every_kind() -> None:
    records = [record for result in current().values() for record in result["records"]]
    assert {record["verdict"]["label"] for record in records} == {"SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"}
    assert {record["kind"] for record in records} == set(KINDS)


@pytest.mark.parametrize("name", NAMES)
def test_every_record_stands_in_the_source(name: str) -> None:
    (path,) = (ROOT / "examples" / "articles").glob(f"{Path(name).stem}.*")
    source = path.read_text("utf-8")
    if path.suffix == ".jsonl":
        source = json.loads(source)["text"]
    for record in current()[name]["records"]:
        place = record["provenance"]["source"]
        assert place is not None
        if path.suffix != ".html":
            assert source[place["start"] : place["end"]].split() == record["provenance"]["exact"].split()


def test_the_readme_shows_what_comes_out() -> None:
    page = (ROOT / "README.md").read_text("utf-8")
    assert script()["readme"](page, made()) == page


def test_the_metadata_describes_the_files() -> None:
    folder = ROOT / "examples" / "articles"
    files = json.loads((folder / "metadata.json").read_text("utf-8"))["files"]
    assert set(files) == {path.name for path in folder.iterdir()} - {"metadata.json"}
    for name, about in files.items():
        assert about["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
