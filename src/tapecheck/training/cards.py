"""The card of a trained model: what it is, what it was trained on, how good it is, where it is weak."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tapecheck.evaluation.page import replace_between
from tapecheck.training.encoder import NAME, REVISION, WEIGHTS_SHA256

Metrics = Mapping[str, Mapping[str, Mapping[str, float]]]
MARK = "written by scripts/train_ner"


def write(folder: Path, *, data: Mapping[str, str], metrics: Metrics) -> None:
    """Write the measured part of the folder's ``README.md``; what a person wrote around it stays."""
    path = folder / "README.md"
    if not path.exists():
        path.write_text(f"# {folder.name}\n\n<!-- {MARK}: begin -->\n<!-- {MARK}: end -->\n", encoding="utf-8")
    replace_between(path, MARK, _measured(data, metrics))


def _measured(data: Mapping[str, str], metrics: Metrics) -> str:
    lines = ["Trained on:", "", "| file | SHA-256 |", "|---|---|"]
    lines += [f"| {name} | `{sha256}` |" for name, sha256 in data.items()]
    lines += [f"| {NAME}, revision {REVISION[:12]} | `{WEIGHTS_SHA256}` |", ""]
    for split, by_label in metrics.items():
        lines += [f"Strict scores on `{split}.jsonl`:", "", "| label | precision | recall | F1 |", "|---|---|---|---|"]
        lines += [
            f"| {label} | {s['precision']:.3f} | {s['recall']:.3f} | {s['f1']:.3f} |" for label, s in by_label.items()
        ]
        lines.append("")
    return "\n".join(lines)
