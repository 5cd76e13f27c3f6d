"""``kill -9`` of the coordinator at 50 random moments: nothing is lost, nothing is there twice, every byte is as undisturbed."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

KILLS = 50
SEED = 7


def rows() -> list[dict[str, object] | str]:
    """A corpus with something of everything: other months, articles that fail, ids that come twice, lines that are no article."""
    mixed: list[dict[str, object] | str] = [
        {
            "id": f"m{number}",
            "text": f"Bitcoin rose {number} times.",
            "published_at": f"2026-0{1 + number % 5}-14T00:00:00Z",
        }
        for number in range(30)
    ]
    mixed[3] = {"id": "m2", "text": "Under an id that was there."}
    mixed[7] = "bug"
    mixed[13] = {"id": "empty", "text": ""}
    mixed[21] = {"id": "m20", "text": "no article"}
    return mixed


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_a_run_that_is_killed_at_any_moment_ends_as_if_it_had_not_been(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any, form: str
) -> None:
    chance = random.Random(f"{SEED} {form}")
    source = corpus(rows())
    assert runs.run(tmp_path / "undisturbed", source, format=form).status == 0
    undisturbed = faults.files(tmp_path / "undisturbed")
    begun = time.monotonic()
    assert runs.run(tmp_path / "timed", source, format=form).status == 0
    whole = time.monotonic() - begun
    kills, rounds = 0, 0
    while kills < KILLS // 2:
        rounds += 1
        out = tmp_path / f"out{rounds}"
        ended = None
        while ended is None or ended.status == -9:
            again = chance.random() < 0.3 and (out / "run.json").exists()
            if chance.random() < 0.6:
                ended = runs.run(out, source, format=form, retry=again, killed_at=chance.randint(1, 45))
            else:
                pid = runs.start(out, source, format=form, retry=again)
                time.sleep(chance.uniform(0.3, 1) * whole)
                faults.killed(pid)
                ended = runs.ended()
            kills += ended.status == -9
            assert faults.untrue(out) == []
        assert ended.status == 0, ended.said
        assert faults.accounted(out).inputs == 30
        assert faults.files(out) == undisturbed
    assert rounds < kills
