"""How much of the inputs has been read, in bytes as they stand on disk: packed where they are packed."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, BinaryIO, cast

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

    from tapecheck.corpus.reading.files import File

_PIECE = 64 * 1024


class Meter:
    """Bytes read so far and in all, for a bar that says how far a run is; read from it at any time, also from another thread.

    ``passed_over`` counts, by cause, what stands in a web archive or an archive and is no article: redirects, pictures, links.
    """

    def __init__(self) -> None:
        self._finished = 0
        self._under_way = 0
        self._sizes: Callable[[], int | None] = int
        self.passed_over: Counter[str] = Counter()

    @property
    def done(self) -> int:
        """The bytes read. A file of which not all had to be read counts in full once it is finished."""
        return self._finished + self._under_way

    @cached_property
    def total(self) -> int | None:
        """The bytes of all inputs; ``None``: not known, as with standard input. The first call looks at every file's size."""
        return self._sizes()

    def expect(self, sizes: Callable[[], int | None]) -> None:
        """Sets what ``total`` asks, when it is asked."""
        self._sizes = sizes
        self.__dict__.pop("total", None)

    def add(self, count: int) -> None:
        """Counts bytes that were read in one go."""
        self._finished += count

    @contextmanager
    def reading(self, file: File) -> Iterator[io.BufferedReader]:
        """The file's bytes, counted while they are read.

        Raises:
            OSError: it can't be opened.
        """
        with file.open() as stream:
            counted = _Counted(stream, self._count)
            try:
                yield io.BufferedReader(counted, _PIECE)
            finally:
                size = _size_of(file)
                self._finished += self._under_way if size is None else size
                self._under_way = 0

    def _count(self, count: int) -> None:
        self._under_way += count


def _size_of(file: File) -> int | None:
    try:
        return file.size()
    except OSError:
        return None


class _Counted(io.RawIOBase):
    def __init__(self, stream: BinaryIO, count: Callable[[int], None]) -> None:
        self._stream = stream
        self._count = count

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: WriteableBuffer) -> int:
        count = cast("io.RawIOBase", self._stream).readinto(buffer) or 0
        self._count(count)
        return count
