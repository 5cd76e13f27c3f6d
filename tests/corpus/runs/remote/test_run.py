from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tapecheck.config import Settings
from tapecheck.corpus.batch import Execution, RunSpec, batch, retry
from tapecheck.corpus.runs.marker import Marker
from tapecheck.corpus.runs.remote import RemoteStorage, open_remote
from tapecheck.corpus.runs.status import status
from tapecheck.corpus.runs.storage import LocalStorage, Storage
from tapecheck.corpus.workers import Outcome
from tapecheck.errors import ConfigError, ExportError

HOW = Execution(workers=1, factory="plain_work:work")


class Quiet:
    """Counts what it is told of."""

    def __init__(self) -> None:
        self.kept = 0

    def article(self, outcome: Outcome) -> None:
        pass

    def shard(self, marker: Marker, *, kept: bool) -> None:
        self.kept += kept


@pytest.fixture(autouse=True)
def _works(cheap_work: str) -> None:
    """Worker processes find ``plain_work``."""


@pytest.fixture
def spec(tmp_path: Path) -> RunSpec:
    """Twelve articles, of which one fails and one is there twice, in shards of five."""
    texts = [f"Coin number {number} rose." for number in range(12)]
    texts[4] = "no article"
    lines = [json.dumps({"id": f"a{number}", "text": text}) for number, text in enumerate([*texts, texts[0]])]
    lines[-1] = lines[0]
    path = tmp_path / "news.jsonl.gz"
    path.write_bytes(gzip.compress("\n".join(lines).encode()))
    return RunSpec((str(path),), Settings(), shard_articles=5)


def files(storage: Storage) -> dict[str, bytes | None]:
    """All files of a run's folder, but its lock."""
    return {name: storage.read(name) for name in storage.names("") if name != "lock"}


def test_a_run_into_a_store_makes_the_files_that_a_run_into_a_folder_makes(
    spec: RunSpec, address: str, tmp_path: Path
) -> None:
    here = batch(spec, str(tmp_path / "out"), HOW)
    there = batch(spec, address, HOW)
    assert (here.inputs, here.done, here.failed, here.skipped) == (13, 11, 1, 1)
    assert there == here
    made = files(open_remote(address))
    assert made == files(LocalStorage(tmp_path / "out"))
    assert {"run.json", "finished.json", "results/00002.jsonl", "markers/00002.json", "failed.jsonl"} <= made.keys()
    found = status(open_remote(address))
    assert (found.running, found.finished, found.totals) == (False, True, here)


def test_a_run_into_a_store_goes_on_where_it_was_interrupted(
    spec: RunSpec, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(RemoteStorage, "write", _full_after(RemoteStorage.write, "markers/00000.json"))
        with pytest.raises(ExportError, match="the store is full"):
            batch(spec, address, HOW)
    before = files(open_remote(address))
    assert "finished.json" not in before
    watcher = Quiet()
    totals = batch(spec, address, HOW, watcher=watcher)
    assert (watcher.kept, totals.inputs) == (1, 13)
    assert retry(address, HOW) == totals


def _full_after(write: Callable[..., None], last: str) -> Callable[..., None]:
    full = []

    def limited(self: RemoteStorage, name: str, content: bytes) -> None:
        if full and not name.startswith("lock"):
            raise ExportError("the store is full")
        full.extend([name] if name == last else [])
        write(self, name, content)

    return limited


def test_two_runs_into_one_folder_of_a_store_are_one_too_many(
    spec: RunSpec, storage: Callable[[], RemoteStorage]
) -> None:
    with (
        storage().locked(),
        pytest.raises(ConfigError, match="another run is writing there"),
    ):
        batch(spec, storage().address, HOW)
