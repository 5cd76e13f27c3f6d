"""ZIP archives of pages → articles, without unpacking to disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from tapecheck.corpus.reading.files import File, Item, Reading, rejected
from tapecheck.corpus.reading.members import Allowance, MemberStream, TooMuch, member_path, read_member

_BROKEN = (
    OSError,
    EOFError,
    ValueError,  # also of names that are no characters
    RuntimeError,  # a password is needed; NotImplementedError: a method of packing that Python lacks
    OverflowError,
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
)
_MAX_DIRECTORY = 64 * 1024 * 1024
"""A ZIP's list of members stands at its end and is held while it is read: some 600,000 members with names of usual length."""
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800
_END = struct.Struct("<4s4H2LH")
_TOO_MANY = 0xFFFF
_PIECE = 64 * 1024


def read_zip(file: File, reading: Reading) -> Iterator[Item]:
    """The articles of a ZIP archive, in the order of its list of members; damaged or encrypted members are rejected one by one."""
    with reading.meter.reading(file) as stream:
        allowance = Allowance(file.size())
        try:
            archive = zipfile.ZipFile(cast("BinaryIO", _Directory(stream)))
        except _BROKEN as error:
            yield rejected(file.name, f"not a ZIP archive that can be read: {error}")
            return
        with archive:
            if (told := _members_told(stream, archive)) not in (None, len(archive.infolist())):
                yield rejected(file.name, f"{len(archive.infolist()):,} members are listed, but it tells of {told:,}")
            for member in archive.infolist():
                if not member.filename or member.is_dir():
                    continue
                name = _name(member)
                try:
                    yield from read_member(file.name, name, _opener(archive, member, allowance.spend), reading)
                except TooMuch as error:
                    yield rejected(file.name, error, part=member_path(file.name, name))
                    return


def _members_told(stream: io.BufferedReader, archive: zipfile.ZipFile) -> int | None:
    """How many members there are by the archive's last words; ``None``: more than can be told there. The library does not look."""
    stream.seek(-_END.size - len(archive.comment), io.SEEK_END)
    count: int = _END.unpack(stream.read(_END.size))[4]
    return None if count == _TOO_MANY else count


def _opener(archive: zipfile.ZipFile, member: zipfile.ZipInfo, spend: Callable[[int], None]) -> Callable[[], BinaryIO]:
    def open_() -> BinaryIO:
        if member.flag_bits & _ENCRYPTED:
            raise OSError("encrypted")
        try:
            return io.BufferedReader(MemberStream(archive.open(member), _BROKEN, spend), _PIECE)
        except _BROKEN as error:
            raise OSError(str(error) or type(error).__name__) from error

    return open_


def _name(member: zipfile.ZipInfo) -> str:
    """The member's name; many packers write UTF-8 without saying so."""
    if not member.flag_bits & _UTF8_NAME:
        try:
            return member.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return member.filename


class _Directory:
    """The file, for a library that takes any length for that of the list of members."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.seek, self.tell, self.seekable = stream.seek, stream.tell, stream.seekable

    def read(self, size: int = -1) -> bytes:
        if size > _MAX_DIRECTORY:
            raise OSError(
                f"its list of members is longer than {_MAX_DIRECTORY:,} bytes: a tar archive has no such list"
            )
        return self._stream.read(size)

    def close(self) -> None:
        """Nothing: the file is closed by who opened it."""
