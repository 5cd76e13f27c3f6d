"""A linear model over named features: for each task a score for each label, or one score for each candidate."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file

from tapecheck.records.learned.asset_features import Candidate


class LinearModel:
    """Weights by feature and column; a task is a stretch of columns, one a label."""

    def __init__(self, features: Sequence[str], weights: np.ndarray, tasks: dict[str, list[str]]) -> None:
        self._row = {feature: row for row, feature in enumerate(features)}
        self._weights = weights
        self._columns: dict[str, slice] = {}
        self._labels = tasks
        at = 0
        for task, labels in tasks.items():
            self._columns[task] = slice(at, at + max(1, len(labels)))
            at += max(1, len(labels))

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """The model of a folder with ``features.txt``, ``config.json`` and ``model.safetensors``."""
        features = (folder / "features.txt").read_text("utf-8").split("\n")
        tasks = json.loads((folder / "config.json").read_text("utf-8"))["tasks"]
        weights = load_file(folder / "model.safetensors")["weights"].astype(np.float32)
        return cls(features, weights, tasks)

    def _sum(self, features: Iterable[str]) -> np.ndarray:
        rows = [row for feature in features if (row := self._row.get(feature)) is not None]
        total: np.ndarray = self._weights[rows].sum(axis=0)
        return total

    def choose(self, task: str, features: Sequence[str]) -> tuple[str, float]:
        """See ``Chooser``."""
        scores = self._sum(features)[self._columns[task]]
        best = int(scores.argmax())
        return self._labels[task][best], 1.0 / float(np.exp(scores - scores[best]).sum())

    def pick(self, task: str, candidates: Sequence[Candidate]) -> tuple[str | None, float]:
        """See ``Chooser``."""
        column = self._columns[task].start
        scores = [float(self._sum(candidate.features)[column]) for candidate in candidates]
        best = max(range(len(scores)), key=scores.__getitem__)
        return candidates[best].symbol, 1.0 / sum(math.exp(score - scores[best]) for score in scores)
