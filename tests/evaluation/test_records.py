from __future__ import annotations

from pathlib import Path

import pytest

from tapecheck.errors import ConfigError
from tapecheck.evaluation.compare import changes
from tapecheck.evaluation.records import Evaluation, agrees, evaluate, read_rows

Row = dict[str, object]


def gold_price(start: int, end: int, **fields: object) -> Row:
    price: Row = {
        "kind": "price", "start": start, "end": end, "asset": "BTC", "value": "95000", "value_high": None,
        "currency": "USD", "bound": "exact", "role": "quote", "modality": "asserted",
    }  # fmt: skip
    return {**price, **fields}


def predicted(record: Row) -> Row:
    place = {"start": record["start"], "end": record["end"]}
    fields = {name: value for name, value in record.items() if name not in ("start", "end")}
    return {**fields, "provenance": {"source": place}}


def gold_quote(start: int, end: int, speaker: str | None = "Ann Example", **fields: object) -> Row:
    quote: Row = {"kind": "quote", "start": start, "end": end, "speaker": speaker}
    return {**quote, "title": None, "affiliation": None, "form": "direct", **fields}


def compare(gold: list[Row], got: list[Row]) -> Evaluation:
    return evaluate([{"id": "a", "text": "", "records": gold}], [{"article": {"id": "a"}, "records": got}])


def scores(evaluation: Evaluation, kind: str) -> tuple[float, float, float]:
    score = evaluation.kinds[kind]
    return round(score.f1("found"), 4), round(score.f1("core"), 4), round(score.f1("full"), 4)


def test_the_same_records_score_one() -> None:
    records = [gold_price(0, 7), gold_price(20, 27, value="97800", role="high")]
    evaluation = compare(records, [predicted(record) for record in records])
    assert scores(evaluation, "price") == (1, 1, 1)
    assert evaluation.problems == []


def test_the_three_levels() -> None:
    gold = [gold_price(0, 7), gold_price(10, 17), gold_price(20, 27), gold_price(30, 37)]
    got = [
        predicted(gold_price(0, 7)),
        predicted(gold_price(10, 17, role="level")),
        predicted(gold_price(21, 25, asset="ETH")),
        predicted(gold_price(50, 57)),
        predicted(gold_price(60, 67)),
    ]
    evaluation = compare(gold, got)
    # 3, 2 and 1 hits, of 4 in gold and 5 predicted
    assert scores(evaluation, "price") == (0.6667, 0.4444, 0.2222)
    whats = sorted(problem.what for problem in evaluation.problems)
    assert whats == ["missed", "spurious", "spurious", "wrong asset", "wrong role"]
    score = evaluation.kinds["price"]
    assert (score.right["asset"], score.right["role"], score.right["value"]) == (2, 2, 3)


def test_a_wrong_core_field_is_no_full_hit_either() -> None:
    assert scores(compare([gold_price(0, 7)], [predicted(gold_price(0, 7, value="9.5e4"))]), "price") == (1, 1, 1)
    assert scores(compare([gold_price(0, 7)], [predicted(gold_price(0, 7, value="94000"))]), "price") == (1, 0, 0)


def test_touching_ranges_do_not_overlap() -> None:
    assert scores(compare([gold_price(0, 7)], [predicted(gold_price(7, 14))]), "price") == (0, 0, 0)


def test_pairs_are_one_to_one_and_agreement_goes_before_overlap() -> None:
    gold = [gold_price(0, 10)]
    got = [predicted(gold_price(0, 10, value="1")), predicted(gold_price(8, 10))]
    evaluation = compare(gold, got)
    assert scores(evaluation, "price") == (0.6667, 0.6667, 0.6667)
    assert [(problem.what, problem.start) for problem in evaluation.problems] == [("spurious", 0)]


def test_each_fragment_of_a_quotation_counts() -> None:
    gold = [gold_quote(0, 100), gold_quote(120, 150)]
    record = {
        **predicted(gold_quote(0, 150)),
        "fragments": [{"source": {"start": 0, "end": 100}}, {"start": 120, "end": 150}],
    }
    assert scores(compare(gold, [record]), "quote") == (1, 1, 1)


@pytest.mark.parametrize(("end", "found"), [(80, 1), (79, 0)])
def test_a_quotation_overlaps_by_four_fifths_of_the_union(end: int, found: int) -> None:
    assert scores(compare([gold_quote(0, 100)], [predicted(gold_quote(0, end))]), "quote")[0] == found


def test_a_place_that_is_not_known_is_spurious() -> None:
    record = {**predicted(gold_price(0, 7)), "provenance": {"source": None}}
    assert scores(compare([gold_price(0, 7)], [record]), "price") == (0, 0, 0)
    assert compare([], [record]).kinds["price"].predicted == 1


def test_an_article_without_output_is_told_and_counted() -> None:
    evaluation = evaluate([{"id": "a", "records": [gold_price(0, 7)]}], [])
    assert evaluation.missing == ["a"]
    assert evaluation.kinds["price"].gold == 1


def test_the_overall_figure_leaves_metrics_out() -> None:
    metric: Row = {"kind": "metric", "start": 50, "end": 55, "metric": "volume", "value": "1"}
    evaluation = compare([gold_price(0, 7), gold_quote(10, 40), metric], [predicted(gold_price(0, 7))])
    assert round(evaluation.overall("found"), 4) == 0.6667


def test_only_the_kinds_asked_for() -> None:
    rows: list[Row] = [{"id": "a", "records": [gold_price(0, 7), gold_quote(10, 40)]}]
    assert list(evaluate(rows, [], ["quote"]).kinds) == ["quote"]


@pytest.mark.parametrize(
    ("name", "gold", "got", "same"),
    [
        ("value", "0.50", "0.5", True),
        ("value", None, "0", False),
        ("value", "many", "many", True),
        ("window", "7d", "week", True),
        ("window", "24h", None, False),
        ("asset", "btc", "BTC", True),
        ("side", None, None, True),
        ("speaker", "Ann Example", "Mr. Example", False),
        ("speaker", "Ann B. Example", "Ann Example", True),
        ("speaker", "Ann Example", "Ann", False),
        ("title", "head of research", "Head of the Research", True),
        ("title", "head of research", "chief economist", False),
        ("venue", "the", "of", True),
    ],
)
def test_agreement_of_a_field(name: str, gold: object, got: object, same: bool) -> None:
    assert agrees(name, gold, got) is same


@pytest.mark.parametrize(("content", "message"), [("{}\n", ":1: not a JSON"), ('{"id": 1}\n\n{"id', ":3: not JSON")])
def test_a_bad_line_is_named(tmp_path: Path, content: str, message: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content, "utf-8")
    with pytest.raises(ConfigError, match=f"gold.jsonl{message}"):
        read_rows(path)
    with pytest.raises(ConfigError, match=r"none\.jsonl"):
        read_rows(tmp_path / "none.jsonl")


def test_records_of_kinds_that_no_gold_set_has_are_not_compared() -> None:
    place = {"provenance": {"text": {"start": 0, "end": 5}}}
    rows = [{"article": {"id": "a"}, "records": [{"kind": "superlative", **place}]}]
    assert changes(rows, [{"article": {"id": "a"}, "records": []}]) == []
