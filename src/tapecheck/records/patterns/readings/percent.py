"""What a percentage is: a move, or a share, rate, probability or other ratio."""

from __future__ import annotations

import re

from tapecheck.records.patterns.readings.neighbourhood import UNREAD, Meaning, Neighbourhood
from tapecheck.schema.mention import Percent

FLOOR = 0.3
"""A percentage with no score above this is no record; set on the development articles."""

SHARE_WEIGHT = {
    "dominance": 1.3,
    "share": 1.0,
    "funding_rate": 1.4,
    "rate": 1.05,
    "probability": 1.2,
    "other": 1.0,
    "supply": 0.6,
}

CARRIED = 150
"""How far, in characters, a percentage without a cue leans on the one before it."""

_FIBONACCI = re.compile(r"\s+(?:Fib\b|Fibonacci|retracement)", re.IGNORECASE)
"""The name of a line on a chart: "the 61.8% Fibonacci retracement"."""

_VERB_TO = re.compile(
    r"\b(?:rose|risen|rising|increased?|increasing|grew|grown|climb(?:ed|ing)|jump(?:ed|ing)|fell|fallen|falling|drop(?:ped|ping)|declin(?:ed|ing)|"
    r"surg(?:ed|ing)|soar(?:ed|ing)|nears?|stands?|stood|sits?|slipp(?:ed|ing)|cut|raised?|up|down)\s+(?:to|at)\s+(?:(?:about|around|nearly|roughly|just|over|a|"
    r"record|almost)\s+){0,3}$",
    re.IGNORECASE,
)
"""A verb that ends at a level: "its share has increased to 27.5%"; "rose 3%" is a move."""

_SHARE_OF_PEOPLE = re.compile(
    r"\s+(?:were|are|feel|felt|say|said|believed?|who|think|own|owned|hold|respondents|users|investors|holders|voters|women|men|weight(?:age)?)\b",
    re.IGNORECASE,
)
"""A part of those who were asked: "51% were influenced by", "45% of women"."""

_SHARE_OF = re.compile(r"\s+of\s+(?!(?:its|the|their)\s+(?:\w+\s+)?(?:value|gains?|price|worth)\b)", re.IGNORECASE)
"""A part of something: "40% of supply"; not "7% of its value"."""

_FROM = re.compile(r"\bfrom\s+(?:(?:about|around|nearly|roughly|just|over|under)\s+)?$", re.IGNORECASE)

_TO_PERCENT = re.compile(
    r"(?:\s+(?:in|on|at)\s+[\w. ]{3,20})?,?\s+to\s+(?:\w+\s+){0,2}?[\d.]+\s?(?:%|per\s?cent)", re.IGNORECASE
)
"""A percentage that goes from one value to another is a share or rate, not a move: "rose from 15% in 2021 to 18%"."""
AT_LEVEL = re.compile(
    r"\b(?:to|at|from|past|of|above|below|near|around|is|was|reached?|hit|hits|was|are)\s+(?:(?:about|around|nearly|roughly|over|"
    r"just|under|almost|a|an|record|the|above|below|approximately|more|less|than)\s+){0,3}$",
    re.IGNORECASE,
)
"""A preposition that gives a level, not a change: "yields falling to 3.8%", not "falling 3.8%"."""


def read_percent(near: Neighbourhood[Percent]) -> Meaning:
    """The kind of a percentage, and which metric it is."""
    if near.figure.unit == "bps":
        return "metric", "rate"
    if near.strength("funding_rate") >= 0.35:
        return "metric", "funding_rate"
    if _FIBONACCI.match(near.after):
        return UNREAD
    share, score = near.best(SHARE_WEIGHT)
    if _VERB_TO.search(near.before):
        return "metric", share if score >= 0.1 else "share"
    if _FROM.search(near.before) and _TO_PERCENT.match(near.after):
        return "metric", share if score >= 0.1 else "share"
    level = AT_LEVEL.search(near.before) is not None
    if level and near.strength("index") >= 0.6:
        return "metric", "index"
    move = near.strength("up", "down")
    if near.figure.signed:
        move += 0.8
    elif level and score > 0.1:
        move *= 0.45
    if _SHARE_OF.match(near.after) and move < 0.9 and score < 1.0:
        share, score = "share", max(score, 0.85)
    if _SHARE_OF_PEOPLE.match(near.after) and move < 0.6:
        return "metric", "share"
    if max(move, score) < FLOOR:
        return _goes_on(near)
    return ("percent_move", "") if move >= score else ("metric", share)


def _goes_on(near: Neighbourhood[Percent]) -> Meaning:
    """A percentage without a cue goes on with what was listed just before it: "up 2% on the day and 7% over the week"."""
    last = near.earlier.percent
    if last is None or last.kind is None or near.figure.start - last.figure.end > CARRIED:
        return _default(near)
    same = near.context.sentence(last.figure.start) == near.context.sentence(near.figure.start)
    return (last.kind, last.role) if same or last.kind == "metric" else _default(near)


def _default(near: Neighbourhood[Percent]) -> Meaning:
    """A bare percentage that nothing explains is most often a part of something; offers and bonuses are not."""
    return UNREAD if near.figure.value > 100 or near.strength("none") > 0.1 else ("metric", "share")
