"""From taught decisions to a model, how often it is right, and writing it into its folder."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file

from tapecheck.errors import ConfigError
from tapecheck.records.learned.asset_features import Table
from tapecheck.records.learned.model import TABLES, Features, LinearModel
from tapecheck.training.figures.articles import Annotated
from tapecheck.training.figures.cases import Cases, cases
from tapecheck.training.figures.fitting import TASKS, Array, fit_choices, fit_picks, labels_of

OVERRULES = {"default": 0.7, "window": 0.85}
"""From these probabilities on the model's choice counts against the patterns'; of 0.5 to 0.9 the best over gold, own and news
articles together. Annotators differ most in windows."""

SMALLEST = 0.05
"""Features whose weights are all smaller than this are left out; their sum seldom changes a decision."""


def train(taught: Sequence[Cases], weights: Sequence[float], *, least: int) -> LinearModel:
    """A model of the decisions; ``weights`` says how much each article counts; features seen fewer than ``least`` times are left out."""
    weighted = list(zip(taught, weights, strict=True))
    labels = labels_of(taught)
    tables: dict[Table, Features] = {}
    for table in TABLES:
        if table == "figure":
            tables[table] = _figure_table(weighted, labels, least)
            continue
        picks = [(p, w) for each, w in weighted for p in each.picks.get(table, ()) if p.right is not None]
        if not picks:
            raise ConfigError(f"the articles hold no case of {table!r} to learn from")
        rows, found = fit_picks([p for p, _ in picks], np.array([w for _, w in picks]), least)
        tables[table] = _pruned(list(rows), found)
    return LinearModel(tables, labels, OVERRULES)


FOLDS = 2
FIRST, AGAIN = 3, 5
"""How often a feature has to be seen in one round of cases, and in both together."""

FIRST_ROUND = 0.4
"""How much a case counts in which all decisions before it are right, beside one with those of a model."""


def train_twice(articles: Sequence[Annotated], weights: Sequence[float]) -> LinearModel:
    """A model that has learned to go on from its own decisions.

    Models of the other folds decide what stands before each figure in the second round of cases.
    """
    first = list(cases(articles))
    second: list[Cases | None] = [None] * len(articles)
    for fold in range(FOLDS):
        here = [index for index in range(len(articles)) if index % FOLDS == fold]
        others = [index for index in range(len(articles)) if index % FOLDS != fold]
        model = train([first[index] for index in others], [weights[index] for index in others], least=FIRST)
        for index, taught in zip(here, cases([articles[index] for index in here], model), strict=True):
            second[index] = taught
    again = [taught for taught in second if taught is not None]
    return train([*first, *again], [*(FIRST_ROUND * weight for weight in weights), *weights], least=AGAIN)


def _figure_table(weighted: Sequence[tuple[Cases, float]], labels: dict[str, tuple[str, ...]], least: int) -> Features:
    parts: list[tuple[dict[str, int], Array]] = []
    for task in TASKS:
        choices = [(choice, weight) for each, weight in weighted for choice in each.choices.get(task, ())]
        if not choices:
            raise ConfigError(f"the articles hold no case of {task!r} to learn from")
        parts.append(fit_choices([c for c, _ in choices], np.array([w for _, w in choices]), labels[task], least))
    names = sorted({name for rows, _ in parts for name in rows})
    place = {name: row for row, name in enumerate(names)}
    joined = np.zeros((len(names), sum(found.shape[1] for _, found in parts)))
    at = 0
    for rows, found in parts:
        joined[[place[name] for name in rows], at : at + found.shape[1]] = found
        at += found.shape[1]
    return _pruned(names, joined)


def _pruned(names: Sequence[str], weights: Array) -> Features:
    kept = np.flatnonzero(np.abs(weights).max(axis=1) >= SMALLEST)
    rounded = weights[kept].astype(np.float16).astype(np.float32)
    return Features(tuple(names[int(row)] for row in kept), rounded)


def write(model: LinearModel, folder: Path) -> None:
    """Put the model into its folder; the weights are kept in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    weights = {str(name): table.weights.astype(np.float16) for name, table in model.tables.items()}
    save_file(weights, folder / "model.safetensors")
    for name, table in model.tables.items():
        (folder / f"{name}.txt").write_text("\n".join(table.names), encoding="utf-8")
    config = {"overrules": model.overrules, "labels": {task: list(names) for task, names in model.labels.items()}}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")


def accuracy(model: LinearModel, asked: Sequence[Cases]) -> dict[str, tuple[int, int]]:
    """For each task how many decisions are right, of how many; each is met as if all decisions before it were right."""
    right: dict[str, tuple[int, int]] = {}
    figure = model.tables["figure"]
    for task in TASKS:
        choices = [choice for each in asked for choice in each.choices.get(task, ())]
        names, columns = model.labels[task], model.columns[task]
        hits = sum(names[int(figure.total(choice.features)[columns].argmax())] == choice.label for choice in choices)
        right[task] = (hits, len(choices))
    for table in TABLES[1:]:
        picks = [pick for each in asked for pick in each.picks.get(table, ())]
        totals = [[float(model.tables[table].total(c)[0]) for c in pick.candidates] for pick in picks]
        hits = sum(scores.index(max(scores)) == pick.right for scores, pick in zip(totals, picks, strict=True))
        right[table] = (hits, len(picks))
    return right


BINS = (0.0, 0.5, 0.7, 0.85, 0.95, 0.99)


def reliability(model: LinearModel, asked: Sequence[Cases], task: str) -> list[tuple[float, int, float, float]]:
    """For each bin of probabilities where it begins, how many decisions are in it, their mean probability, and the share right."""
    figure, names, columns = model.tables["figure"], model.labels[task], model.columns[task]
    sure: list[tuple[float, bool]] = []
    for choice in (choice for each in asked for choice in each.choices.get(task, ())):
        odds = np.exp(figure.total(choice.features)[columns].astype(np.float64))
        best = int(odds.argmax())
        sure.append((float(odds[best] / odds.sum()), names[best] == choice.label))
    made = []
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        inside = [(p, right) for p, right in sure if low <= p < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            made.append((low, len(inside), mean, share))
    return made
