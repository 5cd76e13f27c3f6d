"""Lines that belong together: embedded posts over several lines, and sentences that a price widget cut in two."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from tapecheck.publishers.pasted.asset_names import ends_with_name
from tapecheck.publishers.pasted.lines import BULLET, WIDE, Line
from tapecheck.publishers.pasted.posts import LONGEST, SIGN_OFF
from tapecheck.publishers.pasted.widgets import CHANGE, PRICE, is_tape, without_widgets
from tapecheck.schema.article import BlockKind
from tapecheck.text.aligned import AlignedText

_TICKER = re.compile(r"[A-Z][A-Z0-9]{1,9}")
_FIGURE = rf"(?:{PRICE}|(?:{CHANGE})|\d{{1,3}}(?:,\d{{3}}){{0,4}}(?:\.\d{{1,10}})?\s?[KMBT%]?)"
# A line of a widget below its ticker: "$61,200", "-2.1%", "24h volatility: 2.0%".
_WIDGET_FIGURE = re.compile(
    rf"(?:(?:24h|vol|market cap|price)[\w. ]{{0,16}}:\s?)?{_FIGURE}(?:\s?[TBMK])?", re.IGNORECASE
)
# What may stand behind the ticker on its line: "BTC $61,200", "BTC -2.1% $61,200".
_WIDGET_FIGURES = re.compile(rf"\s?(?:{PRICE}|{CHANGE})(?:\s?\(?(?:{PRICE}|{CHANGE})\)?)?")
_LONGEST_WIDGET = 40
_LEFT_ALONE: frozenset[BlockKind] = frozenset({"table", "furniture", "related"})
_CLOSING = ",.;:’'"
_MOST_LINES = 14


def join_posts(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of one embedded post as one, a line feed between them."""
    wide_is_usual = sum(line.gap >= WIDE for line in lines) * 2 > len(lines)
    joined: list[Line] = []
    for line in lines:
        sign = None if line.settled else _closing_sign(line.words)
        if sign is None:
            joined.append(line)
            continue
        group = [line]
        alone = sign.start() <= 1
        while (
            joined
            and not joined[-1].settled
            and len(group) < _MOST_LINES
            and (alone or _goes_back(group[0], wide_is_usual))
        ):
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

    "Bitcoin", "BTC", "$61,200", "may yet fall" on four lines become the sentence "Bitcoin may yet fall" and a widget; so
    does "Bitcoin BTC -2.10% may yet fall" on one.
    """
    kept: list[Line] = []
    widgets: list[Line] = []
    at = 0
    while at < len(lines):
        size = _widget_size(lines, at, kept)
        if not size:
            kept.append(_without_widgets(lines[at], widgets))
            at += 1
            continue
        group = list(lines[at : at + size])
        at += size
        if kept and at < len(lines) and _continues(kept[-1].words, lines[at].words):
            parts = [kept[-1].text]
            if group[0].words.isalnum() and not ends_with_name(kept[-1].words, group[0].words):
                parts.append(group.pop(0).text)
            after = _without_widgets(lines[at], widgets)
            whole = (
                AlignedText.join([*parts, after.text], " ") if after.words[0] not in _CLOSING else _closed(parts, after)
            )
            kept[-1] = Line(whole, kept[-1].gap, kept[-1].tagged, kept[-1].settled)
            at += 1
        widgets += group
    return kept, widgets


def _closed(parts: Sequence[AlignedText], after: Line) -> AlignedText:
    return AlignedText.join([AlignedText.join(parts, " "), after.text])


def _without_widgets(line: Line, widgets: list[Line]) -> Line:
    """The line without the widgets inside it, which are put with the others."""
    if line.tagged in _LEFT_ALONE:
        return line
    text, found = without_widgets(line.text)
    if not found or not text.text.strip():
        return line
    widgets += [Line(widget.strip(), 1) for widget in found]
    return replace(line, text=text.strip())


def _widget_size(lines: Sequence[Line], at: int, kept: Sequence[Line]) -> int:
    """How many lines from ``at`` on are a widget: a ticker and at least one bare figure; 0 when it is none."""
    words = lines[at].words
    if lines[at].settled or len(words) > _LONGEST_WIDGET:
        return 1 if is_tape(words) and not lines[at].tagged else 0
    ticker = _TICKER.match(words)
    if ticker is None or (not kept and ticker.end() == len(words)):
        return 1 if is_tape(words) else 0
    size = 1
    while at + size < len(lines) and size < 6 and _WIDGET_FIGURE.fullmatch(lines[at + size].words):
        size += 1
    if ticker.end() == len(words):
        return size if size > 1 else 0
    if _WIDGET_FIGURES.fullmatch(words, ticker.end()):
        mends = kept and at + size < len(lines) and _continues(kept[-1].words, lines[at + size].words)
        return size if mends and ends_with_name(kept[-1].words, ticker.group()) else int(is_tape(words))
    return int(is_tape(words))


def _continues(before: str, after: str) -> bool:
    return before[-1] not in ".!?:" and (after[0].islower() or after[0] in ",.;:’'(")
