"""Headings that flattened text has inside its paragraphs: "… on Monday. Key support levels Bitcoin has now …".

A heading is told by the full stop that it lacks: words behind a sentence's end, and then, without a mark, the beginning of another
sentence. Where a sentence begins for sure is the harder part: at a word that is written large only there ("The", "According"), at a
letter that runs into the heading ("engineAt"), or behind a heading of the table. What can't be told stays in the paragraph.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import islice

from tapecheck.schema.base import Span

_MOST = 400
_LONGEST = 110
_MOST_WORDS, _MOST_SMALL_WORDS = 14, 9
_STARTS = re.compile(
    r"(?:(?<=[a-z%)\d][.!?])|(?<=[.!?][”\"’)]))\s?(?=[A-Z“])|(?<=[a-z]{2}[.!?])(?=[A-Z][a-z])|^(?=[A-Z])"
)
_OPENER = (
    r"(?:The|This|These|That|Those|It|Its|In|On|At|As|After|Although|According|Additionally|Another|Both|But|And|By|Despite|During|"
    r"Earlier|Even|Following|For|From|Furthermore|However|If|Meanwhile|Moreover|Over|Once|Since|So|There|They|Though|To|Under|Until|"
    r"When|While|With|Yet|A|An|Some|Many|We|He|She|His|Her|Their|Our|Currently|Recently|Still|Now)"
)
_VERB = (
    r"(?:is|are|was|were|has|have|had|can|could|may|might|will|would|continues?|remains?|rose|fell|dropped|climbed|surged|jumped|gained|"
    r"slipped|traded|trades|hit|reached|broke|saw|started|began|posted|shows?|showed|looks?|appears?|recently|currently|briefly)"
)
_ASSET = r"(?:Bitcoin|Ethereum|Ether|Solana|Dogecoin|Cardano|Ripple|Chainlink|Crypto|BTC|ETH|XRP|SOL|DOGE|ADA|BNB|LINK|SHIB|PEPE)"
# Where the next sentence begins: behind a blank without a mark before it, or in the middle of what looks like one word.
_JOINT = re.compile(rf" (?=[A-Z])(?<=[\w%)] )(?:{_OPENER} [a-z]|(?P<asset>{_ASSET})(?:[’']s price)? {_VERB}\b)")
_GLUE = re.compile(r"[A-Z](?<=[a-z]{3}.)")
_BEHIND_GLUE = re.compile(rf"{_OPENER} [a-z]|(?P<asset>{_ASSET}) {_VERB}\b|(?P<bare>[A-Z][a-z]+ [a-z])")
# The word that a name runs into is small all through: "engineSample", not "MicroSample".
_SMALL_WORD = re.compile(r"[ ’'-][a-z]{4,22}$")
_STOP = re.compile(r"[.!?;…“”\"]|:\s|—|\s[-–]\s|https?:|@")
_SMALL_END = re.compile(
    r"(?:^|\s)(?:an?|the|of|to|in|on|at|by|for|from|with|as|and|or|but|nor|vs|per|via|into|over|after|amid|is|are|be|its?|than|"
    r"that|said|says|told|called|named|dubbed|titled|like|including|was|were|has|have|had|will|not|who|which|when|while|if|how)$",
    re.IGNORECASE,
)
# "Since Coinbase One launched in May": the beginning of a sentence, not a heading.
_SUBORDINATES = re.compile(
    r"(?:Since|As|After|While|When|In|At|On|For|If|With|From|Despite|According|Following|During|Under|Until|By)\b"
)
_NOUN_END = re.compile(
    r"\b(?:Analysis|Prediction|Outlook|Forecast|Levels?|Overview|Update|Action|Momentum|Reaction|Sentiment|Structure|Trends?|News|"
    r"Targets?|Price|Signals?|Indicators?|Next|Ahead|Rally|Watch|Recap|Summary|Impact|Breakout|Support|Resistance|Pressure|Metrics|Data|"
    r"Details|Conclusion|Background|Demand|Inflows|Outflows|Growth|Investors|Bulls|Bears|Market|Setup|Pattern|Chart|Highs?|Lows?)$"
)


def heading_spans(text: str) -> list[Span]:
    """The headings inside a paragraph of flattened text, half-open, in order.

    >>> text = "It fell on Monday. Key support levels Samplecoin has now lost two. Why Whales Keep Buying The fund bought 5 more."
    >>> [text[span.start : span.end] for span in heading_spans(text)]
    ['Key support levels', 'Why Whales Keep Buying']
    """
    found = sorted((*_told(text), *_listed(text)), key=lambda span: (span.start, span.end))
    spans: list[Span] = []
    for span in found:
        if not spans or spans[-1].end <= span.start:
            spans.append(span)
    return spans


def _listed(text: str) -> Iterator[Span]:
    """Headings of the table, with another sentence right behind them."""
    for match in islice(_known().finditer(text), _MOST):
        yield Span(start=match.start(), end=match.end())


def _told(text: str) -> Iterator[Span]:
    """Headings told by where the next sentence begins."""
    done = 0
    joints = [(joint.start(), joint["asset"] is not None) for joint in islice(_JOINT.finditer(text), _MOST)]
    for glue in islice(_GLUE.finditer(text), _MOST):
        behind = _BEHIND_GLUE.match(text, glue.start())
        if behind and (behind["bare"] is None or _SMALL_WORD.search(text, max(0, glue.start() - 25), glue.start())):
            joints.append((glue.start(), behind["asset"] is not None))
    for at, before_asset in sorted(joints):
        low = max(done, at - _LONGEST)
        starts = [match.end() for match in _STARTS.finditer(text, low, at)]
        start = starts[-1] if starts else None
        if start is None or _STOP.search(text, start, at):
            continue
        if _is_heading(text[start:at], before_asset=before_asset):
            yield Span(start=start, end=at)
            done = at


def _is_heading(words: str, *, before_asset: bool) -> bool:
    tokens = words.split()
    if not 2 <= len(tokens) <= _MOST_WORDS or _SMALL_END.search(words) or words[-1] in ",:;&-–’'(/":
        return False
    if len(tokens) < 4 and _SUBORDINATES.match(words):
        return False
    long = [token for token in tokens[1:] if len(token) > 3 and token[0].isalpha()]
    large = sum(token[0].isupper() for token in long)
    title_case = len(long) >= 1 and large >= len(long) * 0.75
    if before_asset:
        return title_case and _NOUN_END.search(words) is not None
    return title_case or len(tokens) <= _MOST_SMALL_WORDS


@cache
def _known() -> re.Pattern[str]:
    rows = "|".join(f"(?:{pattern})" for pattern in patterns())
    return re.compile(rf"(?<=[.!?”\"] )(?:{rows})(?= ?[A-Z“]\w*[ ’'][\w(])")


@cache
def patterns() -> tuple[str, ...]:
    """The patterns of ``data/headings.jsonl``: headings that many articles have."""
    lines = resources.files("tapecheck").joinpath("data/headings.jsonl").read_text(encoding="utf-8").splitlines()
    return tuple(json.loads(line)["pattern"] for line in lines)
