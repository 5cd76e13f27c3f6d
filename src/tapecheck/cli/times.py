"""Moments as options name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapecheck.errors import ConfigError, DecodeError

if TYPE_CHECKING:
    from datetime import datetime


def instant(text: str, option: str) -> datetime:
    """The moment in UTC; without a zone it is UTC, a day is its beginning.

    Raises:
        ConfigError: it is no ISO 8601 time; the message shows how one is written.
    """
    from tapecheck.text.instants import instant_of

    try:
        found = instant_of(text)
    except DecodeError:
        found = None
    if found is None:
        raise ConfigError(f"{option} {text[:40]!r}: not a time; write it as 2026-01-14 or 2026-01-14T21:30Z")
    return found
