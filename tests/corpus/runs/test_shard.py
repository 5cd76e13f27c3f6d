from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.runs.shard import Shard, SkippedInput, cut, writable
from tapecheck.schema.input import ArticleInput, RejectedInput

Entry = ArticleInput | RejectedInput | SkippedInput


def made(lengths: list[int | None]) -> list[Entry]:
    """Articles of these lengths; ``None``: something that could not be read."""
    return [
        RejectedInput(id=str(number), error="DecodeError", message="empty")
        if length is None
        else ArticleInput(id=str(number), source="x" * length)
        for number, length in enumerate(lengths)
    ]


@given(st.lists(st.none() | st.integers(1, 9)), st.integers(1, 5), st.integers(1, 20))
def test_shards_are_the_inputs_in_order_and_none_is_larger_than_asked(
    lengths: list[int | None], articles: int, characters: int
) -> None:
    entries = made(lengths)
    shards = list(cut(iter(entries), articles, characters))
    assert [entry for shard in shards for entry in shard.entries] == entries
    assert [shard.number for shard in shards] == list(range(len(shards)))
    assert [shard.first for shard in shards] == [
        sum(len(one.entries) for one in shards[:n]) for n in range(len(shards))
    ]
    for shard in shards:
        sizes = [len(entry.source) if isinstance(entry, ArticleInput) else 0 for entry in shard.entries]
        assert 0 < len(sizes) <= articles
        assert sum(sizes[:-1]) < characters
        assert len(sizes) == articles or sum(sizes) >= characters or shard is shards[-1]


ARTICLE = ArticleInput(id="a", source="x", path="in.jsonl", line=1)


@pytest.mark.parametrize(
    "change",
    [
        {"id": "b"},
        {"source": "y"},
        {"media": "html"},
        {"url": "https://a.example/"},
        {"title": "T"},
        {"publisher": "p"},
        {"published_at": datetime(2026, 1, 14, tzinfo=UTC)},
        {"line": 2},
    ],
)
def test_the_digest_depends_on_all_that_results_can_depend_on(change: dict[str, Any]) -> None:
    changed = ARTICLE.model_copy(update=change)
    assert Shard(0, 0, (ARTICLE,)).digest() != Shard(0, 0, (changed,)).digest()


def test_the_digest_does_not_depend_on_where_the_input_lies_or_what_stands_before_it() -> None:
    moved = ARTICLE.model_copy(update={"path": "elsewhere.jsonl"})
    assert Shard(0, 0, (ARTICLE,)).digest() == Shard(3, 9, (moved,)).digest()


def test_the_digest_tells_kinds_of_inputs_and_their_order_apart() -> None:
    other = ARTICLE.model_copy(update={"id": "b"})
    skipped = SkippedInput(id="a", reason="language", message="its language is de")
    shards = [(ARTICLE, other), (other, ARTICLE), (ARTICLE,), (skipped, other), ()]
    assert len({Shard(0, 0, entries).digest() for entries in shards}) == len(shards)


def test_half_a_character_makes_an_input_a_rejected_one_that_can_be_written() -> None:
    assert writable(ARTICLE) is ARTICLE
    for half in ("a\udce9", "a\udce8"):
        bad = ArticleInput(id=half, source="x", path=half, line=3)
        rejected = writable(bad)
        assert isinstance(rejected, RejectedInput)
        assert rejected.model_dump_json()
        escaped = f"a\\udc{half.encode(errors='surrogateescape')[1]:x}"
        assert (rejected.id, rejected.path, rejected.line, rejected.error) == (escaped, escaped, 3, "DecodeError")
