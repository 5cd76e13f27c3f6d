"""Amounts compared with those that a suite of specs expects."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from tapecheck.config import Settings
from tapecheck.evaluation.numbers import Outcome, outcome, read_cases, way_of
from tapecheck.pipeline import Pipeline
from tapecheck.schema.input import ArticleInput


def judged(folder: Path, suite: str, text: str, *results: tuple[str, str | None, str | None], written: bool) -> Outcome:
    rows = [{"text": words, "resolution": {"value": value, "unit": unit}} for words, value, unit in results]
    path = folder / "suite.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps({"suite": suite, "input": text, "results": rows}).encode()))
    (case,) = read_cases(path)
    article, mentions = Pipeline.from_config(Settings(ner="none")).mentions(
        ArticleInput(id="1", source=text, media="text")
    )
    return outcome(case, article, way_of(suite, written=written)[1](mentions))


@pytest.mark.parametrize(
    ("suite", "text", "result", "written", "right"),
    [
        ("CurrencyModel", "It costs  $5 now.", ("$5", "5", "Dollar"), False, True),
        ("CurrencyModel", "It costs $5 now.", ("$5", "6", "Dollar"), False, False),
        ("CurrencyModel", "It costs $5 now.", ("$5", "5", "Euro"), False, False),
        ("CurrencyModel", "It costs $5 now.", ("costs $5", "5", "Dollar"), False, False),
        ("CurrencyModel", "It costs 5 cents now.", ("5 cents", "5", "Cent"), False, False),
        ("CurrencyModel", "It costs 5 cents now.", ("5 cents", "5", "Cent"), True, True),
        ("PercentModel", "It rose 5% this week.", ("5%", "5%", None), False, True),
        ("NumberModel", "More than 30 came.", ("30", "30", None), False, True),
        ("NumberRangeModel", "More than 30 came.", ("more than 30", "(30,)", None), False, True),
        ("NumberRangeModel", "Just 30 came.", ("30", None, None), False, False),
    ],
)
def test_a_text_is_right_if_all_agrees(
    tmp_path: Path, suite: str, text: str, result: tuple[str, str | None, str | None], written: bool, right: bool
) -> None:
    assert judged(tmp_path, suite, text, result, written=written).right is right


def test_one_more_than_expected_is_wrong(tmp_path: Path) -> None:
    judgement = judged(tmp_path, "PercentModel", "It rose 5% and then 8%.", ("5%", "5%", None), written=False)
    assert judgement.found == (("5%", "5"), ("8%", "8"))
    assert not judgement.right
