"""Runs into folders, each in a process of its own that is forked off when all is loaded: so that a hundred of them cost little.

Each line of standard input says what run; two lines come back: the process id at once, and how it ended when it has.
With one such line as its argument it is that run itself.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import tempfile
import traceback
from typing import Any

import pyarrow.parquet  # noqa: F401

from tapecheck.cli.exits import clear_errors
from tapecheck.config import Settings
from tapecheck.corpus.batch import Execution, RunSpec, batch, retry
from tapecheck.corpus.sinks import partitions, typed  # noqa: F401
from tapecheck.corpus.workers import Limits

EVENTS = ("open", "os.rename", "os.remove", "os.mkdir")


def main() -> None:
    """Serve until the other side closes."""
    for line in sys.stdin:
        told = json.loads(line)
        with tempfile.TemporaryFile("w+b") as said:
            pid = os.fork()
            if pid == 0:
                os.dup2(said.fileno(), 1)
                os.dup2(said.fileno(), 2)
                os._exit(status_of(told))
            print(json.dumps(pid), flush=True)  # noqa: T201
            _, status, usage = os.wait4(pid, 0)
            said.seek(0)
            ended = {"status": os.waitstatus_to_exitcode(status), "said": said.read().decode(), "peak": usage.ru_maxrss}
            print(json.dumps(ended), flush=True)  # noqa: T201


def status_of(told: dict[str, Any]) -> int:
    """The exit status of the run."""
    os.environ.update(told["environment"])
    tempfile.tempdir = None
    if told["killed_at"] is not None:
        kill_at(told["killed_at"], told["out"])
    if told["largest_file"] is not None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (told["largest_file"], resource.RLIM_INFINITY))
    try:
        with clear_errors():
            go(told)
    except BaseException as error:  # noqa: BLE001
        code = getattr(error, "exit_code", None)
        if code is None:
            traceback.print_exc()
        return 70 if code is None else int(code)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0


def go(told: dict[str, Any]) -> None:
    """The run itself."""
    execution = Execution(told["workers"], Limits(told["seconds"], told["memory"]), told["batch"], told["factory"])
    if told["retry"]:
        retry(told["out"], execution)
        return
    spec = RunSpec(
        tuple(told["inputs"]),
        Settings(ner="none", figures="patterns"),
        format=told["format"],
        shard_articles=told["shard"],
    )
    batch(spec, told["out"], execution, overwrite=told["overwrite"])


def kill_at(moment: int, folder: str) -> None:
    """Let this process be killed before the so-manieth thing that it does to the file system below the folder."""
    left = moment

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal left
        if event in EVENTS and str(arguments[0]).startswith(folder):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit(status_of(json.loads(sys.argv[1])))
    main()
