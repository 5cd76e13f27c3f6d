"""``tapecheck doctor`` says whether an installation is sound, and is one line for whatever is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Tapecheck = Callable[..., Any]


def test_a_sound_installation(tapecheck: Tapecheck, tape: Path) -> None:
    ended = tapecheck("doctor", "--market", tape, "--format", "json")
    found = {one["check"]: one for one in json.loads(ended.out)}
    assert ended.status == 0, ended.out
    for check in ("python", "tapecheck", "packages", "model figures-linear", "model names-cnn", "publishers", "market"):
        assert found[check]["status"] in ("ok", "warning"), found[check]
    assert found["candles of binance"]["found"].startswith("BTC/USDT")


def test_each_finding_is_a_line_with_the_fix(tapecheck: Tapecheck, tmp_path: Path) -> None:
    ended = tapecheck("doctor", "--market", tmp_path / "none.duckdb")
    assert ended.status == 2
    assert "Traceback" not in ended.out
    told = " ".join(ended.out.split())
    assert "error market" in told
    assert "→ make a store with: tapecheck market import FILE…" in told
    assert told.endswith("1 broken")
