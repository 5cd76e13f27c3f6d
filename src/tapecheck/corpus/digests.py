"""Digests of what a result depends on besides the article and the settings: the code, and the market data."""

from __future__ import annotations

import hashlib
from importlib import resources
from pathlib import Path

from tapecheck.market import MarketStore

_CODE = (".py", ".jsonl", ".json", ".toml", ".sql")


def code_digest() -> str:
    """SHA-256 over the names and contents of the package's modules and data files, hexadecimal; trained models are not in it."""
    package = Path(str(resources.files("tapecheck")))
    total = hashlib.sha256()
    for path in sorted(package.rglob("*")):
        inside = path.relative_to(package)
        if path.suffix in _CODE and inside.parts[0] != "models":
            total.update(inside.as_posix().encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def market_digest(store: MarketStore) -> str:
    """SHA-256 over the digests of the files that the store was filled from, in their order, and what was taken of each."""
    total = hashlib.sha256()
    for name, sha256, layout, rows, first, last in store.datasets():
        total.update("\x1f".join((name, sha256, layout, str(rows), first.isoformat(), last.isoformat())).encode())
        total.update(b"\0")
    return total.hexdigest()
