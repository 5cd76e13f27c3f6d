"""The table of assets (``data/assets.jsonl``) as dictionaries of forms.

A row's ``name`` and ``aliases`` are sure: they mean the asset wherever they stand. A form in ``ambiguous`` needs what
its ``needs`` says (see ``asset_context``), or one of the words in ``with`` somewhere in the article. ``epithets`` may
use ``{largest}`` and ``{coin}``; ``not_in`` lists longer phrases in which a form means something else.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, Literal

from tapecheck.mentions.gazetteer import Case, Gazetteer, is_ticker
from tapecheck.schema.mention import AssetClass

Needs = Literal["nothing", "token", "market", "shown", "share", "fund", "index", "pair"]
Role = Literal["name", "epithet", "blocked"]

_SUPERLATIVES = ("largest", "biggest")
_LEADERS = ("leading", "foremost", "number one", "no. 1")
_COINS = (
    "cryptocurrency", "crypto", "crypto asset", "cryptoasset", "crypto currency", "digital asset", "digital currency",
    "digital token", "digital coin", "virtual currency", "virtual asset",
)  # fmt: skip
_LOOSE_COINS = ("coin", "token", "asset by market cap", "cryptocurrency asset")


@dataclass(frozen=True, slots=True)
class AssetRow:
    """One asset of the table. ``tickers``: its forms spelt as tickers, by which pairs and cashtags know it."""

    symbol: str
    asset_class: AssetClass
    name: str
    tickers: frozenset[str]


@dataclass(frozen=True, slots=True)
class Form:
    """What a name in the dictionary stands for. ``company``: the name of a company, not of its share."""

    row: AssetRow
    text: str
    role: Role = "name"
    needs: Needs = "nothing"
    licences: tuple[str, ...] = ()
    company: bool = False


@dataclass(frozen=True, slots=True)
class AssetTable:
    """``forms``: every way to name an asset; ``by_ticker``: rows by ticker in upper case."""

    forms: Gazetteer[Form]
    by_ticker: dict[str, AssetRow]


@cache
def load() -> AssetTable:
    """The table that the package ships."""
    source = resources.files("tapecheck").joinpath("data/assets.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in source.splitlines()]
    by_ticker: dict[str, AssetRow] = {}
    names: list[tuple[str, Case, Form]] = []
    for raw in rows:
        row = _row(raw)
        for ticker in sorted(row.tickers):
            by_ticker.setdefault(ticker.upper(), row)
        names.extend(_forms(row, raw))
    return AssetTable(forms=Gazetteer(names), by_ticker=by_ticker)


def _row(raw: dict[str, Any]) -> AssetRow:
    forms = [raw["name"], *raw["aliases"], *(entry["form"] for entry in raw["ambiguous"])]
    tickers = {form for form in forms if is_ticker(form)}
    if raw["asset_class"] in ("coin", "share", "fund"):
        tickers.add(raw["symbol"])
    return AssetRow(raw["symbol"], raw["asset_class"], raw["name"], frozenset(tickers))


def _forms(row: AssetRow, raw: dict[str, Any]) -> Iterator[tuple[str, Case, Form]]:
    ambiguous = {entry["form"] for entry in raw["ambiguous"]}
    sure = dict.fromkeys([raw["name"], *raw["aliases"]])
    company = row.asset_class == "share"
    for text in sure:
        if text not in ambiguous:
            about_share = is_ticker(text) or any(word in text for word in ("shares", "stock"))
            yield text, "exact" if is_ticker(text) else "any", Form(row, text, company=company and not about_share)
    for entry in raw["ambiguous"]:
        text = entry["form"]
        yield text, "exact", Form(row, text, needs=entry["needs"], licences=tuple(entry.get("with", ())))
    for template in raw["epithets"]:
        for text in expand(template):
            yield text, "any", Form(row, text, role="epithet")
    for text in raw["not_in"]:
        yield text, "any", Form(row, text, role="blocked")


def expand(template: str) -> list[str]:
    """An epithet's wordings: ``{largest}`` and ``{coin}`` stand for their synonyms.

    "Largest" goes with any noun; "leading" only with nouns that mean a cryptocurrency, for "the leading token" may be any.

    >>> expand("king crypto"), "second biggest digital asset" in expand("second {largest} {coin}")
    (['king crypto'], True)
    """
    if "{coin}" not in template:
        return (
            [template.replace("{largest}", word) for word in _SUPERLATIVES] if "{largest}" in template else [template]
        )
    if "{largest}" not in template:
        return [template.replace("{coin}", noun) for noun in _COINS]
    pairs = [*itertools.product(_SUPERLATIVES, _COINS + _LOOSE_COINS)]
    if not template.startswith("second"):
        pairs += itertools.product(_LEADERS, _COINS)
    return [template.replace("{largest}", word).replace("{coin}", noun) for word, noun in pairs]
