"""What tests of processes and runs share: work that costs nothing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

WORKS = Path(__file__).resolve().parent.parent / "works"


@pytest.fixture
def cheap_work(monkeypatch: pytest.MonkeyPatch) -> str:
    """The factory of ``tests/works/cheap_work.py``, which worker processes can import while the test lasts."""
    there = os.environ.get("PYTHONPATH")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(WORKS), *([there] if there else [])]))
    return "cheap_work:work"
