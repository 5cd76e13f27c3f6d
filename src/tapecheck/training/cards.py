"""The card of a trained model: what it is, what it was trained on, how good it is, where it is weak."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from tapecheck.training.encoder import NAME, REVISION, WEIGHTS_SHA256

Metrics = Mapping[str, Mapping[str, Mapping[str, float]]]
BEGIN, END = "<!-- written by scripts/train_ner: begin -->", "<!-- written by scripts/train_ner: end -->"


def write(folder: Path, *, data: Mapping[str, str], metrics: Metrics) -> None:
    """Write the measured part of the folder's ``README.md``; what a person wrote around it stays."""
    path = folder / "README.md"
    before = path.read_text("utf-8") if path.exists() else f"# {folder.name}\n\n{BEGIN}\n{END}\n"
    head, _, rest = before.partition(BEGIN)
    _, _, tail = rest.partition(END)
    path.write_text(f"{head}{BEGIN}\n{_measured(data, metrics)}{END}{tail}", encoding="utf-8")


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
