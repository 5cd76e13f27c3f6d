"""Moments as options name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapecheck.errors import ConfigError, DecodeError

if TYPE_CHECKING:
    from datetime import datetime


def instant(text: str | None, option: str) -> datetime | None:
    """The moment in UTC; without a zone it is UTC, a day is its beginning; ``None`` stays ``None``.

    Raises:
        ConfigError: it is no ISO 8601 time; the message shows how one is written.
    """
    from tapecheck.corpus.reading.rows import parse_instant

    try:
        return parse_instant(text)
    except DecodeError:
        told = (text or "")[:40]
        raise ConfigError(f"{option} {told!r}: not a time; write it as 2026-01-14 or 2026-01-14T21:30Z") from None
