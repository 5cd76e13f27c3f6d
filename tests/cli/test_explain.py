"""Why a record came out so, of the examples with the models that come with tapecheck, as a person and a program see it."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tapecheck.market import MarketStore
from tapecheck.pipeline import Pipeline, Traced
from tapecheck.report.explanation import Explanation, explain
from tapecheck.schema.input import ArticleInput

Tapecheck = Callable[..., Any]
EXAMPLES = Path(__file__).parents[2] / "examples"
WIRE = EXAMPLES / "articles" / "wire.jsonl"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("market") / "tape.duckdb"
    with MarketStore.open(path, create=True) as opened:
        for file in sorted((EXAMPLES / "market").glob("*.csv")):
            opened.import_file(file)
    return path


@pytest.fixture(scope="module")
def pipeline(store: Path) -> Pipeline:
    return Pipeline.from_config(market=store)


@pytest.fixture(scope="module")
def traced(pipeline: Pipeline) -> Traced:
    row = json.loads(WIRE.read_text("utf-8").splitlines()[0])
    return pipeline.traced(_input(row))


def _input(row: dict[str, Any]) -> ArticleInput:
    from tapecheck.text.instants import instant_of

    return ArticleInput(
        id=row["id"], source=row["text"], title=row["title"], published_at=instant_of(row["published_at"])
    )


def _of(traced: Traced, exact: str, pipeline: Pipeline) -> Explanation:
    record = next(one for one in traced.result.records if one.provenance.exact == exact)
    return explain(traced, record.id, pipeline.market)


def test_a_traced_result_is_the_result(pipeline: Pipeline, traced: Traced) -> None:
    row = json.loads(WIRE.read_text("utf-8").splitlines()[0])
    assert traced.result == pipeline.process(_input(row))


def test_every_record_of_the_article_can_be_explained(pipeline: Pipeline, traced: Traced) -> None:
    for record in traced.result.records:
        told = explain(traced, record.id, pipeline.market)
        assert told.sentence[told.mark.start : told.mark.end] == record.provenance.exact
        assert Explanation.model_validate_json(told.model_dump_json()) == told


def test_reasons_add_up_to_the_lead_over_the_runner_up(pipeline: Pipeline, traced: Traced) -> None:
    choices = [c for record in traced.result.records for c in explain(traced, record.id).choices]
    assert len(choices) > 20
    for choice in choices:
        assert sum((reason.size for reason in choice.reasons), choice.rest) == choice.lead
        if choice.runner_up is not None:
            assert abs(choice.chosen.score - choice.runner_up.score - choice.lead) <= Decimal("0.002")


def test_the_weights_are_those_that_made_the_probability(traced: Traced) -> None:
    import math

    for record in traced.result.records:
        for basis, probability in getattr(record, "readings", {}).items():
            odds = sum(weight.size for weight in traced.trace.trust_of(record, basis))  # type: ignore[arg-type]
            assert abs(1 / (1 + math.exp(-odds)) - float(probability)) < 0.001


def test_the_explanation_of_a_refuted_price(pipeline: Pipeline, traced: Traced, store: Path) -> None:
    told = _of(traced, "$101,500", pipeline)
    assert told.decided.startswith("The model figures-linear decided (rule figures.price/1)")
    assert told.patterns == "a price, quote, of BTC"
    assert [choice.question for choice in told.choices] == ["kind", "role", "modality", "asset"]
    assert told.choices[0].chosen.name == "price"
    assert any(reason.words == "“at” before it" for reason in told.choices[0].reasons)
    (used,) = (trust for trust in told.trust if trust.used)
    assert used.basis == "stated"
    assert used.probability >= used.needed == Decimal("0.93")
    checked, verdict = told.checked, told.record.verdict
    assert checked is not None
    assert verdict is not None
    assert verdict.label == "REFUTED"
    assert checked.window is not None
    assert "“Wednesday” (a named day ends when it ends in New York, 5 hours later" in checked.window
    assert checked.tolerance == sum(verdict.tolerance_parts.values())
    (rows,) = checked.rows
    deciding = {name: row for row in rows.rows for name in row.decides}
    assert deciding["high"].cells[1] == verdict.observed["high"]
    assert deciding["low"].cells[2] == verdict.observed["low"]
    assert len(rows.rows) <= 8 < rows.of


def test_the_command_prints_the_rows(tapecheck: Tapecheck, pipeline: Pipeline, traced: Traced) -> None:
    shown = 0
    for record in traced.result.records:
        checked = explain(traced, record.id, pipeline.market).checked
        assert checked is not None
        for rows in checked.rows:
            program, *words = shlex.split(rows.command)
            ended = tapecheck(*words, "--format", "csv")
            printed = [line.split(",") for line in ended.out.splitlines()]
            assert (program, ended.status, len(printed) - 1) == ("tapecheck", 0, rows.of)
            times = {line[0] for line in printed[1:]}
            assert {f"{row.time:%Y-%m-%dT%H:%M:%SZ}" for row in rows.rows} <= times
            shown += 1
    assert shown >= 5


def test_a_metric_of_points_has_the_points_on_both_sides(pipeline: Pipeline, traced: Traced) -> None:
    told = _of(traced, "$3.3 trillion", pipeline)
    assert told.checked is not None
    (rows,) = told.checked.rows
    assert rows.columns == ("value",)
    assert [row.decides for row in rows.rows] == [("low",), ("high",)]
    assert "--timeframe point" in rows.command
    assert "--of market_cap" in rows.command


def test_liquidations_are_added_up(pipeline: Pipeline) -> None:
    from tapecheck.corpus.reading import read_inputs

    (item,) = read_inputs([str(EXAMPLES / "articles" / "breakout.txt")])
    assert isinstance(item, ArticleInput)
    traced = pipeline.traced(item)
    record = next(r for r in traced.result.records if r.kind == "liquidation" and r.provenance.exact == "$290 million")
    checked, verdict = explain(traced, record.id, pipeline.market).checked, record.verdict
    assert checked is not None
    assert verdict is not None
    (rows,) = checked.rows
    assert rows.columns == ("long_usd", "short_usd")
    assert rows.sums[1] in verdict.observed.values()


def test_a_quote_tells_who_and_by_which_word(pipeline: Pipeline, traced: Traced) -> None:
    quote = next(one for one in traced.result.records if one.kind == "quote")
    told = explain(traced, quote.id, pipeline.market)
    assert told.saying is not None
    assert (told.saying.speaker, told.saying.cue) == ("Cosima Example", "said")
    assert told.saying.how == "the word of saying stands next to the quotation marks"
    place = told.saying.named_at
    assert place is not None
    assert traced.result.article.text[place.start : place.end].endswith("Example")
    assert (told.choices, told.patterns, told.trust) == ((), None, ())


def test_patterns_alone_have_no_choices_to_tell() -> None:
    alone = Pipeline.from_config(settings=_patterns())
    traced = alone.traced(ArticleInput(id="p", source="Bitcoin rose 4% to $97,000."))
    for record in traced.result.records:
        told = explain(traced, record.id)
        assert told.decided == f"The patterns decided (rule {record.provenance.rule})."
        assert (told.choices, told.checked) == ((), None)


def _patterns() -> Any:
    from tapecheck.config import Settings

    return Settings(ner="none", figures="patterns")


def test_the_command_shows_all_parts(tapecheck: Tapecheck, store: Path) -> None:
    whole = json.loads(tapecheck("extract", WIRE, "--market", store).out)
    record = next(one for one in whole["records"] if one["provenance"]["exact"] == "$101,500")
    ended = tapecheck("extract", WIRE, "--market", store, "--explain", record["id"][:8].upper())
    assert (ended.status, ended.err) == (0, "")
    assert not [line for line in ended.out.splitlines() if line != line.rstrip()]
    for words in (
        f"record {record['id']}",
        "trading at [$101,500] on Wednesday",
        "Patterns alone make of it: a price, quote, of BTC.",
        "stated: the stated time: 0.961, needed 0.93: enough; judged on this",
        "Verdict  refuted",
        "tolerance  354.5 = rounding 50 + venues 304.5",
        "← high",
        "tapecheck market show --market",
    ):
        assert words in ended.out, words


def test_the_command_speaks_json(tapecheck: Tapecheck, store: Path) -> None:
    whole = json.loads(tapecheck("extract", WIRE, "--market", store).out)
    wanted = whole["records"][0]
    out = tapecheck("extract", WIRE, "--market", store, "--explain", wanted["id"], "--format", "json").out
    assert json.loads(out)["record"] == wanted


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        ("zzzz", "no record has the id 'zzzz'; there are: "),
        ("", "no record has the id ''; there are: "),
        ("9", "records have ids that begin with '9': "),
    ],
)
def test_an_id_that_is_none_is_told_with_those_that_are(tapecheck: Tapecheck, wanted: str, told: str) -> None:
    ended = tapecheck("extract", EXAMPLES / "articles", "--explain", wanted)
    assert (ended.status, ended.out) == (2, "")
    (line,) = ended.err.splitlines()
    assert told in line


def test_a_near_id_gets_the_nearest(tapecheck: Tapecheck) -> None:
    whole = json.loads(tapecheck("extract", WIRE).out)
    wanted = whole["records"][3]["id"]
    for mistyped in (f"{wanted[:5]}x{wanted[6:]}", f"{wanted[:5]}x"):
        ended = tapecheck("extract", WIRE, "--explain", mistyped)
        assert f"; nearest: {wanted} (" in ended.err
