from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest

from tapecheck.corpus.digests import code_digest
from tapecheck.corpus.ray.actor import ShardActor
from tapecheck.corpus.ray.messages import Answer, ArticlesMessage, Setup, ShardMessage
from tapecheck.corpus.runs.marker import Marker, read_marker
from tapecheck.corpus.runs.shard import Shard
from tapecheck.corpus.runs.storage import LocalStorage
from tapecheck.corpus.runs.write import Assignment
from tapecheck.corpus.workers import Outcome
from tapecheck.schema.input import ArticleInput

Start = Callable[..., ShardActor]


@pytest.fixture
def storage(tmp_path: Path) -> Iterator[LocalStorage]:
    """The run's folder, locked."""
    storage = LocalStorage(tmp_path / "out")
    with storage.locked():
        yield storage


@pytest.fixture
def start(cheap_work: str, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Start an actor in this process; it ends with the test."""
    monkeypatch.chdir(Path.cwd())
    with ExitStack() as stack:

        def actor(factory: str = "plain_work:work", *, holder: str | None = None, gpu: bool = False) -> ShardActor:
            monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "0")
            setup = Setup(
                factory=factory,
                config="",
                seconds=5.0,
                memory=None,
                batch=1,
                storage=storage.address,
                format="jsonl",
                holder=holder or storage.holder(),
                folder=str(Path.cwd()),
                gpu=gpu,
            )
            started = ShardActor(setup.model_dump_json().encode())
            stack.callback(started.close)
            return started

        yield actor


def articles(*texts: str) -> tuple[ArticleInput, ...]:
    return tuple(ArticleInput(id=f"a{number}", source=text) for number, text in enumerate(texts))


def message(*texts: str, number: int = 0, key: str = "key") -> bytes:
    """A shard of these articles."""
    return ShardMessage.of(Assignment.whole(Shard(number, 0, articles(*texts)), key)).model_dump_json().encode()


def said(answer: bytes) -> Answer:
    return Answer.model_validate_json(answer)


def marker(answer: bytes) -> Marker:
    found = said(answer).marker
    assert found is not None
    return found


def test_it_says_what_it_is_and_which_run_it_sees(start: Start, storage: LocalStorage) -> None:
    hello = said(start().hello()).hello
    assert hello is not None
    assert (hello.about.code, hello.code, hello.holder) == ("plain", code_digest(), storage.holder())


def test_it_writes_its_shard_and_gives_the_marker(start: Start, storage: LocalStorage) -> None:
    answer = said(start().extract(message("It rose and rose", "no article")))
    assert answer.marker == read_marker(storage, 0)
    assert answer.marker is not None
    assert (answer.marker.done, answer.marker.failed, answer.marker.verdicts) == (1, 1, {"SUPPORTED": 2})
    rows = [json.loads(line) for line in (storage.read("results/00000.jsonl") or b"").splitlines()]
    assert rows[0] == {"id": "a0", "text": "IT ROSE AND ROSE"}
    good, bad = (sent.outcome for sent in answer.outcomes)
    assert good.made is not None
    assert (good.made.line, dict(good.made.labels)) == (b"", {"SUPPORTED": 2})
    assert bad.rejected is not None
    assert bad.rejected.error == "ParseError"


def test_shards_that_come_at_once_are_each_written_whole(start: Start, storage: LocalStorage, tmp_path: Path) -> None:
    actor = start()
    gate = tmp_path / "gate"
    gate.touch()
    with ThreadPoolExecutor(4) as threads:
        waits = [threads.submit(actor.extract, message(f"wait while {gate}", f"text {n}", number=n)) for n in range(3)]
        gate.unlink()
        numbers = [marker(wait.result()).shard for wait in waits]
    assert numbers == [0, 1, 2]
    assert [b"TEXT %d" % n in (storage.read(f"results/0000{n}.jsonl") or b"") for n in range(3)] == [True] * 3


def test_screening_goes_before_a_shard_that_waits(start: Start, tmp_path: Path) -> None:
    actor = start()
    gate = tmp_path / "gate"
    gate.touch()
    done: list[str] = []
    texts = ["xx " * 100, *(f"sleep 0.0{n}" for n in range(8))]
    screening = ArticlesMessage(articles=articles("Bitcoin stieg de")).model_dump_json().encode()
    with ThreadPoolExecutor(2) as threads:
        shard = threads.submit(actor.extract, message(f"wait while {gate}" + " " * 500, *texts))
        shard.add_done_callback(lambda _: done.append("shard"))
        screened = threads.submit(actor.screen, screening)
        screened.add_done_callback(lambda _: done.append("screened"))
        gate.unlink()
        (outcome,) = said(screened.result()).outcomes
        assert marker(shard.result()).done == 10
    assert json.loads(outcome.line or "") == {"language": "de"}
    assert done == ["screened", "shard"]


def test_what_a_lost_actor_completed_is_left_as_it_is(start: Start, storage: LocalStorage) -> None:
    actor = start()
    first = marker(actor.extract(message("one")))
    before = (Path(storage.address) / "results" / "00000.jsonl").stat()
    assert marker(actor.extract(message("one"), again=True)) == first
    assert (Path(storage.address) / "results" / "00000.jsonl").stat().st_ino == before.st_ino
    assert marker(actor.extract(message("one", key="another"), again=True)).key == "another"


def test_who_was_taken_for_lost_and_is_late_leaves_alone_what_was_done_in_its_place(
    start: Start, storage: LocalStorage, monkeypatch: pytest.MonkeyPatch
) -> None:
    late, other = start(), start()
    work = ShardActor._done
    place = Path(storage.address) / "results" / "00000.jsonl"
    inodes: list[int] = []

    def slow(actor: ShardActor, *told: Any, **options: Any) -> list[Outcome]:
        outcomes = work(actor, *told, **options)
        if actor is late:
            other.extract(message("one"), again=True)
            inodes.append(place.stat().st_ino)
        return outcomes

    monkeypatch.setattr(ShardActor, "_done", slow)
    assert marker(late.extract(message("one"))) == read_marker(storage, 0)
    assert inodes == [place.stat().st_ino]


def test_what_a_lost_actor_left_half_done_is_done(start: Start, storage: LocalStorage) -> None:
    storage.write("results/00000.jsonl", b"half")
    assert marker(start().extract(message("one"), again=True)).done == 1
    assert storage.read("results/00000.jsonl") == b'{"id": "a0", "text": "ONE"}\n'


def test_who_does_not_see_the_run_s_lock_writes_nothing(start: Start, storage: LocalStorage) -> None:
    answer = said(start(holder="another").extract(message("one")))
    assert (answer.error, answer.marker) == ("ConfigError", None)
    assert "the lock is gone or another run's" in answer.message
    assert storage.names("") == ["lock"]


def test_work_that_cannot_be_done_is_an_answer(start: Start) -> None:
    actor = start("plain_work:without_model")
    for answer in (said(actor.hello()), said(actor.extract(message("one")))):
        assert (answer.error, answer.message) == ("ModelError", "the model is missing")


@pytest.mark.parametrize(("gpu", "seen"), [(True, "0"), (False, "")])
def test_only_actors_with_a_gpu_see_one(start: Start, gpu: bool, seen: str) -> None:
    start(gpu=gpu)
    assert os.environ["CUDA_VISIBLE_DEVICES"] == seen
