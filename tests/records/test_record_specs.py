"""Sentences and the records of one kind that they state, ``tests/specs/records/<kind>.jsonl``.

A row lists all records of the file's kind in its text, by their words; fields that a row doesn't name are not looked at.
Quotes have a runner of their own, which looks at their fragments. ``known_failure`` says what goes wrong still by the patterns,
``model_failure`` what does by the trained model; once it is right, the test fails until the word is taken out.
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
PATTERNS = Pipeline.from_config(Settings(ner="none", figures="patterns"))
MODEL = Pipeline.from_config(Settings(ner="none", figures="model"))


def rows_of(kind: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SPECS / f"{kind}.jsonl").read_text("utf-8").splitlines()]


def params(failure: str) -> list[Any]:
    """All rows; those with the key ``failure`` are expected to fail."""
    return [
        pytest.param(
            kind,
            row,
            id=f"{kind}-{row['text'][:40]}",
            marks=[pytest.mark.xfail(reason=row[failure])] if failure in row else [],
        )
        for kind in KINDS
        if kind != "quote"
        for row in rows_of(kind)
    ]


@pytest.mark.parametrize(("kind", "row"), params("known_failure"))
def test_the_sentence_states_these_records(kind: str, row: dict[str, Any]) -> None:
    compare(PATTERNS, kind, row)


@pytest.mark.parametrize(("kind", "row"), params("model_failure"))
def test_it_states_them_with_the_model_too(kind: str, row: dict[str, Any]) -> None:
    compare(MODEL, kind, row)


def compare(pipeline: Pipeline, kind: str, row: dict[str, Any]) -> None:
    result = json.loads(pipeline.extract(row["text"], published_at=PUBLISHED_AT).to_json())
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
