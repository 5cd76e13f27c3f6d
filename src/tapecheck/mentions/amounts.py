"""Money, percentages and ranges of them in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from tapecheck.mentions import bounds, money, percents, ranges
from tapecheck.mentions.figures import Figure, scan
from tapecheck.schema.mention import Bound, Money, Percent

_MONEY_RULE = "money/1"
_PERCENT_RULE = "percent/1"


@dataclass(frozen=True, slots=True)
class _Piece:
    """One figure of the text with what it turned out to be; ``unit`` ``None``: neither money nor a percentage.

    ``factor`` is value over the figure's value; ``prefixed``: its currency stands before it.
    """

    start: int
    end: int
    value: Decimal
    figure: Figure
    kind: str | None = None
    unit: str | None = None
    factor: Decimal = Decimal(1)
    signed: bool = False
    prefixed: bool = False
    high: Decimal | None = None
    about: bool = False


def find(text: str, *, figures: Sequence[Figure] | None = None) -> tuple[Money | Percent, ...]:
    """Money and percentages by position, never overlapping; a range is one mention with ``value_high``.

    Values are in whole units of the currency, percent, or basis points. Spans are the shortest text that holds the value.

    >>> [(m.text, str(m.value), m.bound) for m in find("It rose 5% to over $3,380, a $700 million market.")]
    [('5%', '5', 'exact'), ('$3,380', '3380', 'at_least'), ('$700 million', '700000000', 'exact')]
    >>> [(m.text, str(m.value), str(m.value_high)) for m in find("Between $60,000 and $65,000, or 35–40%")]
    [('$60,000 and $65,000', '60000', '65000'), ('35–40%', '35', '40')]
    """
    pieces = _joined(text, _pieces(text, scan(text) if figures is None else figures))
    return tuple(_mention(text, piece) for piece in pieces if piece.kind is not None)


def _pieces(text: str, figures: Sequence[Figure]) -> list[_Piece]:
    pieces: list[_Piece] = []
    floor = 0
    for figure in figures:
        if figure.start < floor:
            continue
        piece = _piece(text, figure, floor)
        pieces.append(piece)
        if piece.kind is not None:
            floor = piece.end
    return pieces


def _piece(text: str, figure: Figure, floor: int) -> _Piece:
    share = percents.read(text, figure)
    if share is not None:
        factor = Decimal(-1) if share.value < 0 else Decimal(1)
        return _Piece(share.start, share.end, share.value, figure, "percent", share.unit, factor, share.signed)
    total = money.read(text, figure, floor)
    if total is not None:
        return _Piece(
            total.start,
            total.end,
            total.value,
            figure,
            "money",
            total.currency,
            total.factor,
            total.signed,
            prefixed=total.sign_first,
            about=total.mid,
        )
    return _Piece(figure.start, figure.end, figure.value, figure)


def _joined(text: str, pieces: list[_Piece]) -> list[_Piece]:
    joined: list[_Piece] = []
    for piece in pieces:
        if joined and (whole := _join(text, joined[-1], piece)) is not None:
            joined[-1] = whole
        else:
            joined.append(piece)
    return joined


def _join(text: str, first: _Piece, second: _Piece) -> _Piece | None:
    """The range that two neighbours make; ``None`` when they are two figures."""
    if (first.kind is None and second.kind is None) or first.high is not None:
        return None
    how = ranges.link(text, first.end, second.start)
    if how is None or not _fit(text, first, second, how):
        return None
    low, high = _ends(first, second)
    if how == "dash" and low < 0 < high and first.signed and not second.signed:
        high = -high
    if not ranges.is_range(text, first.start, second.end, how, low, high):
        return None
    dressed = second if first.kind is None else first
    return replace(
        dressed,
        start=first.start,
        end=second.end,
        value=min(low, high),
        high=max(low, high),
        about=False,
        figure=second.figure,
    )


def _ends(first: _Piece, second: _Piece) -> tuple[Decimal, Decimal]:
    """The two values, with the scale or unit that only one of them carries: "$1.2 to $1.5 billion", "$48-50K", "5-10%"."""
    low, high = first.value, second.value
    if first.kind is None:
        low = first.value * second.factor
    if second.kind is None:
        high = second.value * first.factor
    scale = second.figure.scale
    if first.figure.scale == 1 and scale != 1 and first.figure.value <= second.figure.value / scale:
        low *= scale
    return low, high


_WORD_BEHIND = re.compile(r"\s{0,2}-?[A-Za-z]")
_YEAR = range(1900, 2101)


def _fit(text: str, first: _Piece, second: _Piece, how: ranges.Link) -> bool:
    """Whether the two may be ends of one range by what they measure."""
    if first.kind is not None and second.kind is not None:
        same = first.kind == second.kind and first.unit == second.unit
        return same and not (first.prefixed and not second.prefixed and second.unit != first.unit)
    bare = first if first.kind is None else second
    if bare.figure.cut or _is_year(text, bare.figure):
        return False
    if first.kind is None:
        return _opens(text, first, second, how)
    return _closes(text, first, second, how)


def _opens(text: str, first: _Piece, second: _Piece, how: ranges.Link) -> bool:
    """A bare first end: "35–40%", "10 to 15 million euros", "three to five percent"; not "in 3 to $5"."""
    if text[first.start - 1 : first.start].isalnum() and first.start > 0:
        return False
    if second.prefixed and how != "dash":
        return False
    low, high = _ends(first, second)
    return not second.signed and low >= 0 and (low < high or how == "dash")


def _closes(text: str, first: _Piece, second: _Piece, how: ranges.Link) -> bool:
    """A bare second end: "$48-50K", "$10 to 15 billion"; not "$5 to 10 users", "$100-24 hours"."""
    if first.kind != "money" or not first.prefixed or second.figure.words:
        return False
    low, high = _ends(first, second)
    if second.figure.scale == 1 and (how != "dash" or _WORD_BEHIND.match(text, second.end)):
        return False
    return low < high


def _is_year(text: str, figure: Figure) -> bool:
    digits = text[figure.start : figure.end]
    return figure.end - figure.start == 4 and digits.isdigit() and int(digits) in _YEAR


def _mention(text: str, piece: _Piece) -> Money | Percent:
    start, end = piece.start, piece.end
    bound: Bound = "between"
    if piece.high is None:
        bound = "about" if piece.about else bounds.bound(text, start, end)
    if piece.kind == "percent":
        return Percent(
            start=start,
            end=end,
            text=text[start:end],
            rule=_PERCENT_RULE,
            value=piece.value,
            value_high=piece.high,
            bound=bound,
            signed=piece.signed,
            unit="bps" if piece.unit == "bps" else "percent",
        )
    return Money(
        start=start,
        end=end,
        text=text[start:end],
        rule=_MONEY_RULE,
        value=piece.value,
        value_high=piece.high,
        bound=bound,
        signed=piece.signed,
        currency=piece.unit,
    )
