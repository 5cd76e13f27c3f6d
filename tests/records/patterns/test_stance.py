"""Asserted or prospective: modals, conditions, outlooks, future dates; May the month and may the verb."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from tapecheck.config import Settings
from tapecheck.pipeline import Pipeline
from tapecheck.records.patterns.stance import conditional

PATTERNS = Pipeline.from_config(Settings(ner="none", figures="patterns"))
PUBLISHED_AT = datetime(2026, 1, 14, 22, tzinfo=UTC)


def modality_of(text: str) -> str:
    (record,) = PATTERNS.extract(text, published_at=PUBLISHED_AT).records
    modality: str = getattr(record, "modality")  # noqa: B009 - the kinds of these sentences all have it
    return modality


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin could reach $120,000.",
        "Bitcoin will hit $120,000.",
        "Ether may fall to $2,400.",
        "Ether May Fall to $2,400",
        "Analysts expect a run to $120,000.",
        "The desk forecasts a rise of 12% in bitcoin.",
        "Unless bitcoin holds $88,000, sellers win.",
        "A move above $95,000 would draw buyers to bitcoin.",
        "A drop to $2,400, or a break of the channel, would hurt ether.",
        "Bitcoin is on track for $120,000.",
    ],
)
def test_a_forecast_is_prospective(text: str) -> None:
    assert modality_of(text) == "prospective"


@pytest.mark.parametrize(
    "text",
    [
        "Bitcoin fell to $84,000.",
        "Ether fell to $2,400 on May 22.",
        "In May ether fell to $2,400.",
        "Last May ether traded at $2,400.",
        "Ether would not fall below $2,400.",
        "Ether may be consolidating after a slide to $2,400.",
        "Traders could not explain why bitcoin fell to $84,000.",
        "Bitcoin trades at $84,000, and sellers might return.",
    ],
)
def test_what_happened_is_asserted(text: str) -> None:
    assert modality_of(text) == "asserted"


def test_a_date_after_publication_makes_it_a_forecast() -> None:
    assert modality_of("Bitcoin trades at $120,000 in March 2027.") == "prospective"
    assert modality_of("Bitcoin traded at $120,000 in October 2025.") == "asserted"


@pytest.mark.parametrize(
    ("before", "stated"),
    [
        ("if bitcoin loses ", True),
        ("once ether clears ", True),
        ("if so, bitcoin could reach ", False),
        ("bitcoin fell to ", False),
        ("should it close below ", True),
    ],
)
def test_a_condition_is_not_what_follows_from_it(before: str, stated: bool) -> None:
    assert conditional(before) is stated
