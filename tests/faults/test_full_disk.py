"""A disk that is full: the run says so and ends; after making room the same command finishes."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

KIB = 1024
ROWS: list[dict[str, object] | str] = [f"Bitcoin rose {number} times. " + "x" * 6000 for number in range(60)]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """A file system of so many KiB; called again it is as large as is said then."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("NOT TESTED: a full disk; only root can mount a small one (RLIMIT_FSIZE stands in for it)")
    folder = tmp_path / "disk"
    folder.mkdir()
    options = ["mount", "-t", "tmpfs", "-o"]
    made = subprocess.run([*options, "size=64k", "tapecheck-test", str(folder)], capture_output=True, text=True)
    if made.returncode != 0:
        pytest.skip(f"NOT TESTED: a full disk; this machine mounts none: {made.stderr.strip()}")

    def size(kib: int) -> Path:
        subprocess.run([*options, f"remount,size={kib}k", str(folder)], check=True)
        return folder

    yield size
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_run_onto_a_full_disk_stops_and_goes_on_when_there_is_room(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any, small_disk: Callable[[int], Path]
) -> None:
    source = corpus(ROWS)
    assert runs.run(tmp_path / "undisturbed", source).status == 0
    stood = []
    for kib in (4, 100, 300, 304, 600):
        out = small_disk(kib) / "out"
        ended = runs.run(out, source)
        assert ended.status == 3
        assert ended.said.startswith(f"tapecheck: error: can't write {out}")
        assert ended.said.endswith(
            ": No space left on device; what is complete is kept: the same command goes on from there\n"
        )
        assert ended.said.count("\n") == 1
        assert faults.untrue(out) == []
        stood.append(len(list(out.glob("markers/*"))))
    assert stood == sorted(stood)
    assert 0 < stood[1] < stood[-1]
    small_disk(8000)
    assert runs.run(out, source).status == 0
    assert faults.accounted(out).done == len(ROWS)
    assert faults.files(out) == faults.files(tmp_path / "undisturbed")


def test_a_full_disk_for_temporary_files_is_said_too(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any, small_disk: Callable[[int], Path]
) -> None:
    temporary, source = small_disk(16), corpus(ROWS[:9])
    (temporary / "mine").write_bytes(b"x" * 12 * KIB)
    out, there = tmp_path / "out", {"TMPDIR": str(temporary)}
    ended = runs.run(out, source, environment=there)
    assert (ended.status, ended.said.count("\n")) == (3, 1)
    assert ended.said.startswith(f"tapecheck: error: {temporary}/")
    assert "full" in ended.said or "No space left" in ended.said
    small_disk(4000)
    assert runs.run(out, source, environment=there).status == 0
    assert faults.accounted(out).done == 9


def test_files_that_may_not_grow_are_as_a_full_disk(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any
) -> None:
    """The shards of short articles fit; the first long one does not."""
    source = corpus([*[f"Ether fell {number} times." for number in range(20)], *ROWS[:20]])
    out, undisturbed = tmp_path / "out", tmp_path / "undisturbed"
    ended = runs.run(out, source, largest_file=20 * KIB)
    assert (ended.status, ended.said.count("\n")) == (3, 1)
    assert f"can't write {out}/results/00005.jsonl: File too large; what is complete is kept" in ended.said
    assert len(list(out.glob("markers/*"))) == 5
    assert runs.run(out, source).status == 0
    assert runs.run(undisturbed, source).status == 0
    assert faults.files(out) == faults.files(undisturbed)
