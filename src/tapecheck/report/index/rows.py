"""One row of the index: what tells an article from the others, and how its records came out."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from markupsafe import Markup

from tapecheck.records import Result
from tapecheck.report.views.marks import MARKS, mark_of

_TITLE_SHOWN = 300
"""Characters of a title that the index shows; the article's own page has all of it."""
_HOST = re.compile(r"https?://(?P<host>[\w.-]{1,253})(?::\d{1,5})?(?:[/?#]|$)", re.IGNORECASE)
"""https://news.example/1 → news.example."""
_ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
"""What could end a script element, or a line of a script; a JSON string may hold each of them as an escape."""


class Row(NamedTuple):
    """An article in the index.

    ``published`` is ``2026-01-14 21:30`` in UTC, empty where it is not known; so is ``publisher``. Of ``records``, quotations and those
    that were not checked are neither supported, refuted nor undecided. ``assets`` are those of the records, the one that most speak
    of first.
    """

    published: str
    publisher: str
    title: str
    records: int
    supported: int
    refuted: int
    undecided: int
    contradictions: int
    assets: tuple[str, ...]


def row_of(result: Result) -> Row:
    """The row of an article that could be done."""
    article = result.article
    marks = Counter(map(mark_of, result.records))
    assets = Counter(asset for record in result.records if (asset := getattr(record, "asset", None)))
    return Row(
        published=_minute(article.published_at),
        publisher=article.publisher or _host(article.url or ""),
        title=_short(article.title or article.id),
        records=len(result.records),
        supported=marks[MARKS["SUPPORTED"]],
        refuted=marks[MARKS["REFUTED"]],
        undecided=marks[MARKS["NOT_ENOUGH_INFO"]],
        contradictions=len(result.contradictions),
        assets=tuple(sorted(assets, key=lambda asset: (-assets[asset], asset))),
    )


def _minute(moment: datetime | None) -> str:
    return "" if moment is None else moment.astimezone(UTC).isoformat(" ", "minutes").removesuffix("+00:00")


def _host(url: str) -> str:
    found = _HOST.match(url)
    return "" if found is None else found["host"].lower().removeprefix("www.")


def _short(title: str) -> str:
    """On one line, and not without end.

    >>> _short("Two\\nlines"), len(_short("long " * 100))
    ('Two lines', 300)
    """
    words = " ".join(title.split())
    return words if len(words) <= _TITLE_SHOWN else words[: _TITLE_SHOWN - 1] + "…"


def rows_json(rows: Sequence[Row], *, per_part: int) -> Markup:
    """The rows as JSON that can stand in a ``<script>`` element whatever is in them.

    Publishers and assets are named once; a row has their places. ``per_part``: how many articles a packed part holds.
    """
    publishers, assets = _places(row.publisher for row in rows), _places(name for row in rows for name in row.assets)
    table = {
        "per_part": per_part,
        "publishers": list(publishers),
        "assets": list(assets),
        "rows": [
            [row.published, publishers[row.publisher], *row[2:-1], [assets[name] for name in row.assets]]
            for row in rows
        ],
    }
    text = json.dumps(table, separators=(",", ":"), ensure_ascii=False)
    return Markup(text.translate(_ESCAPES))  # noqa: S704 - no sign of HTML is left in it


def _places(names: Iterable[str]) -> dict[str, int]:
    """Each name once, with its place in the order in which they first came."""
    return {name: place for place, name in enumerate(dict.fromkeys(names))}
