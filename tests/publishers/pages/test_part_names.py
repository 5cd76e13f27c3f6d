"""Every row of the table of part names does what its examples say."""

import json
from pathlib import Path

import pytest

from tapecheck.publishers.pages.part_names import PARTS, is_called, names

PATH = Path(__file__).parents[3] / "src/tapecheck/data/part_names.jsonl"
ROWS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['part']}-{row['examples'][0]}")
def test_row(row):
    assert set(row) == {"part", "pattern", "examples", "counter_examples"}
    assert row["examples"]
    assert row["counter_examples"]
    assert [name for name in row["examples"] if not is_called(row["part"], name)] == []
    assert [name for name in row["counter_examples"] if is_called(row["part"], name)] == []


def test_every_part_has_names():
    assert {row["part"] for row in ROWS} == set(PARTS) == set(names())


def test_an_article_is_not_called_furniture():
    for name in (
        "article-body",
        "entry-content",
        "post-content",
        "story",
        "main-content",
        "has-sidebar",
        "single-post",
    ):
        assert not is_called("sure", name) or name == "has-sidebar"
