from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from random import Random

import pytest

from tapecheck.corpus.about import About
from tapecheck.corpus.digests import code_digest
from tapecheck.corpus.ray import crew as crews
from tapecheck.corpus.ray.cluster import Call, Handle, Lost, Stored
from tapecheck.corpus.ray.crew import Crew
from tapecheck.corpus.ray.engine import RayEngine
from tapecheck.corpus.ray.messages import Answer, Hello, Method, ShardMessage
from tapecheck.corpus.ray.placement import Placement
from tapecheck.corpus.runs.marker import Marker
from tapecheck.corpus.runs.shard import Shard
from tapecheck.corpus.runs.storage import LocalStorage
from tapecheck.corpus.runs.write import Assignment
from tapecheck.errors import ConfigError, InvariantError, ModelError
from tapecheck.schema.result import Versions

ABOUT = About(versions=Versions(tapecheck="0", models={}, settings="s"), code="c", market=None)
HELLO = Hello(about=ABOUT, code=code_digest(), holder="us")


class _Actor:
    def __init__(self, number: int) -> None:
        self.number = number
        self.alive = True


class _Sent:
    def __init__(self, actor: _Actor, method: Method, message: bytes, again: bool) -> None:
        self.actor, self.method, self.message, self.again = actor, method, message, again


class FakeCluster:
    """Actors that start last first and answer calls in no order; ``lose`` says with which call an actor is lost, ``never`` which
    actors do not start."""

    def __init__(self, hello: Callable[[int], Answer] | None = None) -> None:
        self.hello = hello or (lambda number: Answer(node=f"node{number}", hello=HELLO))
        self.lose: Callable[[_Sent], bool] = lambda _: False
        self.actors: list[_Actor] = []
        self.done: list[tuple[int, int]] = []
        self.again: list[int] = []
        self.most_at_once = 0
        self.never: set[int] = set()
        self.random = Random(7)

    def resources(self) -> Mapping[str, float]:
        return {"CPU": 2.0}

    def start(self, setup: bytes, place: Placement) -> Handle:
        self.actors.append(_Actor(len(self.actors)))
        return Handle(self.actors[-1])

    def call(self, actor: Handle, method: Method, message: Stored | None = None, *, again: bool = False) -> Call:
        assert isinstance(actor, _Actor)
        return Call(_Sent(actor, method, message if isinstance(message, bytes) else b"", again))

    def store(self, message: bytes) -> Stored:
        return Stored(message)

    def wait(self, calls: Sequence[Call], seconds: float) -> list[Call]:
        sent = [call for call in calls if isinstance(call, _Sent)]
        waiting = [call for call in sent if call.actor.number not in self.never]
        at_once = Counter(call.actor.number for call in sent if call.method == "extract")
        self.most_at_once = max(self.most_at_once, *at_once.values(), 0)
        for call in waiting:
            if call.actor.alive and self.lose(call):
                call.actor.alive = False
        hellos = [call for call in waiting if call.method == "hello"]
        return [Call(hellos[-1] if hellos else self.random.choice(waiting))] if waiting else []

    def answer(self, call: Call) -> bytes:
        assert isinstance(call, _Sent)
        if not call.actor.alive:
            raise Lost("its node is gone")
        if call.method == "hello":
            return self.hello(call.actor.number).model_dump_json().encode()
        assignment = ShardMessage.model_validate_json(call.message).assignment
        self.done.append((call.actor.number, assignment.shard.number))
        self.again.extend([assignment.shard.number] if call.again else [])
        return Answer(node="n", marker=_marker(assignment)).model_dump_json().encode()

    def end(self, actor: Handle) -> None:
        assert isinstance(actor, _Actor)
        actor.alive = False


def _marker(assignment: Assignment) -> Marker:
    return Marker(
        shard=assignment.shard.number,
        first=0,
        count=0,
        done=0,
        failed=0,
        skipped=0,
        verdicts={},
        key=assignment.key,
        files={},
    )


def crew(cluster: FakeCluster, actors: int = 2) -> Crew:
    return Crew(cluster, b"", Placement(actors), holder="us", folder="out")


def assignments(count: int, read: list[int] | None = None) -> Iterator[Assignment]:
    """So many empty shards; ``read`` has the numbers of those that were asked for."""
    for number in range(count):
        if read is not None:
            read.append(number)
        yield Assignment.whole(Shard(number, 0, ()), "key")


def engine(cluster: FakeCluster, storage: LocalStorage, actors: int = 2) -> RayEngine:
    return RayEngine(crew(cluster, actors), storage)


