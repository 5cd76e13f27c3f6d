"""Names by a fine-tuned transformer: the model this project trains, or any token-classification checkpoint.

Needs the extra ``transformers``. The pieces of one article are read together, in windows whose making depends on nothing
but the article, so the same article gives the same names in whatever batch it comes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from tapecheck.mentions.names.labels import TAGS, Entity, Scores
from tapecheck.mentions.names.pieces import Pieces, cut, named
from tapecheck.mentions.names.shaped_bert import ShapedBert, batch
from tapecheck.mentions.names.windows import Window, windows

LIMIT = 192
"""Pieces in a window, its marks left out."""
OVERLAP = 48
"""Pieces that two windows of one long sentence share."""
TOGETHER = 3072
"""Pieces read at once, with padding: bounds memory, and is small enough to stay in a processor's cache."""


class TransformerNames:
    """The engine; ``find`` gives the names of one article."""

    def __init__(self, model: ShapedBert, tokenizer: Tokenizer) -> None:
        self._model = model
        self._tokenizer = tokenizer

    @classmethod
    def load(cls, folder: Path) -> TransformerNames:
        """The model of a folder.

        Raises:
            OSError, ValueError, KeyError, RuntimeError: a file is missing, or is not such a model's.
        """
        tokenizer = (folder / "tokenizer.json").read_text("utf-8")
        return cls(ShapedBert.load(folder), Tokenizer.from_str(tokenizer))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
        """Names in these half-open ranges of the text, by position."""
        parts = [cut(text[start:end], self._tokenizer) for start, end in sentences]
        made = list(windows([len(part.numbers) for part in parts], limit=LIMIT, overlap=OVERLAP))
        return named(parts, sentences, self._scores(_joined(parts), made))

    def _scores(self, joined: tuple[list[int], list[int]], made: Sequence[Window]) -> Scores:
        """Log scores (pieces, tags) of all pieces."""
        numbers, shapes = joined
        scores = np.zeros((len(numbers), len(TAGS)), dtype=np.float32)
        ordered = sorted(made, key=lambda window: (window.last - window.first, window.first))
        for together in _groups(ordered):
            tensors = batch([(numbers[w.first : w.last], shapes[w.first : w.last]) for w in together])
            with torch.inference_mode():
                out = self._model(*tensors).log_softmax(-1).numpy()
            for row, window in enumerate(together):
                shift = 1 - window.first
                scores[window.keep : window.until] = out[row, window.keep + shift : window.until + shift]
        return scores


def _joined(parts: Sequence[Pieces]) -> tuple[list[int], list[int]]:
    return [n for part in parts for n in part.numbers], [s for part in parts for s in part.shapes]


def _groups(ordered: Sequence[Window]) -> list[list[Window]]:
    groups: list[list[Window]] = [[]]
    for window in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * (window.last - window.first) > TOGETHER:
            groups.append([])
        groups[-1].append(window)
    return groups if groups[-1] else []
