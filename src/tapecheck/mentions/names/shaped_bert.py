"""A BERT encoder for tagging words that is also told how each piece of a word is written.

The encoder (all-MiniLM-L6-v2) reads lower case only. A learned vector for the written shape is added to each piece's
embedding; it starts at zero, so that training starts from the encoder as it was published.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

from tapecheck.mentions.names.labels import TAGS
from tapecheck.mentions.names.shapes import NUMBER_OF_SHAPES

FIRST, LAST = 101, 102
"""The encoder's numbers for its marks of a text's beginning and end, ``[CLS]`` and ``[SEP]``."""
WEIGHTS = "model.safetensors"
CONFIG = "config.json"
ARCHITECTURE = "ShapedBert"


class ShapedBert(nn.Module):
    """Scores of every tag for every piece."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.config = config
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.shapes = nn.Embedding(NUMBER_OF_SHAPES, config.hidden_size)
        nn.init.zeros_(self.shapes.weight)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classifier = nn.Linear(config.hidden_size, len(TAGS))

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> Tensor:
        """Unnormalised scores (batch, pieces, tags) for piece numbers, shape numbers and a mask (1 where there is text).

        All three are (batch, pieces): see ``batch``.
        """
        embedded = self.encoder.embeddings.word_embeddings(pieces) + self.shapes(shapes)
        hidden = self.encoder(inputs_embeds=embedded, attention_mask=mask).last_hidden_state
        scores: Tensor = self.classifier(self.dropout(hidden))
        return scores

    def save(self, folder: Path) -> None:
        """Write the weights (half precision) and the configuration."""
        state = {
            name: weight.detach().to(torch.float16).contiguous()
            for name, weight in self.state_dict().items()
            if weight.is_floating_point()
        }
        save_file(state, folder / WEIGHTS)
        settings = {**self.config.to_dict(), "architectures": [ARCHITECTURE], "tags": list(TAGS)}
        (folder / CONFIG).write_text(json.dumps(settings, indent=2, sort_keys=True) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> ShapedBert:
        """The model of a folder, in single precision, ready to be run.

        Raises:
            OSError, ValueError, KeyError, RuntimeError: the files are missing or are not such a model's.
        """
        settings: Mapping[str, object] = json.loads((folder / CONFIG).read_text("utf-8"))
        if (
            not isinstance(settings, dict)
            or settings.get("architectures") != [ARCHITECTURE]
            or settings.get("tags") != list(TAGS)
        ):
            raise ValueError("its architecture or its tags are others")
        model = cls(
            BertConfig.from_dict(
                {key: value for key, value in settings.items() if key not in ("architectures", "tags")}
            )
        )
        try:
            state = {name: weight.to(torch.float32) for name, weight in load_file(folder / WEIGHTS).items()}
        except SafetensorError as error:
            raise ValueError(f"{WEIGHTS}: {error}") from error
        missing, unexpected = model.load_state_dict(state, strict=False)
        if unexpected or any("position_ids" not in name and "token_type_ids" not in name for name in missing):
            raise ValueError(f"weights are missing or unknown: {[*missing, *unexpected][:3]}")
        return model.eval()


def batch(rows: Sequence[tuple[Sequence[int], Sequence[int]]]) -> tuple[Tensor, Tensor, Tensor]:
    """Piece numbers, shape numbers and mask, each (rows, pieces), of windows given as (piece numbers, shape numbers).

    A window's first piece stands in column 1, between the encoder's marks.
    """
    width = max(len(numbers) for numbers, _ in rows) + 2
    pieces = torch.zeros(len(rows), width, dtype=torch.long)
    shapes, mask = torch.zeros_like(pieces), torch.zeros_like(pieces)
    for row, (numbers, written) in enumerate(rows):
        length = len(numbers)
        pieces[row, : length + 2] = torch.tensor([FIRST, *numbers, LAST])
        shapes[row, 1 : length + 1] = torch.tensor(written)
        mask[row, : length + 2] = 1
    return pieces, shapes, mask
