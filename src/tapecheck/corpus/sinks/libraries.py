"""Libraries of an extra, loaded when they are needed."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from tapecheck.errors import ExportError


def library(name: str, extra: str = "tables") -> Any:
    """The module ``name``.

    Raises:
        ExportError: it is not installed; the message says which extra it comes with.
    """
    try:
        return import_module(name)
    except ImportError as error:
        package = name.partition(".")[0]
        raise ExportError(f"{package} is not installed; it comes with: pip install 'tapecheck[{extra}]'") from error
