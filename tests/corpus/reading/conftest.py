"""Files written and read in one go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tapecheck.corpus.reading import ColumnMap, Meter, read_inputs
from tapecheck.schema.input import ArticleInput, RejectedInput

Item = ArticleInput | RejectedInput


class Read(list[Item]):
    """What came out of one input; paths in ids and places are told without the folder of the test."""

    @property
    def articles(self) -> list[ArticleInput]:
        return [item for item in self if isinstance(item, ArticleInput)]

    @property
    def rejected(self) -> list[RejectedInput]:
        return [item for item in self if isinstance(item, RejectedInput)]

    @property
    def ids(self) -> list[str]:
        return [item.id for item in self]


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Read]:
    """Reads what was named; with ``content`` a file of that name is written first. Names are below an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(name: str, content: bytes | None = None, *, columns: str | None = None, meter: Meter | None = None) -> Read:
        if content is not None:
            Path(name).parent.mkdir(parents=True, exist_ok=True)
            Path(name).write_bytes(content)
        return Read(read_inputs([name], columns=ColumnMap.parse(columns) if columns else None, meter=meter))

    return run
