"""Two runs over the same articles: which sentences' records changed, by which rule, and what a gold set says of the changes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from tapecheck.evaluation.records import CORE_FIELDS, Row, agrees, fields_of, gold_records

Outcome = Literal["gained", "lost", "other"]
"""By a gold set: right now and wrong before, wrong now and right before, or neither. Without one a record that is new is gained,
one that is gone is lost, and one with other fields is other."""


@dataclass(frozen=True)
class Change:
    """One record that is not the same in both runs; ``rule`` made the new one (the old one, if it is gone)."""

    article: str
    rule: str
    outcome: Outcome
    sentence: tuple[int, int]
    what: str
    quoted: str


def changes(old: Sequence[Row], new: Sequence[Row], gold: Sequence[Row] = ()) -> list[Change]:
    """The changes article by article, in text order; articles that only one run has are left out."""
    before, after = _by_article(old), _by_article(new)
    wanted = {str(row["id"]): list(gold_records(row)) for row in gold}
    made: list[Change] = []
    for name in after:
        if name in before:
            made += _article(name, before[name], after[name], wanted.get(name))
    return made


def by_rule(found: Sequence[Change]) -> list[tuple[str, Counter[str]]]:
    """For each rule how many sentences it gained, lost and changed otherwise, the most lost first."""
    sentences: dict[str, dict[str, set[tuple[str, tuple[int, int]]]]] = defaultdict(lambda: defaultdict(set))
    for change in found:
        sentences[change.rule][change.outcome].add((change.article, change.sentence))
    counted = [(rule, Counter({name: len(s) for name, s in each.items()})) for rule, each in sentences.items()]
    return sorted(counted, key=lambda item: (-item[1]["lost"], -item[1].total(), item[0]))


def _article(name: str, old: Row, new: Row, wanted: list[Row] | None) -> Iterator[Change]:
    text = str(_dict(new.get("article")).get("text", ""))
    first, second = _records(old), _records(new)
    for key in sorted(first.keys() | second.keys()):
        was, now = first.get(key), second.get(key)
        if was is not None and now is not None and _fields(was) == _fields(now):
            continue
        record = now or was
        assert record is not None
        place = _dict(record["provenance"])
        span = _dict(place["text"])
        start, end = int(str(span["start"])), int(str(span["end"]))
        inside = _dict(place["sentence"])
        yield Change(
            name,
            str(place["rule"]),
            _outcome(was, now, wanted),
            (int(str(inside["start"])), int(str(inside["end"]))),
            _what(was, now),
            " ".join(f"{text[max(0, start - 70) : start]}[[{text[start:end]}]]{text[end : end + 50]}".split()),
        )


def _outcome(was: Row | None, now: Row | None, wanted: list[Row] | None) -> Outcome:
    if wanted is None:
        return "gained" if was is None else "lost" if now is None else "other"
    before, after = _right(was, now, wanted), _right(now, was, wanted)
    return "other" if before == after else "gained" if after else "lost"


def _right(record: Row | None, other: Row | None, wanted: list[Row]) -> bool:
    """Whether the gold set has just this record; for none, whether it has none there."""
    if record is None:
        return other is None or not any(_overlap(other, gold) for gold in wanted)
    same = [gold for gold in wanted if gold["kind"] == record["kind"] and _overlap(record, gold)]
    return any(
        all(agrees(field, gold.get(field), record.get(field)) for field in fields_of(str(gold["kind"])))
        for gold in same
    )


def _overlap(record: Row, gold: Row) -> bool:
    place = _dict(_dict(record["provenance"]).get("source"))
    if not place:
        return False
    return int(str(place["start"])) < int(str(gold["end"])) and int(str(gold["start"])) < int(str(place["end"]))


def _what(was: Row | None, now: Row | None) -> str:
    if was is None or now is None:
        only = was or now or {}
        fields = ", ".join(f"{name} {value}" for name, value in _fields(only).items() if value is not None)
        return f"{'gone' if now is None else 'new'} {only['kind']}: {fields}"
    differing = {name: value for name, value in _fields(now).items() if _fields(was)[name] != value}
    return f"{now['kind']}: " + ", ".join(f"{name} {_fields(was)[name]} → {value}" for name, value in differing.items())


def _fields(record: Row) -> dict[str, str | None]:
    names = fields_of(str(record["kind"]))
    return {name: None if record.get(name) is None else str(record[name]) for name in names}


def _records(row: Row) -> dict[tuple[int, int, str], Row]:
    """An article's records by place and kind, of the kinds that gold sets have."""
    made = {}
    listed = row.get("records")
    for record in listed if isinstance(listed, list) else []:
        if record["kind"] not in CORE_FIELDS:
            continue
        span = _dict(_dict(record["provenance"])["text"])
        made[int(str(span["start"])), int(str(span["end"])), str(record["kind"])] = record
    return made


def _by_article(rows: Sequence[Row]) -> Mapping[str, Row]:
    return {str(_dict(row.get("article")).get("id")): row for row in rows}


def _dict(value: object) -> Row:
    return value if isinstance(value, dict) else {}
