"""A run's files in an object store: s3://, gs://, memory://, through fsspec (the extra ``cloud``).

An object appears when its upload is complete, and stays as it was when the upload breaks off, so no temporary names are needed.
Nothing is taken from a cache, for other machines write there too.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Protocol, cast

from tapecheck.corpus.reading.cloud import store_errors
from tapecheck.corpus.runs import lease
from tapecheck.corpus.runs.lease import Lease, Times
from tapecheck.corpus.runs.marker import MARKERS
from tapecheck.errors import ConfigError, ExportError, TapecheckError

PROTOCOLS = ("s3", "s3a", "gs", "gcs", "memory")
"""The stores in which an object can be made so that of two who make it one fails; without that there is no lock."""
_NO_CREDENTIALS = frozenset(
    {"NoCredentialsError", "PartialCredentialsError", "ProfileNotFound", "DefaultCredentialsError", "RefreshError"}
)


class Files(Protocol):
    """What is used of a file system of fsspec."""

    def cat_file(self, path: str) -> bytes: ...
    def info(self, path: str) -> dict[str, object]: ...
    def pipe_file(self, path: str, value: bytes, mode: str = "overwrite") -> None: ...
    def put_file(self, lpath: str, rpath: str) -> None: ...
    def rm_file(self, path: str) -> None: ...
    def find(self, path: str) -> list[str]: ...


class RemoteStorage:
    """A folder of an object store; see ``Storage``."""

    def __init__(self, files: Files, address: str, root: str, times: Times | None = None) -> None:
        """``root``: the address as the file system names it. ``times``: how often the lock is renewed."""
        self._files, self._address, self._root = files, address, root
        self._times = times or Times()
        self._lease: Lease | None = None

    @property
    def address(self) -> str:
        """The folder as it was given."""
        return self._address

    def read(self, name: str) -> bytes | None:
        """See ``Storage``."""
        with self._reported("read", name):
            try:
                return self._files.cat_file(self._path(name))
            except FileNotFoundError:
                return None

    def size(self, name: str) -> int | None:
        """See ``Storage``."""
        with self._reported("read", name):
            try:
                size = self._files.info(self._path(name))["size"]
            except FileNotFoundError:
                return None
        return size if isinstance(size, int) else None

    def write(self, name: str, content: bytes | Iterable[bytes]) -> None:
        """See ``Storage``. Whoever lost the lock writes nothing."""
        self._check(name)
        if isinstance(content, bytes):
            with self._reported("write", name):
                self._files.pipe_file(self._path(name), content)
            return
        with tempfile.NamedTemporaryFile(prefix="tapecheck-") as stream:
            stream.writelines(content)
            stream.flush()
            with self._reported("write", name):
                self._files.put_file(stream.name, self._path(name))

    def create(self, name: str, content: bytes) -> bool:
        """Whether the object was made; ``False``: there is one of this name.

        Raises:
            ConfigError, ExportError: nothing can be written there.
        """
        with self._reported("write", name):
            try:
                self._files.pipe_file(self._path(name), content, mode="create")
            except FileExistsError:
                return False
        return True

    def delete(self, name: str) -> None:
        """See ``Storage``."""
        self._check(name)
        with self._reported("delete", name):
            try:
                self._files.rm_file(self._path(name))
            except FileNotFoundError:
                return

    def names(self, folder: str) -> list[str]:
        """See ``Storage``; the lock is none of the folder's files."""
        with self._reported("list", folder):
            try:
                paths = self._files.find(self._path(folder))
            except FileNotFoundError:
                return []
        names = [path.removeprefix(f"{self._root}/") for path in paths]
        hidden = "" if folder == lease.FOLDER else f"{lease.FOLDER}/"
        return sorted(name for name in names if not name.endswith("/") and not (hidden and name.startswith(hidden)))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """See ``Storage``. The lock of a run that was killed is free after half a minute."""
        with lease.leased(self, self._address, self._times) as held:
            self._lease = held
            try:
                yield
            finally:
                self._lease = None

    def is_locked(self) -> bool:
        """See ``Storage``."""
        return lease.is_leased(self, self._times)

    def holder(self) -> str | None:
        """See ``Storage``."""
        return lease.holder(self)

    def clear(self) -> None:
        """See ``Storage``; nothing is seen of an upload that broke off."""

    def _path(self, name: str) -> str:
        return f"{self._root}/{name}" if name else self._root

    def _check(self, name: str) -> None:
        if self._lease is not None and not name.startswith(f"{lease.FOLDER}/"):
            self._lease.check(anew=name.startswith(f"{MARKERS}/"))

    @contextmanager
    def _reported(self, doing: str, name: str) -> Iterator[None]:
        try:
            yield
        except store_errors() as error:
            raise _error(f"{self._address}/{name}".rstrip("/"), doing, error) from error


def open_remote(address: str, times: Times | None = None) -> RemoteStorage:
    """The storage at an address of an object store.

    Raises:
        ConfigError: there is no such kind of store, or the package for it is missing.
    """
    protocol, _, place = address.partition("://")
    if protocol not in PROTOCOLS or not place.strip("/"):
        raise ConfigError(
            f"{protocol}:// is no place for a run; give a folder, s3://bucket/folder or gs://bucket/folder"
        )
    try:
        from fsspec.core import url_to_fs

        files, root = url_to_fs(address.rstrip("/"), use_listings_cache=False, skip_instance_cache=True)
    except ImportError as error:
        raise ConfigError(f"{protocol}:// needs more packages: pip install 'tapecheck[cloud]' ({error})") from error
    except store_errors() as error:
        raise _error(address, "open", error) from error
    return RemoteStorage(cast("Files", files), address.rstrip("/"), str(root).rstrip("/"), times)


def _error(place: str, doing: str, error: Exception) -> TapecheckError:
    message = " ".join(str(error).split()) or type(error).__name__
    if type(error).__name__ in _NO_CREDENTIALS:
        return ConfigError(f"{place}: no credentials for this store: {message}")
    if isinstance(error, FileNotFoundError):
        return ConfigError(f"{place}: there is no such bucket: {message}")
    if isinstance(error, PermissionError):
        return ConfigError(f"{place}: the store refuses to {doing} it: {message}")
    return ExportError(
        f"can't {doing} {place}: {message}; what is complete is kept: the same command goes on from there"
    )
