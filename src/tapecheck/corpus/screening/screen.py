"""stand-in"""

from __future__ import annotations

from tapecheck.schema.base import Data


class Screened(Data):
    language: str | None
    signature: str | None

    @property
    def signature_bytes(self) -> bytes | None:
        return None
