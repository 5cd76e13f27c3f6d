"""The trained models that decide on figures and say how far their readings can be trusted, by the setting ``figures``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tapecheck.config import Deciders
from tapecheck.errors import ModelError
from tapecheck.models import UNREADABLE, digest, folder_of
from tapecheck.records.learned.model import LinearModel
from tapecheck.records.learned.readings import ReadingModel

MODEL, READINGS = "figures-linear", "readings-linear"
"""Their folders in ``models/``."""


@dataclass(frozen=True, slots=True)
class LoadedFigures:
    """A model that decides on figures, one of how far they can be trusted, and the SHA-256 of each model's files by its name."""

    model: LinearModel
    readings: ReadingModel | None
    hashes: dict[str, str]


def load(choice: Deciders) -> LoadedFigures | None:
    """The models of a setting; ``None`` for ``patterns``, and for ``auto`` where no model is installed.

    Raises:
        ModelError: the setting asks for the model and it is not installed, or one can't be read.
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
    return _read(folder, folder_of(READINGS))


@cache
def _read(figures: Path, readings: Path | None) -> LoadedFigures:
    """Read once in a process, since they never change."""
    folder = figures
    try:
        model, hashes = LinearModel.load(folder), {folder.name: digest(folder)}
        if readings is None:
            return LoadedFigures(model, None, hashes)
        folder = readings
        return LoadedFigures(model, ReadingModel.load(folder), {**hashes, folder.name: digest(folder)})
    except UNREADABLE as error:
        raise ModelError(f"the model {folder.name} can't be read: {error}") from error
