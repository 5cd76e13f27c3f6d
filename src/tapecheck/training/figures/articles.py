"""Articles with annotated figures: files as annotators write them, the corpus's JSONL, and gold sets in JSONL."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tapecheck.errors import ConfigError
from tapecheck.training.figures.markup import Mark, parse, write

Row = dict[str, object]
_HEAD = re.compile(
    r"^=== *(?P<id>[a-z0-9-]+) \| (?P<style>[^|\n]+) \| (?P<time>20[12]\d-\d\d-\d\d(?:T\d\d:\d\d)?) *$", re.MULTILINE
)
_QUOTES = "\n--- quotes"
"""In files of annotated news: what stands behind it in an article are quotations, which are no figures."""


@dataclass(frozen=True, slots=True)
class Annotated:
    """An article with all its figures that are records; ``published_at`` is aware UTC."""

    id: str
    style: str
    published_at: datetime
    text: str
    marks: tuple[Mark, ...]


def read_marked(path: Path) -> Iterator[Annotated]:
    """The articles of a file as annotators write it.

    Raises:
        ConfigError: a heading or a mark is wrong; the message names file and article.
    """
    content = path.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(content))
    if len(heads) != len(re.findall(r"^===", content, re.MULTILINE)):
        raise ConfigError(f"{path}: a heading is not '=== id | house style | 2025-03-04T15:00'")
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(content)], strict=True):
        body = content[head.end() : end].strip("\n").partition(_QUOTES)[0].strip("\n")
        try:
            text, marks = parse(body)
        except ValueError as error:
            raise ConfigError(f"{path}: {head['id']}: {error}") from error
        time = datetime.fromisoformat(head["time"]).replace(tzinfo=UTC)
        yield Annotated(head["id"], head["style"].strip(), time, text, marks)


def read_labels(path: Path, texts: Iterable[str]) -> Iterator[Annotated]:
    """The articles of a file of labels without text; ``texts`` are searched for those whose SHA-256 it names.

    Raises:
        ConfigError: a line is no labelled article; the message names file and line.
    """
    labels: dict[str, Row] = {}
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                value = json.loads(line)
                labels[value["sha256"]] = value
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(f"{path}:{number}: no labelled article: {error!r}") from error
    for text in texts:
        stripped = text.strip("\n")
        found = labels.pop(digest(stripped), None)
        if found is not None:
            yield _annotated({**found, "text": stripped, "style": found["split"]})


def digest(text: str) -> str:
    """SHA-256 of a text, hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def marked(article: Annotated) -> str:
    """The article as it stands in an annotator's file."""
    head = f"=== {article.id} | {article.style} | {article.published_at:%Y-%m-%dT%H:%M}"
    return f"{head}\n{write(article.text, article.marks)}\n"


def row(article: Annotated) -> Row:
    """The article as a line of the corpus."""
    marks = [{"start": m.start, "end": m.end, "kind": m.kind, **m.fields} for m in article.marks]
    time = article.published_at.isoformat()
    return {
        "id": article.id,
        "style": article.style,
        "published_at": time,
        "text": article.text,
        "records": marks,
    }


def read_rows(path: Path) -> Iterator[Annotated]:
    """The articles of a corpus file, or of a gold set in JSONL; quotations are left out.

    Raises:
        ConfigError: a line is no annotated article; the message names file and line.
    """
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            try:
                yield _annotated(json.loads(line))
            except (ValueError, KeyError, TypeError) as error:
                raise ConfigError(f"{path}:{number}: no annotated article: {error!r}") from error


def _annotated(value: Row) -> Annotated:
    records: list[Row] = value["records"]  # type: ignore[assignment]
    marks = tuple(_mark(record) for record in records if record["kind"] != "quote")
    published = datetime.fromisoformat(str(value["published_at"]))
    style = str(value.get("style") or value.get("publisher") or "")
    return Annotated(str(value["id"]), style, published, str(value["text"]), marks)


_PLACE = frozenset({"start", "end", "kind", "text", "value", "value_high"})


def _mark(record: Row) -> Mark:
    fields = {name: None if value is None else str(value) for name, value in record.items() if name not in _PLACE}
    value = record.get("value")
    if value is not None and (record["kind"] == "percent_move" or str(value).startswith("-")):
        fields["sign"] = "-" if str(value).startswith("-") else "+"
    return Mark(int(str(record["start"])), int(str(record["end"])), str(record["kind"]), fields)
