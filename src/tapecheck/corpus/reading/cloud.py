"""Files and folders behind an address (``s3://bucket/news/``), through fsspec."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import TYPE_CHECKING, Literal, Protocol

from tapecheck.corpus.reading.files import File, printable
from tapecheck.corpus.reading.walking import Entry
from tapecheck.errors import ConfigError

if TYPE_CHECKING:
    from typing import BinaryIO

PROTOCOLS = ("s3", "gs", "gcs", "az", "abfs", "abfss", "hdfs", "file", "memory")
"""Where inputs may be. Web addresses (``https://``) are not among them: pages are fetched by whoever archives them."""


_ERRORS = (
    ("botocore.exceptions", "BotoCoreError"),
    ("botocore.exceptions", "ClientError"),
    ("aiohttp", "ClientError"),
    ("google.auth.exceptions", "GoogleAuthError"),
    ("gcsfs.retry", "HttpError"),
)
"""What the stores' packages raise that is no ``OSError``."""


def is_address(path: str) -> bool:
    """Whether the path is an address.

    >>> is_address("s3://bucket/a.jsonl"), is_address("C://a"), is_address("news/a.jsonl")
    (True, True, False)
    """
    return "://" in path


class _Storage(Protocol):
    """What is used of fsspec."""

    def isfile(self, path: str) -> bool: ...
    def isdir(self, path: str) -> bool: ...
    def ls(self, path: str, detail: bool = True) -> list[dict[str, object]]: ...
    def open(self, path: str, mode: str) -> BinaryIO: ...
    def size(self, path: str) -> int | None: ...


class Cloud:
    """The folders behind an address, as ``walking.Tree`` has it; paths in it are addresses in full."""

    def __init__(self, address: str) -> None:
        protocol = address.partition("://")[0]
        if protocol not in PROTOCOLS or "::" in address:
            raise ConfigError(
                f"{address}: not an address that is read; these are: {', '.join(PROTOCOLS)}, each with ://"
            )
        try:
            self._files: _Storage = import_module("fsspec").filesystem(protocol)
        except ImportError as error:
            message = f"{address}: needs more packages: pip install 'tapecheck[cloud]' ({error})"
            raise ConfigError(" ".join(message.split())) from error
        self._protocol = protocol

    def kind(self, address: str) -> Literal["folder", "file"] | None:
        """What stands at the address; ``None``: nothing.

        Raises:
            OSError: the storage does not answer, or refuses.
        """
        try:
            if self._files.isfile(address):
                return "file"
            return "folder" if self._files.isdir(address) else None
        except store_errors() as error:
            raise OSError(str(error) or type(error).__name__) from error

    def entries(self, folder: str) -> list[Entry]:
        """What stands in the folder, by name.

        Raises:
            OSError: it can't be listed.
        """
        listed = self._files.ls(folder, detail=True)
        names = ((str(one["name"]).rstrip("/").rsplit("/", 1)[-1], one["type"]) for one in listed)
        return sorted(Entry(name, "folder" if kind == "directory" else "file") for name, kind in names if name)

    def join(self, folder: str, name: str) -> str:
        """The address of what stands in the folder."""
        return f"{folder.rstrip('/')}/{name}"

    def identity(self, folder: str) -> object:
        """The address: there are no links."""
        return folder

    def file(self, path: str) -> File:
        """The file at the address."""
        return File(
            printable(path),
            lambda: self._files.open(path, "rb"),
            lambda: self._files.size(path),
        )


def store_errors() -> tuple[type[Exception], ...]:
    """The classes of the errors of all stores whose packages are loaded."""
    loaded = (getattr(sys.modules.get(module), name, None) for module, name in _ERRORS)
    return (OSError, *(kind for kind in loaded if isinstance(kind, type) and issubclass(kind, Exception)))
