from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tapecheck.corpus.runs.formats import format_named
from tapecheck.corpus.runs.local import LocalEngine
from tapecheck.corpus.runs.shard import Shard, cut
from tapecheck.corpus.runs.storage import LocalStorage
from tapecheck.corpus.runs.write import Assignment
from tapecheck.corpus.workers import Limits, Pool
from tapecheck.errors import ExportError
from tapecheck.schema.input import ArticleInput


class Slow(LocalStorage):
    """Writes the first shard only when a file is there, and the third not at all."""

    def __init__(self, path: Path, wanted: Path) -> None:
        super().__init__(path)
        self._wanted = wanted

    def write(self, name: str, content: object) -> None:
        until = time.monotonic() + 20
        while name == "results/00000.jsonl" and not self._wanted.exists():
            if time.monotonic() > until:
                raise ExportError("the workers are waiting for the file to be written")
            time.sleep(0.01)
        if name == "results/00002.jsonl":
            raise ExportError("no room")
        super().write(name, content)  # type: ignore[arg-type]


@pytest.fixture
def shards() -> Callable[..., list[Shard]]:
    """Shards of two articles with these texts."""

    def of(*texts: str) -> list[Shard]:
        return list(cut([ArticleInput(id=str(number), source=text) for number, text in enumerate(texts)], 2))

    return of


def test_workers_go_on_while_a_shard_is_written_and_what_could_not_be_is_told(
    cheap_work: str, tmp_path: Path, shards: Callable[..., list[Shard]]
) -> None:
    wanted, storage = tmp_path / "wanted", Slow(tmp_path / "out", tmp_path / "wanted")
    assignment = [
        Assignment.whole(shard, "key") for shard in shards("one", "two", "three", f"touch: {wanted}", "five", "six")
    ]
    with Pool(cheap_work, b"", workers=1, limits=Limits(), batch=1) as pool:
        markers = LocalEngine(pool, storage, format_named("jsonl")).extract(assignment)
        assert [next(markers).shard for _ in range(2)] == [0, 1]
        with pytest.raises(ExportError, match="no room"):
            next(markers)
    assert storage.names("markers") == ["markers/00000.json", "markers/00001.json"]
