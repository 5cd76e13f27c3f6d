"""Facts: which records state the same thing; ``tests/specs/facts/joined.jsonl``: a text of blocks, and the figures of each fact."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import tapecheck
from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline


def facts_of(text: str) -> list[tuple[str, int]]:
    result = tapecheck.extract(text, published_at="2026-01-14T22:00:00Z")
    return [(fact.kind, len(fact.records)) for fact in result.facts]


def test_the_same_figure_twice_is_one_fact() -> None:
    text = "Bitcoin climbs to $97,800\n\nBitcoin climbed to $97,800 on Wednesday. Ether climbed to $3,380."
    assert facts_of(text) == [("price", 2), ("price", 1)]


def test_another_asset_is_another_fact() -> None:
    assert facts_of("Bitcoin rose 3%. Ether rose 3%.") == [("percent_move", 1), ("percent_move", 1)]


def test_a_total_and_its_part_are_two_facts() -> None:
    text = "Some $500 million was liquidated. Of that, $380 million were bitcoin shorts."
    assert facts_of(text) == [("liquidation", 1), ("liquidation", 1)]


def test_a_fact_keeps_what_its_records_agree_on() -> None:
    result = tapecheck.extract("Bitcoin rose 3% in the past 24 hours.\n\nIn a day bitcoin rose 3%.")
    (fact,) = result.facts
    assert (fact.asset, fact.metric, fact.window, fact.side) == ("BTC", "price", "24h", None)
    assert {record.fact for record in result.records} == {fact.id}


def test_a_field_on_which_records_differ_is_left_open() -> None:
    result = tapecheck.extract("Bitcoin traded at $97,800.\n\nIts price is at the day's high of $97,800.")
    (fact,) = result.facts
    assert len(fact.records) == 2
    assert (fact.role, fact.value) == (None, 97800)


def test_trailing_zeros_make_no_other_fact() -> None:
    assert facts_of("Bitcoin traded at $97,800.\n\nBitcoin traded at $97,800.00.") == [("price", 2)]


def test_quotes_are_one_fact_by_speaker_and_words() -> None:
    text = "“The range held,” said Ada Example.\n\nAda Example said, “the range held.”\n\nAda Example said, “it broke.”"
    assert facts_of(text) == [("quote", 2), ("quote", 1)]


def test_another_article_has_other_facts() -> None:
    pipeline = Pipeline.from_config()
    one, other = (pipeline.extract("Bitcoin rose 3%.", article_id=name) for name in ("one", "other"))
    assert one.facts[0].id != other.facts[0].id


SPECS = Path(__file__).parents[1] / "specs" / "facts"
PATTERNS = Pipeline.from_config(Settings(ner="none", figures="patterns"))
PUBLISHED_AT = datetime(2026, 1, 14, 22, tzinfo=UTC)


def rows_of(table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (SPECS / f"{table}.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", rows_of("joined"), ids=lambda row: row["text"][:50])
def test_these_figures_are_one_fact(row: dict[str, Any]) -> None:
    result = PATTERNS.extract(row["text"], title=row["text"].split("\n")[0], published_at=PUBLISHED_AT)
    words = {record.id: record.provenance.exact for record in result.records}
    assert [[words[name] for name in fact.records] for fact in result.facts] == row["facts"]
    if "value" in row:
        fact = json.loads(result.to_json())["facts"][0]
        assert [fact["value"], fact["bound"]] == row["value"]


KINDS = {"move": "same_thing", "state": "same_thing", "change": "arithmetic", "product": "arithmetic"} | {
    "part": "part_of_total",
    "weekday": "weekday",
    "headline": "headline",
}


@pytest.mark.parametrize("row", rows_of("contradictions"), ids=lambda row: row["text"][:50])
def test_these_figures_contradict_each_other(row: dict[str, Any]) -> None:
    result = PATTERNS.extract(row["text"], title=row.get("title"), published_at=PUBLISHED_AT)
    words = {record.id: record.provenance.exact for record in result.records}
    text = result.article.text
    told = [[text[place.text.start : place.text.end] for place in one.places] for one in result.contradictions]
    assert told == row["contradictions"]
    for one, exact in zip(result.contradictions, told, strict=True):
        assert one.kind == KINDS[row["class"]]
        assert one.kind == "weekday" or [words[name] for name in one.records] == exact
        assert all(figure in one.reason for figure in exact)


@pytest.mark.parametrize("row", rows_of("contradictions"), ids=lambda row: row["text"][:50])
def test_what_was_expected_is_out_of_reach_of_what_is_stated(row: dict[str, Any]) -> None:
    result = PATTERNS.extract(row["text"], title=row.get("title"), published_at=PUBLISHED_AT)
    for one in result.contradictions:
        computed = (one.stated, one.expected, one.tolerance)
        assert (None in computed) == (one.kind == "weekday")
        if one.stated is not None and one.expected is not None and one.tolerance is not None:
            assert abs(one.stated - one.expected) > one.tolerance >= 0


def test_a_move_that_does_not_come_out_says_what_would() -> None:
    result = PATTERNS.extract("Bitcoin rose 5% to $3,380 from $3,100.", published_at=PUBLISHED_AT)
    (one,) = json.loads(result.to_json())["contradictions"]
    assert (one["kind"], one["stated"], one["expected"]) == ("arithmetic", "5", "9.03226")
    assert one["reason"] == "from $3,100 to $3,380 is a rise of 9.03%, not a rise of 5%"


def test_every_class_has_enough_texts_with_and_without_it() -> None:
    joined = Counter((row["class"], len(row["facts"]) == 1) for row in rows_of("joined"))
    told = Counter((row["class"], bool(row["contradictions"])) for row in rows_of("contradictions"))
    for counts, least in ((joined, 5), (told, 8)):
        assert all(counts[name, verdict] >= least for name, _ in counts for verdict in (True, False)), counts
