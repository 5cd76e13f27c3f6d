"""Quotations: the spec table, and what holds for any text."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import quotations
from tapecheck.schema.article import Block

SPECS = Path(__file__).parent.parent / "specs" / "mentions" / "quotation.jsonl"
ROWS = [json.loads(line) for line in SPECS.read_text(encoding="utf-8").splitlines()]


def paragraphs(text: str) -> tuple[Block, ...]:
    """One paragraph block for each stretch between blank lines."""
    found = re.finditer(r"[^\n]+(?:\n[^\n]+)*", text)
    return tuple(Block(kind="paragraph", start=match.start(), end=match.end()) for match in found)


@pytest.mark.parametrize("row", ROWS, ids=[row["note"] for row in ROWS])
def test_spec(row):
    found = quotations.find(row["text"], paragraphs(row["text"]))
    assert [{"text": q.text, "closed": q.closed} for q in found] == row["quotations"]


def test_furniture_is_left_out():
    text = "“Sign up now,” it said."
    assert quotations.find(text, (Block(kind="furniture", start=0, end=len(text)),)) == ()


@given(st.text(alphabet="ab ,.'’‘“”\"«»\n!?X9", max_size=200))
def test_any_text(text):
    for quotation in quotations.find(text, paragraphs(text)):
        assert text[quotation.start : quotation.end] == quotation.text
        assert quotation.text == quotation.text.strip() != ""
