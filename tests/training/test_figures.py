"""From annotated articles to a model of figures: cases, fitting, what a model may overrule, writing and reading it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np
import pytest

from tapecheck.config import Settings
from tapecheck.errors import ConfigError, ModelError
from tapecheck.pipeline import Pipeline
from tapecheck.records.context import Figure
from tapecheck.records.decision import Chosen, Picked
from tapecheck.records.learned import loading
from tapecheck.records.learned.asset_features import Candidate, Said
from tapecheck.records.learned.model import Features, LinearModel
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.learned.walk import decide
from tapecheck.records.patterns import Patterns
from tapecheck.schema.input import ArticleInput
from tapecheck.training.figures import articles, model
from tapecheck.training.figures.articles import Annotated
from tapecheck.training.figures.cases import cases
from tapecheck.training.figures.markup import parse
from tapecheck.training.figures.measure import measure

TIME = datetime(2026, 1, 14, 22, tzinfo=UTC)
MARKED = """Ether slips

Ether fell {move ETH price 24h -|3%} to {price ETH quote|$3,050} on Wednesday. A move to {price ETH target ?|$4,000} is likely.
Some {liq ETH long 24h|$40 million} of ether longs were liquidated. Funds lost {metric flow ETH out|$30 million}.
The raffle's prize is $500."""


def annotated(markup: str = MARKED, name: str = "x-1") -> Annotated:
    return Annotated(name, "wire", TIME, *parse(markup))


def test_every_decision_of_an_article_becomes_a_case() -> None:
    (taught,) = cases([annotated()])
    labels = [choice.label for choice in taught.choices["kind"]]
    assert labels == ["percent_move", "price", "price", "liquidation", "metric.flow", "none"]
    assert [choice.label for choice in taught.choices["role"]] == ["quote", "target"]
    assert [choice.label for choice in taught.choices["side"]] == ["long"]
    stances = [choice.label for choice in taught.choices["modality"]]
    assert stances == ["asserted", "asserted", "prospective", "asserted", "asserted"]
    assert all(pick.right is not None for pick in taught.picks["asset"])
    assert taught.missed == 0


def test_the_case_of_a_wrong_guess_still_has_the_right_label() -> None:
    blind = LinearModel(
        {
            name: Features((), np.zeros((0, 3 if name == "figure" else 1), np.float32))
            for name in ("figure", "asset", "window")
        },
        {"kind": ("metric.share",), "modality": ("asserted", "prospective")},
        {"default": 0.0},
    )
    (taught,) = cases([annotated("Ether fell to $3,050.".replace("$3,050", "{price ETH quote|$3,050}"))], blind)
    assert [choice.label for choice in taught.choices["kind"]] == ["price"]


class Stubborn:
    """Says the same of every figure, and for the rest what the patterns say."""

    def __init__(self, label: str) -> None:
        self.label = label

    def look(self, figure: Figure, features: Sequence[str]) -> Stubborn:
        return self

    def choose(self, task: str, said: str | None, extra: Sequence[str] = ()) -> Chosen:
        return Chosen(self.label if task == "kind" else said or "asserted")

    def pick(self, figure: Figure, task: str, candidates: Sequence[Candidate], said: Said) -> Picked:
        return Picked(said.symbol)


@pytest.mark.parametrize(
    ("text", "label", "kinds"),
    [
        ("Ether rose 3% on Wednesday.", "price", {"percent_move"}),
        ("Ether rose 3% on Wednesday.", "liquidation", {"percent_move"}),
        ("Ether fell to $3,050.", "percent_move", {"price"}),
        ("Ether fell to $3,050.", "metric.other", {"metric"}),
        ("Ether rose 3% on Wednesday.", "metric.share", {"metric"}),
    ],
)
def test_a_figure_is_never_made_what_it_can_not_be(text: str, label: str, kinds: set[str]) -> None:
    item = ArticleInput(id="x", source=text, published_at=TIME)
    patterns = Patterns(Pipeline.from_config(Settings(ner="none", figures="patterns")).context(item))
    patterns.decide()
    assert {
        taken.decision.kind for taken in decide(patterns, Stubborn(label), Tokens(patterns.context)).values()
    } == kinds


def test_a_model_learns_what_it_is_taught_and_is_read_back(tmp_path) -> None:
    taught = list(cases([annotated(name=f"x-{number}") for number in range(6)]))
    made = model.train(taught, [1.0] * 6, least=2)
    assert all(right == asked for right, asked in model.accuracy(made, taught).values())
    model.write(made, tmp_path)
    read = LinearModel.load(tmp_path)
    assert read.labels == made.labels
    for name, table in made.tables.items():
        assert np.array_equal(read.tables[name].weights, table.weights)


def test_rows_that_do_not_fit_the_names_are_an_error(tmp_path) -> None:
    model.write(model.train(list(cases([annotated()])), [1.0], least=1), tmp_path)
    (tmp_path / "asset.txt").write_text("one", "utf-8")
    with pytest.raises(ValueError, match="asset has 1 features"):
        LinearModel.load(tmp_path)


