from __future__ import annotations

from typing import Any

Corpus = Any


def speakers(corpus: Corpus, **settings: str) -> list[tuple[object, ...]]:
    rows = corpus.ask("most-quoted", **{"least": "1", **settings})
    return [(row["speaker"], row["quotes"], row["also"]) for row in rows]


def test_one_person_in_many_spellings(corpus: Corpus) -> None:
    for number, name in enumerate(["Ada Exämple", "Ada Exämple", "Dr. Ada T. Example", "ada example"]):
        corpus.quote("one.example", name, f"words {number}", affiliation="Sample Bank")
    corpus.quote("two.example", "Adeline Example", "other words", affiliation="Sample Bank")
    corpus.quote("two.example", "Example", "more words", affiliation="Sample Bank")
    (row,) = corpus.ask("most-quoted", least="1")
    assert (row["speaker"], row["quotes"], row["articles"], row["publishers"]) == ("Ada Exämple", 6, 6, 2)
    assert row["also"] == "Adeline Example, Dr. Ada T. Example, Example, ada example"
    assert (row["affiliation"], row["who"]) == ("Sample Bank", "person")


def test_who_may_be_somebody_else_is_not_joined(corpus: Corpus) -> None:
    corpus.quote("one.example", "Ada Example", "one", affiliation="Sample Bank")
    corpus.quote("one.example", "Adam Example", "two", affiliation="Mock Fund")
    corpus.quote("one.example", "Ben Example", "three", affiliation="Sample Bank")
    corpus.quote("one.example", "Example", "four", affiliation="Sample Bank")
    assert speakers(corpus) == [
        ("Ada Example", 1, ""),
        ("Adam Example", 1, ""),
        ("Ben Example", 1, ""),
        ("Example", 1, ""),
    ]


def test_the_same_words_count_once(corpus: Corpus) -> None:
    corpus.quote("one.example", "Ada Example", "“It will rise.”")
    corpus.quote("two.example", "Ada Example", '"It will rise"')
    (row,) = corpus.ask("most-quoted", least="1")
    assert (row["quotes"], row["articles"], row["publishers"]) == (1, 2, 2)


def test_organisations_and_a_site_of_itself(corpus: Corpus) -> None:
    corpus.quote("one.example", "Sample Bank", "we think so")
    corpus.quote("one.example", "Ada Example", "so do I", affiliation="Sample Bank")
    corpus.quote("one.example", "one.example", "told us")
    assert speakers(corpus) == [("Ada Example", 1, "")]
    assert speakers(corpus, who="organisation") == [("Sample Bank", 1, "")]
    assert len(speakers(corpus, who="any")) == 2


def test_least_and_time(corpus: Corpus) -> None:
    corpus.quote("one.example", "Ada Example", "one", day="2026-01-31T23:59:59Z")
    corpus.quote("one.example", "Ada Example", "two", day="2026-02-01T00:00:00Z")
    assert speakers(corpus, least="2") == [("Ada Example", 2, "")]
    assert speakers(corpus, least="2", since="2026-02-01") == []
    assert speakers(corpus, since="2026-02-01", until="2026-03-01") == [("Ada Example", 1, "")]
