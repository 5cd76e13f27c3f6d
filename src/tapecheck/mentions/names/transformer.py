"""Names by a fine-tuned transformer, the model that this project trains; ``checkpoint`` reads any other.

Needs the extra ``transformers``. The pieces of one article are read together, in windows whose making depends on nothing
but the article, so the same article gives the same names in whatever batch it comes.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.ao.quantization import per_channel_dynamic_qconfig, quantize_dynamic

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

    def __init__(self, model: nn.Module, tokenizer: Tokenizer, device: str = "cpu") -> None:
        self._model = model.to(device)
        self._tokenizer = tokenizer
        self.device = device

    @classmethod
    def load(cls, folder: Path) -> TransformerNames:
        """The model of a folder: on a GPU where there is one, else on the CPU with most of its layers in 8-bit integers.

        Raises:
            OSError, ValueError, KeyError, RuntimeError: a file is missing, or is not such a model's.
        """
        tokenizer = json.dumps(json.loads((folder / "tokenizer.json").read_text("utf-8")))
        model = ShapedBert.load(folder)
        if torch.cuda.is_available():
            return cls(model, Tokenizer.from_str(tokenizer), "cuda")
        return cls(_in_integers(model), Tokenizer.from_str(tokenizer))

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
                out = self._model(*(tensor.to(self.device) for tensor in tensors)).log_softmax(-1).cpu().numpy()
            for row, window in enumerate(together):
                shift = 1 - window.first
                scores[window.keep : window.until] = out[row, window.keep + shift : window.until + shift]
        return scores


def _in_integers(model: ShapedBert) -> nn.Module:
    """The model with 8-bit weights, a scale for each row, and activations in 8 bits with the scale of the tensor at hand.

    The second layer of each feed-forward block stays as it is: what enters it has outliers. So the scores on the test split
    and on FiNER-ORD are those of the full model (docs/accuracy.md), in three quarters of the time.
    """
    layers = {
        name: per_channel_dynamic_qconfig
        for name, layer in model.named_modules()
        if isinstance(layer, nn.Linear) and (not name.endswith(".output.dense") or "attention" in name)
    }
    del layers["classifier"]
    with warnings.catch_warnings():
        # This way of quantizing is to move to another package one day; the version of torch is fixed.
        warnings.simplefilter("ignore")
        quantized: nn.Module = quantize_dynamic(model, layers, dtype=torch.qint8)  # type: ignore[no-untyped-call]
    return quantized


def _joined(parts: Sequence[Pieces]) -> tuple[list[int], list[int]]:
    return [n for part in parts for n in part.numbers], [s for part in parts for s in part.shapes]


def _groups(ordered: Sequence[Window]) -> list[list[Window]]:
    groups: list[list[Window]] = [[]]
    for window in ordered:
        if groups[-1] and (len(groups[-1]) + 1) * (window.last - window.first) > TOGETHER:
            groups.append([])
        groups[-1].append(window)
    return groups if groups[-1] else []
