"""Articles whose time can't be right."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tapecheck.records import PercentMove, doubts
from tapecheck.schema.base import Span
from tapecheck.schema.record import Provenance
from tapecheck.schema.verdict import Basis, Label, Verdict


def move(number: int, label: Label, basis: Basis | None, exact: str | None = None) -> PercentMove:
    span = Span(start=number * 10, end=number * 10 + 2)
    return PercentMove(
        id=str(number), asset="BTC", metric="price", value=Decimal(number), bound="exact", window="24h", modality="asserted",
        provenance=Provenance(
            text=span, source=None, exact=exact or f"{number}%", prefix="", suffix="", sentence=span, rule="r/1"
        ),
        verdict=Verdict(label=label, reason="As it is.", basis=basis),
    )  # fmt: skip


def labels(*told: tuple[Label, Basis | None]) -> list[str]:
    found = doubts.of_time([move(number, label, basis) for number, (label, basis) in enumerate(told)])
    return [record.verdict.label for record in found if record.verdict is not None]


YES, NO, OPEN = "SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ([(NO, "now"), (NO, "trailing")], [OPEN, OPEN]),
        ([(NO, "now"), (NO, "day"), (YES, "now")], [OPEN, OPEN, YES]),
        ([(NO, "now"), (NO, "stated"), (NO, "history")], [OPEN, OPEN, NO]),
        ([(NO, "now")], [NO]),
        ([(NO, "now"), (NO, "now"), (YES, "now"), (YES, "trailing")], [NO, NO, YES, YES]),
        ([(NO, "history"), (NO, "history")], [NO, NO]),
        ([(NO, None), (NO, None)], [NO, NO]),
    ],
)
def test_most_figures_of_its_own_time_must_disagree(told: list[tuple[Label, Basis | None]], left: list[str]) -> None:
    assert labels(*told) == left


def test_one_figure_told_twice_is_one() -> None:
    twice = [move(1, "REFUTED", "now", "4%"), move(2, "REFUTED", "now", "4%")]
    assert [record.verdict for record in doubts.of_time(twice)] == [record.verdict for record in twice]


def test_the_reason_and_the_cause_are_told() -> None:
    changed = doubts.of_time([move(1, "REFUTED", "now"), move(2, "REFUTED", "now")])[0].verdict
    assert changed is not None
    assert changed.cause == "article_time"
    assert changed.reason.startswith("As it is. ")
