"""Both trained engines, whole articles: who is found, that places are true, and that nothing depends on the company kept."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tapecheck import models
from tapecheck.config import Settings
from tapecheck.mentions.names import engines
from tapecheck.pipeline import Pipeline
from tapecheck.records.learned import loading
from tapecheck.schema.input import ArticleInput

ENGINES = ("spacy", "transformer")
ARTICLE = """Ether slides as desks trim risk

LONDON, Jan. 14 - Ether fell 4% to $3,050 on Wednesday, data from CoinGlass show.

“Nobody wants to hold this over the weekend,” said Philippa Marchbanks, head of derivatives at Ostrava Digital. Marchbanks, a former trader
at Goldman Sachs, added: “We have seen it before.”

Kwabena Osei-Tutu, who runs Accra-based Baobab Markets, disagreed. “This is mechanical,” he told Reuters.

A spokesperson for Kraken declined to comment."""
OTHER = "Bitcoin rose. “It is nothing,” said Ida Lindgren, chief economist at Nordbanken in Stockholm."


@pytest.fixture(scope="module", params=ENGINES)
def pipeline(request) -> Pipeline:
    return Pipeline.from_config(Settings.of(ner=request.param))


def item(text: str) -> ArticleInput:
    return ArticleInput(id=text[:8], source=text, media="text")


def test_people_with_titles_employers_and_quotes(pipeline):
    result = pipeline.process(item(ARTICLE))
    people = {person.name: person for person in result.people}
    first, second = people["Philippa Marchbanks"], people["Kwabena Osei-Tutu"]
    assert first.titles[0] == "head of derivatives"
    assert first.affiliations[0] == "Ostrava Digital"
    assert second.affiliations == ("Baobab Markets",)
    assert [len(first.quotes), len(second.quotes)] == [2, 1]
    assert len(first.mentions) == 2
    for person in result.people:
        for place in person.mentions:
            assert place.source is not None
            words = result.article.text[place.text.start : place.text.end]
            assert ARTICLE[place.source.start : place.source.end] == words
            assert words.split()[-1] in person.name


def test_places_and_organisations(pipeline):
    _, mentions = pipeline.mentions(item(ARTICLE))
    found = {(mention.text, mention.label) for mention in mentions}
    assert {
        ("Goldman Sachs", "ORG"),
        ("Reuters", "ORG"),
        ("Kraken", "VENUE"),
        ("Kraken", "ORG"),
        ("CoinGlass", "PROVIDER"),
    } <= found
    assert ("LONDON", "LOC") in found


def test_an_article_is_the_same_in_any_company(pipeline):
    alone = [pipeline.process(item(text)).to_json() for text in (ARTICLE, OTHER)]
    together = [result.to_json() for result in pipeline.pipe(item(text) for text in (OTHER, ARTICLE * 3, ARTICLE))]
    assert alone == [together[2], together[0]]


@pytest.mark.parametrize("engine", ENGINES)
def test_an_article_is_the_same_in_another_process(engine, tmp_path):
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps({"id": "a", "text": ARTICLE}) + "\n", "utf-8")
    command = [sys.executable, "-c", "from tapecheck.cli import main; main()", "extract", str(path), "--ner", engine]
    there = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    here = Pipeline.from_config(Settings.of(ner=engine)).process(ArticleInput(id="a", source=ARTICLE, media="text"))
    assert json.loads(there) == json.loads(here.to_json())


@pytest.mark.parametrize("engine", ENGINES)
def test_the_result_says_which_model_made_it(engine):
    made = Pipeline.from_config(Settings.of(ner=engine)).versions.models
    for name in (engines.MODELS[engine], loading.MODEL, loading.READINGS):
        folder = models.folder_of(name)
        assert folder is not None
        assert made.pop(name) == models.digest(folder)
    assert not made
