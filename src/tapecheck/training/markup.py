"""Tagged text ↔ text with offsets: the notation in which names, titles and quotations are annotated by hand.

``{P1|Mirela Anghel}, {T1|head of research} at {O1|Galaxy}``: a letter for the label, then whom it belongs to, then the words.
``corpora/names/GUIDELINES.md`` says what is tagged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LABELS = {
    "P": "PERSON",
    "O": "ORG",
    "L": "LOC",
    "V": "VENUE",
    "R": "PROVIDER",
    "F": "FUND",
    "T": "TITLE",
    "Q": "QUOTATION",
}
_LETTERS = {label: letter for letter, label in LABELS.items()}
_OPENING = re.compile(r"\{(?P<letter>[POLVRFTQ])(?P<keys>(?:\d{1,2}|[a-z]|\?)(?:,(?:\d{1,2}|[a-z]))*)?\|")


@dataclass(frozen=True, slots=True)
class Tag:
    """One tagged stretch, half-open ``[start, end)`` into the text without tags.

    ``keys`` say whose it is: a number is a person of the passage, a letter an organisation that speaks, ``?`` somebody unnamed.
    """

    start: int
    end: int
    label: str
    keys: tuple[str, ...] = ()


def parse(markup: str) -> tuple[str, tuple[Tag, ...]]:
    """The text without tags, and the tags by position, an outer one before those inside it.

    Raises:
        ValueError: a brace is not part of a tag, a tag is empty, not closed, or begins or ends with a blank; the message
            quotes the place.

    >>> parse("{P1|Ada} of {O1|Example}")
    ('Ada of Example', (Tag(start=0, end=3, label='PERSON', keys=('1',)), Tag(start=7, end=14, label='ORG', keys=('1',))))
    """
    pieces: list[str] = []
    length = 0
    at = 0
    opened: list[tuple[int, str, tuple[str, ...]]] = []
    tags: list[Tag] = []
    for match in re.finditer(r"\{[^|{}\n]{0,12}\||[{}]", markup):
        pieces.append(markup[at : match.start()])
        length += match.start() - at
        at = match.end()
        if match.group() == "}":
            if not opened:
                raise ValueError(f"a brace closes nothing: {_place(markup, match.start())}")
            start, letter, keys = opened.pop()
            tags.append(Tag(start, length, LABELS[letter], keys))
            continue
        opening = _OPENING.fullmatch(match.group())
        if opening is None:
            raise ValueError(f"no tag: {_place(markup, match.start())}")
        opened.append((length, opening["letter"], tuple(filter(None, (opening["keys"] or "").split(",")))))
    text = "".join((*pieces, markup[at:]))
    if opened:
        raise ValueError(f"a tag is not closed: {text[opened[0][0] :][:40]!r}")
    tags.sort(key=lambda tag: (tag.start, -tag.end))
    for tag in tags:
        words = text[tag.start : tag.end]
        if not words or words != words.strip():
            raise ValueError(f"a tag is empty or has blanks at its ends: {words!r} in {_place(text, tag.start)}")
    return text, tuple(tags)


def write(text: str, tags: tuple[Tag, ...]) -> str:
    """The text with its tags; ``parse`` gives both back.

    >>> write(*parse("{P1|Ada} of {O1|Example}: “{Q1|We buy {F|IBIT}.}”"))
    '{P1|Ada} of {O1|Example}: “{Q1|We buy {F|IBIT}.}”'
    """
    edges: list[tuple[int, int, int, str]] = []
    for tag in tags:
        edges.append((tag.start, 1, -tag.end, f"{{{_LETTERS[tag.label]}{','.join(tag.keys)}|"))
        edges.append((tag.end, 0, -tag.start, "}"))
    pieces, at = [], 0
    for position, _, _, mark in sorted(edges):
        pieces += [text[at:position], mark]
        at = position
    return "".join((*pieces, text[at:]))


def problems(text: str, tags: tuple[Tag, ...]) -> Iterator[str]:
    """What can't be meant: names inside names, keys of nobody, a quotation without a speaker, a name tagged once and not again."""
    outer: Tag | None = None
    for tag in tags:
        if tag.label == "QUOTATION":
            if len(tag.keys) != 1:
                yield f"a quotation has one speaker: {text[tag.start : tag.end][:50]!r}"
            continue
        if outer is not None and tag.start < outer.end:
            yield f"{text[tag.start : tag.end]!r} is tagged inside {text[outer.start : outer.end]!r}"
        outer = tag
        if tag.label == "PERSON" and len(tag.keys) != 1:
            yield f"a person has one number: {text[tag.start : tag.end]!r}"
    bearers = {key for tag in tags if tag.label not in ("TITLE", "QUOTATION", "LOC") for key in tag.keys}
    people = {key for tag in tags if tag.label == "PERSON" for key in tag.keys}
    for tag in tags:
        for key in tag.keys:
            if key != "?" and key not in (people if key.isdigit() else bearers):
                yield f"nobody is {key!r}, of {text[tag.start : tag.end][:50]!r}"
    yield from _untagged(text, tags)


def _untagged(text: str, tags: tuple[Tag, ...]) -> Iterator[str]:
    covered = [(tag.start, tag.end) for tag in tags if tag.label != "QUOTATION"]
    names = {text[t.start : t.end] for t in tags if t.label in ("PERSON", "ORG", "LOC", "VENUE", "FUND")}
    for name in sorted(name for name in names if len(name) > 4):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if not any(start < match.end() and match.start() < end for start, end in covered):
                yield f"{name!r} is tagged elsewhere, not at {_place(text, match.start())}"


def _place(text: str, at: int) -> str:
    return repr(text[max(0, at - 20) : at + 30])
