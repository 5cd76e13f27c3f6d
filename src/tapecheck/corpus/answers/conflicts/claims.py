"""A figure as one article tells it, read from the typed tables: what it is of, how it is written, and whose it is."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import cast

from tapecheck.corpus.answers.answer import Cell
from tapecheck.schema.base import Data, Instant, Number, Span
from tapecheck.schema.mention import Bound
from tapecheck.schema.record import Modality, Provenance, TimeWindow
from tapecheck.schema.verdict import Basis, Label


class Claim(Data):
    """A figure of one article, told in the sentence ``words``. ``site`` tells publishers apart; ``unit`` is the currency of a sum, else the
    unit.

    ``time`` ``None``: the article does not say when. It is read as the records are: see ``records.claim.Figured``.
    """

    article: str
    record: str
    publisher: str | None
    site: str | None
    url: str | None
    published_at: Instant
    kind: str
    asset: str | None
    metric: str | None
    role: str | None
    side: str | None
    venue: str | None
    scope: str | None
    measure: str | None
    window: str | None
    unit: str | None
    value: Number
    value_high: Number | None
    bound: Bound
    time: TimeWindow | None
    speaker: str | None
    source: str | None
    words: str
    title: str
    provenance: Provenance
    label: Label | None
    modality: Modality = "asserted"
    readings: dict[Basis, Number] = {}


def claim_of(row: Mapping[str, Cell]) -> Claim:
    """The claim of a row of ``conflicts.sql``."""
    start = cast("int", row["text_start"])
    exact, words = str(row["exact"]), str(row["sentence"])
    place = Span(start=start, end=start + len(exact))
    return Claim(
        article=str(row["article_id"]),
        record=str(row["record_id"]),
        publisher=_text(row["publisher"]),
        site=_text(row["site"]),
        url=_text(row["url"]),
        published_at=_instant(row["published_at"]),
        kind=str(row["kind"]),
        **{name: _text(row[name]) for name in _TEXTS},
        unit=_text(row["unit"]),
        value=cast("Decimal", row["value"]),
        value_high=cast("Decimal | None", row["value_high"]),
        bound=cast("Bound", row["bound"] or "exact"),
        time=_window(row),
        speaker=_text(row["attribution_speaker"]),
        source=_text(row["attribution_source"]),
        words=" ".join(words.split()),
        title=_text(row["title"]) or "",
        provenance=Provenance(
            text=place,
            source=None,
            exact=exact,
            prefix=_text(row["prefix"]) or "",
            suffix=_text(row["suffix"]) or "",
            sentence=place,
            rule="",
        ),
        label=cast("Label | None", row["label"]),
    )


_TEXTS = ("asset", "metric", "role", "side", "venue", "scope", "measure", "window")


def _text(cell: Cell) -> str | None:
    return None if cell is None else str(cell)


def _instant(cell: Cell) -> datetime:
    instant = datetime.fromisoformat(str(cell))
    return instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant


def _window(row: Mapping[str, Cell]) -> TimeWindow | None:
    start, end = row["time_start"], row["time_end"]
    if start is None or end is None:
        return None
    return TimeWindow(start=_instant(start), end=_instant(end), text=_text(row["time_text"]))
