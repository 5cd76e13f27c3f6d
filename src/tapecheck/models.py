"""The trained models of this project: where they are installed, and a digest of what they are."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

UNREADABLE = (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError, RuntimeError)
"""What spaCy, torch and transformers raise for files that are missing or are no model's."""


def folder_of(model: str) -> Path | None:
    """Where a model's folder is: inside the installed package, or beside ``src`` in a working copy; ``None`` if nowhere."""
    package = Path(str(resources.files("tapecheck")))
    places = (package / "models" / model, package.parents[1] / "models" / model)
    return next(
        (place for place in places if (place / "config.json").is_file() or (place / "config.cfg").is_file()), None
    )


ABOUT = frozenset({"README.md", "metrics.json", "training.cfg", "training.toml"})


def digest(folder: Path) -> str:
    """SHA-256 over the names and contents of the files that make a model what it is, hexadecimal; not of its card and metrics."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.name not in ABOUT):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        with path.open("rb") as file:
            total.update(hashlib.file_digest(file, "sha256").digest())
    return total.hexdigest()
