"""The signature of an embedded post: who wrote it, and on what day."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from tapecheck.publishers.pasted.posts import FOLLOWED, SIGN_OFF

_DAYS = ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y")


class Signature(NamedTuple):
    """``day``: as written, in no stated zone; ``None`` if it is not given."""

    author: str
    handle: str
    day: date | None


def signature(text: str) -> Signature | None:
    """The last signature in the words of a post; ``None`` if there is none.

    >>> signature("Up only. — Sam Sample (@sample) January 3, 2026")
    Signature(author='Sam Sample', handle='@sample', day=datetime.date(2026, 1, 3))
    >>> signature("Sam Sample @sample · Follow Up only. 6:12 pm · 3 May 2025 210 Reply")
    Signature(author='Sam Sample', handle='@sample', day=datetime.date(2025, 5, 3))
    """
    followed = FOLLOWED.match(text)
    if followed:
        return Signature(followed["name"].strip(), followed["handle"], _day(followed["day"]))
    signed = list(SIGN_OFF.finditer(text))
    if not signed:
        return None
    found = signed[-1]
    written = found.group()[found.end("handle") - found.start() + 1 :].strip(" ,·•|\n")
    return Signature(found["name"].strip(), found["handle"], _day(written))


def _day(written: str) -> date | None:
    for form in _DAYS:
        try:
            return datetime.strptime(written, form).date()  # noqa: DTZ007 - a day, not a moment
        except ValueError:
            continue
    return None
