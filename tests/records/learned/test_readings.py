"""How far readings are trusted: by the words, never by the figure."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest

from tapecheck import records
from tapecheck.config import Settings
from tapecheck.market import MarketStore
from tapecheck.pipeline import Pipeline
from tapecheck.records import Price
from tapecheck.records.learned.model import Features
from tapecheck.records.learned.reading_features import Setting, reading_features
from tapecheck.records.learned.readings import ReadingModel, on_basis
from tapecheck.records.learned.tokens import Tokens
from tapecheck.schema.input import ArticleInput
from tapecheck.training import readings

PIPELINE = Pipeline.from_config(Settings(ner="none", figures="patterns"))
MARKET = Path(__file__).parents[3] / "examples" / "market"
WHEN = datetime(2026, 1, 14, 22, 57, tzinfo=UTC)


def item(text: str) -> ArticleInput:
    return ArticleInput(id="a", source=text, published_at=WHEN)


def features(text: str) -> list[str]:
    context = PIPELINE.context(item(text))
    built = records.build(context)
    price = next(record for record in built.records if isinstance(record, Price))
    return reading_features(Setting(context, Tokens(context), built.decisions), price)


@pytest.mark.parametrize(
    ("one", "other"), [("$97,500", "$75,900"), ("$97,500", "$12,345"), ("$3.25", "$9.80"), ("$98K", "$13K")]
)
def test_the_features_are_the_same_whatever_the_figure(one: str, other: str) -> None:
    sentence = "On Wednesday bitcoin was trading at {}, up from last week, while ether was little changed."
    assert features(sentence.format(one)) == features(sentence.format(other))


def test_the_features_tell_another_time_and_another_asset() -> None:
    base = features("Bitcoin is trading at $97,500.")
    assert features("Bitcoin was trading at $97,500 in March 2021.") != base
    assert "others=1" in features("Unlike ether, bitcoin is trading at $97,500.")


def test_trust_is_between_nought_and_one_to_thousandths() -> None:
    model = ReadingModel(Features(("price.now", "price|what=quote"), np.array([[2.0], [1.0]], np.float32)))
    assert model.trust(["price.now", "price|what=quote", "unknown"]) == Decimal("0.953")
    assert model.trust([]) == Decimal("0.500")


def test_prices_and_moves_that_could_be_checked_get_readings_and_others_none() -> None:
    context = PIPELINE.context(
        item("Bitcoin is trading at $97,500, up 3% on Wednesday. It could reach $120,000. The fund holds 400 BTC.")
    )
    model = ReadingModel(Features(("price.now",), np.array([[3.0]], np.float32)))
    built = records.build(context, None, model)
    told = {record.provenance.exact: set(record.readings) for record in built.records}
    assert told["$97,500"] >= {"now", "day"}
    assert "trailing" in told["3%"]
    assert told["$120,000"] == told["400 BTC"] == set()


def test_the_tape_teaches_which_readings_hold(tmp_path: Path) -> None:
    with MarketStore.in_memory() as store:
        store.import_file(MARKET / "binance_spot_15m.csv")
        told = "Bitcoin is trading at $97,500. In the summer it had traded at $61,000."
        cases = list(readings.reading_cases([item(told)], PIPELINE, store))
    assert {(case.basis, case.agrees) for case in cases} >= {("now", True), ("now", False), ("day", True)}
    assert all(case.features[0] == f"price.{case.basis}" for case in cases)
    model = readings.fit(cases * 10)
    right = [model.trust(case.features) > Decimal("0.5") for case in cases]
    assert right == [case.agrees for case in cases]
    readings.write(model, tmp_path)
    again = ReadingModel.load(tmp_path)
    assert [again.trust(case.features) for case in cases] == [model.trust(case.features) for case in cases]
    (tmp_path / "features.txt").write_text("one", "utf-8")
    with pytest.raises(ValueError, match="1 features"):
        ReadingModel.load(tmp_path)


def test_features_stand_alone_and_with_the_basis() -> None:
    context = PIPELINE.context(item("Bitcoin is trading at $97,500."))
    price = next(record for record in records.build(context).records if isinstance(record, Price))
    assert on_basis(price, "now", ["l1=at"]) == ["price.now", "price|l1=at", "price.now|l1=at"]
