"""A hundred thousand tiny files, and a run over them that is killed on the way."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

COUNT = 100_000
KIB = 1024


def test_100_000_tiny_files(runs: Any, tmp_path: Path, faults: Any) -> None:
    folder, out = tmp_path / "tiny", tmp_path / "out"
    for number in range(COUNT):
        thousand = folder / f"{number // 1000:03}"
        if number % 1000 == 0:
            thousand.mkdir(parents=True)
        (thousand / f"{number:06}.txt").write_bytes(b"Bitcoin rose." if number % 1000 else b"")
    few = runs.run(tmp_path / "few", folder / "000", shard=512, batch=32)
    pid = runs.start(out, folder, shard=512, batch=32)
    time.sleep(5)
    faults.killed(pid)
    assert runs.ended().status == -9
    assert (out / "markers").is_dir()
    ended = runs.run(out, folder, shard=512, batch=32)
    assert ended.status == 0, ended.said
    totals = faults.accounted(out)
    assert (totals.inputs, totals.done, totals.failed, totals.skipped) == (COUNT, COUNT - 100, 100, 0)
    ids = [Path(line["article"]["id"]).stem for line in faults.results(out)]
    assert ids == [f"{number:06}" for number in range(COUNT)]
    # The coordinator remembers neither articles nor results: what grows is the list of paths of one folder.
    assert ended.peak - few.peak < 50 * KIB
