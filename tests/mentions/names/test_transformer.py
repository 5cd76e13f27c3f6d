"""The transformer engine on a small model with random weights: places, windows, sameness, and what can't be loaded."""

from __future__ import annotations

import json
from itertools import pairwise

import pytest

torch = pytest.importorskip("torch")
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: E402
from transformers import BertConfig, BertForTokenClassification, PreTrainedTokenizerFast  # noqa: E402

from tapecheck.errors import ConfigError, ModelError  # noqa: E402
from tapecheck.mentions.names import engines, shapes  # noqa: E402
from tapecheck.mentions.names.checkpoint import CheckpointNames  # noqa: E402
from tapecheck.mentions.names.pieces import cut  # noqa: E402
from tapecheck.mentions.names.shaped_bert import ShapedBert, batch  # noqa: E402
from tapecheck.mentions.names.transformer import LIMIT, TransformerNames  # noqa: E402
from tapecheck.mentions.names.windows import windows  # noqa: E402

VOCABULARY = {piece: number for number, piece in enumerate([
    "[PAD]", "[UNK]", "[CLS]", "[SEP]", "ada", "example", "##s", "##x", "said", "labs", "ex", "##ample", ".", ",", "“", "”",
    "of", "at", "the", "’", "s", "head", "he", "##ad"])}  # fmt: skip
TEXT = "“Ada Example,” said the head of Example Labs. " * 3


def tokenizer() -> Tokenizer:
    made = Tokenizer(models.WordPiece(VOCABULARY, unk_token="[UNK]"))
    made.normalizer = normalizers.BertNormalizer(lowercase=True)
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return made


def config() -> BertConfig:
    return BertConfig(vocab_size=200, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16,
                      max_position_embeddings=512)  # fmt: skip


@pytest.fixture
def model() -> ShapedBert:
    torch.manual_seed(3)
    made = ShapedBert(config())
    torch.nn.init.normal_(made.classifier.weight, std=3)
    return made.eval()


def test_pieces_know_their_place_and_shape():
    pieces = cut("Examples, ADA", tokenizer())
    assert [("Examples, ADA"[a:b]) for a, b in zip(pieces.starts, pieces.ends, strict=True)] == [
        "Example",
        "s",
        ",",
        "ADA",
    ]
    assert (pieces.heads, pieces.word_ends) == ([0, 2, 3], [1, 2, 3])
    assert pieces.shapes == [2, 9, 7, 3]
    assert max(pieces.shapes) < shapes.NUMBER_OF_SHAPES


def test_case_reaches_the_model(model):
    torch.nn.init.normal_(model.shapes.weight)
    lower, upper = (cut(text, tokenizer()) for text in ("ada", "ADA"))
    assert lower.numbers == upper.numbers
    with torch.inference_mode():
        scores = model(*batch([(lower.numbers, lower.shapes), (upper.numbers, upper.shapes)]))
    assert not torch.allclose(scores[0], scores[1])


def test_weights_are_kept_in_half_precision(model, tmp_path):
    model.save(tmp_path)
    loaded = ShapedBert.load(tmp_path).state_dict()
    for name, weight in model.state_dict().items():
        assert torch.allclose(loaded[name], weight.to(torch.float16).to(torch.float32)), name


def test_a_folder_in_integers_gives_nearly_the_scores_of_the_model(model, tmp_path):
    model.save(tmp_path)
    tokenizer().save(str(tmp_path / "tokenizer.json"))
    pieces = cut(TEXT, tokenizer())
    made = list(windows([len(pieces.numbers)], limit=LIMIT, overlap=0))
    exact, loaded = (engine._scores((pieces.numbers, pieces.shapes), made)
                     for engine in (TransformerNames(model, tokenizer()), TransformerNames.load(tmp_path)))  # fmt: skip
    assert abs(exact - loaded).max() < 0.1 * abs(exact).max()
    assert not (exact == loaded).all()


