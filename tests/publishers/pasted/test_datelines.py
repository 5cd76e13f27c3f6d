"""Date lines and bylines, by a table."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from tapecheck.publishers.pasted.datelines import Dateline, read_dateline

PATH = Path(__file__).parents[2] / "specs/publishers/datelines.jsonl"
SPECS = [json.loads(line) for line in PATH.read_text(encoding="utf-8").splitlines()]


def moment(written: str | None) -> datetime | None:
    return None if written is None else datetime.fromisoformat(written)


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["line"])
def test_table(spec):
    expected = Dateline(
        moment(spec.get("published")),
        moment(spec.get("updated")),
        spec.get("assumed", False),
        tuple(spec.get("authors", ())),
        spec.get("updated_assumed", False),
    )
    assert read_dateline(spec["line"]) == (None if spec.get("none") else expected)
