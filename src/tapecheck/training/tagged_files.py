"""Files of tagged passages, as annotators write them, and the JSONL rows that the corpus keeps.

A passage begins with a line ``=== id | house style | 2021-05 | article``; its text follows, a blank line between paragraphs.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from tapecheck.errors import ConfigError
from tapecheck.training.markup import Tag, parse, problems, write

Row = dict[str, object]
SPLITS = ("train", "dev", "test")
_HEAD = re.compile(
    r"^=== *(?P<id>[a-z0-9-]+) \| (?P<style>[^|\n]+) \| (?P<period>20[12]\d(?:-\d\d)?) \| (?P<kind>[a-z]+) *$",
    re.MULTILINE,
)


def read(path: Path) -> Iterator[Row]:
    """The passages of a tagged file as rows of the corpus.

    Raises:
        ConfigError: a heading or a tag is wrong; the message names file and passage.
    """
    content = path.read_text(encoding="utf-8")
    heads = list(_HEAD.finditer(content))
    if len(heads) != len(re.findall(r"^===", content, re.MULTILINE)):
        raise ConfigError(f"{path}: a heading is not '=== id | style | year | kind'")
    for head, end in zip(heads, [*(h.start() for h in heads[1:]), len(content)], strict=True):
        try:
            text, tags = parse(content[head.end() : end].strip())
        except ValueError as error:
            raise ConfigError(f"{path}: {head['id']}: {error}") from error
        if wrong := next(problems(text, tags), None):
            raise ConfigError(f"{path}: {head['id']}: {wrong}")
        yield {
            "id": head["id"],
            "style": head["style"].strip(),
            "period": head["period"],
            "kind": head["kind"],
            "text": text,
            "tags": [{"start": t.start, "end": t.end, "label": t.label, "keys": list(t.keys)} for t in tags],
        }


def tagged(row: Row) -> str:
    """A row of the corpus as it stands in a tagged file."""
    tags = tuple(Tag(t["start"], t["end"], t["label"], tuple(t["keys"])) for t in row["tags"])  # type: ignore[attr-defined]
    return f"=== {row['id']} | {row['style']} | {row['period']} | {row['kind']}\n{write(str(row['text']), tags)}\n"


def split_of(name: str) -> str:
    """The split that a passage of this id belongs to: of ten, one is ``dev`` and one ``test``, by the id's hash.

    >>> [split_of(f"x-{number:03d}") for number in range(1, 8)]
    ['train', 'dev', 'train', 'train', 'train', 'test', 'train']
    """
    place = int(hashlib.sha256(name.encode()).hexdigest(), 16) % 10
    return {0: "dev", 1: "test"}.get(place, "train")
