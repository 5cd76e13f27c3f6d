from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tapecheck.report.charts.layout import room, spread

LOW, HIGH, GAP = 24.0, 312.0, 24.0
MOST = room(gap=GAP, low=LOW, high=HIGH)
places = st.lists(st.floats(-500, 1000), max_size=MOST).map(sorted)


def test_there_is_room_for_both_ends() -> None:
    assert MOST == 13
    assert room(gap=24, low=0, high=23) == 1


@given(places)
def test_labels_keep_apart_and_inside(wanted: list[float]) -> None:
    found = spread(wanted, gap=GAP, low=LOW, high=HIGH)
    assert len(found) == len(wanted)
    assert all(later - earlier >= GAP - 1e-6 for earlier, later in pairwise(found))
    assert all(LOW - 1e-6 <= place <= HIGH + 1e-6 for place in found)


@given(places)
def test_labels_that_have_room_stay(wanted: list[float]) -> None:
    free = [place for place in wanted if LOW <= place <= HIGH]
    kept = [place for number, place in enumerate(free) if number == 0 or place - free[number - 1] >= GAP]
    if len(kept) == len(free):
        assert spread(free, gap=GAP, low=LOW, high=HIGH) == tuple(free)


@given(places.filter(bool), st.integers(0, 12), st.floats(-10, 10))
def test_no_single_label_could_be_nearer(wanted: list[float], number: int, by: float) -> None:
    found = list(spread(wanted, gap=GAP, low=LOW, high=HIGH))
    moved = found.copy()
    moved[number % len(moved)] += by
    allowed = (
        all(later - earlier >= GAP for earlier, later in pairwise(moved)) and moved[0] >= LOW and moved[-1] <= HIGH
    )
    if allowed:
        assert _off(found, wanted) <= _off(moved, wanted) + 1e-6


def _off(places: list[float], wanted: list[float]) -> float:
    return sum((place - want) ** 2 for place, want in zip(places, wanted, strict=True))


def test_two_at_one_place_share_the_way() -> None:
    assert spread([100, 100], gap=24, low=0, high=300) == (88, 112)
