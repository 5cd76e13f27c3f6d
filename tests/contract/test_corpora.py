"""Corpora written for the project: their hashes, their size, and that every annotation is sound."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from tapecheck.training import corpus, tagged_files
from tapecheck.training.markup import problems

NAMES = Path(__file__).parents[2] / "corpora" / "names"
METADATA = json.loads((NAMES / "metadata.json").read_text("utf-8"))
PASSAGES = {split: corpus.read(NAMES / f"{split}.jsonl") for split in tagged_files.SPLITS}


def test_metadata_says_how_it_was_made():
    assert {"what", "origin", "people", "licence", "format", "split", "agreement"} <= set(METADATA)


@pytest.mark.parametrize("name", METADATA["files"])
def test_the_files_are_those_that_the_metadata_describe(name):
    assert hashlib.sha256((NAMES / name).read_bytes()).hexdigest() == METADATA["files"][name]["sha256"]


def test_it_is_large_enough():
    every = [passage for passages in PASSAGES.values() for passage in passages]
    assert len(every) >= 400
    assert sum(len(re.findall(r"\w+|[^\w\s]", passage.text)) for passage in every) >= 120_000


@pytest.mark.parametrize("split", tagged_files.SPLITS)
def test_every_passage_is_in_its_split_and_sound(split):
    for passage in PASSAGES[split]:
        assert tagged_files.split_of(passage.id) == split
        assert list(problems(passage.text, passage.tags)) == [], passage.id


def test_no_passage_is_there_twice():
    every = [passage for passages in PASSAGES.values() for passage in passages]
    assert len({passage.id for passage in every}) == len({passage.text for passage in every}) == len(every)


def test_the_words_that_are_no_names_are_the_corpus_own():
    written = (Path(__file__).parents[2] / "src" / "tapecheck" / "data" / "not_names.txt").read_text("utf-8").split()
    assert written == corpus.not_names(PASSAGES["train"], least=2)
