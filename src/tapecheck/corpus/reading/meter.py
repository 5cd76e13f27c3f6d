"""stand-in"""

from __future__ import annotations


class Meter:
    consumed = 0
    total: int | None = None
