"""Compressed files as plain ones: bounded in size, and a zip only if it holds one CSV file."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple

from tapecheck.errors import MarketDataError

MOST_BYTES = 2 << 30
"""The largest unpacked file, 2 GiB: more than a year of one-second candles of two pairs."""

_CHUNK = 1 << 20
_ENCRYPTED = 0x1


class Unpacked(NamedTuple):
    """A plain file. ``name``: what it is called inside its archive; ``lines``: line ends in it."""

    path: Path
    name: str
    sha256: str
    lines: int


@contextmanager
def unpacked(path: Path) -> Iterator[Unpacked]:
    """The content of a .gz or .zip in a temporary file, or the file itself; the hash is always that of ``path``.

    Raises:
        MarketDataError: a broken archive, one that holds anything but one CSV file, or more than ``MOST_BYTES``.
    """
    suffix = path.suffix.lower()
    if suffix not in (".gz", ".zip"):
        sha256, lines = _measure(path)
        yield Unpacked(path, path.name, sha256, lines)
        return
    with tempfile.TemporaryDirectory(prefix="tapecheck-") as folder:
        target = Path(folder) / "unpacked.csv"
        try:
            with target.open("wb") as out:
                name, lines = _unzip(path, out) if suffix == ".zip" else _gunzip(path, out)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, gzip.BadGzipFile) as error:
            raise MarketDataError(f"{path}: can't be unpacked: {error}") from error
        yield Unpacked(target, name, _measure(path)[0], lines)


def _unzip(path: Path, out: IO[bytes]) -> tuple[str, int]:
    with zipfile.ZipFile(path) as archive:
        members = [member for member in archive.infolist() if not member.is_dir()]
        if len(members) != 1:
            raise MarketDataError(f"{path}: holds {len(members)} files; a zip must hold one CSV file")
        member = members[0]
        name = Path(member.filename.replace("\\", "/")).name
        if not name.lower().endswith(".csv"):
            raise MarketDataError(f"{path}: holds {name!r}, not a CSV file")
        if member.flag_bits & _ENCRYPTED:
            raise MarketDataError(f"{path}: is encrypted")
        if member.file_size > MOST_BYTES:
            raise MarketDataError(f"{path}: unpacks to {member.file_size:,} bytes, more than {MOST_BYTES:,}")
        with archive.open(member) as source:
            return name, _copy(path, source, out)


def _gunzip(path: Path, out: IO[bytes]) -> tuple[str, int]:
    with gzip.open(path) as source:
        return path.name.removesuffix(path.suffix), _copy(path, source, out)


def _copy(path: Path, source: IO[bytes] | gzip.GzipFile, out: IO[bytes]) -> int:
    written = lines = 0
    while chunk := source.read(_CHUNK):
        written += len(chunk)
        if written > MOST_BYTES:
            raise MarketDataError(f"{path}: unpacks to more than {MOST_BYTES:,} bytes")
        lines += chunk.count(b"\n")
        out.write(chunk)
    return lines


def _measure(path: Path) -> tuple[str, int]:
    digest, lines = hashlib.sha256(), 0
    with path.open("rb") as data:
        while chunk := data.read(_CHUNK):
            digest.update(chunk)
            lines += chunk.count(b"\n")
    return digest.hexdigest(), lines
