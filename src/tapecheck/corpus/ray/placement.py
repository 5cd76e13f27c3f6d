"""How many actors a run starts on a cluster, and what each takes of it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from tapecheck.config import Settings
from tapecheck.errors import ConfigError


class Placement(NamedTuple):
    """So many actors, each with this much of a GPU (0: none) and one CPU."""

    actors: int
    gpus: float = 0.0


def placement(settings: Settings, resources: Mapping[str, float], workers: int | None = None) -> Placement:
    """The actors for these settings on a cluster that has ``resources`` (``ray.cluster_resources()``).

    ``workers``: as many of them; ``None``: one for each CPU, or one for each GPU where the work runs on GPUs. More actors than GPUs
    share them evenly. All actors are of one kind, for the transformer's scores on a GPU are not to the last digit those on a CPU.

    Raises:
        ConfigError: the cluster does not have so many CPUs.

    >>> placement(Settings(), {"CPU": 16.0, "GPU": 2.0})
    Placement(actors=16, gpus=0.0)
    >>> placement(Settings(ner="transformer"), {"CPU": 16.0, "GPU": 2.0}, workers=5)
    Placement(actors=5, gpus=0.3333)
    """
    cpus = int(resources.get("CPU", 0))
    gpus = int(resources.get("GPU", 0)) if uses_gpu(settings) else 0
    if cpus < 1:
        raise ConfigError("the Ray cluster has no CPU to work with")
    if workers is not None and workers > cpus:
        raise ConfigError(
            f"the Ray cluster has {cpus} CPUs: no more than so many workers can be started, not {workers}"
        )
    actors = workers or (min(gpus, cpus) if gpus else cpus)
    if not gpus:
        return Placement(actors)
    sharing = math.ceil(actors / gpus)
    # Rounded down to Ray's four digits: three thirds must not be more than one.
    return Placement(actors, math.floor(10_000 / sharing) / 10_000)


def uses_gpu(settings: Settings) -> bool:
    """Whether the work runs faster on a GPU: the trained transformer does; other checkpoints are read on the CPU."""
    return settings.ner == "transformer" and settings.ner_model is None
