from __future__ import annotations

import builtins
import json
from pathlib import Path

import pytest

from tapecheck.corpus.screening import language
from tapecheck.corpus.screening.language import language_of
from tapecheck.errors import ConfigError

pytest.importorskip("py3langid", reason="needs the extra: pip install 'tapecheck[screening]'")

CORPUS = Path(__file__).parents[3] / "corpora" / "languages" / "texts.jsonl"
ROWS = [json.loads(line) for line in CORPUS.read_text("utf-8").splitlines()]
LONG = [
    row for row in ROWS if row["language"] != "en" and len("".join(filter(str.isalpha, row["text"])).encode()) >= 100
]


@pytest.mark.parametrize("code", sorted({row["language"] for row in LONG}))
def test_other_languages_are_told(code):
    told = [language_of(row["text"]) for row in LONG if row["language"] == code]
    assert told.count(code) >= 0.7 * len(told), told
    assert set(told) <= {code, None}


@pytest.mark.parametrize("row", [row for row in ROWS if row["language"] == "en"], ids=lambda row: row["id"])
def test_figures_tickers_and_names_are_no_other_language(row):
    assert language_of(row["text"]) in ("en", None)


def test_english_is_told():
    text = "Bitcoin rose 3.5% to $97,800 on Wednesday, and traders on the Examplex exchange said they had seen it coming for days."
    assert language_of(text) == "en"
    assert language_of(text.upper()) == "en"


@pytest.mark.parametrize("text", ["", "BTC", "$97,800 " * 400, "Bitcoin steigt.", "\ud800" * 10, "1234567890" * 1000])
def test_too_little_is_not_told(text):
    assert language_of(text) is None


def test_the_rest_of_a_long_text_makes_no_difference():
    text = ("Der Kurs von Bitcoin ist am Mittwoch gestiegen, und niemand weiß warum. " * 30)[: language.SAMPLE]
    assert language_of(text) == language_of(text + " The rest of it is in English." * 500) == "de"


def test_without_the_package_the_error_names_the_extra(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("py3langid"):
            raise ImportError(name)
        return real(name, *rest)

    language._identifier.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"tapecheck\[screening\]"):
        language_of("Bitcoin rose by three percent on Wednesday, and nobody could say for certain why it had done so.")
