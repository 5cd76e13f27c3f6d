"""Captions that flattened text has inside its paragraphs: "… this month. Samplecoin price chart. Source: TradingView The coin …"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from itertools import islice

from tapecheck.schema.base import Span

_MOST = 100
_LONGEST, _MOST_WORDS = 170, 22
_STARTS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][”\"’)]))\s(?=[A-Z0-9“$])|(?<=[a-z\d][.!?])(?=[A-Z])|^")
_SOURCE = re.compile(r"[Ss]ource\s?:\s?(?=\S)")
# What stands before "Source:" and belongs to it.
_LEAD = re.compile(r"(?:[|,–—(-]\s?|\s|(?<=[a-z.!?)%\d])|^)(?:Chart |Image |Data )?$")
# A name that is not in the tables ends where something else does: at a mark, at the end, where the next word runs into it.
_NAME = re.compile(
    r"[A-Z@][\w&’'/+-]{1,30}(?:\.(?:com|io|xyz|org|me|fi|fun|info|news|net)\b)?(?:\s[A-Z][\w&’'/+-]{1,30}){0,3}?"
    r"(?:(?=\.?\s?\)|\.\s|\.?$)|(?<=[a-z])(?=[A-Z][a-z]+\s[a-z]))"
)
_CLOSING = re.compile(r"(?:\.(?:com|io|me|fi|org)\b)?(?:\s(?:data|charts?)\b)?(?:\s?\))?\.?")
# A sentence, not what a picture shows.
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|may|might|can|said|says|told|rose|fell|remains?|"
    r"lost|grew|saw|sees|stands?|accounts|ranks|reached|hit|shows?|points?|however|meanwhile|"
    r"according|we|they|this|these|"
    r"(?!weighted|realized|unrealized|adjusted|related|estimated|based|combined|reported)[a-z]{2,15}ed)\b",
    re.IGNORECASE,
)
# What is shown, where a full stop parts it from its source: "SMP price chart. Source: …".
_SHOWN = re.compile(
    r"\b(?:charts?|price|graph|map|heatmap|overview|index|ratio|flows?|data|holdings|performance|screenshot|image|table|dashboard|"
    r"ranking|dynamics|predictions?|distribution|supply|volumes?|prices|[A-Z]{3,6}/?USDT?)\b",
    re.IGNORECASE,
)
# Names of pages where charts are made and that the tables of providers and venues lack.
_OTHERS = (
    *("TradingView", "Tradingview", "crypto.news", "Finbold", "X", "Twitter"),
    *("Google Finance", "Yahoo Finance", "Dune", "Dune Analytics"),
)


def caption_spans(text: str) -> list[Span]:
    """The captions inside a paragraph of flattened text, half-open, in order; a sentence before its source is none.

    >>> text = "It fell again. SMP price chart | Source: TradingView The coin then rose. That was all, it says. Source: TradingView."
    >>> [text[span.start : span.end] for span in caption_spans(text)]
    ['SMP price chart | Source: TradingView', 'Source: TradingView.']
    """
    return list(_captions(text)) if "ource" in text else []


def _captions(text: str) -> Iterator[Span]:
    done = 0
    for source in islice(_SOURCE.finditer(text), _MOST):
        lead = _LEAD.search(text, max(0, source.start() - 9), source.start())
        named = _known().match(text, source.end()) or _NAME.match(text, source.end())
        if named is None or lead is None or lead.start() < done:
            continue
        closing = _CLOSING.match(text, named.end())
        end = closing.end() if closing else named.end()
        yield Span(start=_beginning(text, done, lead), end=end)
        done = end


def _beginning(text: str, floor: int, lead: re.Match[str]) -> int:
    """Where the words about the picture begin; the source's own beginning where a sentence stands before it."""
    bracketed = "(" in lead.group()
    own = lead.end() - len(lead.group().lstrip(" " if bracketed else "|,–—- "))
    shown_end = len(text[: lead.start()].rstrip(" .|,–—(-"))
    low = max(floor, shown_end - _LONGEST)
    starts = [match.end() for match in _STARTS.finditer(text, low, shown_end)]
    if low == floor and floor:
        starts.insert(0, floor + len(text[floor:shown_end]) - len(text[floor:shown_end].lstrip()))
    if not starts or shown_end <= starts[-1]:
        return own
    shown = text[starts[-1] : shown_end]
    stopped = text[shown_end : shown_end + 2].lstrip().startswith(".")
    if len(shown.split()) > _MOST_WORDS or _VERB.search(shown) or (stopped and not _SHOWN.search(shown)):
        return own
    return starts[-1]


@cache
def _known() -> re.Pattern[str]:
    names = set(_OTHERS)
    for table in ("providers", "venues"):
        lines = resources.files("tapecheck").joinpath(f"data/{table}.jsonl").read_text(encoding="utf-8").splitlines()
        for row in map(json.loads, lines):
            names |= {row["name"], *row["aliases"]}
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?:{'|'.join(map(re.escape, longest_first))})(?![a-z\d/])(?!(?<=\WX)\s[a-z])", re.IGNORECASE)
