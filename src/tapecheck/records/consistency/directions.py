"""Which way a sentence says that something went: a sign is only held against an article whose words are plain."""

from __future__ import annotations

import re

_RISES = re.compile(
    r"""\b(?:rose|ris(?:e|es|en|ing)|gain\w{0,3}|climb\w{0,3}|jump\w{0,3}|surg\w{1,3}|soar\w{0,3}|rall(?:y|ied|ies|ying)|up|grew|grow\w{0,3}
    |increas\w{1,3}|advanc\w{1,3}|add(?:s|ed|ing)|spik\w{1,3}|rebound\w{0,3}|recover\w{0,3}|bounc\w{1,3}|more(?!\sthan)|higher|boost\w{0,3})\b""",
    re.IGNORECASE | re.VERBOSE,
)
_FALLS = re.compile(
    r"""\b(?:fell|fall\w{0,3}|drop\w{0,4}|declin\w{1,3}|slid\w{0,4}|slipp?\w{0,3}|los(?:e|es|t|s|ses|ing)|down\w{0,4}|plung\w{1,3}|plummet\w{0,3}
    |tumbl\w{1,3}|sank|sink\w{0,3}|crash\w{0,3}|shed\w{0,4}|decreas\w{1,3}|negative|less(?!\sthan)|fewer|lower|dip\w{0,4}|pull\w{0,3}back|correct\w{0,4}
    |wip\w{1,3}|eras\w{1,3}|revers\w{1,4}|after|despite)\b""",
    re.IGNORECASE | re.VERBOSE,
)


def plainly(words: str, *, falls: bool) -> bool:
    """Whether the words tell of a fall, or of a rise, and of nothing else.

    >>> plainly("Bitcoin rose 5%", falls=False), plainly("after climbing to $69,000 it plunged 20%", falls=True)
    (True, False)
    """
    told, against = (_FALLS, _RISES) if falls else (_RISES, _FALLS)
    return told.search(words) is not None and against.search(words) is None
