"""Lines that belong together: embedded posts over several lines, and sentences that a price widget cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tapecheck.publishers.lines import BULLET, WIDE, Line
from tapecheck.publishers.posts import LONGEST, SIGN_OFF
from tapecheck.text.aligned import AlignedText

_TICKER = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_WIDGET_FIGURE = re.compile(r"[$€£]?\s?\d[\d,]*(?:\.\d+)?(?:[KMBT])?|[+\-−▲▼]?\s?\d{1,4}(?:\.\d+)?\s?%")
_MOST_LINES = 14


def join_posts(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of one embedded post as one, a line feed between them."""
    wide_is_usual = sum(line.gap >= WIDE for line in lines) * 2 > len(lines)
    joined: list[Line] = []
    for line in lines:
        sign = _closing_sign(line.words)
        if sign is None:
            joined.append(line)
            continue
        group = [line]
        alone = sign.start() <= 1
        while joined and len(group) < _MOST_LINES and (alone or _goes_back(group[0], wide_is_usual)):
            if sum(len(part.text) for part in group) + len(joined[-1].text) > LONGEST + 100:
                break
            group.insert(0, joined.pop())
            alone = False
        joined.append(Line(AlignedText.join([part.text for part in group], "\n"), group[0].gap))
    return joined


def _closing_sign(words: str) -> re.Match[str] | None:
    """The signature that the line ends with."""
    return next((sign for sign in SIGN_OFF.finditer(words) if sign.end() >= len(words) - 1), None)


def _goes_back(first: Line, wide_is_usual: bool) -> bool:
    return (first.gap >= WIDE and not wide_is_usual) or BULLET.match(first.words) is not None


def mend_widgets(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """The lines without pasted price widgets, and those of the widgets.

    "Bitcoin", "BTC", "$61,200", "may yet fall" on four lines become the sentence "Bitcoin may yet fall" and a widget.
    """
    kept: list[Line] = []
    widgets: list[Line] = []
    at = 0
    while at < len(lines):
        size = _widget_size(lines, at)
        if not size:
            kept.append(lines[at])
            at += 1
            continue
        widgets += lines[at : at + size]
        at += size
        if kept and at < len(lines) and _continues(kept[-1].words, lines[at].words):
            whole = AlignedText.join([kept[-1].text, lines[at].text], "" if lines[at].words[0] in ",.;:’'" else " ")
            kept[-1] = Line(whole, kept[-1].gap)
            at += 1
    return kept, widgets


def _widget_size(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on are a widget: a ticker and at least one bare figure; 0 when it is none."""
    if at == 0 or not _TICKER.fullmatch(lines[at].words):
        return 0
    size = 1
    while at + size < len(lines) and size < 5 and _WIDGET_FIGURE.fullmatch(lines[at + size].words):
        size += 1
    return size if size > 1 else 0


def _continues(before: str, after: str) -> bool:
    return before[-1] not in ".!?" and (after[0].islower() or after[0] in ",.;:’'(")
