"""Titles and employers tied to people: the spec table, in the notation of corpora/names."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tapecheck.mentions import words
from tapecheck.mentions.names.relations import ties
from tapecheck.training.corpus import names
from tapecheck.training.markup import parse

SPECS = Path(__file__).parents[2] / "specs" / "mentions" / "ties.jsonl"
ROWS = [json.loads(line) for line in SPECS.read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["tagged"][:50] for row in ROWS])
def test_spec(row):
    text, tags = parse(row["tagged"])
    found = names(tags)

    def worded(number):
        return None if number is None else text[found[number].start : found[number].end]

    made = ties(words.split(text), found)
    assert [[worded(n), worded(tie.title), worded(tie.org)] for n, tie in sorted(made.items())] == row["ties"]
