"""The models that find names, by the setting ``ner``: where they are, what they are, and loading them."""

from __future__ import annotations

import importlib.util
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Protocol

from tapecheck.config import NerEngine
from tapecheck.errors import ConfigError, ModelError
from tapecheck.mentions.names.labels import Entity
from tapecheck.models import UNREADABLE, digest, folder_of

MODELS: Mapping[str, str] = {"spacy": "names-cnn", "transformer": "names-minilm"}
"""Folder in ``models/`` of each engine's own model."""


class NameEngine(Protocol):
    """Finds names in parts of a text; what it finds depends on its arguments and ``device`` alone."""

    @property
    def device(self) -> str:
        """Where it runs: ``cpu`` or ``cuda``."""

    def find(self, text: str, sentences: Sequence[tuple[int, int]]) -> list[Entity]:
        """Names in these half-open ranges of the text, by position, without overlaps."""


@dataclass(frozen=True, slots=True)
class LoadedEngine:
    """An engine, the name of its model, and the SHA-256 of the model's files."""

    engine: NameEngine
    model: str
    sha256: str


def load(
    choice: NerEngine, checkpoint: str | None = None, labels: Mapping[str, str] | None = None
) -> LoadedEngine | None:
    """The engine of a setting; ``None`` for ``none``, and for ``auto`` where no model is installed.

    ``checkpoint``: a folder or a hub's name of a Hugging Face token-classification model, instead of this project's own;
    ``labels``: what its labels mean, as ``{"PER": "PERSON"}``.

    Raises:
        ConfigError: a checkpoint for another engine.
        ModelError: the model or what it needs is not installed, or it can't be read; the message says what to do.
    """
    if checkpoint is not None and choice != "transformer":
        raise ConfigError("a checkpoint (ner_model) is read by the transformer engine: --ner transformer")
    if labels and checkpoint is None:
        raise ConfigError("ner_labels are for a checkpoint: set ner_model too")
    if choice == "none":
        return None
    if choice == "transformer":
        return _transformer(checkpoint, labels or {})
    folder = folder_of(MODELS["spacy"])
    if folder is None and choice == "auto":
        return None
    return _own("spacy", folder)


def _transformer(checkpoint: str | None, labels: Mapping[str, str]) -> LoadedEngine:
    if any(importlib.util.find_spec(package) is None for package in ("torch", "transformers")):
        raise ModelError("the transformer engine needs more packages: pip install 'tapecheck[transformers]'")
    if checkpoint is None:
        return _own("transformer", folder_of(MODELS["transformer"]))
    from tapecheck.mentions.names.checkpoint import CheckpointNames

    try:
        engine = CheckpointNames.load(checkpoint, labels)
    except UNREADABLE as error:
        raise ModelError(f"the model {checkpoint} can't be read: {error}") from error
    return LoadedEngine(engine, Path(checkpoint).name, engine.sha256)


@cache
def _own(choice: str, folder: Path | None) -> LoadedEngine:
    """A model of this project; read once in a process, since it never changes."""
    if folder is None:
        raise ModelError(
            f"the model {MODELS[choice]} is not installed; use another engine, or the patterns: --ner none"
        )
    try:
        return LoadedEngine(_read(choice, folder), folder.name, digest(folder))
    except UNREADABLE as error:
        raise ModelError(f"the model {folder.name} can't be read: {error}") from error


def _read(choice: str, folder: Path) -> NameEngine:
    if choice == "spacy":
        from tapecheck.mentions.names.cnn import SpacyNames

        return SpacyNames.load(folder)
    from tapecheck.mentions.names.transformer import TransformerNames

    return TransformerNames.load(folder)
