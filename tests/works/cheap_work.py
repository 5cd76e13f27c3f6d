"""Work that costs nothing, for tests of the processes and of the runs: what happens to an article is written in it.

An article's text is a list of commands, one a line; a line that is none of them is text. What comes out is the text in capitals.
"""

from __future__ import annotations

import faulthandler
import hashlib
import json
import os
import re
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tapecheck.corpus.workers import Made
from tapecheck.errors import ConfigError, ModelError, ParseError
from tapecheck.schema.input import ArticleInput

HANGS_HOLDING_THE_INTERPRETER = "hang in a conversion"
MEMORY = 64 * 1024 * 1024


class Cheap:
    """Its articles are done as they say; ``about`` is as the runs want it."""

    def __init__(self, config: bytes) -> None:
        versions = {"tapecheck": "0", "models": {}, "settings": hashlib.sha256(config).hexdigest()}
        self._versions = versions
        self.about = json.dumps({"versions": versions, "code": "cheap", "market": None}).encode()

    def do(self, task: str, item: ArticleInput) -> Made:
        """The article's commands, then a result with its text in capitals."""
        for line in item.source.splitlines():
            name, _, rest = line.partition(": ")
            if name in COMMANDS:
                COMMANDS[name](rest)
        text = f"{task} {item.source}".upper()
        article = {"id": item.id, "text": text, "body": text, "source_sha256": "", "blocks": []}
        if item.published_at is not None:
            article["published_at"] = item.published_at.isoformat()
        line = json.dumps({"article": article, "versions": self._versions})
        return Made(line.encode(), {"SUPPORTED": item.source.count("rose")})


def work(config: bytes) -> Cheap:
    """The work that can be done."""
    return Cheap(config)


def without_model(config: bytes) -> Cheap:
    """Work that stops the run before it begins."""
    raise ModelError("the model\nis missing")


def broken(config: bytes) -> Cheap:
    """A bug before anything is done."""
    raise RuntimeError("no such luck")


def ends(config: bytes) -> Cheap:
    """The process ends before anything is done, and says nothing."""
    os._exit(5)


def starts_once(config: bytes) -> Cheap:
    """The first process starts, no other one does; ``config`` is the path of a file that is not there at first."""
    try:
        Path(os.fsdecode(config)).touch(exist_ok=False)
    except FileExistsError:
        os._exit(6)
    return Cheap(config)


def _conversion(_: str) -> None:
    sys.set_int_max_str_digits(0)
    int("7" * 20_000_000)


def _loop(_: str) -> None:
    while True:
        pass


def _regex(_: str) -> None:
    re.match(r"(a+)+$", "a" * 60 + "b")


def _memory(_: str) -> None:
    held = []
    while True:
        held.append(bytearray(MEMORY))


def _once(rest: str) -> None:
    """``once: PATH COMMAND``: only while there is no file at the path."""
    path, _, command = rest.partition(" ")
    try:
        Path(path).touch(exist_ok=False)
    except FileExistsError:
        return
    COMMANDS[command]("")


def _while_there(rest: str) -> None:
    while Path(rest).exists():
        time.sleep(0.01)


def _awake_while_there(rest: str) -> None:
    while Path(rest).exists():
        os.sched_yield()


def _exit_while_there(rest: str) -> None:
    if Path(rest).exists():
        os._exit(7)


def _raised(error: Exception) -> Callable[[str], None]:
    def command(_: str) -> None:
        raise error

    return command


COMMANDS: dict[str, Callable[[str], None]] = {
    "hang in a loop": _loop,
    "hang in a regex": _regex,
    HANGS_HOLDING_THE_INTERPRETER: _conversion,
    "hang asleep": lambda _: time.sleep(1e6),
    "stop": lambda _: os.kill(os.getpid(), signal.SIGSTOP),
    "sleep": lambda rest: time.sleep(float(rest)),
    "wait while there": _while_there,
    "wait awake while there": _awake_while_there,
    "exit while there": _exit_while_there,
    "touch": lambda rest: Path(rest).touch(),
    "time of day": lambda rest: Path(rest).write_text(str(time.time())),
    "note": lambda rest: Path(rest).write_text(str(os.getpid())),
    "print": lambda rest: print(rest),  # noqa: T201
    "exit": lambda _: os._exit(7),
    "leave": lambda _: sys.exit(4),
    "abort": lambda _: os.abort(),
    "crash": lambda _: faulthandler._sigsegv(),
    "killed": lambda _: os.kill(os.getpid(), signal.SIGKILL),
    "memory": _memory,
    "once": _once,
    "bug": _raised(ValueError("two\nlines")),
    "half a character": _raised(ValueError("\ud800")),
    "no article": _raised(ParseError("no article in it")),
    "no model": _raised(ModelError("the model is gone")),
    "wrong setting": _raised(ConfigError("the setting is wrong")),
}
