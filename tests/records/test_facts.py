"""Facts: which records state the same thing."""

from __future__ import annotations

import tapecheck
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
    result = tapecheck.extract("Bitcoin rose 3% in the past 24 hours.\n\nBitcoin rose 3% over the past week.")
    (fact,) = result.facts
    assert len(fact.records) == 2
    assert fact.window is None


def test_trailing_zeros_make_no_other_fact() -> None:
    assert facts_of("Bitcoin traded at $97,800.\n\nBitcoin traded at $97,800.00.") == [("price", 2)]


def test_quotes_are_one_fact_by_speaker_and_words() -> None:
    text = "“The range held,” said Ada Example.\n\nAda Example said, “the range held.”\n\nAda Example said, “it broke.”"
    assert facts_of(text) == [("quote", 2), ("quote", 1)]


def test_another_article_has_other_facts() -> None:
    pipeline = Pipeline.from_config()
    one, other = (pipeline.extract("Bitcoin rose 3%.", article_id=name) for name in ("one", "other"))
    assert one.facts[0].id != other.facts[0].id