@pytest.mark.parametrize(("weight", "chosen"), [(0.4, "quote"), (4.0, "level")])
def test_the_patterns_are_overruled_only_by_a_sure_model(weight: float, chosen: str) -> None:
    figure = Features(("M|bias",), np.array([[weight, 0.0]], np.float32))
    made = LinearModel(
        {"figure": figure, "asset": figure, "window": figure}, {"role": ("level", "quote")}, {"default": 0.75}
    )
    assert made.look(None, ["M|bias"]).choose("role", "quote").label == chosen  # type: ignore[arg-type]
    assert made.look(None, ["M|bias"]).choose("role", None).label == "level"  # type: ignore[arg-type]


def test_of_candidates_the_sure_one_wins_and_else_the_patterns_choice() -> None:
    table = Features(("near", "far"), np.array([[2.0], [0.0]], np.float32))
    made = LinearModel({"figure": table, "asset": table, "window": table}, {}, {"default": 0.75})
    options = [Candidate(None, ()), Candidate("BTC", ("near",)), Candidate("ETH", ("far",))]
    assert made.pick(None, "asset", options, Said("ETH", chosen=False)).symbol == "BTC"  # type: ignore[arg-type]
    assert made.pick(None, "asset", options, Said("ETH")).symbol == "BTC"  # type: ignore[arg-type]
    close = [Candidate("BTC", ("near",)), Candidate("ETH", ("near",))]
    assert made.pick(None, "asset", close, Said("ETH")).symbol == "ETH"  # type: ignore[arg-type]


def test_patterns_alone_need_no_model_and_a_missing_model_is_named(monkeypatch) -> None:
    monkeypatch.setattr(loading, "folder_of", lambda _: None)
    assert loading.load("auto") is None
    assert loading.load("patterns") is None
    with pytest.raises(ModelError, match="figures-linear is not installed"):
        loading.load("model")


def test_a_damaged_model_is_an_error_that_names_it(tmp_path, monkeypatch) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    monkeypatch.setattr(loading, "folder_of", lambda _: tmp_path)
    with pytest.raises(ModelError, match="can't be read"):
        loading.load("model")


def test_measured_against_its_own_marks_a_right_article_scores_one() -> None:
    measured = measure(
        [annotated("Bitcoin fell {move BTC price 24h -|3%} in the past 24 hours.")],
        Pipeline.from_config(Settings(ner="none")),
    )
    score = measured.kinds["percent_move"]
    assert (score.gold, score.predicted, score.full) == (1, 1, 1)


@pytest.mark.parametrize(
    ("markup", "message"),
    [
        ("{prize BTC|$5}", "no kind 'prize'"),
        ("{price BTC|$5}", "needs asset, role"),
        ("{price BTC hi|$5}", "'hi' is no role"),
        ("{move BTC price 24h|5%}", "needs . or -"),
        ("{price BTC quote when=now|$5}", "can't stand there"),
        ("{price BTC quote| $5}", "blanks at its ends"),
        ("a } brace", "part of no mark"),
    ],
)
def test_a_wrong_mark_is_an_error_that_quotes_it(markup: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse(markup)


def test_a_wrong_heading_or_line_names_its_file(tmp_path) -> None:
    file = tmp_path / "marked.txt"
    file.write_text("=== no heading\ntext", "utf-8")
    with pytest.raises(ConfigError, match=r"marked\.txt: a heading"):
        list(articles.read_marked(file))
    rows = tmp_path / "rows.jsonl"
    rows.write_text("{}\n", "utf-8")
    with pytest.raises(ConfigError, match=r"rows\.jsonl:1"):
        list(articles.read_rows(rows))


def test_labels_find_their_text_again(tmp_path) -> None:
    one = annotated()
    row = articles.row(one)
    row["sha256"], row["split"] = articles.digest(str(row.pop("text"))), row.pop("style")
    file = tmp_path / "labels.jsonl"
    file.write_text(json.dumps(row) + "\n", "utf-8")
    assert list(articles.read_labels(file, ["another", f"\n{one.text}\n"])) == [one]


def test_who_says_a_figure_and_parts_of_totals_are_counted() -> None:
    marked = (
        "Ines Varga expects bitcoin at {price BTC target ? by=Ines_Varga|$150,000}. "
        "Nearly {liq _ _ 24h id=a|$700 million} was liquidated in the past 24 hours. "
        "Of that, {liq BTC short 24h of=a|$380 million} were bitcoin shorts."
    )
    measured = measure([annotated(marked)], Pipeline.from_config(Settings(ner="none", figures="patterns")))
    assert (measured.named.gold, measured.named.predicted, measured.named.found) == (1, 1, 1)
    assert (measured.parts.gold, measured.parts.predicted, measured.parts.found) == (1, 1, 1)
