"""The account of figures: each is in a record or listed with its reason.

``tests/specs/unclaimed/figures.jsonl``: a text, and the reason that each of its figures would have if nobody made a record of it;
``near`` names a reason whose words stand in the text but that must not be given.
"""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tapecheck import mentions
from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline
from tapecheck.records.context import build_context
from tapecheck.records.unclaimed import account
from tapecheck.schema.input import ArticleInput
from tapecheck.schema.result import UNCLAIMED_REASONS
from tapecheck.text import sentences

TABLE = Path(__file__).parents[1] / "specs" / "unclaimed" / "figures.jsonl"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in TABLE.read_text("utf-8").splitlines()]
PUBLISHED_AT = datetime(2026, 1, 14, 22, tzinfo=UTC)
PATTERNS = Pipeline.from_config(Settings(ner="none", figures="patterns"))


@pytest.mark.parametrize("row", ROWS, ids=[row["text"][:40] for row in ROWS])
def test_the_figures_have_these_reasons(row: dict[str, Any]) -> None:
    article = PATTERNS.parse(ArticleInput(id="any", source=row["text"], published_at=PUBLISHED_AT))
    spans = sentences.sentence_spans(article.text, article.blocks)
    found = mentions.find_everywhere(article, spans)
    nothing_claimed = account(build_context(article, spans, found.mentions, found.outside), ())
    assert [[left.exact, left.reason] for left in nothing_claimed.unclaimed] == row["reasons"]


def test_every_reason_has_enough_texts_with_and_without_it() -> None:
    given = Counter(reason for row in ROWS for reason in {reason for _, reason in row["reasons"]})
    near = Counter(row["near"] for row in ROWS if "near" in row)
    for reason in set(UNCLAIMED_REASONS) - {"unknown"}:
        assert given[reason] >= 5, reason
        assert near[reason] >= 5, reason
    assert all(row.get("near") not in [reason for _, reason in row["reasons"]] for row in ROWS)


def test_an_unclaimed_figure_says_where_it_stands() -> None:
    source = "<html><body><article><h1>Bitcoin rose</h1><p>Bitcoin rose to $97,800 today.</p>"
    source += "<p>Related Reading: Ether Eyes $3,500 &amp; More</p></article></body></html>"
    result = PATTERNS.extract(source, published_at=PUBLISHED_AT)
    (left,) = result.unclaimed
    assert left.label == "MONEY"
    assert result.article.text[left.place.text.start : left.place.text.end] == left.exact == "$3,500"
    assert left.place.source is not None
    assert source[left.place.source.start : left.place.source.end] == "$3,500"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("The fund bought 4,710 BTC, worth $513 million.", 2),
        ("Bitcoin should trade between $60,000 and $65,000.", 1),
        ("The exchange holds 1,000 to 2,000 BTC.", 1),
        ("The index reads 71 and 34 traders left.", 0),
        ("Nothing was said.", 0),
    ],
)
def test_a_range_is_one_figure_and_an_apposition_two(text: str, figures: int) -> None:
    result = PATTERNS.extract(text)
    assert result.coverage is not None
    assert (result.coverage.figures, result.coverage.in_records) == (figures, figures)


def test_the_counts_add_up() -> None:
    result = PATTERNS.extract("Bitcoin rose 3% to $97,800.\n\nAlso Read: A Token Soars 400%\n\nWin a $100 bonus.")
    coverage = result.coverage
    assert coverage is not None
    assert tuple(coverage.unclaimed) == UNCLAIMED_REASONS
    assert {reason: count for reason, count in coverage.unclaimed.items() if count} == {"furniture": 1, "offer": 1}
    assert coverage.figures == coverage.in_records + sum(coverage.unclaimed.values()) == 4


def test_a_day_is_no_amount_of_coins() -> None:
    result = PATTERNS.extract("On January 14 BTC fell to $90,000.", published_at=PUBLISHED_AT)
    assert [record.provenance.exact for record in result.records] == ["$90,000"]
    assert [(left.exact, left.reason) for left in result.unclaimed] == [("14 BTC", "date")]
