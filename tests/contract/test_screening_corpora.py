"""The corpora that screening is measured on: their hashes, and that they are what their metadata say."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

CORPORA = Path(__file__).parents[2] / "corpora"
METADATA = {name: json.loads((CORPORA / name / "metadata.json").read_text("utf-8")) for name in ("languages", "copies")}
ROWS = {
    name: [json.loads(line) for line in (CORPORA / name / file).read_text("utf-8").splitlines()]
    for name, file in (("languages", "texts.jsonl"), ("copies", "pairs.jsonl"))
}


@pytest.mark.parametrize("name", METADATA)
def test_metadata_and_files_agree(name):
    assert {"what", "origin", "people", "licence", "format", "split", "agreement"} <= set(METADATA[name])
    for file, said in METADATA[name]["files"].items():
        assert hashlib.sha256((CORPORA / name / file).read_bytes()).hexdigest() == said["sha256"]


def test_every_language_has_a_dozen_texts():
    counted = Counter(row["language"] for row in ROWS["languages"])
    said = METADATA["languages"]["files"]["texts.jsonl"]
    assert (sum(counted.values()), len(counted)) == (said["texts"], said["languages"])
    assert len(counted) > 15
    assert set(counted.values()) == {12}
    assert (
        len({row["id"] for row in ROWS["languages"]})
        == len({row["text"] for row in ROWS["languages"]})
        == said["texts"]
    )


def test_every_pair_has_a_label_and_is_there_once():
    counted = Counter(row["label"] for row in ROWS["copies"])
    said = METADATA["copies"]["files"]["pairs.jsonl"]
    assert counted == {"copy": said["copies"], "update": said["updates"]}
    assert len({(row["first"], row["second"]) for row in ROWS["copies"]}) == len(ROWS["copies"])
    assert all(len(row[end]) == 64 for row in ROWS["copies"] for end in ("first", "second"))
