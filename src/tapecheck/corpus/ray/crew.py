"""The actors of a run, and what each has to do: none of it is lost with an actor or its node."""

from __future__ import annotations

from collections import deque
from time import monotonic

from tapecheck.corpus.about import About
from tapecheck.corpus.digests import code_digest
from tapecheck.corpus.ray.cluster import Call, Cluster, Handle, Lost, Stored
from tapecheck.corpus.ray.messages import Answer, Hello, Method
from tapecheck.corpus.ray.placement import Placement
from tapecheck.errors import ConfigError, InvariantError, error_named

_AT_ONCE = 2
"""Tasks of an actor: one that it works on, and one that waits there, so that its process is never idle."""
_LOSSES = 4
"""A task whose actors were lost so many times ends the run."""
_STARTS = 3
"""So many actors in a row that are lost before they have started end the run."""
_SECONDS_TO_START = 600.0


class Task:
    """Something that an actor is to do; ``answer`` once it is done."""

    def __init__(self, method: Method, name: str, message: Stored) -> None:
        self.method = method
        self.name = name
        self.message: Stored | None = message
        self.answer: Answer | None = None
        self.losses = 0

    def done(self, answer: Answer) -> None:
        """It is done; its message is not needed any more."""
        self.answer, self.message = answer, None


class _Member:
    def __init__(self, actor: Handle, hello: Call) -> None:
        self.actor = actor
        self.hello: Call | None = hello
        self.tasks: dict[Call, Task] = {}


class Crew:
    """Actors on a cluster; one that is lost is started anew, elsewhere if need be."""

    def __init__(self, cluster: Cluster, setup: bytes, place: Placement, *, holder: str | None, folder: str) -> None:
        """``holder``: whose lock each actor must see in ``folder``."""
        self._cluster, self._setup, self._place = cluster, setup, place
        self._holder, self._folder = holder, folder
        self._code = code_digest()
        self._first: tuple[str, About] | None = None
        self._tasks: deque[Task] = deque()
        self._failed_starts = 0
        self.losses = 0
        self._waiting_since = monotonic()
        self._members = [self._new_member() for _ in range(place.actors)]

    @property
    def size(self) -> int:
        """How many actors there are, or will be as soon as they have started."""
        return len(self._members)

    def about(self) -> About:
        """What the first actor that has started says of its work; all others must say the same.

        Raises:
            TapecheckError: the work can't be done, or no actor starts.
        """
        while self._first is None:
            self._step()
        return self._first[1]

    def submit(self, method: Method, name: str, message: bytes, *, urgent: bool = False) -> Task:
        """Have it done; ``name`` is what messages call it, ``urgent``: before all that waits."""
        task = Task(method, name, self._cluster.store(message))
        if urgent:
            self._tasks.appendleft(task)
        else:
            self._tasks.append(task)
        self._hand_out()
        return task

    def finish(self, task: Task) -> Answer:
        """The answer to a task, as soon as it is there; other tasks go on meanwhile.

        Raises:
            TapecheckError: the run can't go on.
        """
        while task.answer is None:
            self._step()
        return task.answer

    def end(self) -> None:
        """End all actors."""
        for member in self._members:
            self._cluster.end(member.actor)

    def _step(self) -> None:
        """Wait until something happens, and see to it."""
        self._hand_out()
        whose = {call: member for member in self._members for call in [member.hello, *member.tasks] if call is not None}
        if any(member.hello is None for member in self._members):
            self._waiting_since = monotonic()
        left = self._waiting_since + _SECONDS_TO_START - monotonic()
        if left <= 0:
            raise ConfigError(
                f"no actor could be started in {_SECONDS_TO_START:.0f} seconds: the cluster has no CPU or GPU that is free"
            )
        for call in self._cluster.wait(list(whose), min(left, 60.0)):
            member = whose[call]
            if member in self._members:
                self._hear(member, call)

    def _hand_out(self) -> None:
        ready = [member for member in self._members if member.hello is None]
        while self._tasks and ready:
            member = min(ready, key=lambda one: len(one.tasks))
            room = _AT_ONCE + (self._tasks[0].method == "screen")
            if len(member.tasks) >= room:
                return
            task = self._tasks.popleft()
            call = self._cluster.call(member.actor, task.method, task.message, again=task.losses > 0)
            member.tasks[call] = task

    def _hear(self, member: _Member, call: Call) -> None:
        try:
            answer = Answer.model_validate_json(self._cluster.answer(call))
        except Lost as error:
            self._replace(member, str(error))
            return
        if answer.error is not None:
            raise error_named(answer.error, f"{answer.message} (on {answer.node})")
        if call == member.hello:
            self._join(member, answer)
        else:
            member.tasks.pop(call).done(answer)

    def _join(self, member: _Member, answer: Answer) -> None:
        if answer.hello is None:
            raise InvariantError(f"an actor on {answer.node} did not say what it is")
        self._agree(answer.node, answer.hello)
        member.hello = None
        self._failed_starts = 0

    def _agree(self, node: str, hello: Hello) -> None:
        if hello.holder != self._holder:
            raise ConfigError(
                f"{self._folder} is not the same folder on {node}: a run on several machines needs one that all share, or an "
                "object store (s3://, gs://)"
            )
        if hello.code != self._code:
            raise ConfigError(f"{node} has another version of tapecheck than the machine that began the run")
        if self._first is None:
            self._first = (node, hello.about)
        first, about = self._first
        differing = about.differences(hello.about)
        if differing:
            raise ConfigError(f"{node} differs from {first} in {', '.join(differing)}: all nodes must have the same")

    def _replace(self, member: _Member, how: str) -> None:
        """A new actor in the place of a lost one, whose tasks go first to whoever has room."""
        self._cluster.end(member.actor)
        self.losses += 1
        if member.hello is not None:
            self._failed_starts += 1
            if self._failed_starts >= _STARTS:
                raise InvariantError(f"the actors can't start: {how}")
        for task in reversed(member.tasks.values()):
            task.losses += 1
            if task.losses >= _LOSSES:
                raise InvariantError(
                    f"{task.name} was lost {task.losses} times with the actor that worked on it: {how}"
                )
            self._tasks.appendleft(task)
        self._members[self._members.index(member)] = self._new_member()

    def _new_member(self) -> _Member:
        actor = self._cluster.start(self._setup, self._place)
        return _Member(actor, self._cluster.call(actor, "hello"))
