"""Work that costs nothing, for runs on a cluster and into an object store: an article's text says what happens to it."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

from tapecheck.corpus.workers import Made
from tapecheck.errors import ModelError, ParseError
from tapecheck.schema.input import ArticleInput


class Plain:
    """The result of an article is its text in capitals; ``about`` is as the runs want it."""

    def __init__(self, models: str) -> None:
        versions = {"tapecheck": "0", "models": {"names": models}, "settings": "none"}
        self.about = json.dumps({"versions": versions, "code": "plain", "market": None}).encode()

    def do(self, task: str, item: ArticleInput) -> Made:
        """``sleep SECONDS``, ``wait while PATH`` and ``no article`` are done as told; any other text is only text."""
        name, _, rest = item.source.partition(" ")
        if name == "sleep":
            time.sleep(float(rest))
        elif name == "wait":
            while Path(rest.removeprefix("while ").strip()).exists():
                time.sleep(0.02)
        elif name == "no":
            raise ParseError("no article in it")
        if task == "screen":
            return Made(json.dumps({"language": item.source[-2:]}).encode())
        text = json.dumps({"id": item.id, "text": item.source.upper()})
        return Made(text.encode(), {"SUPPORTED": item.source.count("rose")})


def work(config: bytes) -> Plain:
    """The work that can be done, the same everywhere."""
    return Plain("one")


def differs(config: bytes) -> Plain:
    """Work with another model in each process."""
    return Plain(str(os.getpid()))


def without_model(config: bytes) -> Plain:
    """Work that can't be done."""
    raise ModelError("the model is missing")
