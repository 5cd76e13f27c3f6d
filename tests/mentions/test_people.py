"""People and organisations: the spec table, and what holds for any text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.mentions import people, words

SPECS = Path(__file__).parent.parent / "specs" / "mentions" / "person.jsonl"
ROWS = [json.loads(line) for line in SPECS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:50] for row in ROWS])
def test_spec(row):
    found = [mention.model_dump(exclude={"start", "end", "rule"}) for mention in people.find(words.split(row["text"]))]
    assert found == row["mentions"]


@given(
    st.lists(
        st.sampled_from(
            ["Ada", "Example", "said", "CEO", "of", ",", "the", "“", "analyst", "’s", "Labs", "according", "to", "\n"]
        ),
        max_size=40,
    )
)
def test_mentions_never_overlap_and_are_verbatim(parts):
    text = " ".join(parts)
    end = 0
    for mention in people.find(words.split(text)):
        assert mention.start >= end
        assert text[mention.start : mention.end] == mention.text
        end = mention.end


@pytest.mark.parametrize("row", words.rows("titles"), ids=lambda row: row["form"])
def test_examples_of_titles(row):
    letters = {"head": "h", "group": "j", "modifier": "m", "rank": "r", "place": "d"}
    for example in row["examples"]:
        split = words.split(example)
        found = {split.slice(at, at + 1).lower(): letter.lower() for at, letter in enumerate(split.classes)}
        assert row["form"] in example
        assert found.get(row["form"], letters[row["part"]]) == letters[row["part"]]


@pytest.mark.parametrize("row", words.rows("speech_verbs"), ids=lambda row: row["forms"][0])
def test_examples_of_verbs(row):
    letters = {"say": "vV", "think": "tV", "label": "cV", "according": "gblx"}[row["kind"]]
    for example in row["examples"]:
        split = words.split(example)
        classes = {split.slice(at, at + 1).lower(): letter for at, letter in enumerate(split.classes)}
        used = [form for form in row["forms"] if form.split()[0] in classes]
        assert used, example
        assert all(classes[form.split()[0]] in letters for form in used)


@pytest.mark.parametrize("row", words.rows("small_words"), ids=lambda row: row["part"])
def test_examples_of_small_words(row):
    for example in row["examples"]:
        split = words.split(example)
        used = {split.slice(at, at + 1).lower() for at, letter in enumerate(split.classes) if letter == row["letter"]}
        assert used & set(row["forms"]), example
