"""Annotated passages as spaCy's training files, and word vectors taken from the published encoder."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from tapecheck.mentions.names.labels import TAGS, Entity, tags_of
from tapecheck.training.corpus import Passage
from tapecheck.training.stretches import stretches

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


def docs(passages: Iterable[Passage], nlp: Language, chance: random.Random) -> Iterator[Doc]:
    """A document for each sentence or two, its tags in ``token.tag_``."""
    for passage in passages:
        for low, high in stretches(passage.text, chance):
            inside = [Entity(n.start - low, n.end - low, n.label) for n in passage.names if low <= n.start and n.end <= high]
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
