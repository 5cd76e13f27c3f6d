"""What a percentage moved, and which way."""

from __future__ import annotations

import re

from tapecheck.records.context import Context, Figure
from tapecheck.records.decision import MoveMetric
from tapecheck.records.evidence import strength
from tapecheck.records.patterns.readings import Reading
from tapecheck.records.patterns.subject import usable
from tapecheck.schema.mention import Percent

_METRICS: tuple[tuple[str, MoveMetric], ...] = (
    ("volume", "volume"),
    ("open_interest", "open_interest"),
    ("market_cap", "market_cap"),
    ("tvl", "tvl"),
    ("supply", "supply"),
    ("hashrate", "hashrate"),
    ("flow", "flows"),
    ("revenue", "other"),
    ("count", "other"),
)
SUBJECT_LEFT = 0.3
SUBJECT_RIGHT = 0.45
"""What moved is a metric, not the price, when its name is this near; set on the development articles."""


def moved(context: Context, reading: Reading, before: Reading | None) -> MoveMetric:
    """What moved: the metric named beside the move, or whose value the sentence gives just before it; else the price."""
    told = _told(context, reading.figure)
    if told is not None:
        return told
    best: tuple[float, MoveMetric] = (0.0, "price")
    for tag, metric in _METRICS:
        hint = reading.evidence.get(tag)
        if hint is not None and hint.strength >= (SUBJECT_LEFT if hint.side == "left" else SUBJECT_RIGHT):
            best = max(best, (hint.strength, metric))
    if best[1] != "price" or before is None or before.kind != "metric":
        return best[1]
    start, end = before.figure.end, reading.figure.start
    same = context.sentence(before.figure.start) == context.sentence(reading.figure.start)
    if not same or any(usable(asset) for asset in context.assets.within(start, end)):
        return "price"
    return next((metric for tag, metric in _METRICS if tag == before.role), "price")


_CHANGE_IN = re.compile(
    r"(?:\s+[\w-]+){0,3}?\s+(?:drop|decline|fall|decrease|dip|slump|plunge|increase|rise|growth|surge|jump|spike|gain|uptick|reduction|change|bump)"
    r"\s+(?:in|of)\s+(?P<what>(?:[\w’'-]+\s+){0,4}?[\w’'-]+)(?=\s+(?:to|from|over|in|on|for|after|since|as|and|while|compared|versus|this|last)\b|[,.;:)]|$)",
    re.IGNORECASE,
)
"""What a change is in, behind the figure: "a 41% year-over-year drop in revenue"."""

_WHICH = re.compile(
    r"(?P<what>(?:[\w’'-]+\s+){0,3}[\w’'-]+),?\s+(?:which|that)\s+(?:(?:has|have|had|also|then|itself|themselves)\s+){0,2}[\w’'-]+(?:\s+by)?"
    r"(?:\s+(?:about|around|nearly|roughly|some|over|more\s+than))?\s*$",
    re.IGNORECASE,
)
"""What a relative clause is about: "core revenues, which dropped 17%"."""

_NOT_A_PRICE = re.compile(
    r"\b(?:revenues?|sales|earnings|profits?|incomes?|fees?|costs?|expenses|deposits|loans|users|customers|wallets|addresses|transactions|downloads"
    r"|consumption|output|production|spending|funding|hiring|difficulty|supply\s+chains?|exports|imports|traffic|registrations|applications)$",
    re.IGNORECASE,
)
"""Things that change in percent and have no metric of their own."""


def _told(context: Context, figure: Figure) -> MoveMetric | None:
    """The metric that the grammar names outright; ``None`` if it names none, or names an asset's price."""
    sentence = context.around(figure)
    match = _CHANGE_IN.match(context.text, figure.end, sentence.end)
    if match is None:
        match = _WHICH.search(context.text[max(sentence.start, figure.start - 90) : figure.start])
        shift = max(sentence.start, figure.start - 90)
    else:
        shift = 0
    if match is None:
        return None
    start, end = match.start("what") + shift, match.end("what") + shift
    named = [cue for cue in context.cues.between(start, end) if cue.end <= end]
    for tag, metric in _METRICS:
        if any(tag in cue.tags for cue in named):
            return metric
    return "other" if _NOT_A_PRICE.search(match["what"]) else None


def falls(reading: Reading) -> bool:
    """Whether a percentage without a sign is a fall."""
    if isinstance(reading.figure, Percent) and reading.figure.signed:
        return (reading.figure.value_high or reading.figure.value) < 0
    return strength(reading.evidence, "down") > strength(reading.evidence, "up")
