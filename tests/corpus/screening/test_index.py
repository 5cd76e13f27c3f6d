from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest

from tapecheck.corpus.screening import index, scratch
from tapecheck.corpus.screening.index import NearDuplicates, SeenIds, bands
from tapecheck.corpus.screening.signatures import PERMUTATIONS, similarity
from tapecheck.errors import ConfigError, ExportError, InvariantError

BASE = np.random.default_rng(7).integers(0, 2**32, PERMUTATIONS, dtype="<u4")


def made(*, differs: int = 0, figures: tuple[int, ...] = (), seed: int = 0) -> bytes:
    """A signature that differs from the base in so many places of its MinHash."""
    chance = np.random.default_rng(seed)
    hashes = BASE.copy()
    places = chance.choice(PERMUTATIONS, differs, replace=False)
    hashes[places] = chance.integers(0, 2**32, differs, dtype="<u4")
    return b"tcs1" + hashes.tobytes() + np.array(sorted(figures), dtype="<u4").tobytes()


@pytest.fixture
def near(tmp_path: Path):
    with NearDuplicates.on_disk(tmp_path / "near") as opened:
        yield opened


def test_every_copy_leads_to_the_first(near):
    assert near.first_like(0, "a", made()) is None
    assert near.first_like(1, "b", made(differs=10)) == "a"
    # 30 of 128 places differ: alike to the copy b, not to the first.
    assert near.first_like(2, "c", made(differs=40, seed=3)) is None
    assert near.first_like(9, "d", made()) == "a"


def test_the_first_that_is_alike_is_named_not_the_most_alike(near):
    near.first_like(0, "a", made(differs=20, seed=1))
    assert near.first_like(1, "b", made(differs=20, seed=2)) is None
    assert near.first_like(2, "c", made(differs=1, seed=2)) == "a"


def test_new_figures_are_no_copy_and_missing_ones_are(near):
    near.first_like(0, "a", made(figures=(5, 6)))
    assert near.first_like(1, "b", made(figures=(6,))) == "a"
    assert near.first_like(2, "c", made(figures=(5, 6, 7))) is None
    assert near.first_like(3, "d", made(figures=(7,))) == "c"


@pytest.mark.parametrize(("differs", "copy"), [(25, True), (26, False)])
def test_the_threshold_itself_is_alike(near, differs, copy):
    # 103 / 128 = 0.805, 102 / 128 = 0.797
    near.first_like(0, "a", made())
    other = made(differs=differs, seed=4)
    assert (similarity(other, made()) >= 0.8) is copy
    assert (near.first_like(1, "b", other) == "a") is copy


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 1.0])
def test_the_bands_bring_together_what_is_alike(tmp_path, threshold):
    count, rows = bands(threshold)
    assert count * rows <= PERMUTATIONS
    differs = int((1 - threshold) * PERMUTATIONS)
    found = 0
    for seed in range(200):
        with NearDuplicates.on_disk(tmp_path / "x", threshold=threshold) as near:
            near.first_like(0, "a", made())
            found += near.first_like(1, "b", made(differs=differs, seed=seed)) == "a"
    assert found >= 0.96 * 200


def test_longer_bands_would_miss_more():
    _, rows = bands(0.8)
    assert index._meeting(0.8, rows) >= index.RECALL > index._meeting(0.8, rows + 1)


@pytest.mark.parametrize("threshold", [0, -0.1, 1.01, float("nan")])
def test_a_threshold_that_is_none(tmp_path, threshold):
    with pytest.raises(ConfigError, match="threshold"):
        NearDuplicates.on_disk(tmp_path / "x", threshold=threshold)
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("number", [3, 2])
def test_numbers_rise(near, number):
    near.first_like(3, "a", made())
    with pytest.raises(InvariantError):
        near.first_like(number, "b", made(differs=100))


def test_what_is_no_signature(near):
    with pytest.raises(InvariantError):
        near.first_like(0, "a", b"")


def test_the_same_answers_as_one_that_compares_everything(tmp_path):
    chance = random.Random(5)
    asked = [
        made(differs=chance.randrange(45), seed=chance.randrange(4), figures=tuple(chance.sample(range(4), 2)))
        for _ in range(300)
    ]
    kept: list[tuple[str, bytes]] = []
    expected = []
    for number, one in enumerate(asked):
        figures = {one[516:][i : i + 4] for i in range(0, len(one) - 516, 4)}
        like = [
            name
            for name, known in kept
            if similarity(one, known) >= 0.8
            and figures <= {known[516:][i : i + 4] for i in range(0, len(known) - 516, 4)}
        ]
        expected.append(like[0] if like else None)
        if not like:
            kept.append((str(number), one))
    with NearDuplicates.on_disk(tmp_path / "x") as near:
        found = [near.first_like(number, str(number), one) for number, one in enumerate(asked)]
    assert sum(one is not None for one in expected) > 50
    assert found == expected


def test_a_band_of_very_many_is_not_read_to_its_end(tmp_path, monkeypatch):
    monkeypatch.setattr(index, "MOST_IN_BAND", 5)
    with NearDuplicates.on_disk(tmp_path / "x") as near:
        for number in range(20):
            near.first_like(number, str(number), made(figures=(number,)))
        assert near.first_like(20, "early", made(figures=(2,))) == "2"
        # An article too many is the price, never one too few.
        assert near.first_like(21, "late", made(figures=(9,))) is None


def test_ids_with_half_a_character(near):
    near.first_like(0, "\ud800", made())
    assert near.first_like(1, "b", made()) == "\ud800"


def test_seen_ids(tmp_path):
    with SeenIds.on_disk(tmp_path / "ids") as ids:
        assert [
            ids.first(name, number) for number, name in enumerate(["a", "b", "a", "\ud800", "", "\ud800", "a"])
        ] == [
            None,
            None,
            0,
            None,
            None,
            3,
            0,
        ]


@pytest.mark.parametrize("kind", [NearDuplicates, SeenIds])
def test_the_file_is_made_anew_and_goes_when_it_is_closed(tmp_path, kind):
    path = tmp_path / "x"
    path.write_bytes(b"left over from a run that was killed")
    with kind.on_disk(path):
        assert path.read_bytes().startswith(b"SQLite format 3")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", [NearDuplicates, SeenIds])
def test_a_place_that_cannot_be_written(tmp_path, kind):
    with pytest.raises(ExportError, match="no-folder"):
        kind.on_disk(tmp_path / "no-folder" / "x")
    with pytest.raises(ExportError):
        kind.on_disk(tmp_path)


def full_after(opened: NearDuplicates | SeenIds, pages: int) -> None:
    opened._file._connection.execute(f"PRAGMA max_page_count={pages}")


def fill(opened: NearDuplicates | SeenIds) -> None:
    for number in range(100_000):
        if isinstance(opened, SeenIds):
            opened.first(str(number), number)
        else:
            opened.first_like(number, str(number), made(differs=128, seed=number))


@pytest.mark.parametrize("kind", [NearDuplicates, SeenIds])
def test_a_full_disk_is_an_export_error(tmp_path, monkeypatch, kind):
    monkeypatch.setattr(scratch, "COMMIT_EVERY", 10)
    with kind.on_disk(tmp_path / "near") as opened:
        full_after(opened, 20)
        with pytest.raises(ExportError, match="near: database or disk is full"):
            fill(opened)
    assert list(tmp_path.iterdir()) == []


def test_memory_does_not_grow_with_the_corpus(tmp_path):
    with SeenIds.on_disk(tmp_path / "ids") as ids:
        (row,) = ids._file.rows("PRAGMA cache_size", ())
        assert row == (-scratch.CACHE_KIB,)
