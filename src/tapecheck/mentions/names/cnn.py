"""Names by a small spaCy pipeline: a convolutional network over the words of a sentence, and a tag for each word.

The tags' scores are decoded here, so that an ``I-`` tag never stands without its beginning. The sentences of one article are
read together and nothing else is, so the same article gives the same names in whatever batch it comes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from tapecheck.mentions.names.labels import TAGS, Entity, Scores, decode, entities

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from thinc.api import Model

COMPONENT = "tagger"
NEVER = -1e4
"""Score of a tag that the pipeline does not know."""
_NO_WORD = re.compile(r"\S{200,}")
"""What no word is: spaCy takes the signs off such a run one by one, each time reading all that is left."""
_OUTSIDE = TAGS.index("O")
_READ = ("LOWER", "NORM", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE")
"""What the pipeline looks at in a word; spaCy works out seventeen things more for each new word."""


class SpacyNames:
    """The engine; ``find`` gives the names of one article."""

    device = "cpu"

    def __init__(self, nlp: Language) -> None:
        """The engine of a pipeline.

        Raises ``ValueError`` if the pipeline has tags that are not in ``labels.TAGS``; those that it lacks it never gives.
        """
        self._nlp, self._model, self._columns = _prepared(nlp)

    @classmethod
    def load(cls, folder: Path) -> SpacyNames:
        """The pipeline of a folder."""
        import spacy

        return cls(spacy.load(folder))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
        """Names in these half-open ranges of the text, by position. The words that they bring are forgotten."""
        if not sentences:
            return []
        joined = "\n".join(text[start:end] for start, end in sentences)
        # Without a zone the vocabulary grows with every new word, for as long as the process lives.
        with self._nlp.memory_zone():
            doc = self._nlp.tokenizer(_NO_WORD.sub(lambda match: "x" * len(match.group()), joined))
            if not len(doc):
                return []
            places = doc.to_array(["IDX", "LENGTH"]).astype(np.int64)
            known = self._model.predict([doc])[0]
        scores = np.full((len(places), len(TAGS)), NEVER, dtype=np.float32)
        scores[:, self._columns] = known
        return self._decoded(places, scores, sentences)

    @staticmethod
    def _decoded(places: NDArray[np.int64], scores: Scores, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
        """The names by their words' places in the joined sentences and their words' scores, sentence by sentence."""
        begins = list(accumulate((end - start + 1 for start, end in sentences[:-1]), initial=0))
        firsts = np.searchsorted(places[:, 0], begins)
        lasts = np.searchsorted(
            places[:, 0], [at + end - start for at, (start, end) in zip(begins, sentences, strict=True)]
        )
        names = scores.argmax(axis=1) != _OUTSIDE
        found: list[Entity] = []
        for (start, _), begin, first, last in zip(sentences, begins, firsts, lasts, strict=True):
            if names[first:last].any():
                starts = (places[first:last, 0] - begin + start).tolist()
                ends = (places[first:last].sum(axis=1) - begin + start).tolist()
                found += entities(decode(scores[first:last]), starts, ends)
        return found


def _prepared(nlp: Language) -> tuple[Language, Model[list[Doc], list[Scores]], NDArray[np.int64]]:
    """The pipeline, its tagger's network, and for each of its tags the number in ``TAGS``.

    Only what the pipeline reads is worked out for a word, and numpy's BLAS multiplies: spaCy's own does these small matrices
    at half the speed.
    """
    from spacy.attrs import IDS
    from thinc.api import NumpyOps

    tagger = nlp.get_pipe(COMPONENT)
    labels = tuple(tagger.labels)  # type: ignore[attr-defined]
    if unknown := set(labels) - set(TAGS):
        raise ValueError(f"it has other tags: {', '.join(sorted(unknown))}")
    read = {IDS[name] for name in _READ}
    getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    nlp.vocab.lex_attr_getters = {key: getters[key] for key in getters if key in read}  # type: ignore[attr-defined]
    model: Model[list[Doc], list[Scores]] = tagger.model  # type: ignore[attr-defined]
    ops = NumpyOps(use_blis=False)
    for layer in model.walk():
        layer.ops = ops
    return nlp, model, np.array([TAGS.index(label) for label in labels])
