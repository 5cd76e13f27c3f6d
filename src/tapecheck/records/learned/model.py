"""A linear model over named features: for each task a score for each label, or one score for each candidate."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import load_file

from tapecheck.records.context import Figure
from tapecheck.records.decision import Chosen, Picked
from tapecheck.records.learned.asset_features import Candidate, Said, Table

Weights = NDArray[np.float32]
TABLES: tuple[Table, ...] = ("figure", "asset", "window")


@dataclass(frozen=True)
class Features:
    """The weights of named features, of shape (features, columns); a feature without weights says nothing."""

    names: tuple[str, ...]
    weights: Weights

    @cached_property
    def _row(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.names)}

    @cached_property
    def _single(self) -> dict[str, float]:
        return dict(zip(self.names, self.weights[:, 0].tolist(), strict=True))

    def score(self, features: Iterable[str]) -> float:
        """The summed weights of a table with one column; for the few features of a candidate quicker than ``total``."""
        weight = self._single.get
        return sum(weight(feature, 0.0) for feature in features)

    def of(self, feature: str) -> Weights | None:
        """The weights of one feature, of shape (columns,); ``None`` if it has none."""
        row = self._row.get(feature)
        return None if row is None else cast(Weights, self.weights[row])

    def total(self, features: Iterable[str]) -> Weights:
        """The summed weights of the features, of shape (columns,)."""
        rows = self._row
        found = [row for feature in features if (row := rows.get(feature)) is not None]
        total: Weights = self.weights[found].sum(axis=0)
        return total


@dataclass(frozen=True)
class LinearModel:
    """The weights of all tasks; ``labels`` names the columns of the figure table, task by task.

    ``overrules`` is the probability from which on the model's choice counts against the patterns', by task; tasks that it does
    not name have that of ``default``.
    """

    tables: dict[Table, Features]
    labels: dict[str, tuple[str, ...]]
    overrules: dict[str, float]

    @cached_property
    def columns(self) -> dict[str, slice]:
        """Which columns of the figure table each closed task has."""
        made, at = {}, 0
        for task, labels in self.labels.items():
            made[task] = slice(at, at + len(labels))
            at += len(labels)
        return made

    @classmethod
    def load(cls, folder: Path) -> LinearModel:
        """The model of a folder with ``config.json``, ``model.safetensors`` and the names of the features.

        Raises:
            OSError, ValueError, KeyError: a file is missing or is not this model's.
        """
        config = json.loads((folder / "config.json").read_text("utf-8"))
        labels = {task: tuple(names) for task, names in config["labels"].items()}
        weights = load_file(folder / "model.safetensors")
        tables: dict[Table, Features] = {}
        for table in TABLES:
            names = tuple((folder / f"{table}.txt").read_text("utf-8").split("\n"))
            tables[table] = Features(names, weights[table].astype(np.float32))
            if len(names) != len(tables[table].weights):
                raise ValueError(
                    f"{folder}: {table} has {len(names)} features and {len(weights[table])} rows of weights"
                )
        return cls(tables, labels, {task: float(least) for task, least in config["overrules"].items()})

    def look(self, figure: Figure, features: Sequence[str]) -> ScoredFigure:  # noqa: ARG002 - as the protocol has it
        """See ``walk.Chooser``."""
        return ScoredFigure(self, self.tables["figure"].total(features))

    def pick(self, figure: Figure, task: Table, candidates: Sequence[Candidate], said: Said) -> Picked:  # noqa: ARG002
        """See ``walk.Chooser``; of equal candidates the first."""
        table = self.tables[task]
        scores = np.array([table.score(candidate.features) for candidate in candidates], np.float32)
        best = int(scores.argmax())
        if said.chosen and candidates[best].symbol != said.symbol and not self.sure(task, scores, best):
            symbols = [candidate.symbol for candidate in candidates]
            return Picked(
                said.symbol, probability(scores, symbols.index(said.symbol)) if said.symbol in symbols else 0.0
            )
        return Picked(candidates[best].symbol, probability(scores, best))

    def sure(self, task: str, scores: Weights, best: int) -> bool:
        """Whether the best label is likely enough to overrule the patterns."""
        least = self.overrules.get(task, self.overrules["default"])
        return bool(np.exp(scores - scores[best]).sum() * least <= 1.0)


@dataclass(frozen=True)
class ScoredFigure:
    """The scores of a figure for every label of every closed task."""

    model: LinearModel
    scores: Weights

    def choose(self, task: str, said: str | None, extra: Sequence[str] = ()) -> Chosen:
        """See ``walk.Scored``."""
        model = self.model
        scores = self.scores + model.tables["figure"].total(extra) if extra else self.scores
        scores = scores[model.columns[task]]
        best = int(scores.argmax())
        names = model.labels[task]
        if said is None or names[best] == said or model.sure(task, scores, best):
            return Chosen(names[best], probability(scores, best))
        return Chosen(said, probability(scores, names.index(said)) if said in names else 0.0)


def probability(scores: Weights, which: int) -> float:
    """Of one of several scores, by softmax."""
    return float(1 / np.exp(scores - scores[which]).sum())
