"""The component in spaCy pipelines: where its spans stand, and what survives writing, pickling and other processes."""

from __future__ import annotations

import json
import pickle
import re
from pathlib import Path

import pytest
import spacy
from spacy import displacy
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from tapecheck.errors import ConfigError
from tapecheck.market import MarketStore
from tapecheck.pipeline import Pipeline
from tapecheck.spacy_component import declare, settings_of

ROOT = Path(__file__).parents[1]
TEXT = (
    "Bitcoin rose 4% to $97,000 on Wednesday. Traders see a range of $60K-$65K, said Cosima Example of Mockingham Bank."
)
ABOUT = {"published_at": "2026-01-14T22:00:00Z", "url": "https://wire.example/1", "mine": 7}
PASTED = (ROOT / "examples" / "articles" / "breakout.txt").read_text("utf-8")
ODD = (
    "Share\u00a0this article\n\n\u200bBitcoin\u00a0hit  $97,000\u2060 on Wednesday\U0001f680 and ether \u202e$3,400\u202c, "
    "traders said.\n\n\n• Solana\tfell 3.5%."
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    nlp = spacy.blank("en")
    nlp.add_pipe("tapecheck", config={"settings": {"figures": "patterns"}, "ner": "none"})
    return nlp


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("market") / "tape.duckdb"
    with MarketStore.open(path, create=True) as market:
        market.import_file(ROOT / "examples" / "market" / "binance_spot_15m.csv")
    return path


def ids(doc: Doc) -> list[str]:
    return [span.id_ for span in doc.spans["tapecheck"]]


def test_the_result_is_that_of_a_pipeline(nlp: Language) -> None:
    (doc, context), *_ = nlp.pipe([(TEXT, ABOUT)], as_tuples=True)
    result = doc._.tapecheck
    pipeline = Pipeline.from_config(settings_of({"figures": "patterns"}, "none"))
    assert context is ABOUT
    assert result.article.url == "https://wire.example/1"
    assert result.article.published_at is not None
    alone = pipeline.extract(TEXT, url=None, published_at=result.article.published_at)
    assert [record.model_dump(exclude={"id", "fact"}) for record in result.records] == [
        record.model_dump(exclude={"id", "fact"}) for record in alone.records
    ]
    assert [record.provenance.exact for record in result.records][:2] == ["4%", "$97,000"]


@pytest.mark.parametrize("text", [TEXT, PASTED, ODD], ids=["line", "pasted", "odd"])
def test_offsets_count_in_the_text_of_the_document(nlp: Language, text: str) -> None:
    doc = nlp(text)
    placed = [record for record in doc._.tapecheck.records if record.provenance.source is not None]
    assert placed
    for record in placed:
        source = record.provenance.source
        assert re.sub(r"\s+", " ", doc.text[source.start : source.end]) == re.sub(r"\s+", " ", record.provenance.exact)
    assert ids(doc) == [record.id for record in placed]
    for span in doc.spans["tapecheck"]:
        source = span._.record.provenance.source
        assert span.label_ == span._.record.kind
        assert span.start_char <= source.start < source.end <= span.end_char


def test_a_span_holds_whole_tokens_and_its_record_the_exact_place(nlp: Language) -> None:
    doc = nlp("Bitcoin traded in a range of $60K-$65K on Wednesday.")
    spans = {span._.record.provenance.exact: span.text for span in doc.spans["tapecheck"]}
    assert spans["$60K-$65K"] == "$60K-$65K"


def test_verdicts_come_from_the_store(store: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("tapecheck", config={"market": str(store), "ner": "none"})
    doc = nlp.make_doc("Bitcoin was trading at $101,500 on Wednesday.")
    doc._.tapecheck_about = {"published_at": "2026-01-14T21:30:00Z"}
    (record,) = nlp(doc)._.tapecheck.records
    assert record.verdict is not None
    assert record.verdict.label == "REFUTED"


@pytest.mark.parametrize("way", ["bytes", "pickle", "docbin"])
def test_what_was_found_survives_writing(nlp: Language, way: str) -> None:
    doc = nlp(TEXT)
    if way == "bytes":
        again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    elif way == "pickle":
        again = pickle.loads(pickle.dumps(doc))
    else:
        kept = DocBin(docs=[doc], store_user_data=True).to_bytes()
        (again,) = DocBin().from_bytes(kept).get_docs(nlp.vocab)
    assert again._.tapecheck == doc._.tapecheck
    assert ids(again) == ids(doc) != []
    assert [span._.record for span in again.spans["tapecheck"]] == [span._.record for span in doc.spans["tapecheck"]]


def test_the_pipeline_is_written_and_read_back(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "nlp")
    again = spacy.load(tmp_path / "nlp")
    assert json.loads((tmp_path / "nlp" / "meta.json").read_text("utf-8"))["pipeline"] == ["tapecheck"]
    assert again(TEXT)._.tapecheck == nlp(TEXT)._.tapecheck


def test_other_processes_find_the_same(nlp: Language) -> None:
    docs = list(nlp.pipe([(TEXT, ABOUT), (PASTED, ABOUT)], as_tuples=True, n_process=2))
    alone = list(nlp.pipe([(TEXT, ABOUT), (PASTED, ABOUT)], as_tuples=True))
    assert [doc._.tapecheck for doc, _ in docs] == [doc._.tapecheck for doc, _ in alone]
    assert [ids(doc) for doc, _ in docs] == [ids(doc) for doc, _ in alone]


def test_components_before_and_after_it_change_nothing(nlp: Language) -> None:
    longer = spacy.blank("en")
    longer.add_pipe("sentencizer")
    longer.add_pipe("tapecheck", config={"settings": {"figures": "patterns"}, "ner": "none"})
    longer.add_pipe("merge_entities")
    assert longer(TEXT)._.tapecheck == nlp(TEXT)._.tapecheck
    assert longer.analyze_pipes()["problems"]["tapecheck"] == []


def test_a_document_that_is_no_article_says_why_and_the_stream_goes_on(nlp: Language) -> None:
    empty, odd, good = nlp.pipe([("", None), (TEXT, {"published_at": "soon"}), (TEXT, "a word")], as_tuples=True)
    for (doc, _), error in ((empty, "DecodeError"), (odd, "DecodeError")):
        assert doc._.tapecheck.failed.error == error
        assert doc._.tapecheck.failed.line is None
        assert len(doc.spans["tapecheck"]) == 0
    assert good[0]._.tapecheck.failed is None


def test_a_document_that_it_has_not_read_has_no_result(nlp: Language) -> None:
    declare()
    doc = spacy.blank("en")(TEXT)
    assert doc._.tapecheck is None
    assert doc[0:1]._.record is None


def test_displacy_shows_the_spans(nlp: Language) -> None:
    html = displacy.render(
        nlp(f"<script>alert(1)</script> {TEXT}"), style="span", options={"spans_key": "tapecheck"}, jupyter=False
    )
    assert "percent_move" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ({"market": "nowhere.duckdb"}, "no such store"),
        ({"settings": {"nre": "none"}}, "no setting is called 'nre'"),
        ({"settings": "nowhere.toml"}, "settings file nowhere.toml"),
    ],
)
def test_a_wrong_configuration_is_told_when_it_is_added(config: dict[str, object], message: str) -> None:
    with pytest.raises(ConfigError, match=re.escape(message)):
        spacy.blank("en").add_pipe("tapecheck", config=config)
