"""Exchanges and trading platforms, and data providers, by dictionary (``data/venues.jsonl``, ``data/providers.jsonl``)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal

from tapecheck.mentions.asset_usage import in_url
from tapecheck.mentions.gazetteer import Case, Gazetteer, Match, is_ticker
from tapecheck.schema.mention import Provider, Venue

_TRADED_BEFORE = re.compile(  # "on Gate", "the exchange Bullish", "exchanges such as Gemini"
    r"\b(?:exchanges?|DEX|DEXs|platforms?|protocol|custodian|exchanges? (?:such as|like|including)"
    r"|deposited (?:to|into)|listed on|traded on|trading on"
    r"|launched on|sold on|bought on|volume on|positions? on|liquidat\w+ on|listing on|debut on|shares on|listed to)(?: the)? $",
    re.IGNORECASE,
)
_TRADED_AFTER = re.compile(  # "Gemini exchange", "Nasdaq-listed", "Gate users"
    r"(?:['’]s)?(?: (?:crypto )?(?:exchange|DEX|trading platform|perpetuals|perps|order ?book|users|customers"
    r"|aggregator|spot market|lending)\b"
    r"|-listed\b|[: ] ?[A-Z]{2,5}\))"
)
_CITED_BEFORE = re.compile(  # "according to Velo", "data from Dune", "per Artemis"
    r"\b(?:according to|data (?:from|by|on|provided by|tracked by|compiled by)|figures (?:from|by)|per|via|source:"
    r"|statistics from|chart (?:from|by)"
    r"|dashboards? (?:on|from)|tracked by|compiled by|firm|platform|provider|tool|tracker)"
    r" (?:the )?(?:data |analytics )?(?:provider |platform |firm )?$",
    re.IGNORECASE,
)
_CITED_AFTER = re.compile(
    r"(?:['’]s)? (?:data|dashboard|figures|analytics|chart|metrics|shows?|reported|numbers|explorer)\b"
)
_GENERIC_TAIL = re.compile(r" (?:Exchange|Protocol|Finance|Network|Data|Research|Tool|Index|Analytics)$")
_REACH = 60


@dataclass(frozen=True, slots=True)
class _Name:
    """What a form stands for; an ambiguous one needs its neighbours, or the same name surely elsewhere in the article."""

    kind: Literal["venue", "provider"]
    name: str
    form: str
    ambiguous: bool


@cache
def load() -> Gazetteer[_Name]:
    """The names that the package ships."""
    return Gazetteer([*_rows("venue", "venues"), *_rows("provider", "providers")])


def _rows(kind: Literal["venue", "provider"], file: str) -> Iterator[tuple[str, Case, _Name]]:
    data = resources.files("tapecheck").joinpath(f"data/{file}.jsonl").read_text(encoding="utf-8")
    for line in data.splitlines():
        row = json.loads(line)
        for form in row["aliases"]:
            exact = is_ticker(form) or (" " not in form and form[0].isupper() and len(form) < 6)
            yield form, "exact" if exact else "any", _Name(kind, row["name"], form, ambiguous=False)
        for form in row["ambiguous"]:
            yield form, "exact", _Name(kind, row["name"], form, ambiguous=True)


def find(text: str) -> tuple[Venue | Provider, ...]:
    """The venues and providers that the text names, in order, without overlaps; offsets are half-open into ``text``.

    ``name`` is the canonical spelling, ``text`` the article's.

    >>> [(m.label, m.text, m.name) for m in find("Coinglass data: shorts on Bybit and the Gate exchange lost most.")]
    [('PROVIDER', 'Coinglass', 'CoinGlass'), ('VENUE', 'Bybit', 'Bybit'), ('VENUE', 'Gate', 'Gate')]
    """
    matches = [match for match in load().find(text) if _spelt_as_name(text, match) and not in_url(text, match.start)]
    sure = {match.payload.name for match in matches if not match.payload.ambiguous or _shown(text, match)}
    return tuple(
        _mention(text, match)
        for match in matches
        if not match.payload.ambiguous or _shown(text, match) or _allowed(text, match, sure)
    )


def _spelt_as_name(text: str, match: Match[_Name]) -> bool:
    """Whether each word that has a capital in the name has one here: "The Block", not "the block"."""
    wording = text[match.start : match.end]
    if len(wording) != len(match.payload.form):
        return wording[0].isupper()
    proper = _GENERIC_TAIL.sub("", match.payload.form)
    pairs = zip(proper, wording, " " + wording, strict=False)
    return all(there.isupper() or before.isalnum() for form, there, before in pairs if form.isupper())


def _shown(text: str, match: Match[_Name]) -> bool:
    before = text[max(0, match.start - _REACH) : match.start]
    if match.payload.kind == "venue":
        return bool(_TRADED_BEFORE.search(before) or _TRADED_AFTER.match(text, match.end))
    return bool(_CITED_BEFORE.search(before) or _CITED_AFTER.match(text, match.end))


def _allowed(text: str, match: Match[_Name], sure: set[str]) -> bool:
    """Not at the start of a sentence, where any word has a capital."""
    before = text[max(0, match.start - 8) : match.start].rstrip(" \"“‘'")[-1:]
    return (
        match.payload.name in sure
        and match.payload.name != "Nasdaq"
        and before not in ("", ".", "!", "?", "\n", ":", "•")
    )


def _mention(text: str, match: Match[_Name]) -> Venue | Provider:
    wording = text[match.start : match.end]
    if match.payload.kind == "venue":
        return Venue(start=match.start, end=match.end, text=wording, rule="venue.name/1", name=match.payload.name)
    return Provider(start=match.start, end=match.end, text=wording, rule="provider.name/1", name=match.payload.name)
