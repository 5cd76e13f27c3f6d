"""TAR archives of pages, packed or not → articles, in one pass and without unpacking to disk."""

from __future__ import annotations

import io
import tarfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.corpus.reading.members import Allowance, MemberStream, TooMuch, read_member
from tapecheck.corpus.reading.unpacking import BROKEN_STREAM, unpacked

# The library's parser of extended headers raises what the text in them makes it raise; a chain of them nests without end.
_BAD_HEADER = (tarfile.TarError, ValueError, OverflowError, RecursionError, KeyError, IndexError)
_BROKEN = (*BROKEN_STREAM, *_BAD_HEADER)
_MAX_HEADERS = 16 * 1024 * 1024
"""The longest headers of one member, damage before them included. A hostile one says that its name has gigabytes."""
_BLOCK = tarfile.BLOCKSIZE
_PIECE = 64 * 1024


def read_tar(file: File, reading: Reading) -> Iterator[Item]:
    """The articles of a TAR archive in its order. Links, devices and folders are passed over and counted with the meter.

    Where the archive is damaged that is told, and what follows is read from the next header on. Archives one behind the other
    in one file are all read.
    """
    with reading.meter.reading(file) as packed, unpacked(packed, file.name) as stream:
        blocks = _Blocks(stream, Allowance(file.size()).spend)
        failed_at = -1
        try:
            if not blocks.has_bytes():
                yield rejected(file.name, "empty")
                return
            while blocks.tell() > failed_at:
                failed_at = blocks.tell()
                try:
                    yield from _members(blocks, file, reading)
                    return
                except _BAD_HEADER as error:
                    blocks.ended = True  # that it breaks off is told by this
                    yield rejected(file.name, f"damaged before byte {blocks.tell():,} of what is in it: {error}")
        except TooMuch as error:
            yield rejected(file.name, error)
        except BROKEN_STREAM as error:
            yield rejected(file.name, f"the archive can't be read further: {error}")


def _members(blocks: _Blocks, file: File, reading: Reading) -> Iterator[Item]:
    """The articles from the next header on."""
    blocks.begin_headers()
    # With zeros ignored, it goes on to the next header after damage and after the end of a first archive.
    archive = tarfile.TarFile(fileobj=cast("BinaryIO", blocks), mode="r", ignore_zeros=True)
    # The first header has been read with that; at the end, asked once more, it would go back.
    there = archive.__dict__["firstmember"] is not None
    while True:
        member = archive.next() if there else None
        blocks.end_headers()
        # Else it keeps what it knows of every member.
        archive.__dict__["members"] = []
        damaged = blocks.first_data
        if damaged is not None and (member is None or damaged < member.offset):
            yield rejected(
                file.name, f"damaged at byte {damaged:,} of what is in it: no header of a member stands there"
            )
        if member is None:
            if damaged is None and not blocks.ended:
                yield rejected(file.name, "breaks off: the mark of the archive's end is missing")
            return
        if member.isreg():
            yield from read_member(file.name, member.name, _opener(archive, member), reading)
        elif not member.isdir():
            reading.meter.passed_over["link or device in an archive"] += 1
        blocks.begin_headers()


def _opener(archive: tarfile.TarFile, member: tarfile.TarInfo) -> Callable[[], BinaryIO]:
    def open_() -> BinaryIO:
        if member.issparse():
            raise OSError("a sparse file: no packer makes one of a page")
        try:
            content = archive.extractfile(member)
        except _BROKEN as error:
            raise OSError(str(error) or type(error).__name__) from error
        if content is None:
            raise OSError("no file")
        # What comes out is counted with the blocks.
        return io.BufferedReader(MemberStream(content, _BROKEN, lambda _count: None), _PIECE)

    return open_


class _Blocks:
    """The archive's bytes, read forwards only, for a library that trusts the lengths it finds."""

    def __init__(self, stream: BinaryIO, spend: Callable[[int], None]) -> None:
        self._stream = stream
        self._spend = spend
        self._at = 0
        self._ahead = b""
        self._headers_left: int | None = None
        self.first_data: int | None = None
        self.ended = False

    def has_bytes(self) -> bool:
        """Whether there is anything at all."""
        self._ahead = self._stream.read(1)
        return bool(self._ahead)

    def begin_headers(self) -> None:
        """From now on headers are read: ``first_data`` will be where the first block that is not all zeros stands."""
        self._headers_left = _MAX_HEADERS
        self.first_data = None

    def end_headers(self) -> None:
        """From now on a member's content is read."""
        self._headers_left = None

    def tell(self) -> int:
        """Bytes read so far."""
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Passes over bytes up to ``offset``, or up to the end."""
        if whence != io.SEEK_SET or offset < self._at:
            raise tarfile.ReadError("it points backwards")
        while self._at < offset and self._take(min(offset - self._at, _PIECE)):
            pass
        return self._at

    def seekable(self) -> bool:
        """Forwards."""
        return True

    def read(self, size: int) -> bytes:
        """The next bytes."""
        if self._headers_left is not None:
            start = self._at
            data = self._take(min(size, self._headers_left + 1))
            zeros = not data.strip(b"\0")
            if size == _BLOCK and data:
                self.ended = zeros
                if self.first_data is None and not zeros:
                    self.first_data = start
            if not zeros:
                self._headers_left -= len(data)
            if self._headers_left < 0:
                raise OSError(f"headers of more than {_MAX_HEADERS:,} bytes")
            return data
        return self._take(size)

    def _take(self, size: int) -> bytes:
        data = self._ahead[:size]
        self._ahead = self._ahead[size:]
        if len(data) < size:
            data += self._stream.read(size - len(data))
        self._at += len(data)
        self._spend(len(data))
        return data
