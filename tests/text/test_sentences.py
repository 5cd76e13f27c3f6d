"""Sentence boundaries, by a table and by what must always hold."""

import json
from pathlib import Path

import pytest

from tapecheck.schema.base import Span
from tapecheck.text.sentences import segment, sentence_spans

ROOT = Path(__file__).parents[2]


def rows(path: str) -> list[dict]:
    return [json.loads(line) for line in (ROOT / path).read_text(encoding="utf-8").splitlines()]


SPECS = rows("tests/specs/text/sentences.jsonl")
WORDS = rows("src/tapecheck/data/sentence_words.jsonl")


def split(text: str) -> list[str]:
    return [text[span.start : span.end] for span in sentence_spans(text, [Span(start=0, end=len(text))])]


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["text"][:40])
def test_table(spec):
    assert split(spec["text"]) == spec["sentences"]


@pytest.mark.parametrize("row", WORDS, ids=lambda row: f"{row['class']}-{row['word']}")
def test_each_word_of_the_data_file_does_what_its_example_says(row):
    assert row["word"].lower() in row["example"].lower()
    assert len(split(row["example"])) == row.get("sentences", 1)


def test_a_sentence_never_crosses_a_block():
    text = "A heading\n\nIt fell. It rose"
    blocks = [Span(start=0, end=9), Span(start=11, end=27)]
    assert [text[s.start : s.end] for s in sentence_spans(text, blocks)] == ["A heading", "It fell.", "It rose"]


def test_segment_has_the_text_and_the_sentences():
    text = "Bitcoin rose in 24 hours.BTC then fell.\n\nA heading\n\n“It’s $60K-$65K,” he said. So?"
    blocks = [Span(start=0, end=39), Span(start=41, end=50), Span(start=52, end=len(text))]
    doc = segment(text, blocks)
    assert doc.text == text
    assert [sentence.text.strip() for sentence in doc.sents] == [
        "Bitcoin rose in 24 hours.",
        "BTC then fell.",
        "A heading",
        "“It’s $60K-$65K,” he said.",
        "So?",
    ]
    assert [token.idx for token in doc] == sorted({token.idx for token in doc})


def test_segment_of_nothing():
    assert len(segment("", [])) == 0
