"""Assets: coins, indices, metals, shares, funds and groups of them.

One mention is the longest name: "Ethereum's ether" and "Bitcoin (BTC)" are one mention each, "BTC/USDT" one mention of BTC.
What kind of name it is stands in ``rule``: see ``asset_usage``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tapecheck.mentions import asset_context, asset_usage
from tapecheck.mentions.anaphora import Anaphor, find_anaphora
from tapecheck.mentions.asset_table import AssetRow, AssetTable, Form, load
from tapecheck.mentions.declared_assets import declared
from tapecheck.mentions.gazetteer import Gazetteer, Match, is_ticker
from tapecheck.schema.mention import Asset

__all__ = ["Anaphor", "find", "find_anaphora"]

_QUOTES = "USDT|USDC|USDe|FDUSD|BUSD|USD|EUR|GBP|JPY|KRW|TRY|BTC|ETH|PERP"
_PAIR_TAIL = re.compile(
    rf" ?[/-] ?(?:{_QUOTES}|[A-Z]{{3}}(?=-SWAP))(?:[-/](?:SWAP|PERP|USD))?\b(?![-/]?\w)"
)  # "/USDT", "-USD-SWAP"
_TICKER_USE = re.compile(
    r"\$(?P<cash>[A-Za-z]\w{1,11})\b|\b(?P<base>[A-Z0-9]{2,10}?)(?:USDT|USDC|USD|EUR|PERP|BTC)(?:PERP)?\b"
)  # "$btc", "BTCUSDT"
_LIST_GAP = re.compile(r"(?: ?\([$A-Z0-9]{2,8}\))?(?:, (?:and |or )?| and | or |/| & |, as well as )(?:the )?$")


@dataclass(slots=True)
class _Found:
    """A name on the way to becoming a mention. ``decided``: it means the asset; ``context``: its context said so."""

    start: int
    end: int
    form: Form
    decided: bool
    context: bool
    rule: str = ""


def find(text: str) -> tuple[Asset, ...]:
    """The assets that the text names, in order, without overlaps; offsets are half-open into ``text``.

    ``evidence`` is ``context`` where the word alone could mean something else.

    >>> [(a.text, a.symbol, a.rule) for a in find("Ethereum's ether fell 2% while spot Bitcoin ETFs lost $9 million.")]
    [("Ethereum's ether", 'ETH', 'asset.name/1'), ('Bitcoin', 'BTC', 'asset.in_fund_name/1')]
    >>> [(a.text, a.symbol) for a in find("Bitcoin (BTC) is near $90,000; the NEAR token and BTC/USDT fell.")]
    [('Bitcoin (BTC)', 'BTC'), ('NEAR', 'NEAR'), ('BTC/USDT', 'BTC')]
    """
    table = load()
    introduced = declared(text, table.by_ticker.keys())
    found = _with_introduced(_named(text, table), text, introduced)
    found = _without_overlaps([*found, *_by_ticker(text, table, found)])
    _settle(text, found)
    kept = [item for item in found if item.decided]
    return tuple(_merged(text, kept))


def _named(text: str, table: AssetTable) -> list[_Found]:
    return [item for match in table.forms.find(text) if (item := _candidate(text, match)) is not None]


def _candidate(text: str, match: Match[Form]) -> _Found | None:
    form = match.payload
    if form.role == "blocked" or asset_usage.in_address(text, match.start, match.end):
        return None
    if form.role == "epithet" and not asset_usage.epithet_holds(text, match.start, match.end):
        return None
    item = _Found(match.start, match.end, form, decided=form.needs == "nothing", context=form.needs != "nothing")
    end = _pair_end(text, match.end)
    if end > match.end and is_ticker(text[match.start : match.end]):
        item.end, item.decided, item.rule = end, True, "asset.pair/1"
    elif not item.decided:
        item.decided = asset_context.shown(text, match.start, match.end, form)
    return item


def _pair_end(text: str, end: int) -> int:
    """Where a pair ends whose first asset ends at ``end``; ``end`` itself if there is none."""
    tail = _PAIR_TAIL.match(text, end)
    return tail.end() if tail is not None else end


def _with_introduced(found: list[_Found], text: str, introduced: dict[str, AssetRow]) -> list[_Found]:
    """The table's names, and those that the article introduces where they are longer or new."""
    if not introduced:
        return found
    forms = Gazetteer((name, "exact", Form(row, name)) for name, row in introduced.items())
    own = [
        _Found(
            match.start, _pair_end(text, match.end), match.payload, decided=True, context=True, rule="asset.declared/1"
        )
        for match in forms.find(text)
        if not asset_usage.in_address(text, match.start, match.end)
    ]
    own = [item for item in own if not any(o.start <= item.start and item.end < o.end for o in found)]
    free = [item for item in found if not any(o.start < item.end and item.start < o.end for o in own)]
    return [*free, *own]


