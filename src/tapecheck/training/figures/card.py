"""The measured part of the model's card: its data, and how often it is right."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from tapecheck.evaluation.page import replace_between
from tapecheck.training.corpus import sha256

Metrics = Mapping[str, Mapping[str, tuple[int, int]]]
MARK = "written by scripts/train_figures"


def write(folder: Path, data: Sequence[Path], metrics: Metrics) -> None:
    """Write ``metrics.json`` and the measured part of ``README.md``; what a person wrote around it stays."""
    shares = {
        name: {task: round(right / asked, 4) for task, (right, asked) in tasks.items() if asked}
        for name, tasks in metrics.items()
    }
    (folder / "metrics.json").write_text(json.dumps(shares, indent=1) + "\n", encoding="utf-8")
    path = folder / "README.md"
    if not path.exists():
        path.write_text(f"# {folder.name}\n\n<!-- {MARK}: begin -->\n<!-- {MARK}: end -->\n", encoding="utf-8")
    lines = ["Trained on:", "", "| file | SHA-256 |", "|---|---|"]
    lines += [f"| {file.name} | `{sha256(file)}` |" for file in data]
    for name, tasks in metrics.items():
        lines += ["", f"Right decisions on `{name}`, each with all decisions before it right:", ""]
        lines += ["| decision | right | of |", "|---|---|---|"]
        lines += [f"| {task} | {right / asked:.3f} | {asked} |" for task, (right, asked) in tasks.items() if asked]
    replace_between(path, MARK, "\n".join(lines) + "\n")
