"""Annotated text to train and measure models of names on: this project's passages, and sets of tagged tokens."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tapecheck.errors import ConfigError
from tapecheck.mentions.names.labels import CLASSIC_LABELS, LABELS, Entity
from tapecheck.mentions.names.reading import FORM, plain
from tapecheck.training.markup import Tag


@dataclass(frozen=True, slots=True)
class Passage:
    """One annotated text. ``fine``: all seven labels are told apart; else only PERSON, ORG and LOC, and titles are not marked."""

    id: str
    text: str
    names: tuple[Entity, ...]
    fine: bool = True
    tags: tuple[Tag, ...] = ()


def read(path: Path) -> list[Passage]:
    """The passages of a JSONL file (plain or ``.gz``): rows with ``text`` and ``tags``, or with ``tokens`` and IOB ``tags``.

    Raises:
        ConfigError: the file can't be read or a row is neither; the message names file and line.
    """
    passages: list[Passage] = []
    number = 0
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                row = json.loads(line)
                passages.append(_tagged(row) if "text" in row else _tokens(row, str(number)))
    except (OSError, EOFError, zlib.error, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: {error}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}:{number}: no annotated passage: {error!r}") from error
    return passages


def _tagged(row: dict[str, object]) -> Passage:
    tags = tuple(
        Tag(int(tag["start"]), int(tag["end"]), str(tag["label"]), tuple(tag["keys"]))
        for tag in row["tags"]  # type: ignore[attr-defined]
    )
    return Passage(str(row["id"]), str(row["text"]), names(tags), tags=tags)


def names(tags: Sequence[Tag]) -> tuple[Entity, ...]:
    """The tags that are names or titles."""
    return tuple(Entity(tag.start, tag.end, label) for tag in tags for label in LABELS if tag.label == label)


def _tokens(row: dict[str, list[str]], number: str) -> Passage:
    text = " ".join(row["tokens"])
    return Passage(number, text, tuple(_iob(row["tokens"], row["tags"])), fine=False)


def _iob(tokens: Sequence[str], tags: Sequence[str]) -> Iterator[Entity]:
    """Names over tokens joined by one blank; an ``I-`` that continues nothing begins a name."""
    start, end, current = 0, 0, None
    at = 0
    for token, tag in zip(tokens, tags, strict=True):
        prefix, _, kind = tag.partition("-")
        if current is not None and (prefix != "I" or kind != current):
            if (label := CLASSIC_LABELS.get(current.upper())) is not None:
                yield Entity(start, end, label)
            current = None
        if tag != "O":
            if current is None:
                start, current = at, kind
            end = at + len(token)
        at += len(token) + 1
    if current is not None and (label := CLASSIC_LABELS.get(current.upper())) is not None:
        yield Entity(start, end, label)


def sha256(path: Path) -> str:
    """The file's SHA-256, hexadecimal: what a model card says a model was trained on."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


INSIDE, ALONE = 0.35, 0.02
"""Shares of its places that a word may stand in a longer name, and be a name alone, and still be no sign of one ("The", "ETF")."""


def not_names(passages: Sequence[Passage], *, least: int) -> list[str]:
    """Words with a capital that stand in at least ``least`` passages and seldom in a name, in alphabetical order; titles are no names."""
    seen: Counter[str] = Counter()
    places: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for passage in passages:
        forms = [(match.start(), match.end(), plain(match.group())) for match in FORM.finditer(passage.text)]
        seen.update({form for _, _, form in forms})
        places.update(form for _, _, form in forms)
        for name in passage.names:
            parts = [form for start, end, form in forms if start < name.end and name.start < end]
            if name.label != "TITLE":
                (alone if len(parts) == 1 else inside).update(parts)
    return sorted(
        form
        for form, number in seen.items()
        if number >= least and inside[form] <= INSIDE * places[form] and alone[form] <= ALONE * places[form]
    )
