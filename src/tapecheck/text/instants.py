"""Moments as they are given, in UTC."""

from __future__ import annotations

from datetime import UTC, datetime

from tapecheck.errors import DecodeError


def instant_of(given: datetime | str | None) -> datetime | None:
    """A datetime, or ISO 8601, as an aware UTC datetime; without a zone UTC is assumed; ``None`` stays ``None``.

    >>> instant_of("2026-01-14T17:57:00-05:00"), instant_of("2026-01-14")
    (datetime.datetime(2026, 1, 14, 22, 57, tzinfo=datetime.timezone.utc), \
datetime.datetime(2026, 1, 14, 0, 0, tzinfo=datetime.timezone.utc))

    Raises:
        DecodeError: it is not ISO 8601, or lies outside the years 1 to 9999 of UTC.
    """
    if given is None:
        return None
    try:
        moment = datetime.fromisoformat(given.strip()) if isinstance(given, str) else given
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        wrong = "not an ISO 8601 time" if isinstance(given, str) else "no time that can be counted in UTC"
        raise DecodeError(f'"published_at" is {wrong}: {str(given)[:40]!r}') from None
