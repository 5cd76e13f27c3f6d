from __future__ import annotations

from fractions import Fraction

import pytest

from tapecheck.config import Settings
from tapecheck.corpus.ray.placement import Placement, placement
from tapecheck.errors import ConfigError

TRANSFORMER = Settings(ner="transformer")
BIG = {"CPU": 64.0, "GPU": 8.0, "memory": 1e12}


@pytest.mark.parametrize(
    ("settings", "resources", "workers", "expected"),
    [
        (Settings(), {"CPU": 2.0}, None, Placement(2)),
        (Settings(), BIG, None, Placement(64)),
        (Settings(), BIG, 3, Placement(3)),
        (TRANSFORMER, {"CPU": 4.0}, None, Placement(4)),
        (TRANSFORMER, BIG, None, Placement(8, 1.0)),
        (TRANSFORMER, BIG, 4, Placement(4, 1.0)),
        (TRANSFORMER, BIG, 16, Placement(16, 0.5)),
        (TRANSFORMER, {"CPU": 2.0, "GPU": 8.0}, None, Placement(2, 1.0)),
        (TRANSFORMER, {"CPU": 2.0, "GPU": 0.0}, None, Placement(2)),
        (Settings(ner="transformer", ner_model="a/checkpoint"), BIG, None, Placement(64)),
        (Settings(ner="spacy"), BIG, None, Placement(64)),
    ],
)
def test_as_many_actors_as_there_is_room_for(
    settings: Settings, resources: dict[str, float], workers: int | None, expected: Placement
) -> None:
    assert placement(settings, resources, workers) == expected


@pytest.mark.parametrize("workers", range(1, 65))
@pytest.mark.parametrize("gpus", [1, 2, 3, 7, 8])
def test_actors_that_share_gpus_all_fit(workers: int, gpus: int) -> None:
    found = placement(TRANSFORMER, {"CPU": 64.0, "GPU": float(gpus)}, workers)
    share = Fraction(str(found.gpus))
    assert share > 0
    assert found.actors == workers <= (1 // share) * gpus


@pytest.mark.parametrize(
    ("resources", "workers", "message"),
    [({}, None, "has no CPU"), ({"GPU": 1.0}, None, "has no CPU"), ({"CPU": 2.0}, 3, "has 2 CPUs: .* not 3")],
)
def test_a_cluster_that_is_too_small_is_said_to_be(
    resources: dict[str, float], workers: int | None, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        placement(Settings(), resources, workers)
