"""Results → one HTML file: the page of the article if it is one, else an index with the articles' pages packed behind it.

The index comes first in the file, so that a browser shows it before it has read the rest; what it says is known last. So the packed
pages go to a temporary file in the meantime, and memory holds no more of an article than its row.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple

from markupsafe import Markup

from tapecheck.errors import ConfigError
from tapecheck.report.index.entries import Entry, NotShown
from tapecheck.report.index.packing import PER_PART, Packer
from tapecheck.report.index.rows import Row, rows_json
from tapecheck.report.page import CLOSING, INDEX_SCRIPTS, INDEX_STYLES, opening, page
from tapecheck.report.rendering import render

MOST_ARTICLES = 20_000
"""A page of more is too much for a browser: at some 10 KB an article it would be over 200 MB."""


class Written(NamedTuple):
    """What a report holds: articles with a page, those that could not be done, and the records of the former."""

    articles: int
    failed: int
    records: int


def write_report(entries: Iterable[Entry], stream: BinaryIO, *, charted: bool = False) -> Written:
    """Writes the whole report; the same entries always give the same bytes. Unless it is ``charted``, it says what charts need.

    Raises:
        ConfigError: there is no entry, or there are more than ``MOST_ARTICLES``.
    """
    rows: list[Row] = []
    failed: list[NotShown] = []
    only = ""
    with TemporaryFile() as parts:
        packer = Packer(parts)
        for entry in entries:
            if len(rows) + len(failed) == MOST_ARTICLES:
                raise too_many()
            if isinstance(entry, NotShown):
                failed.append(entry)
                continue
            rows.append(entry.row)
            packer.add(entry.fragment)
            only = entry.fragment
        packer.finish()
        if not rows and not failed:
            raise ConfigError("no article is left to report: check RESULTS and the options that pick articles")
        if len(rows) == 1 and not failed:
            content = render("single.html.j2", article=Markup(only), charted=charted)  # noqa: S704 - made by article_html
            stream.write(_encoded(page(rows[0].title, content)))
        else:
            stream.write(_encoded(_index(rows, failed, charted=charted)))
            parts.seek(0)
            shutil.copyfileobj(parts, stream)
            stream.write(_encoded(CLOSING))
    return Written(len(rows), len(failed), sum(row.records for row in rows))


def too_many() -> ConfigError:
    """The error of a report that no browser would open."""
    return ConfigError(
        f"more than {MOST_ARTICLES:,} articles are too many for one page: pick some with --verdict, --publisher, --from and --to"
    )


def _index(rows: list[Row], failed: list[NotShown], *, charted: bool) -> str:
    """The page up to where the packed parts begin."""
    dates = sorted(row.published[:10] for row in rows if row.published)
    content = render(
        "index.html.j2",
        data=rows_json(rows, per_part=PER_PART),
        articles=len(rows),
        first=dates[0] if dates else "",
        last=dates[-1] if dates else "",
        failed=failed,
        charted=charted,
    )
    return opening(f"{len(rows):,} articles · tapecheck", content, styles=INDEX_STYLES, scripts=INDEX_SCRIPTS)


def _encoded(html: str) -> bytes:
    """UTF-8; half a surrogate pair, which has no UTF-8 and may stand in JSON, as a question mark."""
    return html.encode("utf-8", "replace")
