"""A Ray cluster of three nodes on this machine."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

_SOON = {"health_check_initial_delay_ms": 500, "health_check_period_ms": 500, "health_check_failure_threshold": 3}
"""A node that does not answer is given up after two seconds instead of half a minute."""
WORKS = Path(__file__).resolve().parents[2] / "works"


class Nodes(NamedTuple):
    """A cluster with a head, which has no CPU, and nodes with one CPU each."""

    cluster: Any
    address: str

    def add(self) -> Any:
        """One more node."""
        return self.cluster.add_node(num_cpus=1, object_store_memory=80 * 1024 * 1024)

    def kill(self, node: Any) -> None:
        """All that runs on a node ends at once, as when its power goes."""
        self.cluster.remove_node(node, allow_graceful=False)


@pytest.fixture(scope="session")
def nodes(s3_server: str) -> Iterator[Nodes]:
    """The cluster, with two nodes besides the head; worker processes find ``plain_work`` on it, and the S3 server of these tests."""
    ray = pytest.importorskip("ray", reason="ray is not installed: pip install 'tapecheck[ray]'")
    from ray.cluster_utils import Cluster

    with pytest.MonkeyPatch.context() as patch:
        there = os.environ.get("PYTHONPATH")
        patch.setenv("PYTHONPATH", os.pathsep.join([str(WORKS), *([there] if there else [])]))
        patch.setenv("RAY_USAGE_STATS_ENABLED", "0")
        for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
            patch.setenv(name, "nobody")
        patch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        patch.setenv("AWS_ENDPOINT_URL", s3_server)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            cluster = Cluster(
                initialize_head=True,
                head_node_args={
                    "num_cpus": 0,
                    "object_store_memory": 100 * 1024 * 1024,
                    "include_dashboard": False,
                    "_system_config": _SOON,
                },
            )
            nodes = Nodes(cluster, cluster.address)
            for _ in range(2):
                nodes.add()
    yield nodes
    ray.shutdown()
    cluster.shutdown()
