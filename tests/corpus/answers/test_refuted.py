from __future__ import annotations

from decimal import Decimal
from typing import Any

Corpus = Any
WORDS = "Bitcoin is at $97,800."


def test_the_share_and_how_sure_it_is(corpus: Corpus) -> None:
    labels = ["REFUTED"] * 2 + ["SUPPORTED"] * 8 + ["NOT_ENOUGH_INFO"] * 5
    for label in labels:
        corpus.tell("one.example", "2026-01-14", WORDS, "$97,800", label, kind="price", value="97800")
    corpus.tell("two.example", "2026-01-14", WORDS, "$97,800", "REFUTED", kind="price", value="97800")
    one, two = corpus.ask("refuted", least="1")
    counts = ("articles", "claims", "decided", "supported", "refuted", "share")
    assert [row["site"] for row in (one, two)] == ["two.example", "one.example"]
    assert tuple(two[name] for name in counts) == (15, 15, 10, 8, 2, Decimal("20.0"))
    # Wilson's interval of 2 in 10: 5.7 to 51.0; of 1 in 1: 20.7 to 100.
    assert (two["low"], two["high"]) == (Decimal("5.7"), Decimal("51.0"))
    assert (one["low"], one["high"]) == (Decimal("20.7"), Decimal("100.0"))
    assert [row["site"] for row in corpus.ask("refuted", least="10")] == ["one.example"]


def test_a_claim_that_is_repeated_counts_once_and_is_refuted_where_any_mention_is(corpus: Corpus) -> None:
    article = corpus.article("one.example", "2026-01-14T09:30:00Z")
    for label in ("SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"):
        corpus.record(article, WORDS, "$97,800", label, kind="price", value="97800", fact_id="f1")
    (row,) = corpus.ask("refuted", least="1")
    assert (row["claims"], row["decided"], row["supported"], row["refuted"]) == (1, 1, 0, 1)


def test_two_names_of_one_site_are_one_publisher(corpus: Corpus) -> None:
    for name in ("Sample News", "Sample News", "sample_news"):
        article = corpus.article("www.sample.example", "2026-01-14T09:30:00Z", publisher=name)
        corpus.record(article, WORDS, "$97,800", "SUPPORTED", kind="price", value="97800")
    (row,) = corpus.ask("refuted", least="1")
    assert (row["publisher"], row["site"], row["decided"]) == ("Sample News", "sample.example", 3)
