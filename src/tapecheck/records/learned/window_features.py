"""Which trailing windows a figure can hold over, and what speaks for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.records.context import Context, Figure
from tapecheck.records.learned.asset_features import Candidate
from tapecheck.records.learned.tokens import Tokens, stem
from tapecheck.records.when import dates_extreme
from tapecheck.schema.mention import Date

BACK = 3
"""So many sentences before the figure's are searched for windows."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """What is known when a figure's window is looked for: its label, the patterns' choice, the window of the record before it
    of the same kind, how many characters of text lie between the two, and the window of the article's liquidations."""

    label: str
    guess: str | None
    before: str | None
    gap: int
    same_sentence: bool
    usual: str | None


def candidates(context: Context, tokens: Tokens, figure: Figure, spoken: Spoken) -> list[Candidate]:
    """The candidates, one a window, ``None`` for no window first; a window that the article does not name is never one."""
    sentence = context.sentence(figure.start)
    by_window: dict[str | None, list[str]] = {None: ["none"]}
    inside = [date for date in context.dates.within(sentence.start, sentence.end) if date.window is not None]
    for date in inside:
        by_window.setdefault(date.window, []).extend(_inside(context, tokens, figure, date, inside))
    for distance, date in _earlier(context, sentence.start):
        by_window.setdefault(date.window, []).append(f"back{distance}|in{min(len(inside), 1)}")
    named = Counter(date.window for date in context.dates if date.window is not None)
    for window in (spoken.before, spoken.guess, spoken.usual, *(name for name, _ in named.most_common(2))):
        by_window.setdefault(window, [])
    dated = any(date.window is None for date in context.dates.within(sentence.start, sentence.end))
    block = context.block(figure.start)
    here = tokens.at(figure)
    kind = spoken.label.partition(".")[0]
    gap = sum(spoken.gap >= step for step in (1, 60, 150, 300, 700, 2000))
    made = []
    for window, features in by_window.items():
        which = window if window in ("24h", "7d", "event", "session", None) else "other"
        general = [
            f"is={which}",
            f"is={which}|article={min(named[window], 3)}" if window is not None else f"article={min(named.total(), 4)}",
            f"is={which}|{window == spoken.guess}",
            f"guess={window == spoken.guess}|{spoken.guess is None}|{bool(inside)}",
            f"before={window == spoken.before}|{gap}|{spoken.same_sentence}|{bool(inside)}",
            f"usual={window == spoken.usual}|{bool(inside)}",
            f"is={which}|dated={dated}|{bool(inside)}",
            f"is={which}|block={block.kind if block is not None else None}",
            *(f"is={which}|l={stem(word)}" for word in tokens.words[max(0, here - 4) : here]),
            *(f"is={which}|r={stem(word)}" for word in tokens.words[here + 1 : here + 5]),
        ]
        every = ["w|bias", *(f"w|{feature}" for feature in (*features, *general))]
        every += [f"w{kind}|{feature}" for feature in (*features, *general)]
        made.append(Candidate(window, tuple(dict.fromkeys(every))))
    return made


def _earlier(context: Context, at: int) -> list[tuple[int, Date]]:
    found = []
    for distance in range(1, BACK + 1):
        previous = context.sentences.last_before(at)
        if previous is None:
            break
        found += [
            (distance, date)
            for date in context.dates.within(previous.start, previous.end)
            if date.window is not None and not dates_extreme(context, date)
        ]
        at = previous.start
    return found


def _inside(context: Context, tokens: Tokens, figure: Figure, date: Date, inside: Sequence[Date]) -> list[str]:
    """Features of a window in the figure's own sentence."""
    on_left = date.start < figure.start
    side = "left" if on_left else "right"
    here, there = tokens.at(figure), tokens.at(date)
    first, last = (there, here) if on_left else (here, there)
    between = tokens.words[first + 1 : last]
    start, end = (date.end, figure.start) if on_left else (figure.end, date.start)
    others = min(sum(1 for other in inside if start <= other.start < end), 2)
    figures = min(len(context.figures.within(start, end)), 2)
    cut = context.cues.boundaries_between(start, end)
    strong = min(sum(boundary.strong for boundary in cut), 1)
    extreme = dates_extreme(context, date)
    place = f"{side}|o{others}|f{figures}"
    named = date.window if date.window in ("24h", "7d", "event", "session") else "other"
    made = [
        f"{side}|x{extreme}",
        f"{place}|d{min(len(between), 18) // 3}|x{extreme}",
        f"{place}|s{strong}|w{min(len(cut) - strong, 2)}|x{extreme}",
        f"{side}|n{min(len(inside), 3)}",
        f"{side}|{named}|{place}",
        f"{side}|rule={date.rule.partition('/')[0]}",
        f"{side}|words={' '.join(stem(word) for word in date.text.casefold().split()[:3])}",
    ]
    if len(between) <= 3:
        made.append(f"{side}|btw={' '.join(stem(word) for word in between)}")
    return made
