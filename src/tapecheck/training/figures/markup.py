"""Marked text ↔ text with offsets: the notation in which the figures of an article are annotated by hand.

``{price BTC high|$97,800}``, ``{move ETH price 24h -|5%}``, ``{liq _ short 24h source=CoinGlass|$700 million}``,
``{metric flow BTC out ?|$1.2 billion}``. ``corpora/records/GUIDELINES.md`` says what is marked and how.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

ROLES = ("quote", "high", "low", "all_time_high", "all_time_low", "level", "target", "cost", "other")
MOVED = ("price", "volume", "open_interest", "market_cap", "tvl", "hashrate", "supply", "flows", "other")
METRICS = (
    "volume",
    "open_interest",
    "market_cap",
    "flow",
    "holdings",
    "purchase",
    "dominance",
    "share",
    "funding_rate",
    "rate",
    "probability",
    "tvl",
    "supply",
    "loss",
    "profit",
    "revenue",
    "index",
    "other",
)
SIDES = ("long", "short")
KINDS = {"price": "price", "move": "percent_move", "liq": "liquidation", "metric": "metric"}
_SHORT = {kind: short for short, kind in KINDS.items()}
_ORDER = {  # the fields by position; ``_`` is None
    "price": ("asset", "role"),
    "percent_move": ("asset", "metric", "window"),
    "liquidation": ("asset", "side", "window"),
    "metric": ("metric", "asset"),
}
_CLOSED = {
    ("price", "role"): ROLES,
    ("percent_move", "metric"): MOVED,
    ("liquidation", "side"): (*SIDES, "_"),
    ("metric", "metric"): METRICS,
}
NAMED = ("venue", "source", "by", "id", "of")
"""Fields written ``name=value``, with ``_`` for a blank: venue, source, who forecasts it; a total's letter, and whose part it is."""

_WINDOW = re.compile(r"_|\d{1,4}[hdy]|ytd|mtd|qtd|session|event")
_ASSET = re.compile(r"_|[A-Za-z0-9][\w.&$'’-]{0,40}")


@dataclass(frozen=True, slots=True)
class Mark:
    """One marked figure, half-open ``[start, end)`` into the text without marks; ``fields`` as the record has them."""

    start: int
    end: int
    kind: str
    fields: dict[str, str | None] = field(default_factory=dict)


def parse(markup: str) -> tuple[str, tuple[Mark, ...]]:
    """The text without marks, and the marks by position.

    Raises:
        ValueError: a brace is not part of a mark, or a mark has a field that does not exist; the message quotes the place.

    >>> parse("up {move BTC price 24h +|3%}.")
    ('up 3%.', (Mark(start=3, end=5, kind='percent_move', fields={'asset': 'BTC', 'metric': 'price', 'window': '24h', 'sign': '+'}),))
    """
    pieces: list[str] = []
    marks: list[Mark] = []
    length = at = 0
    for match in re.finditer(r"\{([^|{}\n]*)\|([^{}\n]*)\}", markup):
        pieces.append(markup[at : match.start()])
        length += match.start() - at
        words = match[2]
        if not words or words != words.strip():
            raise ValueError(f"a mark is empty or has blanks at its ends: {match[0]!r}")
        kind, fields = _fields(match[1])
        marks.append(Mark(length, length + len(words), kind, fields))
        pieces.append(words)
        length += len(words)
        at = match.end()
    text = "".join((*pieces, markup[at:]))
    stray = re.search(r"[{}]", text)
    if stray is not None:
        raise ValueError(f"a brace is part of no mark: {text[max(0, stray.start() - 20) : stray.start() + 40]!r}")
    return text, tuple(marks)


def _fields(label: str) -> tuple[str, dict[str, str | None]]:
    short, *words = label.split()
    kind = KINDS.get(short)
    if kind is None:
        raise ValueError(f"no kind {short!r} in {label!r}")
    order = _ORDER[kind]
    if len(words) < len(order):
        raise ValueError(f"{label!r}: a {short} needs {', '.join(order)}")
    fields: dict[str, str | None] = {}
    for name, word in zip(order, words, strict=False):
        closed = _CLOSED.get((kind, name))
        shape = _WINDOW if name == "window" else _ASSET
        if (closed is not None and word not in closed) or (closed is None and not shape.fullmatch(word)):
            raise ValueError(f"{label!r}: {word!r} is no {name}")
        fields[name] = None if word == "_" else word
    for word in words[len(order) :]:
        name, value = _option(kind, word)
        if not name or name in fields:
            raise ValueError(f"{label!r}: {word!r} can't stand there")
        fields[name] = value
    if kind == "percent_move" and "sign" not in fields:
        raise ValueError(f"{label!r}: a move needs + or -")
    return kind, fields


def _option(kind: str, word: str) -> tuple[str, str]:
    if word == "?":
        return "modality", "prospective"
    if word == "past":
        return "past", "past"
    if (kind == "percent_move" and word in "+-") or (kind == "metric" and word == "out"):
        return "sign", "-" if word == "out" else word
    name, _, value = word.partition("=")
    return (name, value.replace("_", " ")) if name in NAMED and value else ("", "")


def write(text: str, marks: tuple[Mark, ...]) -> str:
    """The text with its marks; ``parse`` gives both back.

    >>> write(*parse("up {move BTC price 24h + ? by=Ada_Example|3%} to {price BTC quote|$9}."))
    'up {move BTC price 24h + ? by=Ada_Example|3%} to {price BTC quote|$9}.'
    """
    pieces, at = [], 0
    for mark in marks:
        pieces += [text[at : mark.start], "{", label(mark), "|", text[mark.start : mark.end], "}"]
        at = mark.end
    return "".join((*pieces, text[at:]))


def label(mark: Mark) -> str:
    """The mark's label: kind, then its fields."""
    return " ".join([_SHORT[mark.kind], *(mark.fields[name] or "_" for name in _ORDER[mark.kind]), *_options(mark)])


def _options(mark: Mark) -> Iterator[str]:
    sign = mark.fields.get("sign")
    if sign is not None:
        yield "out" if mark.kind == "metric" else sign
    if mark.fields.get("modality") == "prospective":
        yield "?"
    if mark.fields.get("past"):
        yield "past"
    for name in NAMED:
        value = mark.fields.get(name)
        if value:
            yield f"{name}={value.replace(' ', '_')}"
