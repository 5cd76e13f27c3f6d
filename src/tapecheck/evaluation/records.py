"""Predicted records against a gold set: precision and recall of mentions, field by field.

Three levels, each an F1 over mentions. ``found``: same kind and overlapping span (quotations: the ranges overlap by 80 %
of their union). ``core``: found, and the fields agree without which the record is wrong. ``full``: all fields agree.
A quotation in three stretches counts as three mentions.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Literal

from tapecheck.errors import ConfigError

Level = Literal["found", "core", "full"]
LEVELS: tuple[Level, ...] = ("found", "core", "full")

CORE_FIELDS: Mapping[str, tuple[str, ...]] = {
    "price": ("asset", "value", "value_high", "currency"),
    "percent_move": ("asset", "metric", "value", "value_high"),
    "liquidation": ("value", "value_high", "currency", "asset", "side"),
    "metric": ("metric", "value", "value_high"),
    "quote": ("speaker",),
}
OTHER_FIELDS: Mapping[str, tuple[str, ...]] = {
    "price": ("bound", "role", "modality"),
    "percent_move": ("bound", "window", "modality"),
    "liquidation": ("venue", "window", "source", "bound", "modality"),
    "metric": ("asset", "unit", "bound", "modality"),
    "quote": ("title", "affiliation", "form"),
}
KINDS = tuple(CORE_FIELDS)
HEADLINE_KINDS = ("price", "percent_move", "liquidation", "quote")
"""The kinds that the one overall figure is taken over."""

_QUOTE_OVERLAP = 0.8
_NAME_AGREEMENT = 0.75
_NAME_FIELDS = frozenset({"speaker", "title", "affiliation", "venue", "source"})
_UNNAMING = frozenset({"the", "of", "at", "s"})
_WINDOW_SPELLINGS = {"1d": "24h", "1w": "7d", "week": "7d", "month": "30d", "1m": "30d", "365d": "1y"}
_WORD = re.compile(r"\w+")

Row = dict[str, object]


@dataclass(frozen=True)
class Item:
    """One mention: its kind, half-open source span, and fields."""

    kind: str
    start: int
    end: int
    fields: Row

    def overlap(self, other: Item) -> float:
        """Shared characters as a part of the union's, 0 to 1."""
        shared = min(self.end, other.end) - max(self.start, other.start)
        return 0.0 if shared <= 0 else shared / (max(self.end, other.end) - min(self.start, other.start))


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: what, where in which article, and the details."""

    article: str
    kind: str
    what: str
    start: int
    end: int
    detail: str


@dataclass
class KindScore:
    """The counts of one kind, and per field how many were right of those found."""

    gold: int = 0
    predicted: int = 0
    hits: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)

    def f1(self, level: Level) -> float:
        """F1 of the level, 0 to 1; 0 when there is nothing."""
        return f1(self.hits[level], self.gold, self.predicted)


@dataclass
class Evaluation:
    """All counts; ``missing`` are the gold articles without any output."""

    kinds: dict[str, KindScore]
    problems: list[Problem]
    missing: list[str]

    def overall(self, level: Level) -> float:
        """Micro F1 over the headline kinds."""
        chosen = [score for kind, score in self.kinds.items() if kind in HEADLINE_KINDS]
        hits = sum(score.hits[level] for score in chosen)
        return f1(hits, sum(score.gold for score in chosen), sum(score.predicted for score in chosen))


def f1(hits: int, gold: int, predicted: int) -> float:
    """Harmonic mean of ``hits / predicted`` and ``hits / gold``, to four places.

    >>> f1(3, 4, 6)
    0.6
    """
    return round(2 * hits / (gold + predicted), 4) if hits else 0.0


def evaluate(gold: Sequence[Row], predicted: Sequence[Row], kinds: Sequence[str] = KINDS) -> Evaluation:
    """Compare the rows of a gold set with exported lines, article by article."""
    by_id = {str(_object(row.get("article")).get("id")): row for row in predicted}
    evaluation = Evaluation({kind: KindScore() for kind in kinds}, [], [])
    for row in gold:
        name = str(row["id"])
        if name not in by_id:
            evaluation.missing.append(name)
        wanted, got = list(_gold_items(row)), list(_predicted_items(by_id.get(name, {})))
        for kind in kinds:
            _compare(
                evaluation,
                name,
                [item for item in wanted if item.kind == kind],
                [item for item in got if item.kind == kind],
                kind,
            )
    return evaluation


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSONL file.

    Raises:
        ConfigError: the file can't be read or a line is no JSON object; the message names the line.
    """
    rows: list[Row] = []
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    rows.append(_object(json.loads(line)))
                    if not rows[-1]:
                        raise ConfigError(f"{path}:{number}: not a JSON object")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    except json.JSONDecodeError as error:
        raise ConfigError(f"{path}:{number}: not JSON: {error.msg}") from error
    return rows


