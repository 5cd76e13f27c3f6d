"""A connection with the hashes of the imported files, and how stored times and prices become numbers and back."""

from __future__ import annotations

from collections.abc import Set
from datetime import UTC, datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import NamedTuple

import duckdb

SCALE = 12
"""Decimals of a stored number; see ``tables.NUMBER``. A loaded price is an ``int`` in units of 10**-12 dollars."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_ONE = 10**SCALE


class Reader(NamedTuple):
    """``hashes``: dataset number → sha256 of its file."""

    connection: duckdb.DuckDBPyConnection
    hashes: dict[int, str]

    def sha256(self, datasets: Set[int]) -> str:
        """The hashes of several files in the order of import, comma-separated."""
        return ",".join([self.hashes[number] for number in sorted(datasets)])


def reader(connection: duckdb.DuckDBPyConnection) -> Reader:
    """A reader of the store as it is now."""
    rows = connection.execute("SELECT id, sha256 FROM datasets").fetchall()
    return Reader(connection, {row[0]: row[1] for row in rows})


def naive(instant: datetime) -> datetime:
    """An aware instant as the store keeps it: UTC without a zone."""
    return instant.astimezone(UTC).replace(tzinfo=None)


def aware(stored: datetime) -> datetime:
    """A stored time as an aware UTC instant."""
    return stored.replace(tzinfo=UTC)


def micros(instant: datetime) -> int:
    """An aware instant as whole microseconds since 1970.

    >>> micros(datetime(1970, 1, 2, 0, 0, 1, tzinfo=UTC))
    86401000000
    """
    return (instant - _EPOCH) // _MICROSECOND


def micros_in(length: timedelta) -> int:
    """A length of time in whole microseconds."""
    return length // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """Microseconds since 1970 as an aware UTC instant.

    >>> instant(86401000000).isoformat()
    '1970-01-02T00:00:01+00:00'
    """
    return _EPOCH + timedelta(microseconds=int(microseconds))


def exact(units: int) -> Decimal:
    """A loaded price, in units of 10**-12, without trailing zeros.

    >>> exact(97924490000000000), exact(600000), exact(100000000000000)
    (Decimal('97924.49'), Decimal('6E-7'), Decimal('100'))
    """
    whole, part = divmod(int(units), _ONE)
    return Decimal(int(units)).scaleb(-SCALE).normalize() if part else Decimal(whole)


def units(price: Decimal, *, up: bool = False) -> int:
    """A price in units of 10**-12, rounded down (or ``up``) where it has more than twelve decimals.

    >>> units(Decimal("97924.49")), units(Decimal("0.0000000000001")), units(Decimal("0.0000000000001"), up=True)
    (97924490000000000, 0, 1)
    """
    return int(price.scaleb(SCALE).to_integral_value(ROUND_CEILING if up else ROUND_FLOOR))
