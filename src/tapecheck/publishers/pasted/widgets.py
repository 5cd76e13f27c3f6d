"""Price widgets that a site shows inside its sentences, and that a scraper saves as words: found, and cut out of the sentence.

A widget is a ticker with figures and no verb: "BitcoinBTC$67,305 may fall", "Bitcoin BTC -7.18% , the", "Bitcoin (BTC -0.44%)".
Its figures are those of the day on which the page was saved, not the article's. The name that the sentence needs stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from tapecheck.publishers.pasted.asset_names import ends_with_name
from tapecheck.text.aligned import AlignedText

TICKER = r"[A-Z][A-Z0-9]{1,9}"
# "$67,305.10", "$97 012", "€1.9K"; not "$1.3 billion", which is no price.
PRICE = r"[$€£]\s?\d{1,3}(?:[, ]?\d{3}){0,4}(?:\.\d{1,10})?(?:K\b)?(?![\d%]|\s?(?:[MBT]|mn|bn|[mb]illion|trillion)\b)"
CHANGE = r"[+\-−–▲▼↑↓]\s?\d{1,4}(?:\.\d{1,2})?\s?%"
_RATIO = r"\d{1,4}\.\d\d?\s?%"
_MOST = 200
# "US$26,000", "C$14.6 million", "HK$118 million" are money, not a ticker with its price.
_CURRENCY = r"(?:US|USD|AU|AUD|CA|CAD|HK|HKD|NT|NZ|NZD|SG|SGD|MX|MXN|TT|TWD|EUR|GBP)[$€£]"
_GLUED = rf"(?:(?<=[a-z)])|(?<![\w$/])(?<![\w$/]\())(?!{_CURRENCY})(?P<glued>[A-Z]{{2,10}}){PRICE}(?:\s?{CHANGE})?"
# As in "bitcoinBTCUSD-7.10% put" and "Coinbase GlobalCOIN-9.84% gave".
_MOVED = r"(?<=[a-z)])(?P<moved>[A-Z]{2,10})[+\-−]\d{1,3}\.\d\d%"
# "Ether (ETH▲ 2.1%) followed": nobody writes arrows inside a sentence
_ARROW = rf"(?<![\w$/-])(?P<arrow>{TICKER})\s?[▲▼↑↓]\s?\d{{1,4}}(?:\.\d{{1,2}})?\s?%"
# "Bitcoin BTC -7.18% , the second", "Ethereum ETH +0.89% blockchain", "The S&P 500 SPX, +0.30% rose": two decimals, and the
# sentence goes right on.
_ALONE = rf"(?<![\w$/(-])(?P<alone>{TICKER}),?\s[+\-−]\d{{1,3}}\.\d\d%(?=\s[a-z]|\s?[.,;:!?’')-])"
# "Bitcoin (BTC -0.44%)", "bitcoin ( BTC +4.85% )"; "(SOL +5.2%)" is written by a person.
_BRACKETED = rf"(?<=[\w’'.]\s)\((?P<bracketed>\s?{TICKER})\s(?:[\-−]?\d{{1,3}}\.\d\d%|[+\-−]?\d{{1,3}}\.\d\d%\s)(?=\))"
# As in "BTC -0.49% $27,592" and "(BTC) $97,000 +2.1%".
_BOTH = rf"(?<![\w$/-])(?P<both>{TICKER}\)?)\s(?:{CHANGE}\s?{PRICE}|{PRICE}\s?{CHANGE})"
# Read as "(BTC tickers down $91,204)".
_TICKERS = rf"(?<![\w$/-])(?P<tickers>{TICKER}\)?)\s?tickers?\s(?:up|down)\s{PRICE}"
# "Bitcoin BTC $67,305 analysts are": only behind the name, and not before "target" and the like
_PRICED = (
    rf"(?<![\w$/(-])(?P<priced>{TICKER})\s(?=[$€£][\d,]{{5}}|[$€£]\d{{1,3}}\.\d\d){PRICE}(?=\s[a-z]|\s?[,.;:!?’'])"
)
_LABEL = (
    r"(?i:24h\s(?:volatility|change|high|low|vol(?:ume)?)|vol(?:ume)?\.?\s24h|market\scap(?:italization)?|price|rank|ath|"
    r"(?:circulating|total|max)\ssupply|dominance)"
)
_VALUE = r"[$€£#]?\s?[+\-−]?\d{1,15}(?:[,. ]\d{1,10}){0,5}(?:\s?(?:[KMBT]\b|%))?"
_STATS = rf"24h\s(?:volatility|change)\s?:\s?{_VALUE}(?:\s?{_LABEL}\s?:\s?{_VALUE}){{0,6}}"
# "Bitcoin BTC $97 012 24h volatility: 2.0% Market cap: $1.9 T Vol. 24h: $30 B", with what stands before it
_LABELLED = (
    rf"(?:(?<![\w$/-])(?P<labelled>{TICKER}\)?)\s?(?:{PRICE}\s?)?(?:\(?{CHANGE}\)?\s?)?"
    rf"(?:[A-Z][\w.]{{1,19}}\s{TICKER}\s)?)?{_STATS}"
)
# "Bitcoin (BTC) 24h 7d 30d 1y All time": the buttons of a chart, with its heading
_RANGES = (
    rf"(?:(?<=[.!?”]\s)[A-Z]\w{{1,20}}(?:\s\w{{1,20}})?\s\({TICKER}\)\s)?"
    r"(?:\b(?:1h|24h|7d|1w|14d|30d|1m|3m|90d|6m|1y|5y|ytd|YTD)\s?){3,8}(?:All(?:\stime)?|ALL|Max|MAX)\b"
)
_WIDGET = re.compile(
    "|".join((_LABELLED, _TICKERS, _BOTH, _GLUED, _MOVED, _ARROW, _ALONE, _PRICED, _BRACKETED, _RANGES))
)
_ROW = rf"(?:[A-Z][\w.]{{1,19}}\s{{1,2}})?\(?{TICKER}\)?\s?(?:{PRICE}\s?(?:\(?{CHANGE}\)?)?|{CHANGE}\s?(?:{PRICE})?)"
_TAPE = re.compile(rf"(?:{_ROW}[\s|•·,]{{0,3}}){{2,60}}")
# Words after a change that a person wrote: "SOL -3.20% over the week", "XRP -3.51% and SOL -4.20%".
_GOES_ON = re.compile(
    r"\s(?:and|or|in|over|on|at|from|for|this|during|since|within|after|today|last|week|daily|weekly|monthly|to|as|amid|per|vs|while)\b|"
    r"[,;]"
)
_OF_A_PRICE = re.compile(
    r"\s(?:target|level|mark|support|resistance|zone|price|prediction|call|put|strike|barrier|range)s?\b"
)
_OF_A_LIST = re.compile(r"\b(?:gainers?|losers?|laggards?|performers?|decliners?|leaders?|led by|top)\b", re.IGNORECASE)
_NEXT_ROW = re.compile(
    rf"[\s,]{{0,3}}(?:[A-Z]\w{{1,20}}\s){{0,3}}\(?{TICKER}(?:/[A-Z]{{3,4}})?\)?[:,]?\s?(?:{CHANGE}|{PRICE}\s?{CHANGE})"
)
_ROW_FIGURES = re.compile(rf"(?:{CHANGE}|{_RATIO})\s?{PRICE}|{PRICE}\s?(?:{CHANGE}|{_RATIO})")
_ROW_WITHIN = 70
# What every widget has in it, found fast: most lines have none.
_HINT = re.compile(
    r"[$€£+−–▲▼↑↓%-](?=\s?[\d)])(?:(?<=[A-Z][A-Z0-9].)|(?<=[A-Z][A-Z0-9][ )].)|(?<=[A-Z][A-Z0-9][),] .)|(?<=%))"
    r"|[27](?:4h|d)\s|k(?<=tick)ers?\s"
)
_BEFORE, _BEHIND = 100, 400
_NO_BLANK_BEFORE = ",.;:!?)’'”"


class _Found(NamedTuple):
    start: int
    end: int


def is_tape(line: str) -> bool:
    """Whether the line is a row of tickers with their figures and nothing else.

    >>> is_tape("BTC $97,000 +2.1% SMP $5.10 -0.4%"), is_tape("BTC $97,000 is far"), is_tape("BTC $97,000 +2.1%")
    (True, False, False)
    """
    return len(line) <= 4_000 and ("$" in line or "%" in line) and _TAPE.fullmatch(line) is not None


def without_widgets(text: AlignedText) -> tuple[AlignedText, list[AlignedText]]:
    """The text without the widgets in it, and those widgets; the sentence around each reads on.

    >>> text, widgets = without_widgets(AlignedText.of("Samplecoin SMP -7.18% , the newest, and BitcoinBTC$67,305 may fall."))
    >>> text.text, [widget.text for widget in widgets]
    ('Samplecoin, the newest, and Bitcoin may fall.', ['SMP -7.18%', 'BTC$67,305'])
    """
    words = text.text
    found: list[_Found] = []
    for widget in _widgets(words):
        # Two with nothing but a blank between them are one: their edits would meet.
        if found and not words[found[-1].end : widget.start].strip():
            found[-1] = _Found(found[-1].start, widget.end)
        else:
            found.append(widget)
    if not found:
        return text, []
    return text.replace(cutting(words, *span) for span in found), [text[start:end] for start, end in found]


def _candidates(words: str) -> Iterator[re.Match[str]]:
    """Matches around the hints; each stretch of the text is looked through two or three times at most."""
    done = covered = 0
    for hint in _HINT.finditer(words):
        at = hint.start()
        if at < covered:
            continue
        for match in _WIDGET.finditer(words, max(done, at - _BEFORE), at + _BEHIND):
            yield match
            done = match.end()
        covered = at + _BEHIND // 2


def _widgets(words: str) -> Iterator[_Found]:
    for match in islice(_candidates(words), _MOST):
        which = match.lastgroup
        if which == "alone" and not _is_alone(words, match):
            continue
        if which == "bracketed" and _OF_A_LIST.search(words, max(0, match.start() - 90), match.start()):
            continue
        if (which == "both" and _is_row(words, match)) or (which == "arrow" and _NEXT_ROW.match(words, match.end())):
            continue
        if which == "priced" and (
            _OF_A_PRICE.match(words, match.end()) or not ends_with_name(words[: match.start()], match["priced"])
        ):
            continue
        start = _beginning(words, match)
        yield _Found(start, match.end() - len(match.group()) + len(match.group().rstrip()))


def _is_alone(words: str, match: re.Match[str]) -> bool:
    """Whether a ticker with a change is a widget: the name stands before it, or nothing of a person's sentence behind it."""
    if _NEXT_ROW.match(words, match.end()) or _OF_A_LIST.search(words, max(0, match.start() - 90), match.start()):
        return False
    if "," in match.group():
        return True
    spaced = re.match(r"\s[.,;:’'-]", words[match.end() : match.end() + 2]) is not None
    return spaced or ends_with_name(words[: match.start()], match["alone"]) or not _GOES_ON.match(words, match.end())