def _compare(evaluation: Evaluation, article: str, gold: list[Item], got: list[Item], kind: str) -> None:
    score = evaluation.kinds[kind]
    pairs = _match(gold, got, kind)
    score.gold += len(gold)
    score.predicted += len(got)
    for i, j in pairs:
        wrong = [
            name for name in fields_of(kind) if not agrees(name, gold[i].fields.get(name), got[j].fields.get(name))
        ]
        score.right.update(name for name in fields_of(kind) if name not in wrong)
        score.hits["found"] += 1
        score.hits["core"] += not set(wrong) & set(CORE_FIELDS[kind])
        score.hits["full"] += not wrong
        for name in wrong:
            detail = f"gold {gold[i].fields.get(name)!r}, got {got[j].fields.get(name)!r}"
            evaluation.problems.append(Problem(article, kind, f"wrong {name}", gold[i].start, gold[i].end, detail))
    matched_gold, matched_got = {i for i, _ in pairs}, {j for _, j in pairs}
    for what, items, matched in (("missed", gold, matched_gold), ("spurious", got, matched_got)):
        for index, item in enumerate(items):
            if index not in matched:
                detail = json.dumps({name: item.fields.get(name) for name in CORE_FIELDS[kind]}, ensure_ascii=False)
                evaluation.problems.append(Problem(article, kind, what, item.start, item.end, detail))


def _match(gold: list[Item], got: list[Item], kind: str) -> list[tuple[int, int]]:
    """One-to-one pairs of mentions: those that agree in most fields first, then by overlap, then in reading order."""
    candidates = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(got):
            overlap = wanted.overlap(found)
            if overlap >= _QUOTE_OVERLAP or (overlap > 0 and kind != "quote"):
                fields = fields_of(kind)
                alike = sum(agrees(name, wanted.fields.get(name), found.fields.get(name)) for name in fields)
                candidates.append((-alike, -overlap, i, j))
    taken_gold: set[int] = set()
    taken_got: set[int] = set()
    pairs = []
    for _, _, i, j in sorted(candidates):
        if i not in taken_gold and j not in taken_got:
            taken_gold.add(i)
            taken_got.add(j)
            pairs.append((i, j))
    return pairs


def agrees(name: str, gold: object, got: object) -> bool:
    """Whether two values of a field mean the same.

    >>> agrees("value", "95000", "95000.0"), agrees("window", "24h", "1d"), agrees("asset", None, "BTC")
    (True, True, False)
    >>> agrees("speaker", "Ann Example", "Example"), agrees("affiliation", "The Example Bank", "Example Bank")
    (True, True)
    """
    if name in ("value", "value_high"):
        return _number(gold) == _number(got)
    if name == "window":
        return _window(gold) == _window(got)
    if gold is None or got is None:
        return gold is None and got is None
    if name in _NAME_FIELDS:
        return _names_agree(_words(gold), _words(got), surname=name == "speaker")
    return str(gold).casefold() == str(got).casefold()


def _names_agree(gold: list[str], got: list[str], *, surname: bool) -> bool:
    if not gold or not got:
        return gold == got
    if surname:
        return gold[-1] == got[-1] and (set(got) <= set(gold) or set(gold) <= set(got))
    common = sum((Counter(gold) & Counter(got)).values())
    return 2 * common / (len(gold) + len(got)) >= _NAME_AGREEMENT


def _words(value: object) -> list[str]:
    words: list[str] = _WORD.findall(str(value).casefold().replace("’", "'"))
    return [word for word in words if word not in _UNNAMING]


def _number(value: object) -> object:
    if value is None:
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return value


def _window(value: object) -> object:
    return _WINDOW_SPELLINGS.get(value, value) if isinstance(value, str) else value


def fields_of(kind: str) -> tuple[str, ...]:
    """All fields of a kind that are compared, the core ones first."""
    return CORE_FIELDS[kind] + OTHER_FIELDS[kind]


def gold_records(row: Row) -> list[Row]:
    """The labelled records of a gold set's article."""
    return _list(row.get("records"))


def _gold_items(row: Row) -> Iterator[Item]:
    for record in gold_records(row):
        yield _item(record, record)


def _predicted_items(row: Row) -> Iterator[Item]:
    for record in _list(row.get("records")):
        fragments = _list(record.get("fragments")) if record.get("kind") == "quote" else []
        for fragment in fragments or [_object(record.get("provenance"))]:
            yield _item(record, _object(fragment.get("source")) or fragment)


def _item(record: Row, place: Row) -> Item:
    """A place that is not known is the empty range at 0, which overlaps nothing: the mention counts as wrong."""
    return Item(str(record["kind"]), int(str(place.get("start", 0))), int(str(place.get("end", 0))), record)


def _object(value: object) -> Row:
    return value if isinstance(value, dict) else {}


def _list(value: object) -> list[Row]:
    return [_object(item) for item in value] if isinstance(value, list) else []
