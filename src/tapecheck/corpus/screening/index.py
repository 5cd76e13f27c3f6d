"""stand-in"""

from __future__ import annotations

from pathlib import Path
from typing import Self


class SeenIds:
    def __init__(self) -> None:
        self._d: dict[str, int] = {}

    @classmethod
    def on_disk(cls, path: Path) -> Self:
        return cls()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *a: object) -> None:
        pass

    def first(self, article_id: str, number: int) -> int | None:
        got = self._d.setdefault(article_id, number)
        return None if got == number else got


class NearDuplicates:
    @classmethod
    def on_disk(cls, path: Path, *, threshold: float = 0.8) -> Self:
        return cls()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *a: object) -> None:
        pass

    def first_like(self, number: int, article_id: str, signature: bytes) -> str | None:
        return None
