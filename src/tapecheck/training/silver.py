"""Unlabelled articles labelled by a model: what a larger model can teach a smaller one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tapecheck import publishers
from tapecheck.errors import ArticleError
from tapecheck.mentions.names.engines import NameEngine
from tapecheck.mentions.names.labels import Entity
from tapecheck.schema.input import ArticleInput
from tapecheck.text.sentences import sentence_spans


def label(items: Iterable[object], teacher: NameEngine, path: Path, *, number: int) -> None:
    """Write up to ``number`` articles with the teacher's names as a JSONL corpus; what can't be read is left out.

    The file holds other people's articles: it is for training, not for passing on.
    """
    done = 0
    with path.open("w", encoding="utf-8") as lines:
        for item in items:
            if done >= number:
                break
            if not isinstance(item, ArticleInput):
                continue
            try:
                article = publishers.parse(item.source, article_id=item.id, media=item.media, title=item.title)
            except ArticleError:
                continue
            blocks = [block for block in article.blocks if block.is_content]
            spans = [(span.start, span.end) for span in sentence_spans(article.text, blocks)]
            pieces: list[str] = []
            tags: list[dict[str, object]] = []
            length = 0
            for (start, end), names in zip(spans, _by_sentence(teacher.find(article.text, spans), spans), strict=True):
                tags += [
                    {"start": n.start - start + length, "end": n.end - start + length, "label": n.label, "keys": []}
                    for n in names
                ]
                pieces.append(article.text[start:end])
                length += end - start + 1
            lines.write(json.dumps({"id": item.id, "text": "\n".join(pieces), "tags": tags}, ensure_ascii=False) + "\n")
            done += 1


def _by_sentence(names: Sequence[Entity], spans: Sequence[tuple[int, int]]) -> Iterator[list[Entity]]:
    at = 0
    for start, end in spans:
        inside: list[Entity] = []
        while at < len(names) and names[at].start < end:
            if names[at].start >= start:
                inside.append(names[at])
            at += 1
        yield inside
