"""Reading annotated text, and telling what is wrong with it."""

from __future__ import annotations

import gzip
import json

import pytest

from tapecheck.errors import ConfigError
from tapecheck.mentions.names.labels import Entity
from tapecheck.training import corpus, tagged_files


def test_tokens_with_other_sets_labels(tmp_path):
    row = {"tokens": ["Ada", "Example", "joins", "Sample", "in", "Town", "Hall"],
           "tags": ["B-person", "I-person", "O", "B-corporation", "O", "I-LOC", "B-product"]}  # fmt: skip
    path = tmp_path / "set.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(row).encode()))
    (passage,) = corpus.read(path)
    assert not passage.fine
    assert passage.names == (Entity(0, 11, "PERSON"), Entity(18, 24, "ORG"), Entity(28, 32, "LOC"))


@pytest.mark.parametrize("line", ["{", '{"text": "a"}', '{"tokens": ["a"], "tags": []}'])
def test_a_bad_row_is_named(tmp_path, line):
    path = tmp_path / "set.jsonl"
    path.write_text(f'{{"tokens": [], "tags": []}}\n{line}\n', "utf-8")
    with pytest.raises(ConfigError, match=r"set.jsonl:2: "):
        corpus.read(path)


def test_words_that_are_no_names():
    text = "The ETF rose. Sample bought The Sample Fund. The ETF fell on Monday, the CEO said."
    names = (Entity(14, 20, "ORG"), Entity(28, 43, "FUND"), Entity(73, 76, "TITLE"))
    passages = [corpus.Passage(str(number), text, names) for number in range(9)]
    assert corpus.not_names(passages, least=2) == ["CEO", "ETF", "Monday", "The"]


def test_tagged_files_there_and_back(tmp_path):
    path = tmp_path / "01.txt"
    path.write_text("=== x-001 | a wire | 2021-05 | brief\n{P1|Ada Example} sold.\n", "utf-8")
    (row,) = tagged_files.read(path)
    assert row["text"] == "Ada Example sold."
    assert tagged_files.tagged(row) == path.read_text("utf-8")


@pytest.mark.parametrize(
    ("content", "message"),
    [("=== x-001 | a wire | 1821 | brief\nText\n", "heading"), ("=== x-001 | a | 2021 | brief\n{P1|Ada\n", "x-001: a tag is not closed"),
     ("=== x-001 | a | 2021 | brief\n{T1|CEO}\n", "x-001: nobody is '1'")],
)  # fmt: skip
def test_a_bad_passage_is_named(tmp_path, content, message):
    path = tmp_path / "01.txt"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=message):
        list(tagged_files.read(path))
