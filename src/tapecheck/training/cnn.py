"""Annotated passages as spaCy's training files, and word vectors taken from the published encoder."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tapecheck.mentions.names.labels import TAGS, Entity, tags_of
from tapecheck.training.augment import pool, variants
from tapecheck.training.corpus import Passage
from tapecheck.training.stretches import stretches

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def docs(passages: Iterable[Passage], nlp: Language, chance: random.Random) -> Iterator[Doc]:
    """A document for each sentence or two, its tags in ``token.tag_``."""
    for passage in passages:
        for low, high in stretches(passage.text, chance):
            inside = [
                Entity(n.start - low, n.end - low, n.label) for n in passage.names if low <= n.start and n.end <= high
            ]
            doc = nlp.make_doc(passage.text[low:high])
            starts = [token.idx for token in doc]
            tags = tags_of(inside, starts, [start + len(token) for start, token in zip(starts, doc, strict=True)])
            for token, tag in zip(doc, tags, strict=True):
                token.tag_ = TAGS[tag]
            yield doc


def write(passages: Sequence[Passage], path: Path, *, seed: int) -> None:
    """Write the passages as a DocBin that ``spacy train`` reads."""
    import spacy
    from spacy.tokens import DocBin

    nlp = spacy.blank("en")
    DocBin(docs=docs(passages, nlp, random.Random(seed)), attrs=["TAG"]).to_disk(path)


def vectors(words: Sequence[str], encoder: Path, width: int) -> Language:
    """An empty pipeline whose vocabulary has a vector for each word (lower case): what the published encoder makes of the word alone.

    The encoder's mean over the word's pieces, its ``width`` directions of most variance (principal components), scaled to
    unit variance.
    """
    import spacy
    from spacy.vectors import Vectors

    table = _reduced(_encoded(words, encoder), width)
    nlp = spacy.blank("en")
    keys = [nlp.vocab.strings.add(word) for word in words]
    nlp.vocab.vectors = Vectors(
        strings=nlp.vocab.strings, data=table, keys=np.array(keys, dtype=np.uint64), name="encoder", attr="LOWER"
    )
    return nlp


def vocabulary(passages: Iterable[Passage], encoder: Path, *, most: int) -> list[str]:
    """Lower-case words that get a vector: those of the passages, then the encoder's own whole words, ``most`` in all."""
    counts = Counter(word.lower() for passage in passages for word in _WORD.findall(passage.text))
    whole = (line.strip() for line in (encoder / "vocab.txt").read_text("utf-8").splitlines())
    known = [word for word in whole if len(word) > 1 and word.isalpha()]
    seen = [word for word, number in counts.most_common() if number > 1]
    return sorted(list(dict.fromkeys([*seen, *known]))[:most])


def _encoded(words: Sequence[str], encoder: Path) -> NDArray[np.float32]:
    import torch
    from transformers import AutoTokenizer, BertModel

    tokenizer = AutoTokenizer.from_pretrained(encoder)
    model = BertModel.from_pretrained(encoder, add_pooling_layer=False).eval()  # type: ignore[no-untyped-call]
    rows = []
    with torch.inference_mode():
        for first in range(0, len(words), 256):
            batch = tokenizer(list(words[first : first + 256]), return_tensors="pt", padding=True, truncation=True)
            hidden = model(**batch).last_hidden_state * batch["attention_mask"].unsqueeze(-1)
            rows.append((hidden.sum(1) / batch["attention_mask"].sum(1, keepdim=True)).numpy())
    return np.concatenate(rows)


def _reduced(table: NDArray[np.float32], width: int) -> NDArray[np.float32]:
    centred = table - table.mean(axis=0)
    _, axes = np.linalg.eigh(centred.T @ centred)
    axes = axes[:, ::-1][:, :width]
    # An axis has no direction of its own: its largest part is made positive, so that every machine makes the same table.
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(width)])
    made = centred @ axes
    return np.asarray(made / made.std(), dtype=np.float32)


WIDTH = 64
"""Numbers in a word's vector."""
WORDS = 25_000
"""Words with a vector: at four bytes a number, 6.4 MB."""


def train(
    passages: Sequence[Passage],
    more: Sequence[Passage],
    taught: Sequence[Passage],
    dev: Sequence[Passage],
    *,
    config: Path,
    work: Path,
    output: Path,
    encoder: Path,
    epochs: int | None,
) -> None:
    """Run ``spacy train`` and put the best pipeline into ``output``.

    ``more`` are sets that tell fewer labels apart: they give names to swap in and words; ``taught`` are labelled by a model.
    """
    from spacy.cli.train import train as run

    work.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    names = pool([*passages, *more])
    varied = [variant for _ in range(COPIES) for variant in variants(passages, names, chance)]
    write([*passages, *varied, *taught], work / "train.spacy", seed=SEED)
    write(dev, work / "dev.spacy", seed=SEED)
    words = vocabulary([*passages, *taught], encoder, most=WORDS)
    vectors(words, encoder, WIDTH).to_disk(work / "vectors")
    paths = {f"paths.{name}": str(work / place) for name, place in _PLACES.items()}
    run(config, work / "spacy", overrides=paths | ({"training.max_epochs": epochs} if epochs else {}))
    # A run that is shorter than the first look at dev has no best model.
    made = next(path for name in ("model-best", "model-last") if (path := work / "spacy" / name).is_dir())
    keep(made, output)


def keep(made: Path, output: Path) -> None:
    """Write a trained pipeline into a model's folder, without the paths of the machine and the words of the texts that trained it.

    Of the words only those that have a vector are kept: the others are known by their hashes alone.
    """
    import spacy

    nlp = spacy.load(made)
    nlp.config["paths"] = dict.fromkeys(nlp.config["paths"])
    nlp.config["initialize"]["vectors"] = None
    nlp.to_disk(output)
    blank = spacy.blank("en").vocab.strings
    vectored = {nlp.vocab.strings[key] for key in nlp.vocab.vectors.keys()}  # noqa: SIM118 - a table, not a dictionary
    strings = output / "vocab" / "strings.json"
    kept = sorted(word for word in json.loads(strings.read_text("utf-8")) if word in blank or word in vectored)
    strings.write_text(json.dumps(kept, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


_PLACES = {"train": "train.spacy", "dev": "dev.spacy", "vectors": "vectors"}
SEED = 20261125
COPIES = 2
"""Variants of each passage beside the passage itself."""
