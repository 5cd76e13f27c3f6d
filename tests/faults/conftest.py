"""Runs in processes of their own, and what has to hold of a run's folder however it was disturbed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.runs.marker import File, Marker, Totals
from tapecheck.corpus.runs.status import status
from tapecheck.corpus.runs.storage import LOCK, LocalStorage

WORKS = Path(__file__).resolve().parent.parent / "works"
USUAL = {
    "retry": False,
    "format": "jsonl",
    "shard": 4,
    "workers": 2,
    "batch": 3,
    "seconds": 30.0,
    "memory": None,
    "factory": "cheap_work:work",
    "overwrite": False,
    "killed_at": None,
    "largest_file": None,
    "environment": {},
}


@dataclass(frozen=True)
class Ended:
    """How a run ended; ``peak``: the memory of its coordinator, in KiB."""

    status: int
    said: str
    peak: int


def _program(*words: str, **how: Any) -> subprocess.Popen[str]:
    path = os.pathsep.join(filter(None, [str(WORKS), os.environ.get("PYTHONPATH")]))
    there = {**os.environ, "PYTHONPATH": path, **how.pop("env", {})}
    return subprocess.Popen(
        [sys.executable, str(WORKS / "run_server.py"), *words], stdout=subprocess.PIPE, text=True, env=there, **how
    )


def _told(out: Path, inputs: tuple[Path, ...], how: dict[str, Any]) -> str:
    return json.dumps({**USUAL, **how, "out": str(out), "inputs": [str(path) for path in inputs]})


class Runs:
    """Runs, one after the other, in processes that a server forks off."""

    def __init__(self, temporary: Path) -> None:
        """``temporary``: the folder for temporary files, which runs that are killed leave behind."""
        self._server = _program(stdin=subprocess.PIPE, env={"TMPDIR": str(temporary)})

    def start(self, out: Path, *inputs: Path, **how: Any) -> int:
        """Start a run; the id of its process. ``how``: see ``USUAL``."""
        assert self._server.stdin is not None
        self._server.stdin.write(_told(out, inputs, how) + "\n")
        self._server.stdin.flush()
        pid: int = self._answer()
        return pid

    def ended(self) -> Ended:
        """How the run that was started ended; waits for it."""
        return Ended(**self._answer())

    def run(self, out: Path, *inputs: Path, **how: Any) -> Ended:
        """A run from beginning to end."""
        self.start(out, *inputs, **how)
        return self.ended()

    def alone(self, out: Path, source: Path, **environment: str) -> subprocess.Popen[str]:
        """A run in a process that leads a process group, as at a terminal."""
        return _program(_told(out, (source,), {}), stderr=subprocess.PIPE, start_new_session=True, env=environment)

    def _answer(self) -> Any:
        assert self._server.stdout is not None
        return json.loads(self._server.stdout.readline())

    def close(self) -> None:
        """End the server."""
        with self._server:
            self._server.kill()


@pytest.fixture(scope="session")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Runs]:
    """A server of runs."""
    server = Runs(tmp_path_factory.mktemp("temporary"))
    yield server
    server.close()


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """A JSONL file of rows; a string is an article with this text."""

    def write(rows: list[dict[str, object] | str], name: str = "in.jsonl") -> Path:
        full = [{"id": f"a{n}", "text": row} if isinstance(row, str) else row for n, row in enumerate(rows)]
        path = tmp_path / name
        path.write_text("".join(json.dumps(row) + "\n" for row in full), "utf-8")
        return path

    return write


class Faults:
    """What tests ask of a run's folder."""

    def files(self, out: Path) -> dict[str, bytes]:
        """All files but the lock."""
        paths = (path for path in out.rglob("*") if path.is_file() and path.name != LOCK)
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in paths}

    def results(self, out: Path) -> list[dict[str, Any]]:
        """The lines of a run, in order."""
        return [json.loads(line) for path in sorted(out.glob("results/*")) for line in path.read_bytes().splitlines()]

    def untrue(self, out: Path) -> list[str]:
        """The markers that list a file which is not as they say."""
        found = self.files(out)
        markers = [Marker.model_validate_json(found[name]) for name in found if name.startswith("markers/0")]
        return [
            marker.name
            for marker in markers
            if any(path not in found or File.of(found[path]) != file for path, file in marker.files.items())
        ]

    def accounted(self, out: Path) -> Totals:
        """What became of the corpus of a finished run, once all that is written about it agrees."""
        there = status(LocalStorage(out))
        totals = there.totals
        assert (there.finished, there.running, self.untrue(out)) == (True, False, [])
        assert totals == Totals.model_validate_json((out / "finished.json").read_bytes())
        assert totals.inputs == totals.done + totals.failed + totals.skipped
        assert sum(there.failed.values()) == totals.failed == len((out / "failed.jsonl").read_bytes().splitlines())
        assert sum(there.skipped.values()) == totals.skipped == len((out / "skipped.jsonl").read_bytes().splitlines())
        lines = self.results(out)
        if (out / "results").is_dir():
            assert len({line["article"]["id"] for line in lines}) == len(lines) == totals.done + totals.failed
            assert sum(line.get("failed") is not None for line in lines) == totals.failed
        return totals

    def killed(self, pid: int) -> None:
        """Kill the process, if it is still there."""
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@pytest.fixture
def faults() -> Faults:
    """What tests ask of a run's folder."""
    return Faults()