@pytest.mark.parametrize("name", ["config.json", "model.safetensors", "tokenizer.json"])
def test_a_folder_without_one_of_its_files_is_an_error(model, tmp_path, name):
    model.save(tmp_path)
    tokenizer().save(str(tmp_path / "tokenizer.json"))
    (tmp_path / name).unlink()
    with pytest.raises((OSError, ValueError)):
        TransformerNames.load(tmp_path)


def test_a_model_with_other_tags_is_refused(model, tmp_path):
    model.save(tmp_path)
    settings = json.loads((tmp_path / "config.json").read_text("utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(settings | {"tags": ["O"]}), "utf-8")
    with pytest.raises(ValueError, match="its tags are others"):
        ShapedBert.load(tmp_path)


def test_a_long_sentence_is_read_to_its_end(model):
    text = "Ada Example said " * LIMIT + "Ada"
    pieces = cut(text, tokenizer())
    engine = TransformerNames(model, tokenizer())
    found = engine.find(text, [(0, len(text))])
    assert len(pieces.numbers) > 3 * LIMIT
    assert found
    assert found[-1].end > len(text) - 40
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_names_are_where_they_are_in_the_text(model):
    engine = TransformerNames(model, tokenizer())
    alone = engine.find("Ada Example said.", [(0, 17)])
    later = engine.find("xxxx Ada Example said.", [(5, 22)])
    assert [(n.start + 5, n.end + 5, n.label) for n in alone] == [tuple(n) for n in later]


def test_nothing_to_read(model):
    assert TransformerNames(model, tokenizer()).find("", []) == []


@pytest.fixture
def checkpoint(tmp_path):
    torch.manual_seed(1)
    settings = config()
    settings.id2label = {0: "O", 1: "B-PER", 2: "I-PER", 3: "I-ORG", 4: "B-MISC"}
    settings.label2id = {label: number for number, label in settings.id2label.items()}
    made = BertForTokenClassification(settings)
    torch.nn.init.normal_(made.classifier.weight, std=3)
    made.save_pretrained(tmp_path)
    PreTrainedTokenizerFast(tokenizer_object=tokenizer(), unk_token="[UNK]", pad_token="[PAD]", cls_token="[CLS]",
                            sep_token="[SEP]", model_max_length=48).save_pretrained(tmp_path)  # fmt: skip
    return tmp_path


def test_any_checkpoint_by_its_folder(checkpoint):
    loaded = engines.load("transformer", str(checkpoint))
    assert loaded is not None
    text = TEXT * 10
    found = loaded.engine.find(text, [(0, len(text))])
    assert {name.label for name in found} <= {"PERSON", "ORG"}
    assert found
    assert all(text[name.start : name.end].strip() == text[name.start : name.end] for name in found)
    assert loaded.engine.find(text, [(0, len(text))]) == found


def test_a_label_map_goes_before_what_labels_usually_mean(checkpoint):
    mapped = CheckpointNames.load(str(checkpoint), {"MISC": "FUND", "PER": "LOC"})
    assert {name.label for name in mapped.find(TEXT, [(0, len(TEXT))])} <= {"LOC", "ORG", "FUND"}


def test_what_can_not_be_loaded_is_a_model_error(checkpoint, tmp_path):
    with pytest.raises(ModelError, match="'NONE'"):
        engines.load("transformer", str(checkpoint), {"PER": "NONE"})
    settings = json.loads((checkpoint / "config.json").read_text("utf-8"))
    settings["id2label"] = {str(number): f"L{number}" for number in range(5)}
    settings["label2id"] = {label: int(number) for number, label in settings["id2label"].items()}
    (checkpoint / "config.json").write_text(json.dumps(settings), "utf-8")
    with pytest.raises(ModelError, match="give a label map"):
        engines.load("transformer", str(checkpoint))
    with pytest.raises(ModelError, match="can't be read"):
        engines.load("transformer", str(tmp_path / "nothing"))


def test_a_checkpoint_is_for_the_transformer_engine():
    with pytest.raises(ConfigError, match="--ner transformer"):
        engines.load("spacy", "some/model")
