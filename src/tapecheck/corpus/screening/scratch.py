"""An SQLite file that lives as long as a run: made anew from what the run has kept, so it need not outlive a crash.

It takes the index off memory: whatever the size of the corpus, SQLite holds no more pages of it than its cache has room for.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tapecheck.errors import ExportError

CACHE_KIB = 32 * 1024
COMMIT_EVERY = 10_000
"""Writes in one transaction: a full disk shows then at the latest."""


class ScratchFile:
    """An open file of tables; whatever SQLite can't do with it is an ``ExportError``. One process, one thread."""

    def __init__(self, path: Path, tables: str) -> None:
        self.path = path
        self._writes = 0
        with self._clear_errors():
            path.unlink(missing_ok=True)
            self._connection = sqlite3.connect(path, isolation_level=None)
            # No journal and no waiting for the disk: after a crash the file is thrown away.
            for setting in (
                "journal_mode=OFF",
                "synchronous=OFF",
                "locking_mode=EXCLUSIVE",
                f"cache_size=-{CACHE_KIB}",
            ):
                self._connection.execute(f"PRAGMA {setting}")
            self._connection.executescript(tables)
            self._connection.execute("BEGIN")

    def rows(self, query: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        """The rows of a query."""
        with self._clear_errors():
            return self._connection.execute(query, values).fetchall()

    def write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run the statement for each row; what is written is seen by ``rows`` at once."""
        with self._clear_errors():
            self._writes += self._connection.executemany(statement, rows).rowcount
            if self._writes >= COMMIT_EVERY:
                self._connection.execute("COMMIT")
                self._connection.execute("BEGIN")
                self._writes = 0

    def close(self) -> None:
        """Close the file and remove it."""
        with self._clear_errors():
            self._connection.close()
            self.path.unlink(missing_ok=True)

    @contextmanager
    def _clear_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
            raise ExportError(f"{self.path}: {reason}") from error
