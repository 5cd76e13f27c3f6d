"""What the choices of the trained models rest on: the features that spoke for and against each, by their exact weights.

``Recorder`` chooses as the model does and keeps what it looked at, so that an explanation is of the very decision, and a run that
explains nothing is no slower.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from tapecheck.records.context import Figure
from tapecheck.records.decision import Chosen, Picked
from tapecheck.records.learned.asset_features import NOBODY, Candidate, Said, Table
from tapecheck.records.learned.model import Features, LinearModel, ScoredFigure, Weights, probability


class Weight(NamedTuple):
    """What one feature adds to a score, or to the lead of what was chosen over its rival."""

    feature: str
    size: float


class Option(NamedTuple):
    """What could have been chosen: its label (of an asset or a window ``_`` is none), the model's probability and score."""

    label: str
    probability: float
    score: float


class Choice(NamedTuple):
    """One decision on a figure: what was chosen, and what speaks for it against its rival.

    ``options`` are in the order of their scores. ``said`` is what the patterns had chosen (``None``: nothing), ``needed`` the
    probability that the model needs to overrule them. The ``rival`` is the best other option; ``for_it`` are the features that make
    the lead of ``chosen`` over it, ``against_it`` those that belong to the rival alone. Together they add up to ``lead``, which is
    below zero where the patterns' choice stands against the model's.
    """

    task: str
    chosen: Option
    options: tuple[Option, ...]
    said: str | None
    needed: float
    rival: Option | None = None
    for_it: tuple[Weight, ...] = ()
    against_it: tuple[Weight, ...] = ()

    @property
    def lead(self) -> float:
        """How far the score of what was chosen is above its rival's."""
        return 0.0 if self.rival is None else self.chosen.score - self.rival.score


Choices = dict[int, list[Choice]]
"""The choices on each figure, in the order in which they were made, by where the figure begins."""


class Recorder:
    """A ``walk.Chooser`` that decides as ``model`` does; ``choices`` is what it decided and why."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self.choices: Choices = {}

    def look(self, figure: Figure, features: Sequence[str]) -> Looked:
        """See ``walk.Chooser``."""
        return Looked(self, figure, tuple(features), self.model.look(figure, features))

    def pick(self, figure: Figure, task: Table, candidates: Sequence[Candidate], said: Said) -> Picked:
        """See ``walk.Chooser``."""
        picked, table = self.model.pick(figure, task, candidates, said), self.model.tables[task]
        scores = np.array([table.score(candidate.features) for candidate in candidates], np.float32)
        labels = [candidate.symbol or NOBODY for candidate in candidates]
        guess = (said.symbol or NOBODY) if said.chosen else None
        choice = self.choice(task, picked.symbol or NOBODY, labels, scores, guess)
        if choice.rival is not None and choice.chosen.label in labels:
            mine = set(candidates[labels.index(choice.chosen.label)].features)
            theirs = set(candidates[labels.index(choice.rival.label)].features)
            choice = choice._replace(
                for_it=_heaviest(Weight(one, table.score([one])) for one in mine - theirs),
                against_it=_heaviest(Weight(one, -table.score([one])) for one in theirs - mine),
            )
        self.keep(figure, choice)
        return picked

    def keep(self, figure: Figure, choice: Choice) -> None:
        """Note a choice on a figure."""
        self.choices.setdefault(figure.start, []).append(choice)

    def choice(self, task: str, chosen: str, labels: Sequence[str], scores: Weights, said: str | None) -> Choice:
        """What was ``chosen`` of the labels with these scores; ``said`` is the patterns' choice. Nothing is weighed yet."""
        overrules = self.model.overrules
        needed = overrules.get(task, overrules["default"])
        made = [
            Option(label, probability(scores, at), float(score))
            for at, (label, score) in enumerate(zip(labels, scores, strict=True))
        ]
        made.sort(key=lambda option: -option.score)
        # The patterns may have chosen what the model knows nothing of.
        taken = next((option for option in made if option.label == chosen), Option(chosen, 0.0, 0.0))
        rival = next((option for option in made if option.label != chosen), None) if taken in made else None
        return Choice(task, taken, tuple(made), said, needed, rival)


@dataclass(frozen=True)
class Looked:
    """A figure that a ``Recorder`` has looked at."""

    recorder: Recorder
    figure: Figure
    features: tuple[str, ...]
    scored: ScoredFigure

    def choose(self, task: str, said: str | None, extra: Sequence[str] = ()) -> Chosen:
        """See ``walk.Scored``."""
        model = self.recorder.model
        chosen, table, columns = self.scored.choose(task, said, extra), model.tables["figure"], model.columns[task]
        scores = (self.scored.scores + table.total(extra) if extra else self.scored.scores)[columns]
        labels = model.labels[task]
        choice = self.recorder.choice(task, chosen.label, labels, scores, said)
        if choice.rival is not None:
            first = columns.start
            mine, theirs = first + labels.index(choice.chosen.label), first + labels.index(choice.rival.label)
            choice = choice._replace(for_it=_leads(table, (*self.features, *extra), mine, theirs))
        self.recorder.keep(self.figure, choice)
        return chosen


def _leads(table: Features, features: Sequence[str], mine: int, theirs: int) -> tuple[Weight, ...]:
    weights = ((one, table.of(one)) for one in features)
    return _heaviest(Weight(one, float(row[mine]) - float(row[theirs])) for one, row in weights if row is not None)


def weigh(table: Features, features: Iterable[str]) -> tuple[Weight, ...]:
    """What each feature adds to the score of a table with one column, the heaviest first; those that add nothing are left out."""
    return _heaviest(Weight(one, table.score([one])) for one in features)


def _heaviest(weights: Iterable[Weight]) -> tuple[Weight, ...]:
    return tuple(sorted((w for w in weights if w.size), key=lambda weight: (-abs(weight.size), weight.feature)))
