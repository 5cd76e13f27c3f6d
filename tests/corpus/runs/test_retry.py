from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tapecheck.errors import ExportError
from tapecheck.schema.input import ArticleInput, RejectedInput

Corpora = Callable[..., Any]
Articles = Callable[..., list[ArticleInput | RejectedInput]]


def mixed(articles: Articles) -> list[ArticleInput | RejectedInput]:
    """Two shards, with something of each kind."""
    unread = RejectedInput(id="r", error="DecodeError", message="empty", path="in.jsonl", line=9)
    return [*articles(2), unread, *articles([3, 1, 4, 5])]


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
@pytest.mark.parametrize("failing", [{"a0"}, {"a1", "a3"}, {"a0", "a1", "a3", "a4", "a5"}])
@pytest.mark.parametrize("still", [set(), {"a1"}, {"a0", "a5"}])
def test_what_failed_is_done_again_and_nothing_else(
    corpora: Corpora, articles: Articles, failing: set[str], still: set[str], form: str
) -> None:
    corpus, undisturbed = corpora(mixed(articles)), corpora(mixed(articles))
    for one in (corpus, undisturbed):
        one.change(format=form)
    corpus.failing, undisturbed.failing = failing, still & failing
    corpus.run()
    corpus.failing = still
    totals = corpus.run(retry=True)
    assert corpus.worked == sorted(failing)
    assert totals == undisturbed.run()
    assert corpus.files() == undisturbed.files()


def test_nothing_failed_nothing_is_done(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(mixed(articles))
    corpus.run()
    before = corpus.files()
    corpus.run(retry=True)
    assert (corpus.worked, corpus.files()) == ([], before)


def test_what_was_never_done_is_done_too(corpora: Corpora, articles: Articles) -> None:
    corpus, undisturbed = corpora(mixed(articles)), corpora(mixed(articles))
    corpus.failing = {"a0"}
    corpus.run()
    (corpus.out / "markers/00001.json").unlink()
    corpus.failing = set()
    corpus.run(retry=True)
    assert corpus.worked == ["a0", "a3", "a4"]
    undisturbed.run()
    assert corpus.files() == undisturbed.files()


@pytest.mark.parametrize("after", range(4))
def test_a_retry_that_was_stopped_anywhere_loses_nothing(
    corpora: Corpora, articles: Articles, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    corpus, undisturbed = corpora(mixed(articles)), corpora(mixed(articles))
    corpus.failing = {"a0", "a4"}
    corpus.run()
    corpus.failing = set()
    write, left = type(corpus.storage).write, after + 1

    def stopping(storage: Any, name: str, content: bytes) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise ExportError("stopped")
        write(storage, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(type(corpus.storage), "write", stopping)
        with pytest.raises(ExportError, match="stopped"):
            corpus.run(retry=True)
    corpus.run(retry=True)
    undisturbed.run()
    assert corpus.files() == undisturbed.files()


def test_results_that_somebody_changed_are_not_mixed_with_new_ones(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(3))
    corpus.failing = {"a0"}
    corpus.run()
    results = corpus.out / "results/00000.jsonl"
    results.write_bytes(results.read_bytes().replace(b"ROSE", b"FELL"))
    with pytest.raises(ExportError, match=r"results/00000\.jsonl is not as it was written; .*delete it"):
        corpus.run(retry=True)
    results.unlink()
    corpus.failing = set()
    corpus.run(retry=True)
    assert b"FELL" not in results.read_bytes()
