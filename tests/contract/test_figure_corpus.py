"""The corpus of annotated figures: its hashes, its size, and that every mark is sound."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from tapecheck.training.figures import articles
from tapecheck.training.figures.markup import METRICS, MOVED, ROLES
from tapecheck.training.tagged_files import SPLITS, split_of

RECORDS = Path(__file__).parents[2] / "corpora" / "records"
METADATA = json.loads((RECORDS / "metadata.json").read_text("utf-8"))
ARTICLES = {split: list(articles.read_rows(RECORDS / f"{split}.jsonl")) for split in SPLITS}
EVERY = [article for some in ARTICLES.values() for article in some]
LABELS = [json.loads(line) for line in (RECORDS / "news_labels.jsonl").read_text("utf-8").splitlines()]


def test_metadata_says_how_it_was_made():
    assert {"what", "origin", "people", "licence", "format", "split", "agreement"} <= set(METADATA)


@pytest.mark.parametrize("name", METADATA["files"])
def test_the_files_are_those_that_the_metadata_describe(name):
    assert hashlib.sha256((RECORDS / name).read_bytes()).hexdigest() == METADATA["files"][name]["sha256"]


def test_it_is_large_enough_and_has_every_label():
    marks = [mark for article in EVERY for mark in article.marks]
    assert len(marks) >= 3000
    for kind, field, values in (
        ("price", "role", ROLES),
        ("percent_move", "metric", MOVED),
        ("metric", "metric", METRICS),
    ):
        seen = Counter(mark.fields[field] for mark in marks if mark.kind == kind)
        assert set(values) == set(seen), field


@pytest.mark.parametrize("split", SPLITS)
def test_every_article_is_in_its_split_and_its_marks_are_in_it(split):
    for article in ARTICLES[split]:
        assert split_of(article.id) == split
        for one, other in zip(article.marks, article.marks[1:], strict=False):
            assert one.end <= other.start, article.id
        for mark in article.marks:
            words = article.text[mark.start : mark.end]
            assert words, article.id
            assert words == words.strip(), article.id


def test_the_annotators_notation_gives_every_article_back(tmp_path):
    file = tmp_path / "marked.txt"
    file.write_text("\n".join(articles.marked(article) for article in EVERY), "utf-8")
    assert [(a.id, a.text, len(a.marks)) for a in articles.read_marked(file)] == [
        (a.id, a.text, len(a.marks)) for a in EVERY
    ]


def test_parts_point_to_a_total_of_their_article():
    for article in EVERY:
        totals = {mark.fields["id"] for mark in article.marks if mark.fields.get("id")}
        assert {mark.fields["of"] for mark in article.marks if mark.fields.get("of")} <= totals, article.id


def test_no_article_is_there_twice():
    assert len({article.id for article in EVERY}) == len({article.text for article in EVERY}) == len(EVERY)


def test_the_labels_of_other_articles_hold_no_text():
    for row in LABELS:
        assert set(row) == {"id", "published_at", "records", "sha256", "split"}
        assert all(len(str(value)) <= 60 for record in row["records"] for value in record.values())
