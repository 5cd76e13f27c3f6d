"""Errors planted into an article that the example market supports."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import pytest

from tapecheck.config import Settings
from tapecheck.evaluation.planted import ASSET, DATE, ERRORS, SIGN, Planted, planted
from tapecheck.market import MarketStore
from tapecheck.pipeline import Pipeline
from tapecheck.records.learned import loading
from tapecheck.records.learned.model import Features
from tapecheck.records.learned.readings import ReadingModel
from tapecheck.schema.input import ArticleInput

MARKET = Path(__file__).parents[2] / "examples" / "market"
ARTICLE = ArticleInput(
    id="a",
    source="Bitcoin rose 3.5% in the past 24 hours. Bitcoin traded at $97,500 on Wednesday, more than $95,000.",
    published_at=datetime(2026, 1, 14, 22, 57, tzinfo=UTC),
)


TRUSTING = ReadingModel(
    Features(("price.stated", "price.now", "percent_move.trailing"), np.full((3, 1), 5.0, np.float32))
)
"""Trusts every reading of these three kinds."""


@pytest.fixture(scope="module")
def found() -> list[Planted]:
    with MarketStore.in_memory() as store:
        for path in sorted(MARKET.glob("binance*.csv")):
            store.import_file(path)
        loaded = loading.load("model")
        assert loaded is not None
        pipeline = Pipeline(Settings(ner="none"), store, figures=replace(loaded, readings=TRUSTING))
        return list(planted(ARTICLE, pipeline.process(ARTICLE), pipeline, store))


def answer(found: list[Planted], exact: str, error: str) -> list[str]:
    return [one.answer for one in found if one.record.provenance.exact == exact and one.error == error]


def test_gross_errors_are_refuted(found: list[Planted]) -> None:
    assert answer(found, "$97,500", "x 10") == ["REFUTED"]
    assert answer(found, "$97,500", "+10 %") == ["REFUTED"]
    assert answer(found, "$97,500", ASSET) == ["REFUTED"]
    assert answer(found, "$97,500", DATE) == ["REFUTED"]
    assert answer(found, "3.5%", SIGN) == ["REFUTED"]


def test_what_leaves_a_bound_true_is_no_error(found: list[Planted]) -> None:
    assert answer(found, "$95,000", "+10 %") == ["REFUTED"]
    assert answer(found, "$95,000", "-10 %") == []


def test_a_small_error_in_a_small_move_prints_the_same_or_is_within_its_rounding(found: list[Planted]) -> None:
    assert answer(found, "3.5%", "+3 %") == ["SUPPORTED"]


def test_every_error_is_in_the_list(found: list[Planted]) -> None:
    assert {one.error for one in found} <= set(ERRORS)
