"""``tapecheck evaluate``: an export against a gold set."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tapecheck.cli.exits import clear_errors, existing
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from tapecheck.evaluation.records import Evaluation, Problem

Gold = Annotated[Path, typer.Argument(metavar="GOLD", help="The gold set, JSONL.")]
Predicted = Annotated[Path, typer.Argument(metavar="PREDICTED", help="What tapecheck extract wrote, JSONL.")]
Errors = Annotated[
    int, typer.Option("--errors", min=0, metavar="N", help="Show the first N mistakes in their context.")
]
Kinds = Annotated[list[str] | None, typer.Option("--kind", metavar="KIND", help="Only this kind; may be repeated.")]


def evaluate(gold: Gold, predicted: Predicted, errors: Errors = 0, kind: Kinds = None) -> None:
    """Print F1 per kind: mention found, core fields right, all fields right."""
    with clear_errors():
        from tapecheck.evaluation.records import KINDS, read_rows
        from tapecheck.evaluation.records import evaluate as compare

        kinds = tuple(kind or KINDS)
        unknown = [name for name in kinds if name not in KINDS]
        if unknown:
            raise ConfigError(f"--kind {unknown[0]}: there is no such kind; there are: {', '.join(KINDS)}")
        existing(gold, "GOLD")
        existing(predicted, "PREDICTED")
        rows = read_rows(gold)
        nameless = next((number for number, row in enumerate(rows, start=1) if "id" not in row), None)
        if nameless is not None:
            raise ConfigError(f"{gold}: row {nameless} has no id: the gold set comes first, then the export")
        evaluation = compare(rows, read_rows(predicted), kinds)
        _show_scores(evaluation)
        texts = {str(row["id"]): str(row.get("text", "")) for row in rows}
        for problem in evaluation.problems[:errors]:
            _show_problem(problem, texts[problem.article])


def _show_scores(evaluation: Evaluation) -> None:
    from tapecheck.evaluation.records import HEADLINE_KINDS, LEVELS, fields_of

    typer.echo(f"{'kind':13} {'gold':>5} {'pred':>5} {'found':>7} {'core':>7} {'full':>7}")
    for name, score in evaluation.kinds.items():
        levels = " ".join(f"{score.f1(level):7.3f}" for level in LEVELS)
        typer.echo(f"{name:13} {score.gold:5} {score.predicted:5} {levels}")
    overall = " ".join(f"{evaluation.overall(level):7.3f}" for level in LEVELS)
    typer.echo(f"{'overall':25} {overall}   (micro F1 of {', '.join(HEADLINE_KINDS)})")
    for name, score in evaluation.kinds.items():
        if found := score.hits["found"]:
            rates = ", ".join(f"{field} {score.right[field] / found:.2f}" for field in fields_of(name))
            typer.echo(f"  {name}: {rates}   (right, of those found)")
    if evaluation.missing:
        typer.echo(f"no output for: {' '.join(evaluation.missing)}")


def _show_problem(problem: Problem, text: str) -> None:
    before, inside = text[max(0, problem.start - 60) : problem.start], text[problem.start : problem.end]
    context = " ".join(f"{before}[[{inside}]]{text[problem.end : problem.end + 50]}".split())
    typer.echo(f"{problem.article} {problem.kind} {problem.what}: {problem.detail}")
    typer.echo(f"      …{context[:260]}…")
