"""Whenever a run stops, the markers that are there are true of the files that are there."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tapecheck.corpus.runs.marker import File, Marker
from tapecheck.schema.input import ArticleInput, RejectedInput

Corpora = Callable[..., Any]
Articles = Callable[..., list[ArticleInput | RejectedInput]]


def untrue(corpus: Any) -> list[str]:
    """The markers that list a file which is not as they say."""
    files = corpus.files()
    markers = {name: Marker.model_validate_json(content) for name, content in files.items() if name[:8] == "markers/"}
    return [
        name
        for name, marker in markers.items()
        if any(path not in files or File.of(files[path]) != file for path, file in marker.files.items())
    ]


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[Any], list[str]]:
    """Look at a corpus's folder before and after everything that its run writes or deletes; the list is of what was untrue."""

    def watch(corpus: Any) -> list[str]:
        found: list[str] = []
        for change in ("write", "delete"):
            original = getattr(type(corpus.storage), change)

            def changed(storage: Any, name: str, *content: bytes, original: Any = original) -> None:
                original(storage, name, *content)
                found.extend(f"{marker} after {name}" for marker in untrue(corpus))

            monkeypatch.setattr(type(corpus.storage), change, changed)
        return found

    return watch


@pytest.fixture
def corpus(corpora: Corpora, articles: Articles) -> Any:
    """A run that is finished, in which two articles failed."""
    corpus = corpora(articles(8))
    corpus.failing = {"a1", "a4"}
    corpus.run()
    return corpus


def test_in_a_new_run(corpora: Corpora, articles: Articles, watched: Callable[[Any], list[str]]) -> None:
    corpus = corpora(articles(8))
    corpus.failing = {"a1"}
    found = watched(corpus)
    corpus.run()
    assert found == []


def test_in_a_retry(corpus: Any, watched: Callable[[Any], list[str]]) -> None:
    found = watched(corpus)
    corpus.failing = {"a4"}
    corpus.run(retry=True)
    assert found == []


def test_when_the_input_changed(corpus: Any, articles: Articles, watched: Callable[[Any], list[str]]) -> None:
    found = watched(corpus)
    corpus.inputs = articles([7, *range(5)], "Ether fell.")
    corpus.run()
    assert found == []


def test_when_another_run_is_overwritten(corpus: Any, watched: Callable[[Any], list[str]]) -> None:
    found = watched(corpus)
    corpus.failing = {"a0"}
    corpus.change(shard_articles=2)
    corpus.run(overwrite=True)
    assert found == []
