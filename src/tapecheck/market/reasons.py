"""Why a claim can't be decided, for programs and for people."""

from __future__ import annotations

from typing import NamedTuple

from tapecheck.schema.verdict import Cause


class Unfit(NamedTuple):
    """Why a claim can't be decided: the cause for programs, the reason for people, a sentence with its full stop."""

    cause: Cause
    reason: str
