"""Names by any Hugging Face token-classification checkpoint, its labels translated into ours."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import numpy as np
import torch
import transformers
from safetensors import SafetensorError
from tokenizers import Tokenizer
from transformers import AutoModelForTokenClassification, AutoTokenizer

from tapecheck.mentions.names.labels import CLASSIC_LABELS, LABELS, TAGS, Entity, Label, Scores
from tapecheck.mentions.names.pieces import cut, named
from tapecheck.mentions.names.windows import Window, windows

KNOWN: Mapping[str, Label] = {**CLASSIC_LABELS, "FAC": "LOC", **{label: label for label in LABELS}}
"""What a checkpoint's labels mean; one that is not here is no name."""
_PREFIXED = re.compile(r"(?:(?P<prefix>[BILUSE])[-_])?(?P<label>.+)")
OVERLAP = 32
ROWS = 8
"""Windows read at once."""


class CheckpointNames:
    """The engine; ``find`` gives the names of one article."""

    device = "cpu"

    def __init__(self, model: Any, tokenizer: Any, columns: Sequence[Sequence[int]], fingerprint: str) -> None:
        self._model, self._columns = model, columns
        self.sha256 = fingerprint
        self._tokenizer: Tokenizer = tokenizer.backend_tokenizer
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._before, self._after = _marks(self._tokenizer)
        self._padding = tokenizer.pad_token_id or 0
        # RoBERTa's positions begin after its padding's number; its tokenizer knows the real limit.
        longest = min(getattr(model.config, "max_position_embeddings", 512), tokenizer.model_max_length, 512)
        self._limit = longest - len(self._before) - len(self._after)

    @classmethod
    def load(cls, name: str, labels: Mapping[str, str]) -> CheckpointNames:
        """A folder's or a hub's model, its weights from safetensors only; ``labels`` go before ``KNOWN``.

        Raises:
            OSError: there is no such model. ValueError: its labels mean nothing here, or it has no fast tokenizer.
        """
        transformers.utils.logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        try:
            model = AutoModelForTokenClassification.from_pretrained(
                name, use_safetensors=True, trust_remote_code=False
            ).eval()
        except SafetensorError as error:
            raise ValueError(str(error)) from error
        tokenizer = AutoTokenizer.from_pretrained(name, use_fast=True, trust_remote_code=False)
        if not tokenizer.is_fast:
            raise ValueError("its tokenizer does not say where pieces stand (no tokenizer.json)")
        columns = _columns({int(number): str(label) for number, label in model.config.id2label.items()}, labels)
        return cls(model, tokenizer, columns, _fingerprint(model))

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
        """Names in these half-open ranges of the text, by position."""
        parts = [cut(text[start:end], self._tokenizer) for start, end in sentences]
        numbers = [number for part in parts for number in part.numbers]
        overlap = min(OVERLAP, self._limit // 4)
        made = list(windows([len(part.numbers) for part in parts], limit=self._limit, overlap=overlap))
        found = (_trimmed(text, name) for name in named(parts, sentences, self._scores(numbers, made)))
        return [name for name in found if name.start < name.end]

    def _scores(self, numbers: Sequence[int], made: Sequence[Window]) -> Scores:
        scores = np.zeros((len(numbers), len(TAGS)), dtype=np.float32)
        shift = len(self._before)
        for first in range(0, len(made), ROWS):
            together = made[first : first + ROWS]
            rows = [[*self._before, *numbers[w.first : w.last], *self._after] for w in together]
            width = max(len(row) for row in rows)
            pieces = torch.tensor([row + [self._padding] * (width - len(row)) for row in rows])
            mask = torch.tensor([[1] * len(row) + [0] * (width - len(row)) for row in rows])
            with torch.inference_mode():
                out = self._model(input_ids=pieces, attention_mask=mask).logits.float().log_softmax(-1).numpy()
            for values, window in zip(out, together, strict=True):
                kept = values[window.keep - window.first + shift : window.until - window.first + shift]
                own = scores[window.keep : window.until]
                for tag, columns in enumerate(self._columns):
                    own[:, tag] = kept[:, columns].max(axis=1) if columns else NEVER
                # IOB1, and labels without prefixes, begin a name as they go on with it; going on comes before beginning anew.
                own[:, 1::2] = np.maximum(own[:, 1::2], own[:, 2::2] - BEGINS)
        return scores


BEGINS = 0.01
"""By so much less than an ``I-`` tag's log score can a ``B-`` tag's be."""
NEVER = -20.0
"""Log score of a tag that the model does not know."""


def _marks(tokenizer: Tokenizer) -> tuple[list[int], list[int]]:
    """The numbers that the model wants before and after a text."""
    plain, marked = (tokenizer.encode("a", add_special_tokens=special).ids for special in (False, True))
    at = next((i for i in range(len(marked)) if marked[i : i + len(plain)] == plain), 0)
    return marked[:at], marked[at + len(plain) :]


def _columns(labels: Mapping[int, str], meaning: Mapping[str, str]) -> list[list[int]]:
    """For each of our tags the numbers of the model's labels that stand for it; labels without a meaning stand for ``O``."""
    columns: list[list[int]] = [[] for _ in TAGS]
    for number, wording in labels.items():
        match = _PREFIXED.fullmatch(wording)
        prefix, name = (match["prefix"], match["label"]) if match else (None, wording)
        label = meaning.get(name, KNOWN.get(name.upper()))
        if label is not None and label not in LABELS:
            raise ValueError(f"the label map says {name!r} is {label!r}; there is: {', '.join(LABELS)}")
        if label is None:
            columns[0].append(number)
        elif prefix is None:
            columns[TAGS.index(f"I-{label}")].append(number)
        else:
            columns[TAGS.index(f"{'B' if prefix in 'BSU' else 'I'}-{label}")].append(number)
    if not any(columns[1:]):
        raise ValueError(f"none of its labels is known: {', '.join(sorted(labels.values()))}; give a label map")
    return columns


def _trimmed(text: str, name: Entity) -> Entity:
    """Without the blank before it and the marks at its ends, which SentencePiece counts as parts of a word; "Inc." stays."""
    words = text[name.start : name.end]
    begin = len(words) - len(words.lstrip(" \t\n“\"‘'(["))
    marks = " \t\n”\"’')],;:!?" + ("" if words.rstrip(" ,;:").endswith(_ABBREVIATED) else ".")
    return Entity(name.start + begin, name.start + max(begin, len(words.rstrip(marks))), name.label)


_ABBREVIATED = ("Inc.", "Ltd.", "Corp.", "Co.", "U.S.", "U.K.", "Jr.", "Sr.")


def _fingerprint(model: Any) -> str:
    total = sha256()
    for name, weight in sorted(model.state_dict().items()):
        total.update(
            name.encode() + b"\0" + weight.contiguous().view(torch.uint8).numpy().tobytes()
            if weight.dim()
            else name.encode()
        )
    return total.hexdigest()
