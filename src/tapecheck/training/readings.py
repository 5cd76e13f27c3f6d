"""What the tape teaches about readings: which claims of an article it agrees with on which basis, and a model of that."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import numpy as np
from safetensors.numpy import save_file

from tapecheck import records
from tapecheck.errors import ArticleError
from tapecheck.evaluation.page import replace_between
from tapecheck.market import MarketStore
from tapecheck.market.claims import move as moves
from tapecheck.market.claims import price as prices
from tapecheck.pipeline import Pipeline
from tapecheck.records import percent_move, price
from tapecheck.records.learned.model import Features
from tapecheck.records.learned.reading_features import Checked, Setting, reading_features
from tapecheck.records.learned.readings import ReadingModel, on_basis
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.schema.input import ArticleInput
from tapecheck.schema.verdict import Basis, Verdict
from tapecheck.training.corpus import sha256
from tapecheck.training.figures.cases import Choice
from tapecheck.training.figures.fitting import fit_choices

AGREES, NOT = "agrees", "not"
FOLDS = 10
"""One article in so many is kept for measuring, told by the hash of its text."""

LEAST = 4
"""How often a feature has to be seen."""

PENALTY = 40.0
"""See ``fitting``; of 10, 20 and 40 the best on the articles kept for measuring: what is trusted should be so for several reasons."""

SMALLEST = 0.06
"""Features of a smaller weight, seven of ten, are left out: together they change hardly a trust."""


class ReadingCase(NamedTuple):
    """A record read on a basis: whether its article is kept for measuring, its features, and whether the tape agreed."""

    held: bool
    kind: str
    basis: Basis
    features: tuple[str, ...]
    agrees: bool


def reading_cases(items: Iterable[ArticleInput], pipeline: Pipeline, market: MarketStore) -> Iterator[ReadingCase]:
    """The cases of the articles, as far as the store has data; an article that can't be read is left out."""
    for item in items:
        try:
            context = pipeline.context(item)
        except ArticleError:
            continue
        built = records.build(context, pipeline.figures.model if pipeline.figures is not None else None)
        setting = Setting(context, Tokens(context), built.decisions)
        kept = held(item.source)
        for record in built.records:
            if not isinstance(record, Price | PercentMove):
                continue
            told = verdicts(record, market, context.article.published_at)
            features = reading_features(setting, record) if told else []
            for basis, verdict in told.items():
                named = tuple(on_basis(record, basis, features))
                yield ReadingCase(kept, record.kind, basis, named, verdict.label == "SUPPORTED")


def held(source: str) -> bool:
    """Whether an article is kept for measuring."""
    return int(hashlib.sha256(source.encode()).hexdigest(), 16) % FOLDS == 0


def verdicts(record: Checked, market: MarketStore, published_at: datetime | None) -> dict[Basis, Verdict]:
    """What the tape says to a record on every basis on which it has data; a figure that is hardly a price is not agreed with."""
    if isinstance(record, Price):
        claim = price.claim(record)
        windows = None if prices.unfit(claim) else prices.windows_of(claim, published_at)
        if not isinstance(windows, dict):
            return {}
        told = {basis: prices.judge(claim, market, published_at, window) for basis, window in windows.items()}
    else:
        change = percent_move.claim(record)
        windows = None if moves.unfit(change) else moves.windows_of(change, published_at)
        if not isinstance(windows, dict):
            return {}
        told = {basis: moves.judge(change, market, basis, window) for basis, window in windows.items()}
    return {basis: one for basis, one in told.items() if one.label != "NOT_ENOUGH_INFO" or one.cause == "misread"}


def fit(cases: Sequence[ReadingCase]) -> ReadingModel:
    """A logistic model of whether the tape agrees."""
    choices = [Choice(case.features, AGREES if case.agrees else NOT) for case in cases]
    rows, weights = fit_choices(choices, np.ones(len(choices)), (AGREES, NOT), LEAST, PENALTY)
    column = (weights[:, :1] - weights[:, 1:]).astype(np.float16).astype(np.float32)
    kept = np.flatnonzero(np.abs(column[:, 0]) >= SMALLEST)
    names = list(rows)
    return ReadingModel(Features(tuple(names[int(row)] for row in kept), column[kept]))


def write(model: ReadingModel, folder: Path) -> None:
    """Put the model into its folder; the weights are kept in half precision."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file({"features": model.features.weights.astype(np.float16)}, folder / "model.safetensors")
    (folder / "features.txt").write_text("\n".join(model.features.names), encoding="utf-8")
    (folder / "config.json").write_text(json.dumps({"bases": list(BASES)}, indent=1) + "\n", encoding="utf-8")


BASES: tuple[Basis, ...] = ("now", "day", "stated", "history", "trailing", "since")
BINS = (0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98)


def reliability(model: ReadingModel, cases: Sequence[ReadingCase], kind: str) -> list[tuple[float, int, float, float]]:
    """For each bin of trust where it begins, how many cases are in it, their mean trust, and the share the tape agrees with."""
    sure = [(float(model.trust(case.features)), case.agrees) for case in cases if case.kind == kind]
    made = []
    for low, high in zip(BINS, (*BINS[1:], 1.01), strict=True):
        inside = [(trust, agrees) for trust, agrees in sure if low <= trust < high]
        if inside:
            mean, share = (sum(column) / len(inside) for column in zip(*inside, strict=True))
            made.append((low, len(inside), mean, share))
    return made


MARK = "written by scripts/train_readings"
Reliability = list[tuple[float, int, float, float]]


def write_card(folder: Path, news: Path, cases: int, measured: Mapping[str, Reliability]) -> None:
    """Write ``metrics.json`` and the measured part of ``README.md``; what a person wrote around it stays."""
    metrics = {
        kind: [
            {"from": low, "cases": count, "trust": round(mean, 4), "agrees": round(share, 4)}
            for low, count, mean, share in rows
        ]
        for kind, rows in measured.items()
    }
    (folder / "metrics.json").write_text(json.dumps(metrics, indent=1) + "\n", encoding="utf-8")
    path = folder / "README.md"
    if not path.exists():
        path.write_text(f"# {folder.name}\n\n<!-- {MARK}: begin -->\n<!-- {MARK}: end -->\n", encoding="utf-8")
    lines = [
        f"Trained on {cases} readings of:",
        "",
        "| file | SHA-256 |",
        "|---|---|",
        f"| {news.name} | `{sha256(news)}` |",
    ]
    for kind, rows in measured.items():
        lines += ["", f"Readings of {kind} records in the articles kept for measuring:", ""]
        lines += ["| trust from | readings | mean trust | the tape agrees |", "|---|---|---|---|"]
        lines += [f"| {low:.2f} | {count} | {mean:.3f} | {share:.3f} |" for low, count, mean, share in rows]
    replace_between(path, MARK, "\n".join(lines) + "\n")
