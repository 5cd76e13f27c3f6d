"""The figure that was crossed for the first time: "above $3,300 for the first time since December"."""

from __future__ import annotations

import re
from typing import NamedTuple, cast

from tapecheck.mentions.superlatives import Expression, Over, over
from tapecheck.records.decision import currency_of
from tapecheck.records.discourse import Discourse
from tapecheck.records.superlatives.beside import measure
from tapecheck.schema.base import Number
from tapecheck.schema.mention import Money, Percent
from tapecheck.schema.record import Modality
from tapecheck.schema.superlative import Form, Measure

_UP = r"""above|over|past|beyond|topp?(?:s|ed|ing)?|cross(?:es|ed|ing)?|surpass(?:es|ed|ing)?|reclaim(?:s|ed|ing)?
    |exceed(?:s|ed|ing)?|breach(?:es|ed|ing)?
    |hit(?:s|ting)?|reach(?:es|ed|ing)?|touch(?:es|ed|ing)?|clear(?:s|ed|ing)?|conquer(?:s|ed)?|broke(?!\s(?:below
    |under))|break(?:s|ing)?(?!\s(?:below|under))|eclips(?:es|ed|ing)|regain(?:s|ed|ing)?"""
_DOWN = r"below|under|beneath|lost|los(?:es|ing)|sub"
_FALL = re.compile(
    r"\b(?:f[ae]ll(?:s|ing|en)?|drop(?:s|ped|ping)?|slid(?:es|ing)?|slip(?:s|ped|ping)?|sank|sink(?:s"
    r"|ing)?|plung(?:es|ed|ing)|tumbl(?:es|ed|ing)|declin(?:es|ed|ing)|dip(?:s|ped|ping)?|crash(?:es|ed"
    r"|ing)?|down)\b",
    re.IGNORECASE,
)
_BRIDGE = (
    r"\s+(?:(?:the|a|an|its|key|psychological|round|critical|major|crucial|important|long-awaited|coveted"
    r"|just|as|high|low|to|at|around|about|nearly|resistance|level|mark|of|through|back"
    r"|threshold)\s+){0,5}~?"
)

# "crossed the psychological $3,300" up to the figure
_BEFORE = re.compile(
    rf"\b(?:(?P<up>{_UP})|(?P<down>{_DOWN})|(?P<to>to|at|through|breaks?|broke))\b{_BRIDGE}$",
    re.VERBOSE | re.IGNORECASE,
)
# "first time above $3,300", "first time it has traded over $3,300"
_AFTER = re.compile(
    rf"\s+(?:(?!since\b|in\b)[\w’']{{1,14}}\s+){{0,6}}?(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b{_BRIDGE}$",
    re.VERBOSE | re.IGNORECASE,
)
# "for the first time since August, bitcoin fell below $3,300"
_LATER = re.compile(
    rf"(?:\s(?:since\s)?[\w.’'\s]{{0,24}}?)?,\s(?P<before>(?:[\w’'.-]{{1,14}}\s){{1,5}}?)(?:(?P<up>{_UP})|(?P<down>{_DOWN}))\b{_BRIDGE}$",
    re.VERBOSE | re.IGNORECASE,
)
# what may stand between the figure and "first time"
_GAP = re.compile(
    r"(?:\s(?:market\scap(?:itali[sz]ation)?|valuation|mark|level|threshold|barrier|milestone|handle|zone|resistance|support|line|range|region"
    r"|territory|price))?(?P<aside>[\s,(—–-]+[^.;!?]{0,70}?)?[\s,—–-]+(?:(?:for|marking|is|was|its"
    r"|their)\s)?(?:the\s)?(?:very\s)?$",
    re.IGNORECASE,
)
_REACHED = re.compile(r"\b(?:reached|hit|touched|crossed|surpassed|topped|climbed|rose)\b", re.IGNORECASE)
_REACH = 110
_NO_PRICE = re.compile(r"\b(?:realized\sprice|realised\sprice|cost\sbasis|moving\saverage|EMA|SMA)\b", re.IGNORECASE)
"""What is no price that was traded: "the realized price exceeded $100,000 for the first time"."""