def _by_ticker(text: str, table: AssetTable, found: list[_Found]) -> Iterator[_Found]:
    """Tickers where the dictionary's spelling does not count: "$btc", "BTCUSDT"."""
    taken = {item.start for item in found}
    for match in _TICKER_USE.finditer(text):
        start = match.start("cash") if match["cash"] else match.start("base")
        row = table.by_ticker.get((match["cash"] or match["base"]).upper())
        if row is None or start in taken or (match["cash"] and row.asset_class == "currency"):
            continue
        rule = "asset.cashtag/1" if match["cash"] else "asset.pair/1"
        yield _Found(start, match.end(), Form(row, match[0]), decided=True, context=False, rule=rule)


def _without_overlaps(found: list[_Found]) -> list[_Found]:
    """In order of position; what lies inside a pair ("USDT" in "BTC/USDT") is dropped."""
    kept: list[_Found] = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _settle(text: str, found: list[_Found]) -> None:
    """Decide the ambiguous names by the rest of the article: the same asset elsewhere, a licensing word, a list of assets."""
    sure = {item.form.row.symbol for item in found if item.decided}
    for index, item in enumerate(found):
        if item.decided or not asset_context.allowed(text, item.start, item.end, item.form):
            continue
        item.decided = (
            item.form.row.symbol in sure or asset_context.licensed(text, item.form) or _in_list(text, found, index)
        )


def _in_list(text: str, found: list[_Found], index: int) -> bool:
    """Whether the name stands in an enumeration next to an asset of its class."""
    item = found[index]
    if index and _listed_together(text, found[index - 1], item) and found[index - 1].decided:
        return True
    return index + 1 < len(found) and found[index + 1].decided and _listed_together(text, item, found[index + 1])


def _listed_together(text: str, left: _Found, right: _Found) -> bool:
    gap = text[left.end : right.start]
    return (
        left.form.row.asset_class == right.form.row.asset_class
        and len(gap) < 24
        and _LIST_GAP.fullmatch(gap) is not None
    )


def _merged(text: str, found: list[_Found]) -> Iterator[Asset]:
    """The mentions; a name and its ticker in parentheses are one."""
    skip = False
    for index, item in enumerate(found):
        if skip:
            skip = False
            continue
        following = found[index + 1] if index + 1 < len(found) else None
        end = item.end
        if following is not None and following.form.row.symbol == item.form.row.symbol:
            pair = asset_context.TICKER_IN_PARENTHESES.match(text, item.end)
            if pair is not None and pair.start("ticker") == following.start and pair.end("ticker") == following.end:
                end, skip = pair.end(), True
        yield _mention(text, item, end)


def _mention(text: str, item: _Found, end: int) -> Asset:
    return Asset(
        start=item.start,
        end=end,
        text=text[item.start : end],
        rule=item.rule or asset_usage.rule_of(text, item.start, end, item.form),
        symbol=item.form.row.symbol,
        asset_class=item.form.row.asset_class,
        evidence="context" if item.context else "sure",
    )
