"""A result as Jupyter shows it: the article with its records marked, and a table of them. No script; its styles end where it ends."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from markupsafe import Markup

from tapecheck.records import AnyRecord, Result
from tapecheck.report import wording
from tapecheck.report.colours import scoped
from tapecheck.report.rendering import asset, render
from tapecheck.report.views.marks import Mark, mark_of, tally
from tapecheck.report.views.passages import Stretch, passages
from tapecheck.schema.article import Article, Block, BlockKind

LONGEST_TEXT = 20_000
"""So many characters of an article are shown: a notebook keeps every output in its file."""
MOST_RECORDS = 200


class Row(NamedTuple):
    """A record of the table; ``number`` is what its mark in the text refers to, from 1."""

    number: int
    kind: str
    value: str
    what: str
    asset: str
    when: str
    who: str
    mark: Mark
    reason: str


class Piece(NamedTuple):
    """Words of the article; ``row``: the record that is marked there, ``title`` and ``note``: it and others in words and signs."""

    text: str
    row: Row | None = None
    title: str = ""
    note: str = ""


def notebook_html(result: Result) -> str:
    """The result as a part of an HTML page, everything from the article escaped.

    Of a long article the first ``LONGEST_TEXT`` characters are shown, of many records the first ``MOST_RECORDS``; what is left out is
    told.
    """
    shown, left_out = _beginning(result.article)
    rows = {record.id: _row(number, record) for number, record in enumerate(result.records[:MOST_RECORDS], start=1)}
    return render(
        "notebook.html.j2",
        style=Markup(asset("notebook.css").replace("/* tokens */", scoped())),  # noqa: S704 - our own file
        about=_about(result),
        counted=_counted(result),
        title=None if any(block.kind == "title" for block in shown.blocks) else shown.title,
        blocks=_blocks(result.model_copy(update={"article": shown}), rows),
        rows=tuple(rows.values()),
        left_out=left_out,
        more=len(result.records) - len(rows),
        failed=result.failed,
    )


def _row(number: int, record: AnyRecord) -> Row:
    return Row(
        number,
        record.kind,
        wording.value(record),
        wording.what(record),
        wording.field(record, "asset") or "",
        wording.when(record),
        wording.who(record),
        mark_of(record),
        "" if record.verdict is None else record.verdict.reason,
    )


def _about(result: Result) -> str:
    article = result.article
    published = wording.published(article.published_at)
    return " · ".join(part for part in (article.publisher, published, article.id) if part)


def _counted(result: Result) -> str:
    """How many records there are, and of each verdict."""
    records = wording.counted(len(result.records), "record")
    return f"{records}: {tally(result.records)}" if result.records else records


def _beginning(article: Article) -> tuple[Article, int]:
    """The article with as many of its blocks as are shown, and how many characters are not."""
    left, kept = LONGEST_TEXT, []
    for block in (block for block in article.blocks if block.is_content):
        if left <= 0:
            break
        end = min(block.end, block.start + left)
        kept.append(Block(kind=block.kind, start=block.start, end=end))
        left -= end - block.start
    left_out = sum(len(block) for block in article.blocks if block.is_content) - sum(map(len, kept))
    return article.model_copy(update={"blocks": tuple(kept)}), left_out


def _blocks(result: Result, rows: Mapping[str, Row]) -> list[tuple[BlockKind, tuple[Piece, ...]]]:
    return [
        (passage.kind, tuple(_piece(stretch, rows) for stretch in passage.stretches)) for passage in passages(result)
    ]


def _piece(stretch: Stretch, rows: Mapping[str, Row]) -> Piece:
    """The words with the shortest record that covers them, and those that end there and are marked nowhere else."""
    row = rows.get(stretch.records[0]) if stretch.records else None
    if row is None:
        return Piece(stretch.text)
    also = [rows[key] for key in stretch.also if key in rows]
    ending = [row, *also] if stretch.closes else also
    return Piece(
        stretch.text,
        row,
        "; ".join(f"{one.number}. {one.what}: {one.mark.words}" for one in (row, *also)),
        " ".join(f"{one.mark.sign}{one.number}" for one in ending),
    )