class Crossing(NamedTuple):
    """A threshold crossed, with the span of the words that state it and what its figure was decided to be of."""

    start: int
    end: int
    form: Form
    over: Over
    value: Number
    currency: str | None
    asset: str | None
    metric: Measure
    modality: Modality


def crossing(discourse: Discourse, found: Expression, sentence: tuple[int, int]) -> Crossing | None:
    """The crossing that "first time" belongs to; ``None`` when it is no figure of a market that was crossed."""
    return _behind(discourse, found, sentence[1]) or _ahead(discourse, found, sentence)


def _behind(discourse: Discourse, found: Expression, end: int) -> Crossing | None:
    """ "First time above $3,300 since December", "first time since December, it rose above $3,300"."""
    text = discourse.context.text
    at = found.end if found.over is None else min(found.end, _time_end(text, found))
    figure = next(iter(discourse.context.figures.within(at, min(end, at + _REACH))), None)
    if figure is None:
        return None
    words = _AFTER.match(text[at : figure.start])
    if words is not None:
        stretch = over(text, figure.end, end) or found.over
        return _made(discourse, found.start, figure.start, words, stretch, figure.end)
    words = _LATER.match(text[found.end : figure.start])
    if words is None:
        return None
    return _made(discourse, found.start, figure.start, words, found.over, found.end, before=words["before"])


def _time_end(text: str, found: Expression) -> int:
    """Where "first time" itself ends, without what it is over."""
    words = re.compile(r"first\s+(?:\w+\s+)?(?:time|close|print|candle|move|trip|break)", re.IGNORECASE).match(
        text, found.start
    )
    return words.end() if words else found.end


def _ahead(discourse: Discourse, found: Expression, sentence: tuple[int, int]) -> Crossing | None:
    """ "Above $3,300 for the first time since December"."""
    text, context = discourse.context.text, discourse.context
    figures = [
        one
        for one in context.figures.within(max(sentence[0], found.start - _REACH), found.start)
        if isinstance(one, Money | Percent)
    ]
    if not figures:
        return None
    figure = figures[-1]
    gap = _GAP.fullmatch(text[figure.end : found.start])
    begin = max(sentence[0], figure.start - 90)
    words = _BEFORE.search(text[begin : figure.start])
    if gap is None or words is None:
        return None
    close = len(gap["aside"] or "") <= 4
    start = begin + words.start() if close else found.start
    if _REACHED.search(gap["aside"] or ""):
        # "Just below $47,000, a level it reached for the first time": the verb says which way.
        words = cast("re.Match[str]", _REACHED.search(gap["aside"]))
    return _made(
        discourse,
        start,
        figure.start,
        words,
        found.over,
        found.end,
        before=text[max(sentence[0], begin) : begin + words.start()],
    )


def _made(
    discourse: Discourse,
    start: int,
    figure_start: int,
    words: re.Match[str],
    stretch: Over | None,
    end: int,
    *,
    before: str = "",
) -> Crossing | None:
    taken = discourse.decisions.get(figure_start)
    if taken is None or taken.decision.kind not in ("price", "metric"):
        return None
    metric = measure(taken.decision)
    if metric == "price" and _NO_PRICE.search(discourse.context.text, max(0, start - 60), start):
        return None
    down = words.groupdict().get("down") is not None or (
        words.groupdict().get("to") is not None and _FALL.search(before) is not None
    )
    stretch = stretch or Over(end, "all")
    return Crossing(
        start,
        max(end, stretch.end),
        "first_below" if down else "first_above",
        stretch,
        taken.figure.value,
        currency_of(taken.figure, "USD" if taken.decision.kind == "price" else None),
        taken.decision.asset,
        metric,
        taken.decision.modality,
    )
