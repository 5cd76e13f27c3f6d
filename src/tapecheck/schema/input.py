"""What goes in: one article as read from a file, or why what was read is not one."""

from __future__ import annotations

from typing import Literal

from tapecheck.schema.base import Data, Instant

Media = Literal["text", "html"]


class ArticleInput(Data):
    """One article to work on.

    ``source`` is the decoded text or HTML; ``provenance.source`` of every record counts in it. ``id`` is the caller's, or
    the path as given. What ``url`` … ``published_at`` say goes before what the page says; ``None``: the page decides.
    ``path`` and ``line`` (from 1; ``None``: the whole file) say where it was read, for messages only.
    """

    id: str
    source: str
    media: Media | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_at: Instant | None = None
    path: str | None = None
    line: int | None = None


class RejectedInput(Data):
    """Something that was to be an article and isn't. ``error`` is the class of the error, ``message`` one line saying why."""

    id: str
    error: str
    message: str
    path: str | None = None
    line: int | None = None
