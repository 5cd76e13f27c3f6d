"""Whatever sentences an article is made of: records lie in the text, are in order, and come back from JSON."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.pipeline import Pipeline
from tapecheck.records import Result
from tapecheck.schema.input import ArticleInput

PIPELINE = Pipeline.from_config()
FRAGMENTS = (
    "Bitcoin rose 4% to $97,800 in the past 24 hours",
    "ether and solana fell 1% and 2%, respectively",
    "“We expect $105,000,” said Ada Example, head of research at Example Labs",
    "traders lost $120 million in longs, and $40M of that were BTC (ETH: $9M)",
    "the fund holds 4,200 ETH, worth $13 million",
    "a close above $3,500 would open the door",
    "support sits at $88,000, $86,500 and $81,000",
    "the Fear & Greed Index reads 71",
    "More For You",
    "• open interest fell 3% from $40 billion",
    "12% (34%), 56%",
    "$1.2 to $1.5 trillion",
    "Zorbcoin (ZORB) is down 37–45% from its peak",
    "It May Slide to $25,000 (roughly Rs. 21 lakh)",
    "BTC -2.40% is holding, the former at $3",
    "its highest level since April, above $3,300 for the first time in two weeks",
    "ETFs snapped a five-day streak of inflows",
    "it hit a two-month low of $88,000, the biggest daily drop of the year",
    "long and short traders lost $72 million and $6 million, respectively",
)
SEPARATORS = (". ", "\n\n", ", while ", " ", "; ", "\n")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(FRAGMENTS), st.sampled_from(SEPARATORS)), min_size=1, max_size=8))
def test_records_of_any_article_are_sound(parts: list[tuple[str, str]]) -> None:
    source = "".join(fragment + separator for fragment, separator in parts)
    result = PIPELINE.process(ArticleInput(id="any", source=source))
    text = result.article.text
    places = [(record.provenance.text.start, record.provenance.text.end) for record in result.records]
    assert places == sorted(places)
    for record in result.records:
        span, origin = record.provenance.text, record.provenance.source
        assert text[span.start : span.end] == record.provenance.exact
        assert origin is not None
        assert source[origin.start : origin.end] == record.provenance.exact
        assert record.provenance.sentence.covers(span)
    ids = {record.id for record in result.records}
    assert len(ids) == len(result.records)
    assert {name for fact in result.facts for name in fact.records} == ids
    assert result.coverage is not None
    assert result.coverage.figures == result.coverage.in_records + len(result.unclaimed)
    assert all(text[left.place.text.start : left.place.text.end] == left.exact for left in result.unclaimed)
    assert Result.model_validate_json(result.to_json()).to_json() == result.to_json()


@pytest.mark.parametrize(
    "unit",
    [
        "“a b ",
        "5% to ",
        "the latter ",
        "if it loses $9, ",
        "$1M in longs, ",
        "the highest $9 since May, ",
        "$9 for the first time ",
    ],
)
def test_repetition_without_end_is_read(unit: str) -> None:
    PIPELINE.process(ArticleInput(id="hostile", source=unit * (6_000 // len(unit))))


@pytest.mark.parametrize("unit", ["$1 and ", "(", "“"])
def test_long_repetition_is_read(unit: str) -> None:
    PIPELINE.process(ArticleInput(id="hostile", source=unit * (20_000 // len(unit))))
