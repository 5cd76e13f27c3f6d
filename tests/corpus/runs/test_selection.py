from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.runs.selection import distinct
from tapecheck.corpus.runs.shard import SkippedInput
from tapecheck.corpus.screening.screen import Screened
from tapecheck.schema.input import ArticleInput, RejectedInput

Corpora = Callable[..., Any]
Articles = Callable[..., list[ArticleInput | RejectedInput]]


def test_the_first_input_of_an_id_is_taken_the_others_say_where_it_was(tmp_path: Path, articles: Articles) -> None:
    a, b, again = *articles(2), *articles([0], "Ether fell.")
    assert list(distinct([a, b, again, b], tmp_path)) == [
        a,
        b,
        SkippedInput(
            id="a0",
            reason="duplicate_id",
            message="input 0 of the corpus, counted from 0, has the same id",
            duplicate_of="a0",
            path="in.jsonl",
            line=1,
        ),
        SkippedInput(
            id="a1",
            reason="duplicate_id",
            message="input 1 of the corpus, counted from 0, has the same id",
            duplicate_of="a1",
            path="in.jsonl",
            line=2,
        ),
    ]


def test_what_could_not_be_read_goes_by_its_place(tmp_path: Path, articles: Articles) -> None:
    line = RejectedInput(id="a0", error="DecodeError", message="empty", path="in.jsonl", line=7)
    file = RejectedInput(id="b.html", error="DecodeError", message="empty", path="b.html")
    found = list(distinct([line, file, *articles(1), line], tmp_path))
    assert [entry.id for entry in found] == ["in.jsonl:7", "b.html", "a0", "in.jsonl:7"]
    assert [type(entry).__name__ for entry in found] == [
        "RejectedInput",
        "RejectedInput",
        "ArticleInput",
        "SkippedInput",
    ]


@pytest.mark.parametrize("name", ["\ud800", "caf\udce9.txt", "", "a\x00b", "é" * 500])
def test_any_name_can_be_an_id(tmp_path: Path, name: str) -> None:
    item = ArticleInput(id=name, source="x", path=name)
    first, second = distinct([item, item], tmp_path)
    assert (first.id, isinstance(second, SkippedInput)) == (second.id, True)
    assert first.model_dump_json()


def german(item: ArticleInput) -> str:
    return Screened(language="de" if "stieg" in item.source else "en", signature=None).model_dump_json()


def test_articles_in_other_languages_are_skipped_with_the_reason(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora([*articles(4), *articles([4, 5], "Bitcoin stieg."), *articles([6, 7])])
    corpus.change(only_language="en")
    corpus.screen = german
    totals = corpus.run()
    assert (totals.inputs, totals.done, totals.skipped) == (8, 6, 2)
    assert corpus.results() == ["a0", "a1", "a2", "a3", "a6", "a7"]
    assert (
        b'"id":"a4","path":"in.jsonl","line":5,"reason":"language","message":"its language is de"'
        in (corpus.files()["skipped.jsonl"])
    )


def test_what_articles_were_screened_by_is_not_worked_out_again(corpora: Corpora, articles: Articles) -> None:
    corpus = corpora([*articles(4), *articles([4, 5], "Bitcoin stieg.")])
    corpus.change(only_language="en")
    corpus.screen = german
    corpus.run()
    before = corpus.files()
    screened: list[str] = []

    def once_more(item: ArticleInput) -> str:
        screened.append(item.id)
        return german(item)

    corpus.screen = once_more
    corpus.run()
    assert (screened, corpus.worked, corpus.files()) == ([], [], before)
    (corpus.out / "screened/00001.json").write_text("{")
    corpus.inputs[0] = articles([0], "Bitcoin fell.")[0]
    corpus.run()
    assert screened == [entry.id for entry in corpus.inputs]
