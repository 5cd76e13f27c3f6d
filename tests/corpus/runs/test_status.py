from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.runs.status import status
from tapecheck.corpus.runs.storage import LocalStorage
from tapecheck.errors import ConfigError
from tapecheck.schema.input import ArticleInput, RejectedInput

Corpora = Callable[..., Any]
Articles = Callable[..., list[ArticleInput | RejectedInput]]


def test_a_finished_run(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora([*articles(5), RejectedInput(id="r", error="DecodeError", message="empty"), *articles([2, 6])])
    corpus.failing = {"a1", "a4"}
    totals = corpus.run()
    there = status(corpus.storage)
    assert (there.totals, there.finished, there.running) == (totals, True, False)
    assert (there.failed, there.skipped) == ({"DecodeError": 1, "ValueError": 2}, {"duplicate_id": 1})


def test_a_run_that_was_stopped_and_one_that_is_running(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora(articles(9))
    seen = []

    def stop(number: int) -> None:
        seen.append(status(corpus.storage))
        if number == 2:
            raise KeyboardInterrupt

    corpus.stop = stop
    with pytest.raises(KeyboardInterrupt):
        corpus.run()
    there = status(corpus.storage)
    assert [(one.running, one.finished, one.totals.inputs) for one in (*seen, there)] == [
        (True, False, 0),
        (True, False, 3),
        (True, False, 6),
        (False, False, 6),
    ]


def test_no_run(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no run of tapecheck"):
        status(LocalStorage(tmp_path / "none"))
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("name", ["failed/00000.jsonl", "skipped/00000.jsonl"])
def test_a_damaged_list_is_said(corpora: Corpora, articles: Articles, name: str) -> None:
    corpus = corpora(articles([0, 1, 0]))
    corpus.failing = {"a1"}
    corpus.run()
    (corpus.out / name).write_text("{\n")
    with pytest.raises(ConfigError, match=rf"{name} is damaged; once you delete it, a run does its articles again"):
        status(corpus.storage)
    corpus.run()
    assert status(corpus.storage).totals.inputs == 3
