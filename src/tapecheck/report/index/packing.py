"""Articles' pages packed, some at a time, into text that a page carries along and a browser unpacks when one is opened."""

from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Sequence
from typing import BinaryIO

PER_PART = 10
"""Pages in a part. More pack better, as all pages have much in common; fewer open faster."""
_LEVEL = 6


def packed(fragments: Sequence[str]) -> str:
    """Base64 of gzip of a JSON list; the same fragments always give the same text, as no time stands in it."""
    listed = json.dumps(fragments, separators=(",", ":")).encode()
    return base64.b64encode(gzip.compress(listed, _LEVEL, mtime=0)).decode()


class Packer:
    """Writes fragments to a stream as they come, ``PER_PART`` to an element; holds no more than that many."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._waiting: list[str] = []
        self._parts = 0

    def add(self, fragment: str) -> None:
        """One more; its number is that of those before it."""
        self._waiting.append(fragment)
        if len(self._waiting) == PER_PART:
            self.finish()

    def finish(self) -> None:
        """Write what waits for others to share a part with."""
        if self._waiting:
            part = f'<script type="text/plain" data-part="{self._parts}">{packed(self._waiting)}</script>\n'
            self._stream.write(part.encode())
            self._parts += 1
            self._waiting.clear()
