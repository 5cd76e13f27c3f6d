"""Training runs: one epoch on fifty sentences, with an encoder of random weights; stopped and gone on with."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
from safetensors.torch import save_file  # noqa: E402
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers  # noqa: E402
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast  # noqa: E402

from tapecheck.evaluation.names import NameScore  # noqa: E402
from tapecheck.mentions.names.cnn import SpacyNames  # noqa: E402
from tapecheck.mentions.names.labels import TAGS, Entity  # noqa: E402
from tapecheck.mentions.names.pieces import cut  # noqa: E402
from tapecheck.mentions.names.transformer import TransformerNames  # noqa: E402
from tapecheck.training import cnn, transformer  # noqa: E402
from tapecheck.training.corpus import Passage, names  # noqa: E402
from tapecheck.training.markup import parse  # noqa: E402
from tapecheck.training.measure import measure  # noqa: E402

ROOT = Path(__file__).parents[2]
FIRST = ("Ada", "Bo", "Cecily", "Dov", "Emre")
LAST = ("Example", "Sample", "Specimen", "Muster", "Beispiel")


def passages() -> list[Passage]:
    made = []
    for number in range(50):
        name = f"{FIRST[number % 5]} {LAST[number // 5 % 5]}"
        text, tags = parse(
            f"“Prices fell,” said {{P1|{name}}}, {{T1|head of research}} at {{O1|Testbank}} in {{L|Sampleton}}."
        )
        made.append(Passage(str(number), text, names(tags)))
    return made


@pytest.fixture(scope="module")
def encoder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("encoder")
    words = sorted({word.lower() for passage in passages() for word in passage.text.replace("“", " “ ").replace("”", " ” ")
                    .replace(",", " , ").replace(".", " . ").split()})  # fmt: skip
    vocabulary = ["[PAD]", "[UNK]", *(f"[unused{n}]" for n in range(99)), "[CLS]", "[SEP]", *words]
    tokenizer = Tokenizer(models.WordPiece({word: n for n, word in enumerate(vocabulary)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer(lowercase=True)
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", pad_token="[PAD]").save_pretrained(folder)
    (folder / "vocab.txt").write_text("\n".join(vocabulary), "utf-8")
    settings = BertConfig(
        vocab_size=len(vocabulary), hidden_size=64, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    torch.manual_seed(1)
    settings.save_pretrained(folder)
    save_file(BertModel(settings).state_dict(), folder / "model.safetensors", metadata={"format": "pt"})
    return folder


def plan(**changes) -> transformer.Plan:
    usual = {"seed": 1, "epochs": 1, "batch_pieces": 64, "learning_rate": 1e-3, "head_rate": 5e-3, "warm_up": 0.1}
    usual |= {"layers": 1, "limit": 64, "dropout": 0.0}
    return transformer.Plan(**usual | changes)


def trained(
    encoder: Path, work: Path, settings: transformer.Plan, seen: list[int], fingerprint: str = "a"
) -> TransformerNames:
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))

    def windows(epoch: int) -> list[transformer.Example]:
        return list(transformer.examples(passages(), tokenizer, settings, random.Random(epoch)))

    model = transformer.start(encoder, settings)
    seen_lines: list[str] = []
    transformer.train(model, windows, settings, device="cpu", checkpoint=work / "checkpoint.pt",
        fingerprint=fingerprint,
                      each_epoch=lambda epoch, _: seen.append(epoch), say=seen_lines.append)  # fmt: skip
    return TransformerNames(model.eval(), tokenizer)


def test_the_transformer_learns(encoder, tmp_path):
    engine = trained(encoder, tmp_path, plan(epochs=3), [])
    assert measure(engine, passages()).line()[2] > 0.8


def test_a_run_goes_on_where_it_was_stopped(encoder, tmp_path):
    seen: list[int] = []
    trained(encoder, tmp_path, plan(epochs=1), seen)
    trained(encoder, tmp_path, plan(epochs=2), seen)
    assert seen == [1, 2]
    trained(encoder, tmp_path, plan(epochs=1), seen, fingerprint="other data")
    assert seen == [1, 2, 1]


def test_the_small_model_learns(encoder, tmp_path):
    config = ROOT / "models" / "names-cnn" / "training.cfg"
    cnn.train(passages(), [], [], passages(), config=config, work=tmp_path / "work", output=tmp_path / "model",
              encoder=encoder, epochs=4)  # fmt: skip
    assert measure(SpacyNames.load(tmp_path / "model"), passages()).line()[2] > 0.5


def test_a_coarse_set_leaves_open_what_it_does_not_tell_apart(encoder):
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    pieces = cut("Testbank said", tokenizer)
    allowed = transformer.allowed_tags(pieces, [Entity(0, 8, "ORG")], fine=False)
    assert {TAGS[tag] for tag in allowed[0].nonzero()[0]} == {"B-ORG", "B-VENUE", "B-PROVIDER", "B-FUND"}
    assert {TAGS[tag] for tag in allowed[1].nonzero()[0]} == {"O", "B-TITLE", "I-TITLE"}


def test_the_loss_is_that_of_all_allowed_tags_together():
    scores = torch.zeros(1, 2, len(TAGS))
    allowed = torch.zeros(1, 2, len(TAGS), dtype=torch.bool)
    allowed[0, 0, :5] = True
    assert transformer.loss(scores, allowed).item() == pytest.approx(-torch.log(torch.tensor(5 / len(TAGS))).item())


def test_scores_count_both_ends_and_label():
    score = NameScore()
    score.add([Entity(0, 3, "PERSON"), Entity(4, 8, "ORG")], [Entity(0, 3, "PERSON"), Entity(4, 8, "VENUE")])
    assert score.line() == (0.5, 0.5, 0.5)
    assert score.line("PERSON") == (1.0, 1.0, 1.0)
    assert score.line("LOC") == (0.0, 0.0, 0.0)
    assert json.loads(json.dumps(score.line("ORG"))) == [0.0, 0.0, 0.0]
