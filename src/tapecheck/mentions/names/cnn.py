"""Names by a small spaCy pipeline: a convolutional network over the words of a sentence, and a tag for each word.

The tags' scores are decoded here, so that an ``I-`` tag never stands without its beginning. The sentences of one article are
read together and nothing else is, so the same article gives the same names in whatever batch it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from tapecheck.mentions.names.labels import TAGS, Entity, decode, entities

if TYPE_CHECKING:
    from spacy.language import Language

COMPONENT = "tagger"
NEVER = -1e4
"""Score of a tag that the pipeline does not know."""


class SpacyNames:
    """The engine; ``find`` gives the names of one article."""

    def __init__(self, nlp: Language) -> None:
        """Raises ``ValueError`` if the pipeline has tags that are not in ``labels.TAGS``; those that it lacks it never gives."""
        tagger = nlp.get_pipe(COMPONENT)
        labels = tuple(tagger.labels)  # type: ignore[attr-defined]
        if unknown := set(labels) - set(TAGS):
            raise ValueError(f"it has other tags: {', '.join(sorted(unknown))}")
        self._tokenizer = nlp.tokenizer
        self._model = tagger.model  # type: ignore[attr-defined]
        self._columns = np.array([TAGS.index(label) for label in labels])

    @classmethod
    def load(cls, folder: Path) -> SpacyNames:
        """The pipeline of a folder."""
        import spacy

        return cls(spacy.load(folder))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
        """Names in these half-open ranges of the text, by position."""
        docs = [self._tokenizer(text[start:end]) for start, end in sentences]
        if not docs:
            return []
        found: list[Entity] = []
        for doc, (start, _), scores in zip(docs, sentences, self._model.predict(docs), strict=True):
            ordered = np.full((len(doc), len(TAGS)), NEVER, dtype=np.float32)
            ordered[:, self._columns] = scores
            tags = decode(ordered)
            if any(tags):
                begins = [start + token.idx for token in doc]
                ends = [begin + len(token) for begin, token in zip(begins, doc, strict=True)]
                found += entities(tags, begins, ends)
        return found
