"""What archives of pages have in common: which members are read, under which names, and how much may come out of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tapecheck.corpus.reading.files import File, Item, Reading, printable, rejected
from tapecheck.corpus.reading.kinds import kind_of, read_file
from tapecheck.corpus.reading.meter import Meter

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

MOST_UNPACKED = 200
"""An archive of more than ``FREELY_UNPACKED`` that unpacks to more than this many times its own size is broken off. Apache POI
takes 100 for a bomb (``ZipSecureFile``); pages of one layout, packed together, come near to that, and deflate can reach 1,032."""
FREELY_UNPACKED = 256 * 1024 * 1024

_BY_MACS = "__MACOSX/"


class TooMuch(Exception):
    """The archive unpacks to more than any archive of pages would."""


class Readable(Protocol):
    """What a member is read from."""

    def read(self, size: int, /) -> bytes: ...


class Allowance:
    """How much has come out of an archive of ``packed`` bytes; ``None``: the size is not known, and nothing is refused."""

    def __init__(self, packed: int | None) -> None:
        self._most = None if packed is None else max(FREELY_UNPACKED, MOST_UNPACKED * packed)
        self._packed = packed
        self._spent = 0

    def spend(self, count: int) -> None:
        """Counts bytes that came out.

        Raises:
            TooMuch: that is too much by now.
        """
        self._spent += count
        if self._most is not None and self._spent > self._most:
            raise TooMuch(
                f"broken off: {self._packed:,} bytes unpack to more than {self._most:,}, so it is taken for a zip bomb"
            )


class MemberStream(io.RawIOBase):
    """A member's bytes; whatever its unpacker raises is an ``OSError`` here."""

    def __init__(self, member: Readable, broken: tuple[type[Exception], ...], spend: Callable[[int], None]) -> None:
        self._member = member
        self._broken = broken
        self._spend = spend

    def readable(self) -> bool:
        """Yes."""
        return True

    def readinto(self, buffer: WriteableBuffer) -> int:
        """Fills the buffer or a part of it; 0 at the end.

        Raises:
            OSError: the member is damaged.
            TooMuch: the archive is a bomb.
        """
        view = memoryview(buffer).cast("B")
        try:
            piece = self._member.read(len(view))
        except self._broken as error:
            raise OSError(str(error) or type(error).__name__) from error
        self._spend(len(piece))
        view[: len(piece)] = piece
        return len(piece)


def read_member(archive: str, name: str, open_: Callable[[], BinaryIO], reading: Reading) -> Iterator[Item]:
    """The articles of one member; its id is ``archive!/name``. Members of other kinds are passed over.

    An archive or a table in an archive is rejected: it may hold articles, and they are not read.

    Raises:
        TooMuch: the archive is a bomb.
    """
    kind = kind_of(name)
    if kind is None or name.startswith(_BY_MACS) or name.rsplit("/", 1)[-1].startswith("._"):
        return
    path = member_path(archive, name)
    if not kind.member:
        yield rejected(path, "an archive or a table in an archive is not read: unpack the outer one")
        return
    file = File(path, open_, lambda: None)
    yield from read_file(file, kind, replace(reading, meter=Meter(), by_name=False))


def member_path(archive: str, name: str) -> str:
    """The name under which a member is told.

    >>> member_path("a.zip", "./b/c.html"), member_path("a.zip", "/c.html")
    ('a.zip!/b/c.html', 'a.zip!/c.html')
    """
    return f"{archive}!/{printable(name.removeprefix('./').lstrip('/'))}"
