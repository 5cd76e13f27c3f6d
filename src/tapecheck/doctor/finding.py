"""What a check found."""

from __future__ import annotations

from typing import Literal

from tapecheck.schema.base import Data

Status = Literal["ok", "warning", "error"]


class Finding(Data):
    """One line of the doctor: what was looked at, how it is, what was found, and what to do (``None``: nothing).

    ``error``: something does not work as it is; ``warning``: something is old, tight, or not there and not needed by everybody.
    """

    check: str
    status: Status
    found: str
    fix: str | None = None
