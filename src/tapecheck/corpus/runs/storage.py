"""Where a run's files are: written whole or not at all, and safe once written."""

from __future__ import annotations

import errno
import fcntl
import json
import os
import secrets
import socket
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path
from time import sleep
from typing import Protocol, TextIO

from tapecheck.errors import ConfigError, ExportError

LOCK = "lock"
_PART = ".part"
_TAKEN = frozenset({errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES})
"""The errors that say that another process has the lock; any other says that there are no locks."""
_LOCK_TRIES, _SECONDS_BETWEEN = 20, 0.05
"""Who only asks whether the folder is locked holds the lock for a moment, too."""


class Storage(Protocol):
    """A folder of files with names such as ``results/00007.jsonl``."""

    @property
    def address(self) -> str:
        """The folder as the user gave it."""

    def read(self, name: str) -> bytes | None:
        """The content of a file; ``None`` if there is none of that name."""

    def size(self, name: str) -> int | None:
        """The bytes of a file; ``None`` if there is none of that name."""

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """Put the file there, in the place of an older one. A reader sees the old or the new one, whole; after the return it stays.

        Raises:
            ExportError: it can't be written.
        """

    def delete(self, name: str) -> None:
        """Take the file away, if it is there.

        Raises:
            ExportError: it can't be deleted.
        """

    def names(self, folder: str) -> list[str]:
        """The names of all files in a folder of this folder and below it, sorted."""

    def locked(self) -> AbstractContextManager[None]:
        """While it lasts, no other run can write here.

        Raises:
            ConfigError: another one does.
            ExportError: nothing can be written here.
        """

    def is_locked(self) -> bool:
        """Whether a run is writing there now."""

    def holder(self) -> str | None:
        """What names the run that holds the lock, or held it last; the same from every machine. ``None``: nobody did."""

    def clear(self) -> None:
        """Take away what an interrupted run had half written; the storage must be locked."""


class LocalStorage:
    """A folder of this machine, or one that is mounted."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def address(self) -> str:
        """The folder as it was given."""
        return str(self._path)

    def read(self, name: str) -> bytes | None:
        """See ``Storage``."""
        try:
            return (self._path / name).read_bytes()
        except FileNotFoundError:
            return None

    def size(self, name: str) -> int | None:
        """See ``Storage``."""
        try:
            return (self._path / name).stat().st_size
        except FileNotFoundError:
            return None

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """See ``Storage``; the file and its name are on the disk when this returns."""
        path = self._path / name
        # Two machines may write the same file: one that was taken for lost, and the one that does its work again.
        part = path.with_name(f".{path.name}.{secrets.token_hex(4)}{_PART}")
        try:
            _make(path.parent)
            with part.open("wb") as stream:
                stream.writelines((content,) if isinstance(content, bytes) else content)
                stream.flush()
                os.fsync(stream.fileno())
            part.replace(path)
            _sync(path.parent)
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise ExportError(
                f"can't write {path}: {error.strerror or error}; what is complete is kept: the same command goes on from there"
            ) from error

    def delete(self, name: str) -> None:
        """See ``Storage``."""
        path = self._path / name
        try:
            path.unlink()
            _sync(path.parent)
        except FileNotFoundError:
            return
        except OSError as error:
            raise ExportError(f"can't delete {path}: {error.strerror or error}") from error

    def names(self, folder: str) -> list[str]:
        """See ``Storage``; files that an interrupted run was writing are no files."""
        found = (path for path in (self._path / folder).rglob("*") if path.is_file() and not path.name.endswith(_PART))
        return sorted(path.relative_to(self._path).as_posix() for path in found)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """See ``Storage``. The system takes the lock away when the process ends, however it ends."""
        try:
            _make(self._path)
            stream = (self._path / LOCK).open("a+", encoding="utf-8")
        except OSError as error:
            raise ExportError(f"can't write into {self._path}: {error.strerror or error}") from error
        with stream:
            self._lock(stream)
            # On a disk that is full, the run says so itself.
            with suppress(OSError):
                os.ftruncate(stream.fileno(), 0)
                holder = {"process": os.getpid(), "machine": socket.gethostname()}
                os.write(stream.fileno(), json.dumps(holder).encode())
            yield

    def _lock(self, stream: TextIO) -> None:
        for left in reversed(range(_LOCK_TRIES)):
            try:
                fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except OSError as error:
                if error.errno not in _TAKEN or not left:
                    raise self._not_locked(error) from None
                sleep(_SECONDS_BETWEEN)

    def _not_locked(self, error: OSError) -> ConfigError:
        if error.errno in _TAKEN:
            return ConfigError(f"{self._path}: another run is writing there{_holder(self._path / LOCK)}")
        return ConfigError(
            f"{self._path}: this file system has no locks (flock: {error.strerror}), so two runs could write there at once; "
            "mount it with locks, or choose another folder or an object store (s3://, gs://)"
        )

    def is_locked(self) -> bool:
        """See ``Storage``."""
        try:
            with (self._path / LOCK).open("rb") as stream:
                fcntl.flock(stream, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno in _TAKEN
        return False

    def holder(self) -> str | None:
        """See ``Storage``."""
        content = self.read(LOCK)
        return content.decode(errors="replace") if content else None

    def clear(self) -> None:
        """See ``Storage``."""
        for part in self._path.rglob(f".*{_PART}"):
            part.unlink(missing_ok=True)


def open_storage(address: str) -> Storage:
    """The storage at a path, or at an address: file://, s3://, gs://, memory://.

    Raises:
        ConfigError: there is no such kind of storage, or the package for it is missing.
    """
    protocol, separator, path = address.partition("://")
    if not separator or protocol in ("file", "local"):
        return LocalStorage(Path(path if separator else address))
    from tapecheck.corpus.runs.remote import open_remote

    return open_remote(address)


def _holder(lock: Path) -> str:
    try:
        held = json.loads(lock.read_text("utf-8"))
        return f" (process {held['process']} on {held['machine']})"
    except (OSError, ValueError, KeyError, TypeError):
        return ""


def _make(folder: Path) -> None:
    """The folder and those above it."""
    if not folder.is_dir():
        _make(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync(folder.parent)


def _sync(folder: Path) -> None:
    """A name is in its folder for good only when the folder is written too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
