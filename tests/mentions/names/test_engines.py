"""Which engine a setting means, and what is said where there is none."""

from __future__ import annotations

import pytest

from tapecheck.errors import ModelError
from tapecheck.mentions.names import engines


def test_none_is_none():
    assert engines.load("none") is None


def test_without_its_model_auto_is_none_and_spacy_an_error(monkeypatch):
    monkeypatch.setattr(engines, "folder_of", lambda _: None)
    assert engines.load("auto") is None
    with pytest.raises(ModelError, match="names-cnn is not installed"):
        engines.load("spacy")
    with pytest.raises(ModelError, match="names-minilm is not installed"):
        engines.load("transformer")


def test_without_torch_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(engines.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(ModelError, match=r"pip install 'tapecheck\[transformers\]'"):
        engines.load("transformer")


@pytest.mark.parametrize(("choice", "file"), [("spacy", "config.cfg"), ("transformer", "config.json")])
def test_a_damaged_model_is_named(monkeypatch, tmp_path, choice, file):
    (tmp_path / file).write_text("{}", "utf-8")
    monkeypatch.setattr(engines, "folder_of", lambda _: tmp_path)
    with pytest.raises(ModelError, match="can't be read"):
        engines.load(choice)
