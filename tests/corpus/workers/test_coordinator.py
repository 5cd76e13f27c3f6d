"""The workers and the process that started them: whatever ends it, they end; when it stood still, no time has passed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

Coordinator = Callable[..., subprocess.Popen[str]]
COORDINATOR = Path(__file__).resolve().parents[2] / "works" / "coordinator.py"


@pytest.fixture
def coordinator(cheap_work: str) -> Iterator[Coordinator]:
    """Start ``tests/works/coordinator.py`` in a process group of its own, from a folder."""
    started: list[subprocess.Popen[str]] = []

    def start(*texts: str, seconds: float = 60, folder: Path | None = None) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, str(COORDINATOR), str(seconds), *texts],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
            cwd=folder,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


def first_line(process: subprocess.Popen[str]) -> list[int]:
    """The workers' ids, once they have started."""
    assert process.stdout is not None
    return [int(word) for word in process.stdout.readline().split()]


def all_there(*paths: Path) -> None:
    """Wait until the files are there."""
    until = time.monotonic() + 30
    while not all(path.exists() for path in paths):
        assert time.monotonic() < until
        time.sleep(0.01)


def alive(pid: int) -> bool:
    """Whether the process works; a dead one may wait for its parent to notice."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a process that its parent has ended")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
def test_workers_end_with_their_coordinator_wherever_they_are(
    coordinator: Coordinator, tmp_path: Path, how: signal.Signals
) -> None:
    begun = tmp_path / "c", tmp_path / "asleep"
    process = coordinator(f"touch: {begun[0]}\nhang in a conversion", f"touch: {begun[1]}\nhang asleep")
    pids = first_line(process)
    all_there(*begun)
    assert all(map(alive, pids))
    process.send_signal(how)
    process.wait(20)
    until = time.monotonic() + 10
    while any(map(alive, pids)) and time.monotonic() < until:
        time.sleep(0.01)
    assert not any(map(alive, pids))


def test_an_interrupt_from_the_keyboard_is_the_coordinators(coordinator: Coordinator, tmp_path: Path) -> None:
    there, begun = tmp_path / "there", tmp_path / "begun"
    there.touch()
    process = coordinator(f"touch: {begun}\nwait while there: {there}")
    (pid,) = first_line(process)
    all_there(begun)
    os.kill(pid, signal.SIGINT)
    there.unlink()
    assert process.communicate(timeout=20)[0] == "done\n"


def test_the_whole_run_stopped_and_continued_fails_no_article(coordinator: Coordinator, tmp_path: Path) -> None:
    there, begun = tmp_path / "there", tmp_path / "begun"
    there.touch()
    process = coordinator(f"touch: {begun}\nwait while there: {there}", seconds=3)
    first_line(process)
    all_there(begun)
    os.killpg(process.pid, signal.SIGSTOP)
    time.sleep(5)
    there.unlink()
    os.killpg(process.pid, signal.SIGCONT)
    assert process.communicate(timeout=20)[0] == "done\n"


def test_modules_of_the_folder_that_a_run_is_started_in_are_not_taken(coordinator: Coordinator, tmp_path: Path) -> None:
    for name in ("pydantic", "json", "tapecheck"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('the wrong module')")
    process = coordinator("one", folder=tmp_path)
    first_line(process)
    assert process.communicate(timeout=20)[0] == "done\n"
