"""Sentences and the records of one kind that they state, ``tests/specs/records/<kind>.jsonl``.

A row lists all records of the file's kind in its text, by their words; fields that a row doesn't name are not looked at.
Quotes have a runner of their own, which looks at their fragments. ``known_failure`` says what goes wrong still; once it is
right, the test fails until the word is taken out.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline
from tapecheck.records import KINDS

SPECS = Path(__file__).parents[1] / "specs" / "records"
PUBLISHED_AT = datetime(2026, 1, 14, 22, tzinfo=UTC)
PATTERNS = Pipeline.from_config(Settings(ner="none"))
"""Without a trained model: a specification holds whatever a model learns."""


def rows_of(kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SPECS / f"{kind}.jsonl").read_text("utf-8").splitlines()]


ROWS = [
    pytest.param(
        kind,
        row,
        id=f"{kind}-{row['text'][:40]}",
        marks=[pytest.mark.xfail(reason=row["known_failure"])] if "known_failure" in row else [],
    )
    for kind in KINDS
    if kind != "quote"
    for row in rows_of(kind)
]


@pytest.mark.parametrize(("kind", "row"), ROWS)
def test_the_sentence_states_these_records(kind: str, row: dict[str, Any]) -> None:
    result = json.loads(PATTERNS.extract(row["text"], published_at=PUBLISHED_AT).to_json())
    found = [record for record in result["records"] if record["kind"] == kind]
    assert [record["provenance"]["exact"] for record in found] == [wanted["text"] for wanted in row["records"]]
    for wanted, record in zip(row["records"], found, strict=True):
        expected = {name: value for name, value in wanted.items() if name != "text"}
        assert {name: record[name] for name in expected} == expected


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_has_enough_sentences_with_and_without_it(kind: str) -> None:
    stated = [bool(row["records"]) for row in rows_of(kind)]
    assert stated.count(True) >= 5
    assert stated.count(False) >= 5


def test_no_table_is_left_over() -> None:
    assert {path.stem for path in SPECS.glob("*.jsonl")} == set(KINDS)
