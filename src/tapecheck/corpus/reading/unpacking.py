"""Packed bytes → the bytes in them, a piece at a time: gzip, zstd, bzip2 and xz, in one frame or several."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import zlib
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, BinaryIO, cast

import zstandard

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

BROKEN_STREAM = (OSError, EOFError, zlib.error, zstandard.ZstdError, lzma.LZMAError)
"""What reading a damaged packed file may raise."""

_XZ_MEMORY = 128 * 1024 * 1024
"""A page's packer says how much memory it takes to unpack: ``xz -9`` 65 MiB; a hostile one up to 4 GiB."""
_PIECE = 64 * 1024


def unpacked(stream: BinaryIO, name: str) -> AbstractContextManager[BinaryIO]:
    """The bytes in the stream, unpacked if the name ends in ``.gz``, ``.zst``, ``.bz2``, ``.xz`` or ``.tgz``; else as they are."""
    suffix = name.lower().rpartition(".")[2]
    if suffix in ("gz", "tgz"):
        return cast("AbstractContextManager[BinaryIO]", gzip.GzipFile(fileobj=stream))
    if suffix == "zst":
        frames = zstandard.ZstdDecompressor().stream_reader(stream, read_across_frames=True, closefd=False)
        return _buffered(cast("io.RawIOBase", frames))
    if suffix in ("bz2", "xz"):
        return _buffered(_Frames(stream, xz=suffix == "xz"))
    return nullcontext(stream)


def _buffered(raw: io.RawIOBase) -> AbstractContextManager[BinaryIO]:
    return cast("AbstractContextManager[BinaryIO]", io.BufferedReader(raw, _PIECE))


class _Frames(io.RawIOBase):
    """The frames of a bzip2 or xz file, one after the other, in bounded memory: the library's own file for xz has no bound."""

    def __init__(self, stream: BinaryIO, *, xz: bool) -> None:
        self._stream = stream
        self._xz = xz
        self._frame = self._next_frame()
        self._rest = b""

    def _next_frame(self) -> bz2.BZ2Decompressor | lzma.LZMADecompressor:
        return lzma.LZMADecompressor(memlimit=_XZ_MEMORY) if self._xz else bz2.BZ2Decompressor()

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fills the buffer or a part of it; 0 at the end.

        Raises:
            OSError, EOFError, lzma.LZMAError: the file is damaged or breaks off.
        """
        view = memoryview(buffer).cast("B")
        while True:
            if self._frame.eof:
                self._rest = (self._frame.unused_data or self._stream.read(_PIECE)).lstrip(b"\0")
                if not self._rest:
                    return 0
                self._frame = self._next_frame()
            fed = self._rest or (self._stream.read(_PIECE) if self._frame.needs_input else b"")
            self._rest = b""
            if not fed and self._frame.needs_input:
                raise EOFError("the packed data break off")
            piece = self._frame.decompress(fed, max_length=len(view))
            if piece:
                view[: len(piece)] = piece
                return len(piece)
