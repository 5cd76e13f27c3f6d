"""A connection with the hashes of the imported files: what the query modules read through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import NamedTuple

import duckdb


class Reader(NamedTuple):
    """``hashes``: dataset number → sha256 of its file."""

    connection: duckdb.DuckDBPyConnection
    hashes: dict[int, str]

    def sha256(self, datasets: Iterable[int]) -> str:
        """The hashes of several files in the order of import, comma-separated."""
        return ",".join(self.hashes[number] for number in sorted(set(datasets)))


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
