"""Every trained model: its card and metrics are there, its data are those of the repository, and its files are safe and small."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tapecheck import models
from tapecheck.mentions.names import engines
from tapecheck.records.learned import loading
from tapecheck.training import corpus

ROOT = Path(__file__).parents[2]
MODELS = sorted(path for path in (ROOT / "models").iterdir() if path.is_dir())
LARGEST = {"figures-linear": 3e6, "names-cnn": 15e6, "names-minilm": 50e6, "readings-linear": 3e6}
CORPUS = {"figures-linear": "records", "names-cnn": "names", "names-minilm": "names"}
PICKLES = {".pkl", ".pickle", ".pt", ".pth", ".bin", ".joblib", ".ckpt"}
NO_PICKLE = {"lookups.bin"}
"""spaCy's name for a table in MessagePack."""


def test_every_model_is_in_the_table():
    assert {path.name for path in MODELS} == {*engines.MODELS.values(), loading.MODEL, loading.READINGS}


@pytest.mark.parametrize("folder", MODELS, ids=lambda path: path.name)
def test_the_card_names_the_data_and_they_are_these(folder):
    card = (folder / "README.md").read_text("utf-8")
    hashes = dict(re.findall(r"^\| (\S+) \| `([0-9a-f]{64})` \|$", card, re.MULTILINE))
    if folder.name == loading.READINGS:
        assert set(hashes) == {"crypto_news.jsonl.gz"}  # a corpus that is not part of the repository
    else:
        assert hashes["train.jsonl"] == corpus.sha256(ROOT / "corpora" / CORPUS[folder.name] / "train.jsonl")
    for heading in ("Licence", "Weak"):
        assert re.search(rf"^## .*{heading}", card, re.MULTILINE), heading


@pytest.mark.parametrize("folder", MODELS, ids=lambda path: path.name)
def test_the_metrics_are_there(folder):
    metrics = json.loads((folder / "metrics.json").read_text("utf-8"))
    if folder.name == loading.READINGS:
        for bins in metrics.values():
            assert all(abs(one["trust"] - one["agrees"]) < 0.15 for one in bins if one["cases"] > 30)
    elif folder.name == loading.MODEL:
        assert metrics["test.jsonl"]["kind"] > 0.8
    else:
        assert metrics["test"]["all"]["f1"] > 0.7


@pytest.mark.parametrize("folder", MODELS, ids=lambda path: path.name)
def test_no_pickle_and_no_more_than_it_may_weigh(folder):
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert not [path for path in files if path.suffix in PICKLES and path.name not in NO_PICKLE]
    assert sum(path.stat().st_size for path in files) <= LARGEST[folder.name]


def test_a_models_hash_depends_on_names_and_contents(tmp_path):
    (tmp_path / "a").write_text("1", "utf-8")
    first = models.digest(tmp_path)
    (tmp_path / "a").rename(tmp_path / "b")
    second = models.digest(tmp_path)
    (tmp_path / "b").write_text("2", "utf-8")
    assert len({first, second, models.digest(tmp_path)}) == 3


def test_the_small_model_keeps_no_words_of_the_articles_that_taught_it():
    import spacy

    folder = ROOT / "models" / "names-cnn"
    vocabulary = spacy.load(folder).vocab
    vectored = {vocabulary.strings[key] for key in vocabulary.vectors.keys()}  # noqa: SIM118 - a table, not a dictionary
    kept = json.loads((folder / "vocab" / "strings.json").read_text("utf-8"))
    blank = spacy.blank("en").vocab.strings
    assert [word for word in kept if word not in vectored and word not in blank] == []
    assert all(word.isalpha() or "'" in word or "’" in word for word in vectored)
