"""The tutorial holds what a run of it gives, wherever it is run; and the corpus that it reads is what its metadata say."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import pytest

ROOT = Path(__file__).parents[1]
NOTEBOOK = ROOT / "examples" / "tutorial.ipynb"
CORPUS = ROOT / "examples" / "corpus"
ARTICLES = [json.loads(line) for line in (CORPUS / "articles.jsonl").read_text("utf-8").splitlines()]
LARGEST = 200_000
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")


@pytest.fixture(scope="module")
def notebook() -> nbformat.NotebookNode:
    return nbformat.read(NOTEBOOK, as_version=4)


def test_it_holds_what_a_run_gives(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, ROOT / "scripts" / "update_tutorial", "--check", "--folder", tmp_path],
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**os.environ, "OMP_NUM_THREADS": "1"},
        check=False,
    )
    assert ended.returncode == 0, f"{ended.stderr[-3000:]}\nscripts/update_tutorial writes it anew"


def test_it_tells_nothing_of_the_machine_it_ran_on(notebook: nbformat.NotebookNode) -> None:
    text = NOTEBOOK.read_text("utf-8")
    assert len(text) < LARGEST
    assert not re.search(r"/(?:tmp|home|root|Users|work)/", text)
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    assert all(not cell.metadata for cell in notebook.cells)


def test_every_cell_was_run_in_order_and_none_failed(notebook: nbformat.NotebookNode) -> None:
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert [cell.execution_count for cell in code] == list(range(1, len(code) + 1))
    outputs = [output for cell in code for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error" or output.get("name") == "stderr"]
    assert len([output for output in outputs if "image/png" in output.get("data", {})]) == 1
    assert len([output for output in outputs if "tapecheck-view" in output.get("data", {}).get("text/html", "")]) == 1


def test_its_cells_keep_their_names(notebook: nbformat.NotebookNode) -> None:
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z-]{3,20}", name) for name in ids)


def test_its_links_lead_somewhere(notebook: nbformat.NotebookNode) -> None:
    links = [target for cell in notebook.cells if cell.cell_type == "markdown" for target in LINK.findall(cell.source)]
    assert links
    for target in links:
        assert (NOTEBOOK.parent / target).exists(), target


def test_the_corpus_is_what_its_metadata_say() -> None:
    metadata = json.loads((CORPUS / "metadata.json").read_text("utf-8"))
    files = {path.name for path in CORPUS.iterdir()} - {"metadata.json"}
    assert set(metadata["files"]) == files
    for name, about in metadata["files"].items():
        assert hashlib.sha256((CORPUS / name).read_bytes()).hexdigest() == about["sha256"], name
    named = re.findall(r"(?:mock|spec|desk)-01\d\d-\w+", metadata["files"]["articles.jsonl"]["what"])
    assert set(named) <= {article["id"] for article in ARTICLES}


def test_its_publishers_exist_nowhere() -> None:
    assert len({article["id"] for article in ARTICLES}) == len(ARTICLES) == 36
    assert len({article["publisher"] for article in ARTICLES}) == 5
    assert all((urlsplit(article["url"]).hostname or "").endswith(".example") for article in ARTICLES)
