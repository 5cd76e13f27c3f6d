"""Coins and shares that the article itself introduces: "Examplecoin (EXPL)", "$EXPL", "EXPL/USDT"."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib import resources

from tapecheck.mentions.asset_table import AssetRow
from tapecheck.schema.mention import AssetClass

_ABBREVIATION = re.compile(
    r"[ ]?\((?P<market>(?:NASDAQ|Nasdaq|NYSE|NYSE American|TSX|OTC|ASX|LSE)[: ] ?)?(?P<cash>\$)?(?P<ticker>[A-Z][A-Z0-9]{1,11})\)"
)  # " (EXPL)", " ($EXPL)", " (Nasdaq: EXMN)"
_NAME = re.compile(
    r"\b(?P<name>(?:[A-Z][\w.]{1,24}[ ]){0,3}[A-Z][\w.]{1,24}(?:[ ]\d{1,4})?)(?:['’]s)?$"
)  # "Examplecoin"
_NAME_REACH = 100
_CASHTAG = re.compile(r"(?<![\w$])\$(?P<ticker>(?!US\d)[A-Z][A-Z0-9]{1,11})\b(?!\.\d)")  # "$EXPL"
_PAIR = re.compile(r"(?<![\w/])(?P<ticker>[A-Z][A-Z0-9]{1,9})(?:/|-)(?:USDT|USDC|USD)\b")  # "EXPL/USDT"
_TOKEN = re.compile(  # "the EXPL token", "EXPL, the native token of", "the EXPL in-game rewards token"
    r"(?<![\w$/@#.-])(?P<ticker>[A-Z][A-Z0-9]{1,5})(?:['’]s)?"
    r"(?:, (?:the|a) (?:[\w’-]+ ){0,4}?| (?:(?!and |as |to |can |is |with )[a-z-]+ ){0,2}?)"
    r"(?:token|coin|memecoin|altcoin)\b"
)
_MOVES = re.compile(  # "EXPL climbed 8%", "EXPL is up", "EXPL trades at"
    r"(?<![\w$/@#.&-])(?<![A-Z] )(?P<ticker>[A-Z][A-Z0-9]{2,5}) (?:(?:has|is|was|had) )?"
    r"(?:climbed|surged|jumped|soared|plunged|rallied|tumbled|slid|popped|skyrocketed|up \d|down \d|trad(?:es|ed|ing) at|is trading)\b"
)
_SCALES = frozenset({"K", "M", "B", "T", "MM", "BN", "MN", "TN", "US", "USD", "CAD", "AUD", "HKD", "SGD", "NZD"})
_COIN_NOUN = re.compile(  # "EXPL token", "Examplecoin’s price", "Examplecoin (EXPL) presale"
    r"(?: \([A-Z0-9]+\)|\))?(?:['’]s)? (?:native )?"
    r"(?:tokens?|coins?|memecoin|meme coin|cryptocurrency|altcoin|presale|price|holders)\b"
)
_LEADING = re.compile(
    r"^(?:The|A|An|And|But|While|As|With|Will|Can|Buy|Why|How|When|Meanwhile|Also|For|In|Is|Should|Enter|Meet|Token|Coin|Crypto|Memecoin|Altcoin"
    r"|However|Although|Like|Both|After|On|At|By|Of|From|To|Or|Now|Then|This|That|Its|New|Nasdaq-listed)[ ]+"
)
_LEGAL_FORMS = frozenset(
    {"Corp", "Corporation", "Inc", "Ltd", "Co", "Group", "Holdings", "Company", "Limited", "Trust", "Fund"}
)
_SHARE_NEAR = re.compile(
    r"\b(?:shares?|stocks?|Nasdaq-listed|NYSE-listed|publicly traded|publicly listed|miner|Inc\.?|Corp\.?|Ltd\.?|ETF)\b"
)


@cache
def acronyms() -> frozenset[str]:
    """Abbreviations that are no tickers, in upper case."""
    source = resources.files("tapecheck").joinpath("data/acronyms.jsonl").read_text(encoding="utf-8")
    return frozenset(str(json.loads(line)["acronym"]).upper() for line in source.splitlines())


def declared(text: str, known: Iterable[str]) -> dict[str, AssetRow]:
    """Forms (names and tickers as written) of assets that the text introduces and that are not among the ``known`` tickers.

    >>> found = declared("Examplecoin (EXPL) rose. The EXPL token is new, says the Example Board (EXB).", ())
    >>> sorted((form, row.symbol) for form, row in found.items())
    [('EXPL', 'EXPL'), ('Examplecoin', 'EXPL')]
    """
    known = known if isinstance(known, dict | frozenset | set) else frozenset(known)
    forms: dict[str, AssetRow] = {}
    for name, ticker, asset_class in _introductions(text):
        if ticker in known or ticker in forms:
            continue
        row = AssetRow(ticker, asset_class, name or ticker, frozenset({ticker}))
        forms[ticker] = row
        if name and not name.isupper():
            forms.setdefault(name, row)
    return forms


def _introductions(text: str) -> Iterator[tuple[str | None, str, AssetClass]]:
    cashtags = {m["ticker"] for m in _CASHTAG.finditer(text)} - _SCALES if "$" in text else set()
    for match in _ABBREVIATION.finditer(text):
        named = _NAME.search(text[max(0, match.start() - _NAME_REACH) : match.start()])
        if named is None:
            continue
        ticker, name = match["ticker"], _trimmed(named["name"])
        if name in _LEGAL_FORMS:
            continue
        if match["market"]:
            yield name, ticker, "share"
        elif ticker in cashtags or _is_ticker_of(name, ticker, text):
            near = text[max(0, match.start() - 60) : match.end() + 25]
            yield name, ticker, "share" if _SHARE_NEAR.search(near) else "coin"
    for ticker in sorted(cashtags):
        yield None, ticker, "coin"
    for pattern in (_PAIR, _TOKEN, _MOVES):
        for match in pattern.finditer(text):
            if match["ticker"] not in acronyms() | _SCALES:
                yield None, match["ticker"], "coin"


def _trimmed(name: str) -> str:
    while (cut := _LEADING.sub("", name, count=1)) != name:
        name = cut
    return name.rstrip(".")


def _is_ticker_of(name: str, ticker: str, text: str) -> bool:
    """Whether the abbreviation after the name is the ticker of something traded.

    It must be spelt with letters of the name in their order, must not be a known acronym, and must be used like a coin
    somewhere; an abbreviation that is just the initials needs the use with its own letters ("the MK token").
    """
    if ticker in acronyms() or not any(character.isalpha() for character in ticker):
        return False
    letters = iter(name.upper())
    if not all(character in letters for character in ticker if character.isalpha()):
        return False
    if _used_as_coin(ticker, text):
        return True
    return _initials(name) != ticker and _used_as_coin(name, text)


def _used_as_coin(form: str, text: str) -> bool:
    """Whether a noun for a coin follows the name somewhere in the text."""
    start = text.find(form)
    while start >= 0:
        end = start + len(form)
        if _COIN_NOUN.match(text, end) and not text[start - 1 : start].isalnum():
            return True
        start = text.find(form, end)
    return False


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.split(r"[ .-]", name) if word).upper()
