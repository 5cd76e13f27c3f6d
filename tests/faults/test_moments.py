"""What can happen to a run from outside besides ``kill -9``: the clock is set, another run begins, somebody interrupts it."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

FAKETIME = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))


def all_there(*paths: Path) -> None:
    """Wait until the files are there."""
    until = time.monotonic() + 30
    while not all(path.exists() for path in paths):
        assert time.monotonic() < until
        time.sleep(0.01)


@pytest.mark.skipif(
    not FAKETIME, reason="NOT TESTED: the clock set back in mid-run; it takes Debian's package libfaketime"
)
@pytest.mark.parametrize("hours", [-48, 48])
def test_the_clock_set_in_mid_run_changes_nothing(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any, hours: int
) -> None:
    """The coordinator and its workers see another time of day from one moment to the next; as in truth, no time has passed."""
    clock, begun, there = tmp_path / "clock", tmp_path / "begun", tmp_path / "there"
    clock.write_text("+0")
    there.touch()
    told: list[dict[str, object] | str] = [f"Bitcoin rose {number} times." for number in range(30)]
    # Awake: libfaketime wakes no sleeper of whom it changed the clock.
    told[10] = f"touch: {begun}\nwait awake while there: {there}\ntime of day: {tmp_path / 'seen'}"
    source, out = corpus(told), tmp_path / "out"
    process = runs.alone(
        out,
        source,
        LD_PRELOAD=str(FAKETIME[0]),
        FAKETIME_TIMESTAMP_FILE=str(clock),
        FAKETIME_NO_CACHE="1",
        FAKETIME_DONT_FAKE_MONOTONIC="1",
    )
    all_there(begun)
    clock.write_text(f"{hours * 3600:+}")
    there.unlink()
    _, said = process.communicate(timeout=60)
    assert (process.returncode, said) == (0, "")
    seen = float((tmp_path / "seen").read_text())
    assert abs(seen - time.time() - hours * 3600) < 600
    assert runs.run(tmp_path / "undisturbed", source).status == 0
    assert faults.accounted(out).done == 30
    assert faults.files(out) == faults.files(tmp_path / "undisturbed")


def test_a_second_run_on_the_folder_ends_at_once_and_the_first_is_not_disturbed(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any
) -> None:
    begun, there, out = tmp_path / "begun", tmp_path / "there", tmp_path / "out"
    there.touch()
    source = corpus(["one", f"touch: {begun}\nwait while there: {there}", "three"])
    process = runs.alone(out, source)
    all_there(begun)
    second = runs.run(out, source)
    assert second.status == 2
    assert f"{out}: another run is writing there (process {process.pid} on " in second.said
    there.unlink()
    assert process.wait(60) == 0
    process.communicate()
    assert faults.accounted(out).done == 3


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_run_that_somebody_ends_goes_on_from_there(
    runs: Any, corpus: Callable[..., Path], tmp_path: Path, faults: Any, how: signal.Signals
) -> None:
    begun, there, out = tmp_path / "begun", tmp_path / "there", tmp_path / "out"
    there.touch()
    told: list[dict[str, object] | str] = [f"Bitcoin rose {number} times." for number in range(30)]
    told[22] = f"touch: {begun}\nwait while there: {there}"
    source = corpus(told)
    process = runs.alone(out, source)
    all_there(begun, out / "markers" / "00001.json")
    os.killpg(process.pid, how)
    assert process.wait(20) != 0
    process.communicate()
    there.unlink()
    kept = len(list(out.glob("markers/*")))
    assert 2 <= kept < 8
    assert runs.run(out, source).status == 0
    assert runs.run(tmp_path / "undisturbed", source).status == 0
    assert faults.accounted(out).done == 30
    assert faults.files(out) == faults.files(tmp_path / "undisturbed")
