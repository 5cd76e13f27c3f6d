"""What a worker tells of itself: all that its results depend on besides the articles."""

from __future__ import annotations

from tapecheck.schema.base import Data
from tapecheck.schema.result import Versions

_IN_WORDS = {
    "code": "the code of tapecheck",
    "versions": "the version, the models or the settings",
    "market": "the market data",
    "device": "the device that the model of names runs on",
}


class About(Data):
    """The versions that are written into each result, a digest of the code, and one of the market data (``None``: nothing is checked).

    ``device``: where the model of names runs, ``cpu`` or ``cuda``: its scores are not the same to the last digit.
    """

    versions: Versions
    code: str
    market: str | None
    device: str = "cpu"

    def differences(self, other: About) -> list[str]:
        """In what the two differ, in words."""
        return [words for field, words in _IN_WORDS.items() if getattr(self, field) != getattr(other, field)]
