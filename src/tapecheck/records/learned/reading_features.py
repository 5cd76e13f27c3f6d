"""What tells whether a claim has been read right: the words around it, and how its asset and time are tied to it.

Nothing here looks at the figure's size: a wrong figure must be read with the same trust as a right one, or it would escape.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from tapecheck.market.claims.publication import is_date_only
from tapecheck.records.context import Context
from tapecheck.records.decision import Decisions
from tapecheck.records.learned.figure_features import sides, word_features
from tapecheck.records.learned.tokens import Tokens, stem
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.schema.mention import Asset, Date

Checked = Price | PercentMove
"""Records whose reading the market can confirm or not."""

_DIGITS = re.compile(r"\d+")
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\b\.?")
_DAY = re.compile(r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_SCALE = re.compile(r"(?<=\d)\s?(?P<scale>[A-Za-z]{1,8})")
"""What follows the digits of a figure: "K" in "$98K", "million"."""


@dataclass(frozen=True)
class Setting:
    """An article as far as its records are read by it."""

    context: Context
    tokens: Tokens
    decisions: Decisions

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """The symbols in the order of how often the article names them."""
        counted = Counter(asset.symbol for asset in self.context.assets if asset.symbol is not None)
        return tuple(symbol for symbol, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0])))

    @cached_property
    def titled(self) -> frozenset[str | None]:
        """The symbols that the title names."""
        title = next((block for block in self.context.blocks if block.kind == "title"), None)
        if title is None:
            return frozenset()
        return frozenset(asset.symbol for asset in self.context.assets.within(title.start, title.end))


def reading_features(setting: Setting, record: Checked) -> list[str]:
    """The features of a record, each a short string."""
    context, tokens = setting.context, setting.tokens
    span = record.provenance.text
    left, right = sides(context, tokens, span)
    what = record.role if isinstance(record, Price) else "move"
    made = [
        *word_features(left, right),
        f"what={what}",
        f"what={what}|{record.bound}",
        f"what={what}|{stem(left[-1])}",
        f"what={what}|{right[0]}",
        f"what={what}|time={record.time is not None}",
        f"bound={record.bound}",
        *_scale(record),
        *_sure(setting, record),
        *_place(setting, record),
        *_asset(setting, record),
        *_time(setting, record),
    ]
    if isinstance(record, PercentMove):
        made += [f"window={record.window}", f"fell={record.value < 0}", f"fell={record.value < 0}|{stem(left[-1])}"]
    return list(dict.fromkeys(made))


def _scale(record: Checked) -> list[str]:
    """How the figure is printed, without its digits."""
    exact = record.provenance.exact
    found = _SCALE.search(exact)
    return [
        f"scale={found['scale'].casefold() if found else None}",
        f"sign={exact[:1] if not exact[:1].isdigit() else 0}",
    ]


_STEPS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995)


def _sure(setting: Setting, record: Checked) -> list[str]:
    """How probable the decisions were that made the record: each, and the least and all together."""
    taken = setting.decisions.get(record.provenance.text.start)
    told = taken.decision.sure if taken is not None else {}
    if not told:
        return ["sure=unknown"]
    made = [f"sure={task}{_step(probability)}" for task, probability in told.items()]
    return [*made, f"least={_step(min(told.values()))}", f"all={_step(math.prod(told.values()))}"]


def _step(probability: float) -> int:
    return sum(probability >= step for step in _STEPS)


def _place(setting: Setting, record: Checked) -> list[str]:
    context, span, sentence = setting.context, record.provenance.text, record.provenance.sentence
    block = context.block(span.start)
    kind = block.kind if block is not None else "none"
    figures = len(context.figures.within(sentence.start, sentence.end))
    published = context.article.published_at
    in_block = len(context.figures.within(block.start, block.end)) if block is not None else 0
    return [
        f"block={kind}",
        f"figures={min(figures, 8)}",
        f"crowd={min(in_block // 4, 5)}",
        f"long={min((sentence.end - sentence.start) // 80, 6)}",
        f"said={context.quotations.at(span.start) is not None}",
        f"view={record.attribution is not None and record.attribution.speaker is not None}",
        f"article={setting.tokens.about}",
        f"dated={published is None or is_date_only(published)}",
    ]


def _asset(setting: Setting, record: Checked) -> list[str]:
    """How the asset is tied to the figure, and who else is in the sentence."""
    context, tokens, span = setting.context, setting.tokens, record.provenance.text
    sentence = context.around(span)
    inside = context.assets.within(sentence.start, sentence.end)
    others = {asset.symbol for asset in inside} - {record.asset}
    classes = sorted({asset.asset_class for asset in inside if asset.symbol != record.asset})
    rank = setting.topics.index(record.asset) if record.asset in setting.topics else 9
    made = [
        f"asset={record.asset if rank < 3 else 'rare'}",
        f"rank={min(rank, 4)}",
        f"titled={record.asset in setting.titled}|{bool(setting.titled)}",
        f"others={min(len(others), 3)}",
        *(f"beside={name}" for name in classes),
    ]
    mine = [asset for asset in inside if asset.symbol == record.asset]
    if not mine:
        return [*made, "tie=none", f"tie=none|{min(len(others), 2)}"]
    near = min(mine, key=lambda asset: _gap(tokens, asset, record))
    side, gap = ("left" if near.start < span.start else "right"), min(_gap(tokens, near, record), 20)
    start, end = (near.end, span.start) if side == "left" else (span.end, near.start)
    between = Counter(word for word in tokens.words[tokens.index(start) : tokens.index(end)] if word[0] == "<")
    cut = context.cues.boundaries_between(start, end)
    crossed = f"{min(between.total(), 3)}|{min(len(cut), 2)}"
    made += [
        f"tie={side}{gap // 3}",
        f"tie={side}|{crossed}",
        f"first={near is mine[0]}",
        f"written={near.text.isupper()}",
    ]
    made += [f"btw={word}" for word in between]
    if gap <= 4:
        made.append(
            f"btw={side} {' '.join(stem(word) for word in tokens.words[tokens.index(start) : tokens.index(end)])}"
        )
    return made


def _gap(tokens: Tokens, asset: Asset, record: Checked) -> int:
    return abs(tokens.at(asset) - tokens.at(record.provenance.text))


def _time(setting: Setting, record: Checked) -> list[str]:
    """What is said of the time, and how near to the figure."""
    context, tokens, span = setting.context, setting.tokens, record.provenance.text
    sentence = context.around(span)
    dates = context.dates.within(sentence.start, sentence.end)
    made = [f"dates={min(len(dates), 3)}"]
    made += [f"date={_worded(date)}" for date in dates[:3]]
    if record.time is None or record.time.text is None:
        return [*made, "time=none"]
    words = _plain(record.time.text)
    made += [f"time={words}", *(f"timew={word}" for word in words.split())]
    known = [date for date in dates if date.text == record.time.text]
    if known:
        date = min(known, key=lambda one: abs(one.start - span.start))
        gap = min(abs(tokens.at(date) - tokens.at(span)), 20)
        side = "left" if date.start < span.start else "right"
        made += [f"when={side}{gap // 3}", f"when={side}|{words}", f"alone={len(dates) == 1}|{side}"]
    published = context.article.published_at
    if published is not None:
        ago = (published - record.time.end).total_seconds() / 86400
        made.append(f"ago={sum(ago > step for step in (-1, 0, 1, 3, 8, 35, 400))}")
    return made


def _worded(date: Date) -> str:
    return f"{date.window}|{_plain(date.text)}"


def _plain(text: str) -> str:
    """The words of a time without its numbers and names.

    >>> _plain("Wednesday, January 14"), _plain("past 24 hours")
    ('<day>, <month> 0', 'past 0 hours')
    """
    text = _MONTH.sub("<month>", _DAY.sub("<day>", " ".join(text.casefold().split())))
    return _DIGITS.sub("0", text)
