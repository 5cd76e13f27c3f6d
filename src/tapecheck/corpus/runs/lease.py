"""The lock of a folder in an object store, which has no locks: objects ``lock/0000000001.json`` …, the highest is the lock.

To take it is to make the next higher object, which a store lets one process do and no other. Its holder writes it anew every few
seconds with a higher count. Who wants it watches it: one that is not written anew for long is its holder's no more, be it dead or cut
off. Only the clock of whoever watches counts; clocks of two machines are never compared.
"""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import monotonic, sleep
from typing import NamedTuple, Protocol

from pydantic import ValidationError

from tapecheck.errors import ConfigError, ExportError
from tapecheck.schema.base import Data

FOLDER = "lock"


class Times(NamedTuple):
    """Seconds between two renewals, and without a renewal after which the lock is anybody's."""

    renew: float = 5.0
    stale: float = 30.0


class Objects(Protocol):
    """What a lock needs of a store."""

    def read(self, name: str) -> bytes | None:
        """The content; ``None``: there is no such object."""

    def create(self, name: str, content: bytes) -> bool:
        """Whether it was made; ``False``: there is one of this name."""

    def write(self, name: str, content: bytes) -> None:
        """Put it there, in the place of an older one."""

    def delete(self, name: str) -> None:
        """Take it away, if it is there."""

    def names(self, folder: str) -> list[str]:
        """The names of all objects below a folder."""


class Claim(Data):
    """What the lock says: whose it is, how often that was said again, and whether it was given back."""

    token: str
    process: int
    machine: str
    count: int = 0
    released: bool = False


class Lease:
    """A lock that is held, and renewed by a thread of its own until it is given back."""

    def __init__(self, objects: Objects, address: str, number: int, claim: Claim, times: Times) -> None:
        self._objects, self._address, self._number, self._claim, self._times = objects, address, number, claim, times
        self._lost = False
        self._over = Event()
        self._thread = Thread(target=self._renew, name="tapecheck-lock", daemon=True)
        self._thread.start()

    def check(self, *, anew: bool) -> None:
        """Nothing, while the lock is held. ``anew``: as the store says now, not as it said a few seconds ago.

        Raises:
            ConfigError: it is another's, or gone.
        """
        if anew and not self._lost:
            self._lost = not _is_mine(self._objects, self._number, self._claim)
        if self._lost:
            raise ConfigError(
                f"{self._address}: this run's lock is gone or another run's, so it writes no more; what is complete is kept"
            )

    def release(self) -> None:
        """Give it back. A store that can't be reached any more learns by itself that nobody renews it."""
        self._over.set()
        self._thread.join()
        with suppress(ConfigError, ExportError):
            self.check(anew=True)
            self._put(released=True)

    def _renew(self) -> None:
        while not self._over.wait(self._times.renew) and not self._lost:
            # A store that can't be reached now may be there the next time; what is to be written meanwhile says what is wrong.
            with suppress(ConfigError, ExportError):
                self.check(anew=True)
                self._put(released=False)

    def _put(self, *, released: bool) -> None:
        self._claim = self._claim.model_copy(update={"count": self._claim.count + 1, "released": released})
        self._objects.write(_name(self._number), _json(self._claim))


@contextmanager
def leased(objects: Objects, address: str, times: Times) -> Iterator[Lease]:
    """The lock, held while this lasts.

    Raises:
        ConfigError: another run holds it.
    """
    lease = _taken(objects, address, times)
    try:
        yield lease
    finally:
        lease.release()


def holder(objects: Objects) -> str | None:
    """What names the run that holds the lock, or held it last; ``None``: nobody has."""
    last = _last(objects)
    claim = None if last is None else _claim(objects.read(_name(last)))
    return None if claim is None else claim.token


def is_leased(objects: Objects, times: Times) -> bool:
    """Whether somebody renews the lock; watches it for as long as two renewals take."""
    last = _last(objects)
    return last is not None and _renewed(objects, last, 2 * times.renew, times) is not None


def _taken(objects: Objects, address: str, times: Times) -> Lease:
    claim = Claim(token=secrets.token_hex(16), process=os.getpid(), machine=socket.gethostname())
    while True:
        last = _last(objects)
        other = None if last is None else _renewed(objects, last, times.stale, times)
        if other is not None:
            raise ConfigError(f"{address}: another run is writing there (process {other.process} on {other.machine})")
        number = (last or 0) + 1
        _make(objects, number, claim, times)
        # Where another was quicker, that one is watched next.
        if _is_mine(objects, number, claim):
            for name in objects.names(FOLDER):
                if name < _name(number):
                    objects.delete(name)
            return Lease(objects, address, number, claim, times)


def _make(objects: Objects, number: int, claim: Claim, times: Times) -> None:
    name = _name(number)
    if objects.create(name, _json(claim)) and objects.create(name, _json(claim)):
        # A store that makes an object twice has it as whoever came last wrote it: whoever that is will be seen after a while.
        sleep(times.renew)


def _renewed(objects: Objects, number: int, seconds: float, times: Times) -> Claim | None:
    """The claim of the lock's holder as soon as it is seen to be renewed; ``None``: it is not for so long, or was given back."""
    first = _claim(objects.read(_name(number)))
    until = monotonic() + seconds
    while first is None or not first.released:
        if monotonic() >= until or _last(objects) != number:
            return None
        sleep(times.renew / 4)
        now = _claim(objects.read(_name(number)))
        if now is not None and now != first:
            return None if now.released else now
    return None


def _is_mine(objects: Objects, number: int, claim: Claim) -> bool:
    there = _claim(objects.read(_name(number))) if _last(objects) == number else None
    return there is not None and there.token == claim.token


def _last(objects: Objects) -> int | None:
    """The number of the lock; ``None``: there is none."""
    stems = (name.removeprefix(f"{FOLDER}/").removesuffix(".json") for name in objects.names(FOLDER))
    return max((int(stem) for stem in stems if stem.isdecimal()), default=None)


def _claim(content: bytes | None) -> Claim | None:
    try:
        return None if content is None else Claim.model_validate_json(content)
    except ValidationError:
        return None


def _json(claim: Claim) -> bytes:
    return claim.model_dump_json().encode()


def _name(number: int) -> str:
    return f"{FOLDER}/{number:010}.json"
