"""Lengths of time as the guidelines write them: ``24h``, ``7d``, ``1y``."""

from __future__ import annotations

import re
from datetime import timedelta

# "24h", "7d", "2y"
_LENGTH = re.compile(r"^(?P<count>\d{1,4})(?P<unit>[hdy])$")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "y": timedelta(days=365)}


def length_of(window: str | None) -> timedelta | None:
    """The length; ``None`` for anything that is not a plain length (``ytd``, ``event``, ``session``).

    >>> length_of("24h"), length_of("1y"), length_of("ytd")
    (datetime.timedelta(days=1), datetime.timedelta(days=365), None)
    """
    match = _LENGTH.match(window or "")
    return int(match["count"]) * _UNITS[match["unit"]] if match and int(match["count"]) else None
