"""Generic words for an asset named before: "the token", "the meme coin", "the stock"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tapecheck.schema.mention import AssetClass

_ANY_COIN: frozenset[AssetClass] = frozenset({"coin"})
_KINDS: dict[str, frozenset[AssetClass]] = {
    "asset": frozenset({"coin", "metal", "commodity"}),
    "stock": frozenset({"share"}),
    "share": frozenset({"share"}),
    "index": frozenset({"index"}),
    "gauge": frozenset({"index"}),
    "benchmark": frozenset({"index", "rate"}),
    "metal": frozenset({"metal", "commodity"}),
    "commodity": frozenset({"commodity", "metal"}),
    "fund": frozenset({"fund"}),
    "etf": frozenset({"fund"}),
    "trust": frozenset({"fund"}),
    "yield": frozenset({"rate"}),
    "fiat": frozenset({"currency"}),
}

_ANAPHOR = re.compile(
    r"""
    \b(?:the|this|that|its|each)[ ]                                       # "the …"; "a token" introduces, it doesn't point back
    (?:(?:native|leading|popular|top|major|digital|governance|utility|same|said|flagship|latter|former|underlying|crypto
       |benchmark|yellow|precious|volatile|entire|largest|original|new|layer-[12]
       |\w{2,12}-(?:themed|inspired|based|backed|focused|linked))[ ]){0,2}
    (?P<noun>tokens?(?=['’]s)|token|coin|cryptocurrency|crypto|crypto\ asset|cryptoasset|altcoin|alt|memecoin|meme\ coin
       |meme\ token|digital\ asset|digital\ currency|virtual\ currency|stablecoin|asset|stock|shares?|index|gauge
       |benchmark|metal|commodity|fund|ETF|trust|yield)
    (?:['’]s)?\b
    (?![ -](?:sales?|swaps?|launch|unlocks?|burns?|holders?|markets?|management|managers?|class(?:es)?|industry|exchanges?|space
       |sector
       |community|econom(?:y|ies)|listings?|offering|standards?|traders?|investors?|buybacks?|split|index|funds?
       |firms?|compan(?:y|ies)
       |ecosystem|world|winter|wallets?|banks?|platforms?|miners?|issuers?|allocation|distribution|generation|project))
    """,
    re.VERBOSE | re.IGNORECASE,
)  # "The token rose", "the dog-themed meme coin’s price"


@dataclass(frozen=True, slots=True)
class Anaphor:
    """A generic word for an asset at ``[start, end)``; ``kinds``: the classes of asset it can stand for."""

    start: int
    end: int
    text: str
    kinds: frozenset[AssetClass]


def find_anaphora(text: str) -> tuple[Anaphor, ...]:
    """The words that stand for an asset named before, in order; offsets are half-open, a possessive 's is left out.

    >>> [(a.text, sorted(a.kinds)) for a in find_anaphora("The token rose. The stock's fall hurt the crypto market.")]
    [('The token', ['coin']), ('The stock', ['share'])]
    """
    return tuple(
        Anaphor(m.start(), m.end("noun"), text[m.start() : m.end("noun")], _kinds(m["noun"]))
        for m in _ANAPHOR.finditer(text)
    )


def _kinds(noun: str) -> frozenset[AssetClass]:
    return _KINDS.get(noun.lower().removesuffix("s") if noun.lower() == "shares" else noun.lower(), _ANY_COIN)