@pytest.fixture
def storage(tmp_path: Path) -> LocalStorage:
    return LocalStorage(tmp_path)


def test_markers_come_in_the_order_of_the_shards_and_only_a_few_are_read_ahead(storage: LocalStorage) -> None:
    cluster, read = FakeCluster(), list[int]()
    for expected, marker in enumerate(engine(cluster, storage).extract(assignments(50, read))):
        assert marker.shard == expected
        assert len(read) <= expected + 1 + 3 * 2
    assert read == list(range(50))
    assert sorted(number for _, number in cluster.done) == list(range(50))
    assert {actor for actor, _ in cluster.done} == {0, 1}
    assert cluster.most_at_once <= 2


def test_nothing_is_lost_with_actors_and_nothing_done_twice(storage: LocalStorage) -> None:
    cluster = FakeCluster()
    left = {3: 1, 4: 1, 20: 2, 49: 1}

    def lose(sent: _Sent) -> bool:
        number = ShardMessage.model_validate_json(sent.message).number if sent.message else -1
        left[number] = left.get(number, 0) - 1
        return left[number] >= 0

    cluster.lose = lose
    assert [marker.shard for marker in engine(cluster, storage).extract(assignments(50))] == list(range(50))
    assert sorted(number for _, number in cluster.done) == list(range(50))
    assert set(cluster.again) >= {3, 20, 49}
    assert len(cluster.actors) == 2 + 5


def test_a_shard_that_is_lost_again_and_again_ends_the_run(storage: LocalStorage) -> None:
    cluster = FakeCluster()
    cluster.lose = lambda sent: sent.message != b"" and ShardMessage.model_validate_json(sent.message).number == 5
    with pytest.raises(InvariantError, match=r"shard 5 was lost 4 times .*: its node is gone"):
        list(engine(cluster, storage, 1).extract(assignments(20)))
    assert 5 not in {number for _, number in cluster.done}


def test_actors_that_never_start_end_the_run() -> None:
    cluster = FakeCluster()
    cluster.lose = lambda sent: sent.method == "hello"
    with pytest.raises(InvariantError, match="the actors can't start: its node is gone"):
        crew(cluster).about()
    assert len(cluster.actors) == 2 + 2


def test_a_cluster_without_room_ends_the_run(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crews, "_SECONDS_TO_START", 0.05)
    cluster = FakeCluster()
    cluster.never = {0, 1}
    with pytest.raises(ConfigError, match="no actor could be started in 0 seconds"):
        crew(cluster).about()


def test_actors_that_have_not_started_are_waited_for_by_nobody(storage: LocalStorage) -> None:
    cluster = FakeCluster()
    cluster.never = {0}
    assert len(list(engine(cluster, storage).extract(assignments(10)))) == 10
    assert {actor for actor, _ in cluster.done} == {1}


@pytest.mark.parametrize(
    ("other", "message"),
    [
        (
            HELLO.model_copy(update={"code": "old"}),
            "node0 has another version of tapecheck than the machine that began",
        ),
        (HELLO.model_copy(update={"holder": None}), "out is not the same folder on node0: .* needs one that all share"),
        (
            HELLO.model_copy(update={"about": ABOUT.model_copy(update={"market": "m"})}),
            "node0 differs from node1 in the market data: all nodes must have the same",
        ),
        (
            HELLO.model_copy(
                update={
                    "about": ABOUT.model_copy(
                        update={"versions": Versions(tapecheck="0", models={"a": "b"}, settings="s")}
                    )
                }
            ),
            "node0 differs from node1 in the version, the models or the settings",
        ),
    ],
)
def test_a_node_that_is_not_like_the_others_is_named(storage: LocalStorage, other: Hello, message: str) -> None:
    cluster = FakeCluster(lambda number: Answer(node=f"node{number}", hello=HELLO if number else other))
    with pytest.raises(ConfigError, match=message):
        list(engine(cluster, storage).extract(assignments(5)))
    assert cluster.done == []


def test_an_error_of_the_work_says_where() -> None:
    cluster = FakeCluster(lambda number: Answer(node=f"node{number}", error="ModelError", message="no model"))
    with pytest.raises(ModelError, match=r"no model .on node1"):
        crew(cluster).about()


def test_all_actors_end_with_the_crew() -> None:
    cluster = FakeCluster()
    started = crew(cluster, 3)
    started.about()
    started.end()
    assert not [actor for actor in cluster.actors if actor.alive]
