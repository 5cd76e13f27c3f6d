"""What a figure is decided to be, before it becomes a record; patterns and models decide alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from tapecheck.records.context import Figure
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Money, Quantity
from tapecheck.schema.record import Modality

Kind = Literal["price", "percent_move", "liquidation", "metric"]
Role = Literal["quote", "high", "low", "all_time_high", "all_time_low", "level", "target", "cost", "other"]
MoveMetric = Literal["price", "volume", "open_interest", "market_cap", "tvl", "hashrate", "supply", "flows", "other"]
Side = Literal["long", "short"]
SIDES: tuple[Side, ...] = ("long", "short")


@dataclass(slots=True)
class Decision:
    """The fields of a figure's record that are decided and not read off the figure.

    ``name`` is a price's role, what moved by a percentage, a metric's name, and empty for a liquidation; ``negative`` says that
    a figure without a sign of its own fell or flowed out; ``rule`` is the versioned rule or model that decided. ``sure`` are the
    probabilities of what was decided, by task; empty where the patterns decided alone.
    """

    kind: Kind
    name: str
    rule: str
    modality: Modality = "asserted"
    asset: str | None = None
    negative: bool = False
    side: Side | None = None
    window: str | None = None
    sure: dict[str, float] = field(default_factory=dict)


class Chosen(NamedTuple):
    """What was decided on one task, and how probable it is."""

    label: str
    probability: float = 1.0


class Picked(NamedTuple):
    """Which of several candidates was chosen (``None``: the one that stands for none), and how probable it is."""

    symbol: str | None
    probability: float = 1.0


class Taken(NamedTuple):
    """A figure and what it was decided to be."""

    figure: Figure
    decision: Decision


Decisions = dict[int, Taken]
"""Decisions by where their figure begins, in text order; a figure that is no record is not among them."""


def signed(figure: Figure, decision: Decision) -> tuple[Number, Number | None]:
    """The figure's value or range with its direction; a range of falls is in numeric order (-45 to -37)."""
    low, high = figure.value, figure.value_high
    if figure.signed or not decision.negative:
        return low, high
    return (-low, None) if high is None else (-high, -low)


def currency_of(figure: Figure, otherwise: str | None) -> str | None:
    """The currency of a sum, or the coin of an amount; ``otherwise`` for a bare number, which goes on with what is talked about."""
    match figure:
        case Money():
            return figure.currency
        case Quantity():
            return figure.unit
        case _:
            return otherwise
