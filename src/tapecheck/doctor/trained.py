"""Checks of the trained models and of what is installed by entry points."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from safetensors import safe_open

from tapecheck.doctor.finding import Finding
from tapecheck.doctor.requirements import installed
from tapecheck.errors import ConfigError, TapecheckError
from tapecheck.mentions.names import engines
from tapecheck.models import UNREADABLE, digest, folder_of
from tapecheck.publishers.sites import PUBLISHERS
from tapecheck.records.learned import loading

_AGAIN = "pip install --force-reinstall --no-deps tapecheck"


def models() -> Iterator[Finding]:
    """Each model that comes with tapecheck: there, as it was measured, and loading; the transformer's weights are read only."""
    cnn, minilm = engines.MODELS["spacy"], engines.MODELS["transformer"]
    yield _model(loading.MODEL, "decides what figures are", lambda _: loading.load("model"))
    yield _model(loading.READINGS, "tells how far readings can be trusted", lambda _: loading.load("model"))
    yield _model(cnn, "finds names", lambda _: engines.load("spacy"))
    yield _model(minilm, "finds names with --ner transformer", _weights)


def _weights(folder: Path) -> None:
    """Reads the index of the weights: to load them takes torch, and seconds."""
    with safe_open(folder / "model.safetensors", framework="numpy") as weights:
        if not weights.keys():
            raise ValueError("the file of weights is empty")


def _model(name: str, purpose: str, load: Callable[[Path], object]) -> Finding:
    check, folder = f"model {name}", folder_of(name)
    if folder is None:
        return Finding(check=check, status="warning", found=f"not installed; it {purpose}", fix=_AGAIN)
    try:
        load(folder)
        found = digest(folder)
        recorded = _recorded(folder)
    except (TapecheckError, *UNREADABLE) as error:
        told = " ".join(str(error).split())
        return Finding(check=check, status="error", found=f"can't be read: {told}", fix=_AGAIN)
    if recorded is not None and recorded != found:
        told = f"is not the model that was measured: sha256 {found[:12]}, its metrics are of {recorded[:12]}"
        return Finding(check=check, status="error", found=told, fix=_AGAIN)
    torch = f"; torch {installed('torch') or 'is not installed'}" if load is _weights else ""
    return Finding(check=check, status="ok", found=f"sha256 {found[:12]}; {purpose}{torch}")


def _recorded(folder: Path) -> str | None:
    """The digest that the model's metrics are of; ``None`` where they don't say."""
    path = folder / "metrics.json"
    metrics = json.loads(path.read_text("utf-8")) if path.is_file() else {}
    recorded = metrics.get("sha256") if isinstance(metrics, dict) else None
    return recorded if isinstance(recorded, str) else None


def publishers() -> Iterator[Finding]:
    """Every publisher, those of installed packages included, loads."""
    try:
        names = PUBLISHERS.names()
    except ConfigError as error:
        yield Finding(check="publishers", status="error", found=str(error), fix="uninstall one of the two packages")
        return
    broken = 0
    for name in names:
        try:
            PUBLISHERS.load(name)
        except Exception as error:  # noqa: BLE001 - somebody's package may raise anything, and is to be reported
            broken += 1
            told = " ".join(str(error).split())
            fix = "repair or uninstall the package that brings it"
            yield Finding(check="publishers", status="error", found=f"{name}: {told}", fix=fix)
    if not broken:
        yield Finding(check="publishers", status="ok", found=f"{len(names)} load")
