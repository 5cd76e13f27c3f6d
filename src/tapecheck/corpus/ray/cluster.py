"""The little that is used of Ray: a connection, actors, calls, and waiting for their answers."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, NewType, Protocol

from tapecheck.corpus.ray.messages import Method
from tapecheck.corpus.ray.placement import Placement
from tapecheck.errors import ConfigError, InvariantError

if TYPE_CHECKING:
    from types import ModuleType

Handle = NewType("Handle", object)
"""An actor."""
Call = NewType("Call", object)
"""A call whose answer may be there or not."""
Stored = NewType("Stored", object)
"""A message that is in the cluster's memory until nobody has a reference to it."""


class Lost(Exception):
    """The actor, its process or its node is gone, and with it the answer."""


class Cluster(Protocol):
    """Machines on which actors can be started."""

    def resources(self) -> Mapping[str, float]:
        """What all nodes have together: ``CPU``, ``GPU`` …"""

    def start(self, setup: bytes, place: Placement) -> Handle:
        """An actor with this setup, somewhere; it may take a while until it answers."""

    def call(self, actor: Handle, method: Method, message: Stored | None = None, *, again: bool = False) -> Call:
        """Have the actor do this. ``again``: another was to do it before, and is lost."""

    def store(self, message: bytes) -> Stored:
        """Put a message where every node can get it."""

    def wait(self, calls: Sequence[Call], seconds: float) -> list[Call]:
        """Those of the calls that are answered, or lost: as soon as one is, or none after so many seconds."""

    def answer(self, call: Call) -> bytes:
        """The answer to a call that is answered.

        Raises:
            Lost: the actor is gone.
            InvariantError: it failed in a way that it doesn't know.
        """

    def end(self, actor: Handle) -> None:
        """End an actor, if it is there."""


class RayCluster:
    """A cluster of Ray that this process is connected to."""

    def __init__(self, ray: ModuleType) -> None:
        from tapecheck.corpus.ray.actor import THREADS, ShardActor

        self._ray = ray
        self._lost = (
            ray.exceptions.RayActorError,
            ray.exceptions.ObjectLostError,
            ray.exceptions.NodeDiedError,
            ray.exceptions.WorkerCrashedError,
        )
        self._actor = ray.remote(ShardActor)
        self._threads = THREADS

    def resources(self) -> Mapping[str, float]:
        """See ``Cluster``."""
        found: dict[str, float] = self._ray.cluster_resources()
        return found

    def start(self, setup: bytes, place: Placement) -> Handle:
        """See ``Cluster``."""
        placed = self._actor.options(
            num_cpus=1,
            num_gpus=place.gpus or None,
            max_concurrency=self._threads,
            scheduling_strategy="SPREAD",
            max_restarts=0,
        )
        return Handle(placed.remote(setup))

    def call(self, actor: Handle, method: Method, message: Stored | None = None, *, again: bool = False) -> Call:
        """See ``Cluster``."""
        remote = getattr(actor, method).remote
        return Call(remote() if message is None else remote(message, again=again))

    def store(self, message: bytes) -> Stored:
        """See ``Cluster``."""
        return Stored(self._ray.put(message))

    def wait(self, calls: Sequence[Call], seconds: float) -> list[Call]:
        """See ``Cluster``."""
        ready, _ = self._ray.wait(list(calls), num_returns=1, timeout=seconds)
        return list(ready)

    def answer(self, call: Call) -> bytes:
        """See ``Cluster``."""
        try:
            content: bytes = self._ray.get(call)
        except self._lost as error:
            raise Lost(" ".join(str(error).split())) from error
        except self._ray.exceptions.RayError as error:
            last = str(error).strip().rpartition("\n")[2]
            raise InvariantError(f"an actor failed: {last}") from error
        return content

    def end(self, actor: Handle) -> None:
        """See ``Cluster``."""
        with suppress(self._ray.exceptions.RayError):
            self._ray.kill(actor)


@contextmanager
def connected(address: str | None, workers: int | None = None) -> Iterator[RayCluster]:
    """A connection to the cluster at this address: ``auto``, ``host:port``; ``None``: a cluster of this machine alone, with a CPU for
    each of ``workers`` (``None``: each of its cores), which ends with this. A connection that is there already is used, and stays.

    Raises:
        ConfigError: Ray is not installed, or there is no such cluster.
    """
    # Nothing is sent to anybody.
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
    try:
        import ray
    except ImportError as error:
        raise ConfigError("a cluster needs more packages: pip install 'tapecheck[ray]'") from error
    ours = not ray.is_initialized()
    if ours:
        _connect(ray, address, workers)
    try:
        yield RayCluster(ray)
    finally:
        if ours:
            ray.shutdown()


def node_id() -> str | None:
    """Ray's name for the node of this process; ``None``: it is not of a cluster."""
    ray: Any = sys.modules.get("ray")
    name: str | None = ray.get_runtime_context().get_node_id() if ray is not None and ray.is_initialized() else None
    return name


def _connect(ray: ModuleType, address: str | None, workers: int | None) -> None:
    import logging

    alone: dict[str, object] = {}
    if address is None:
        cores = workers or len(os.sched_getaffinity(0))
        alone = {"num_cpus": cores, "include_dashboard": False}
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ray.init(address=address or "local", log_to_driver=False, logging_level=logging.ERROR, **alone)
    except (ConnectionError, OSError, RuntimeError, ValueError) as error:
        message = " ".join(str(error).split())
        raise ConfigError(f"no Ray cluster at {address or 'this machine'}: {message}") from error
