"""What a run has seen so far, on disk: articles alike, and ids.

Near-duplicates are found by bands (locality-sensitive hashing): a signature's MinHash is cut into bands, and articles that have one
band in common are compared. Both indexes are made anew in each run from what it has kept of its articles (see ``scratch``).
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from types import TracebackType
from typing import Self

from tapecheck.corpus.screening.scratch import ScratchFile
from tapecheck.corpus.screening.signatures import PERMUTATIONS, adds_figures, min_hashes, similarity
from tapecheck.errors import ConfigError, InvariantError

RECALL = 0.99
"""The share of pairs exactly as alike as the threshold that the bands must bring together; more alike ones meet more often."""
MOST_IN_BAND = 200
"""So many articles of one band are looked at, the first first: a site's daily page may have its frame in common with thousands."""

_ARTICLES = """
CREATE TABLE articles (number INTEGER PRIMARY KEY, id BLOB NOT NULL, signature BLOB NOT NULL);
CREATE TABLE bands (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""
_IDS = "CREATE TABLE ids (key BLOB PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;"


class _OnDisk:
    def __init__(self, file: ScratchFile) -> None:
        self._file = file

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the index and remove its file."""
        self._file.close()


class NearDuplicates(_OnDisk):
    """The articles so far of which none is a copy of an earlier one."""

    def __init__(self, file: ScratchFile, threshold: float) -> None:
        super().__init__(file)
        self._threshold = threshold
        self._bands, self._rows = bands(threshold)
        self._last: int | None = None

    @classmethod
    def on_disk(cls, path: Path, *, threshold: float = 0.8) -> Self:
        """An empty index in a new file at ``path``; a file that is there is overwritten.

        ``threshold``: the least share of runs of words in common (``signatures.similarity``), above 0 and up to 1.

        Raises:
            ConfigError: the threshold is none.
            ExportError: the file can't be written.
        """
        bands(threshold)
        return cls(ScratchFile(path, _ARTICLES), threshold)

    def first_like(self, number: int, article_id: str, signature: bytes) -> str | None:
        """The id of the first article that this one is a copy of; ``None``: it is not one, and is in the index now.

        A copy has ``threshold`` of its runs of words in common with the first, and no figure that the first has not. It is not
        put into the index, so every copy leads to the first of its kind. ``number`` orders the articles and must rise from call
        to call.

        Raises:
            ExportError: the file can't be written.
            InvariantError: ``number`` is not above the last one, or ``signature`` is none.
        """
        if self._last is not None and number <= self._last:
            raise InvariantError(f"article number {number} after {self._last}")
        self._last = number
        keys = list(self._keys(signature))
        for candidate in self._candidates(keys):
            known_id, known = self._article(candidate)
            if similarity(signature, known) >= self._threshold and not adds_figures(signature, known):
                return known_id
        self._file.write("INSERT INTO articles VALUES (?, ?, ?)", [(number, _raw(article_id), signature)])
        self._file.write("INSERT OR IGNORE INTO bands VALUES (?, ?)", [(key, number) for key in keys])
        return None

    def _keys(self, signature: bytes) -> Iterator[int]:
        hashes = min_hashes(signature)
        for band in range(self._bands):
            part = hashes[band * self._rows : (band + 1) * self._rows].tobytes()
            digest = blake2b(part, digest_size=8, salt=band.to_bytes(16, "little")).digest()
            yield int.from_bytes(digest, "little", signed=True)

    def _candidates(self, keys: list[int]) -> list[int]:
        found: set[int] = set()
        for key in keys:
            rows = self._file.rows(
                "SELECT number FROM bands WHERE key = ? ORDER BY number LIMIT ?", (key, MOST_IN_BAND)
            )
            found.update(number for (number,) in rows if isinstance(number, int))
        return sorted(found)

    def _article(self, number: int) -> tuple[str, bytes]:
        ((article_id, signature),) = self._file.rows("SELECT id, signature FROM articles WHERE number = ?", (number,))
        assert isinstance(article_id, bytes)
        assert isinstance(signature, bytes)
        return article_id.decode("utf-8", "surrogatepass"), signature


class SeenIds(_OnDisk):
    """The ids so far, each with the number of the first input that had it."""

    @classmethod
    def on_disk(cls, path: Path) -> Self:
        """An empty index in a new file at ``path``; a file that is there is overwritten.

        Raises:
            ExportError: the file can't be written.
        """
        return cls(ScratchFile(path, _IDS))

    def first(self, article_id: str, number: int) -> int | None:
        """The number of the earlier input with the same id; ``None``: there is none, and this one is in the index now.

        Raises:
            ExportError: the file can't be written.
        """
        key = blake2b(_raw(article_id), digest_size=16).digest()
        for (known,) in self._file.rows("SELECT number FROM ids WHERE key = ?", (key,)):
            assert isinstance(known, int)
            return known
        self._file.write("INSERT INTO ids VALUES (?, ?)", [(key, number)])
        return None


def bands(threshold: float) -> tuple[int, int]:
    """How many bands of how many places a MinHash is cut into: the longest that still bring ``RECALL`` of the pairs together.

    Two texts with a share s of runs in common have a band of r places in common with probability s**r, and one of b bands with
    1 - (1 - s**r)**b. Longer bands mean fewer comparisons; those that are made for nothing cost time and are no error, as each is
    decided by the signatures.

    >>> bands(0.8), bands(0.9)
    ((21, 6), (12, 10))

    Raises:
        ConfigError: not a threshold.
    """
    if not 0 < threshold <= 1:
        raise ConfigError(f"the threshold of near-duplicates is a share above 0 and up to 1, not {threshold}")
    fitting = [rows for rows in range(1, PERMUTATIONS + 1) if _meeting(threshold, rows) >= RECALL]
    rows = max(fitting, default=1)
    return PERMUTATIONS // rows, rows


def _meeting(share: float, rows: int) -> float:
    return float(1 - (1 - share**rows) ** (PERMUTATIONS // rows))


def _raw(article_id: str) -> bytes:
    # An id out of JSON may have half of a surrogate pair in it, which SQLite does not take as text.
    return article_id.encode("utf-8", "surrogatepass")
