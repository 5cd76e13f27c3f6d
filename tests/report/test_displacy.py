from __future__ import annotations

import itertools

import pytest
from spacy import displacy

from tapecheck import Pipeline, Settings, displacy_colours, to_displacy
from tapecheck.records import KINDS, Result

TEXT = """"We see bitcoin at $120,000 by June," said Cosima Example of Mockingham Bank. <script>alert(1)</script>

Bitcoin rose 4% to $97,000 on Wednesday and $500 million of shorts were liquidated in 24 hours, according to CoinGlass."""


@pytest.fixture(scope="module")
def result() -> Result:
    pipeline = Pipeline.from_config(Settings.of(ner="none", figures="patterns"))
    return pipeline.extract(TEXT, title="<script>alert(2)</script>")


def test_marks_stand_beside_each_other(result: Result) -> None:
    drawing = to_displacy(result)
    assert drawing["text"] == result.article.text
    assert all(one["end"] <= other["start"] for one, other in itertools.pairwise(drawing["ents"]))
    marked = {drawing["text"][one["start"] : one["end"]]: one["label"] for one in drawing["ents"]}
    assert marked["$120,000"] == "PRICE –"
    assert marked["4%"] == "PERCENT_MOVE –"


def test_the_shorter_of_two_is_marked(result: Result) -> None:
    quote = next(record for record in result.records if record.kind == "quote")
    inside = [record for record in result.records if quote.provenance.text.covers(record.provenance.text)]
    assert len(inside) > 1
    assert "QUOTE –" not in {one["label"] for one in to_displacy(result)["ents"]}


def test_every_label_has_the_colour_of_its_kind(result: Result) -> None:
    colours = displacy_colours()
    assert {one["label"] for one in to_displacy(result)["ents"]} <= set(colours)
    assert {label.split()[0].lower() for label in colours} == set(KINDS)
    assert colours["PRICE ✓"] == colours["PRICE ✗"] != colours["QUOTE ✓"]


def test_displacy_draws_it_and_nothing_runs(result: Result) -> None:
    html = displacy.render(
        to_displacy(result), style="ent", manual=True, jupyter=False, options={"colors": displacy_colours()}
    )
    assert f"background: {displacy_colours()['PRICE –']}" in html
    assert "<script" not in html
