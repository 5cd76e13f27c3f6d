"""Moments as pages write them for machines → aware UTC, and whether a zone had to be assumed."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from tapecheck.publishers.pasted.datelines import read_dateline

_LONGEST = 80
_EARLIEST, _LATEST = 1990, 2100
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
_RFC_822 = re.compile(r"(?:[A-Z][a-z]{2},\s)?\d{1,2}\s[A-Z][a-z]{2}\s20\d\d\s\d\d:\d\d")
_IN_ADDRESS = re.compile(r"/(?P<year>20[0-3]\d)[/-](?P<month>[01]\d)[/-](?P<day>[0-3]\d)(?=[/-]|$)")


class Instant(NamedTuple):
    """``at``: aware UTC, ``None`` where nothing is said; ``assumed``: no zone was given, or no time of day, and UTC was taken."""

    at: datetime | None
    assumed: bool


NO_INSTANT = Instant(None, False)


def read_instant(written: str) -> Instant | None:
    """The moment: ISO 8601, RFC 822, seconds or milliseconds since 1970, or a date line; ``None`` if it can't be read.

    >>> read_instant("2026-01-14T17:57:00-05:00")
    Instant(at=datetime.datetime(2026, 1, 14, 22, 57, tzinfo=datetime.timezone.utc), assumed=False)
    >>> read_instant("Wed, 14 Jan 2026 22:57:00 GMT").at.hour, read_instant("1768431420").at.hour, read_instant("soon")
    (22, 22, None)
    """
    found = _read(written.strip()[: _LONGEST + 1])
    # Software without a date writes the year 1, or 1970.
    return found if found is not None and found.at is not None and _EARLIEST <= found.at.year <= _LATEST else None


def _read(written: str) -> Instant | None:
    if not written or len(written) > _LONGEST:
        return None
    try:
        if _UNIX.fullmatch(written):
            return Instant(datetime.fromtimestamp(int(written[:10]), UTC), False)
        moment = parsedate_to_datetime(written) if _RFC_822.match(written) else datetime.fromisoformat(written)
        if moment.tzinfo is None:
            return Instant(moment.replace(tzinfo=UTC), True)
        return Instant(moment.astimezone(UTC), False)
    except OverflowError:
        return None
    except ValueError:
        line = read_dateline(written)
        if line is None:
            return None
        if line.published_at is not None:
            return Instant(line.published_at, line.zone_assumed)
        return Instant(line.updated_at, line.updated_zone_assumed)


def day_in_address(url: str) -> datetime | None:
    """Midnight UTC of the day in an address, ``None`` if there is none.

    >>> day_in_address("https://example.com/2026/01/14/bitcoin-rises").day, day_in_address("https://example.com/a/2026")
    (14, None)
    """
    found = _IN_ADDRESS.search(url[:500])
    try:
        return datetime(int(found["year"]), int(found["month"]), int(found["day"]), tzinfo=UTC) if found else None
    except ValueError:
        return None
