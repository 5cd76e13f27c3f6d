"""The trained model that decides on figures, by the setting ``figures``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tapecheck.config import Deciders
from tapecheck.errors import ModelError
from tapecheck.models import UNREADABLE, digest, folder_of
from tapecheck.records.learned.model import LinearModel

MODEL = "figures-linear"
"""Its folder in ``models/``."""


@dataclass(frozen=True, slots=True)
class LoadedFigures:
    """A model that decides on figures, its name, and the SHA-256 of its files."""

    model: LinearModel
    name: str
    sha256: str


def load(choice: Deciders) -> LoadedFigures | None:
    """The model of a setting; ``None`` for ``patterns``, and for ``auto`` where no model is installed.

    Raises:
        ModelError: the setting asks for the model and it is not installed, or it can't be read.
    """
    if choice == "patterns":
        return None
    folder = folder_of(MODEL)
    if folder is None:
        if choice == "auto":
            return None
        raise ModelError(
            f"the model {MODEL} is not installed; figures can be decided by the patterns: figures = 'patterns'"
        )
    return _read(folder)


@cache
def _read(folder: Path) -> LoadedFigures:
    """Read once in a process, since it never changes."""
    try:
        return LoadedFigures(LinearModel.load(folder), folder.name, digest(folder))
    except UNREADABLE as error:
        raise ModelError(f"the model {folder.name} can't be read: {error}") from error
