"""Runs on a real cluster of several nodes of this machine."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tapecheck.config import Settings
from tapecheck.corpus.batch import Execution, RunSpec, batch, retry
from tapecheck.corpus.ray.crew import Crew
from tapecheck.corpus.runs.marker import Marker
from tapecheck.corpus.runs.selection import Selection
from tapecheck.corpus.runs.storage import LocalStorage, Storage, open_storage
from tapecheck.corpus.workers import Limits, Outcome
from tapecheck.errors import ConfigError, ModelError

if TYPE_CHECKING:
    from tests.corpus.ray.conftest import Nodes

pytestmark = [
    # Ray leaves sockets and logs of its processes to the garbage collector.
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.usefixtures("cheap_work"),
]
WORK = "plain_work:work"


class Told:
    """Counts what it is told of, and calls ``then`` with each marker."""

    def __init__(self, then: Callable[[Marker], None] = lambda _: None) -> None:
        self.articles = self.failed = self.kept = 0
        self.shards: list[int] = []
        self._then = then

    def article(self, outcome: Outcome) -> None:
        self.articles += 1
        self.failed += outcome.rejected is not None

    def shard(self, marker: Marker, *, kept: bool) -> None:
        self.kept += kept
        self.shards.append(marker.shard)
        self._then(marker)


def corpus(folder: Path, texts: list[str], **options: int) -> RunSpec:
    """A corpus of these articles, and the first of them again at its end."""
    rows = [{"id": f"a{number}", "text": text} for number, text in enumerate(texts)]
    path = folder / "news.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in [*rows, rows[0]]))
    return RunSpec((str(path),), Settings(), shard_articles=options.get("shard", 5))


def files(storage: Storage) -> dict[str, bytes | None]:
    return {name: storage.read(name) for name in storage.names("") if name != "lock"}


def on(nodes: Nodes, **options: object) -> Execution:
    """On the cluster."""
    return Execution(factory=WORK, engine="ray", ray_address=nodes.address)._replace(**options)


@pytest.fixture
def here(tmp_path: Path) -> Callable[[RunSpec], dict[str, bytes | None]]:
    """The files of a run with the processes of this machine."""

    def run(spec: RunSpec) -> dict[str, bytes | None]:
        batch(spec, str(tmp_path / "here"), Execution(workers=1, factory=WORK))
        return files(LocalStorage(tmp_path / "here"))

    return run


def test_a_run_makes_the_same_bytes_as_on_one_machine(
    nodes: Nodes, tmp_path: Path, here: Callable[[RunSpec], dict[str, bytes | None]]
) -> None:
    spec = corpus(tmp_path, [f"Number {n} rose." if n % 7 else "no article" for n in range(48)])
    told = Told()
    totals = batch(spec, str(tmp_path / "there"), on(nodes), watcher=told)
    assert files(LocalStorage(tmp_path / "there")) == here(spec)
    assert (totals.inputs, totals.done, totals.failed, totals.skipped) == (49, 41, 7, 1)
    assert (told.articles, told.failed) == (48, 7)
    assert told.shards == list(range(10))
    assert retry(str(tmp_path / "there"), on(nodes)) == totals
    assert files(LocalStorage(tmp_path / "there")) == here(spec)
    again = Told()
    assert batch(spec, str(tmp_path / "there"), on(nodes), watcher=again) == totals
    assert (again.kept, again.articles) == (10, 0)


def test_articles_are_screened_there_too(
    nodes: Nodes, tmp_path: Path, here: Callable[[RunSpec], dict[str, bytes | None]]
) -> None:
    spec = corpus(tmp_path, ["It rose. en", "Es stieg. de"] * 12)._replace(selection=Selection(language="en"))
    totals = batch(spec, str(tmp_path / "there"), on(nodes))
    assert (totals.done, totals.skipped) == (12, 13)
    assert files(LocalStorage(tmp_path / "there")) == here(spec)


def test_a_node_that_is_killed_costs_nothing(
    nodes: Nodes,
    tmp_path: Path,
    here: Callable[[RunSpec], dict[str, bytes | None]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    losses, end = [], Crew.end

    def counted(crew: Crew) -> None:
        losses.append(crew.losses)
        end(crew)

    monkeypatch.setattr(Crew, "end", counted)
    doomed = nodes.add()
    gate = tmp_path / "gate"
    gate.touch()
    texts = [f"wait while {gate}" if n % 5 == 2 and n > 20 else f"Number {n} rose." for n in range(120)]
    spec = corpus(tmp_path, texts)

    def at_first(marker: Marker) -> None:
        if marker.shard == 0:
            # All three actors now have a shard that waits, or soon will.
            threading.Timer(1.0, lambda: (nodes.kill(doomed), gate.unlink())).start()

    told, written = Told(at_first), tmp_path / "there"
    totals = batch(spec, str(written), on(nodes, workers=3), watcher=told)
    assert losses == [1]
    assert told.shards == list(range(25))
    assert totals.inputs == totals.done + 1 == 121
    assert files(LocalStorage(written)) == here(spec)
    assert not list(written.rglob(".*"))


def test_an_article_that_hangs_or_kills_its_process_is_recorded_as_on_one_machine(nodes: Nodes, tmp_path: Path) -> None:
    spec = corpus(tmp_path, ["sleep 30", *[f"Number {n}" for n in range(8)]])
    told = Told()
    totals = batch(spec, str(tmp_path / "out"), on(nodes, limits=Limits(seconds=0.5)), watcher=told)
    assert (totals.done, totals.failed, told.failed) == (8, 1, 1)
    (failed,) = (tmp_path / "out" / "failed.jsonl").read_text().splitlines()
    assert json.loads(failed)["error"] == "ArticleTimeout"


def test_a_run_into_an_object_store(
    nodes: Nodes, s3: str, tmp_path: Path, here: Callable[[RunSpec], dict[str, bytes | None]]
) -> None:
    spec = corpus(tmp_path, [f"Number {n} rose." for n in range(20)])
    batch(spec, s3, on(nodes))
    assert files(open_storage(s3)) == here(spec)


def test_nodes_that_differ_stop_the_run(nodes: Nodes, tmp_path: Path) -> None:
    spec = corpus(tmp_path, ["sleep 1"] * 60)
    with pytest.raises(ConfigError, match=r"differs from .* in the version, the models or the settings"):
        batch(spec, str(tmp_path / "out"), on(nodes, factory="plain_work:differs"))
    assert not list((tmp_path / "out").glob("markers/*"))


def test_work_that_cannot_be_done_stops_the_run(nodes: Nodes, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"the model is missing \(on .+\)"):
        batch(corpus(tmp_path, ["x"]), str(tmp_path / "out"), on(nodes, factory="plain_work:without_model"))


def test_a_store_of_this_process_alone_is_refused(nodes: Nodes, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"is not the same folder on .*needs one that all share"):
        batch(corpus(tmp_path, ["x"]), "memory://alone/out", on(nodes))


def test_more_workers_than_cpus_are_refused(nodes: Nodes, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no more than so many workers can be started, not 99"):
        batch(corpus(tmp_path, ["x"]), str(tmp_path / "out"), on(nodes, workers=99))


def test_what_is_started_is_ended(nodes: Nodes, tmp_path: Path) -> None:
    import ray

    batch(corpus(tmp_path, ["x"]), str(tmp_path / "out"), on(nodes))
    assert not ray.is_initialized()
    ray.init(address=nodes.address, log_to_driver=False, logging_level="ERROR")
    try:
        batch(corpus(tmp_path, ["x"]), str(tmp_path / "again"), on(nodes))
        assert ray.is_initialized()
    finally:
        ray.shutdown()


def test_ray_that_is_not_installed_is_named_with_its_extra(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigError, match=r"pip install 'tapecheck\[ray\]'"):
        batch(corpus(tmp_path, ["x"]), str(tmp_path / "out"), Execution(factory=WORK, engine="ray"))


def test_a_cluster_that_is_not_there_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ray

    def refused(**options: object) -> None:
        raise ConnectionError(f"nobody at {options['address']}")

    monkeypatch.setattr(ray, "init", refused)
    with pytest.raises(ConfigError, match="no Ray cluster at far-away:6379: nobody at far-away:6379"):
        batch(
            corpus(tmp_path, ["x"]),
            str(tmp_path / "out"),
            Execution(factory=WORK, engine="ray", ray_address="far-away:6379"),
        )
