"""A recorder decides as the model does and keeps, exactly, what weighed."""

from __future__ import annotations

from decimal import Decimal

import numpy as np

from tapecheck.records.context import Figure
from tapecheck.records.learned.asset_features import Candidate, Said
from tapecheck.records.learned.model import Features, LinearModel
from tapecheck.records.learned.weighing import Recorder, Weight
from tapecheck.schema.mention import Money

FIGURE: Figure = Money(start=3, end=7, text="$100", rule="money.sign/1", value=Decimal(100), currency="USD")


def model(overrules: float = 0.7) -> LinearModel:
    """A model of three features that knows one task of two labels, and assets by two features."""
    figure = Features(("M|l1=at", "M|currency=USD", "extra"), np.array([[2, 0], [1, 0.5], [0, 1]], np.float32))
    asset = Features(("left", "right"), np.array([[2], [0.5]], np.float32))
    return LinearModel(
        {"figure": figure, "asset": asset, "window": asset}, {"kind": ("price", "loss")}, {"default": overrules}
    )


def test_a_recorder_decides_as_the_model_and_keeps_what_weighed() -> None:
    recorder = Recorder(model())
    features = ["M|l1=at", "M|currency=USD", "M|unknown"]
    chosen = recorder.look(FIGURE, features).choose("kind", None, ["extra"])
    assert chosen == model().look(FIGURE, features).choose("kind", None, ["extra"])
    (choice,) = recorder.choices[3]
    assert (choice.chosen.label, choice.said, choice.lead) == ("price", None, 1.5)
    assert choice.rival is not None
    assert choice.rival.label == "loss"
    assert choice.for_it == (Weight("M|l1=at", 2.0), Weight("extra", -1.0), Weight("M|currency=USD", 0.5))


def test_a_choice_of_the_patterns_that_stands_is_behind_the_models() -> None:
    recorder = Recorder(model(overrules=0.99))
    assert recorder.look(FIGURE, ["M|l1=at"]).choose("kind", "loss").label == "loss"
    (choice,) = recorder.choices[3]
    assert (choice.chosen.label, choice.lead, choice.needed) == ("loss", -2.0, 0.99)
    assert choice.options[0].label == "price"


def test_of_candidates_only_what_tells_them_apart_weighs() -> None:
    recorder = Recorder(model())
    candidates = [Candidate(None, ("none",)), Candidate("BTC", ("left", "right")), Candidate("ETH", ("right",))]
    assert recorder.pick(FIGURE, "asset", candidates, Said("ETH", chosen=False)).symbol == "BTC"
    (choice,) = recorder.choices[3]
    assert choice.rival is not None
    assert (choice.rival.label, choice.for_it, choice.against_it) == ("ETH", (Weight("left", 2.0),), ())


def test_a_choice_that_the_model_knows_nothing_of_has_no_rival() -> None:
    recorder = Recorder(model(overrules=0.999))
    picked = recorder.pick(FIGURE, "asset", [Candidate("BTC", ("left",)), Candidate("ETH", ())], Said("SOL"))
    (choice,) = recorder.choices[3]
    assert (picked.symbol, choice.chosen.label, choice.rival, choice.lead) == ("SOL", "SOL", None, 0.0)