def _is_row(words: str, match: re.Match[str]) -> bool:
    """Whether a ticker with its two figures is one row of a table: another is near."""
    start, end = match.span()
    return bool(
        _ROW_FIGURES.search(words, max(0, start - _ROW_WITHIN), start)
        or _ROW_FIGURES.search(words, end, end + _ROW_WITHIN)
    )


def _beginning(words: str, match: re.Match[str]) -> int:
    """Where the cut begins: at the ticker if the name before it says the same, else behind it."""
    which = match.lastgroup
    if which is None:
        return match.start()
    start, end = match.span(which)
    ticker = words[start:end].strip(" )")
    half = len(ticker) // 2
    if which == "bracketed" or words[start - 1 : start] == "(":
        return end
    if which in ("glued", "moved") and start and words[start - 1].isalpha():
        return start
    if len(ticker) % 2 == 0 and ticker[:half] == ticker[half:]:
        return start + half
    return start if ends_with_name(words[:start], ticker) else end


def cutting(words: str, start: int, end: int) -> tuple[int, int, str]:
    """The edit of ``words`` that cuts ``[start, end)`` and leaves one blank, or none before a mark.

    >>> cutting("Up 5% , then", 3, 5), cutting("Up 5% then", 3, 5)
    ((2, 6, ''), (2, 5, ''))
    """
    while start and words[start - 1] == " ":
        start -= 1
    after = end
    while after < len(words) and words[after] == " ":
        after += 1
    following = words[after : after + 2]
    if (
        not start
        or not following
        or following[0] in _NO_BLANK_BEFORE
        or (following[0] == "-" and following[1:].isalpha())
    ):
        return start, after, ""
    if after > end:
        return start, after - 1, ""
    return start, end, " " if words[end].isalnum() else ""
