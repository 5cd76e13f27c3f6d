"""Of what a superlative is one: the asset and the metric, as far as its sentence or the ones before it say."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from tapecheck.mentions.superlatives import Expression, named_metrics
from tapecheck.records.context import Context, Reach
from tapecheck.records.discourse import Discourse
from tapecheck.records.patterns.subject import usable
from tapecheck.records.superlatives.beside import Beside, measure
from tapecheck.records.superlatives.wording import (
    BEGINS,
    ELSEWHERE,
    FOR,
    FUNDS_OWN,
    GENERIC,
    NUMBER,
    OF_FUNDS,
    OF_PRICE,
    ONE_FUND,
    PRICED,
)
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Asset, Quantity
from tapecheck.schema.superlative import Measure

# ", while", " but ", ";", " — "
_CLAUSE = re.compile(r";|—|\s[–-]\s|,?\s\b(?:while|whereas|but|although|though)\b", re.IGNORECASE)
# after a cut, for the clause to go on with the one before: "— they hit", "– the highest"
_GOES_ON = re.compile(
    r"\s*(?:(?:they|it|which|that|this|its|the|a|an|marking)\b\s*){1,2}"
    r"|\s*(?:ha[sd]|have|is|was|are|were|hit|reached|fell|rose|dropped|surged|jumped|climbed|sank|hits|falls|rises)\b",
    re.IGNORECASE,
)
# "against bitcoin", "tied to ether": an asset that is not what the sentence is about
_OBLIQUE = re.compile(
    r"""\b(?:of|in|to|by|with|against|for|like|on|than|from|into|including|between|around|behind|such\sas|unlike
    |alongside|backed|holding|bought|buying|sold|versus|despite|amid|via|through
    |hold|holds|owns|mention|mentions|mentioning)\s(?:(?:the|its|spot|a|native|US|U\.S\.|both|more|some|other)\s){0,2}$""",
    re.IGNORECASE | re.VERBOSE,
)
# right behind it: "a two-week high for XRP", "the biggest inflow into spot bitcoin ETFs"
_ATTACHED = re.compile(
    r"\s(?:for|in|of|into|from)\s(?:(?:the|spot|US|U\.S\.|price|of|native|token)\s){0,3}", re.IGNORECASE
)
# a list: Cardano (ADA), Polygon and Solana
_CHAIN = re.compile(r"(?:['’]s)?\s*(?:\([^()]{1,20}\)\s*)?(?:,|,?\sand|&|/)\s*(?:the\s)?(?:[\w.’'-]+\s)?\(?")
_REASON = re.compile(
    r"\b(?:amid|despite|following|due\sto|thanks\sto|driven\sby|fuell?ed\sby|on\sthe\sback\sof|backed\sby"
    r"|after|because\sof|boosted\sby)\s(?:[\w’'-]{1,14}\s){0,4}[\w’'-]{1,14}$",
    re.IGNORECASE,
)
"""Before a metric that is the reason, not the subject: "fell amid outflows to its lowest"."""
_METRIC_OF = re.compile(r"\s(?:in|of|for|into|from|on|to|across)\s(?:[\w.’'-]{1,14}\s){0,3}", re.IGNORECASE)
# ", which measures the spot price,"
_WHICH = re.compile(r",\s(?:which|who|whose)\b[^,;]{3,140},", re.IGNORECASE)
_FUNDS = re.compile(r"\b(?:ETFs?|ETPs?|funds?|products?|trusts?)\b", re.IGNORECASE)
_APART = re.compile(r"[,;:]|\b(?:as|with|that|which|after|following|while|and)\b", re.IGNORECASE)
"""Between a superlative and a metric behind it, for it to be of something else."""
_METRIC_FAR = 200
_BEHIND, _OPENING, _PREVIOUS = 30, 25, 400
_COMMA = re.compile(r"[^,.;]{0,30},\s(?:(?:the|spot|US|U\.S\.)\s){0,2}", re.IGNORECASE)
_SENTENCES_BACK = 3
_WITHOUT_ASSET: frozenset[Measure] = frozenset({"other", "index"})
_CARRIED: frozenset[Measure] = frozenset({"price", "flow", "open_interest", "volume"})


class Subject(NamedTuple):
    """The ticker (``None``: it can't be told) and what of it."""

    asset: str | None
    metric: Measure


def clause_start(text: str, start: int, position: int) -> int:
    """Where the clause of ``position`` begins, in a sentence that begins at ``start``.

    "– the highest since" goes on with the clause before it.
    """
    cuts = [match.end() for match in _CLAUSE.finditer(text, start, position)]
    while cuts and _GOES_ON.match(text[cuts[-1] : position + 1]):
        cuts.pop()
    return cuts[-1] if cuts else start


def subject_of(discourse: Discourse, found: Expression, end: int, beside: Beside | None) -> Subject:
    """What the superlative ``found``, whose words end at ``end``, is of; ``beside`` is the figure that it is said of."""
    context = discourse.context
    sentence = context.around(Span(start=found.start, end=end))
    clause = clause_start(context.text, sentence.start, found.start)
    named = _named(context, sentence)
    attached = _attached(context, named, found.start, end)
    asset = attached or _subject(context, named, clause, found.start)
    metric = _metric(context, found, end, clause, None if attached else asset)
    if metric == "price" and beside is not None and beside.metric is not None:
        metric = beside.metric
    if metric == "price" and attached is None and FOR.search(context.text, found.start, end):
        metric = "other"
    if metric == "flow" and not _is_of_funds(context, sentence):
        metric = "other"
    if asset is None and beside is not None and beside.asset and beside.metric and metric not in _WITHOUT_ASSET:
        return Subject(beside.asset, metric)
    if asset is None and clause > sentence.start and metric not in _WITHOUT_ASSET:
        asset = _subject(context, named, sentence.start, found.start)
    if asset is None:
        asset = _behind_comma(context, named, sentence.start, found.start, end)
    if asset is None:
        return _carried(discourse, found, sentence, clause, metric)
    if metric == "price" and NUMBER.search(context.text, clause, found.start):
        metric = "other"
    if metric == "price" and (beside is None or beside.metric != "price"):
        metric = _of_asset(context, asset, found.start, attached is not None)
    if metric == "flow" and ONE_FUND.search(context.text, sentence.start, sentence.end) and asset.asset_class == "coin":
        return Subject(None, metric)
    return Subject(asset.symbol, metric)


def _of_asset(context: Context, asset: Asset, position: int, attached: bool) -> Measure:
    """Whether the words at ``position`` are of the asset's price, of its funds, or of something of its that has no name here.

    Only a verb, an aside or "price" may follow the asset: in "Bitcoin's correlation with stocks is at its lowest" it is
    not bitcoin that is low.
    """
    text = context.text
    if attached or asset.start >= position:
        return "price"
    after = text[asset.end : position]
    if OF_FUNDS.match(after) or FUNDS_OWN.search(after):
        return "flow"
    begin = context.sentence(asset.start).start
    if named_metrics(text, begin, asset.start) and not BEGINS.search(text[begin : asset.start]):
        # "Difficulty, a measure of the power needed to generate bitcoin, hit": the metric is the subject, not the coin.
        return "other"
    if (
        OF_PRICE.search(text, begin, asset.start)
        or PRICED.match(after)
        or re.search(r"\bprices?\b", after, re.IGNORECASE)
    ):
        return "price"
    return "other"


def _is_of_funds(context: Context, sentence: Reach) -> bool:
    """Whether a flow is that of funds, by its sentence or the one before, and not of exchanges or wallets."""
    previous = context.sentences.last_before(sentence.start)
    begin = previous.start if previous is not None and sentence.start - previous.start < _PREVIOUS else sentence.start
    return _FUNDS.search(context.text, begin, sentence.end) is not None or any(
        asset.asset_class == "fund" for asset in context.assets.within(begin, sentence.end)
    )


def _carried(discourse: Discourse, found: Expression, sentence: Reach, clause: int, metric: Measure) -> Subject:
    """What a sentence is about that names no asset: "it", "the token", "the funds" is that of the sentences before."""
    text = discourse.context.text
    before = text[sentence.start : found.start]
    at_start = not text[clause : found.start].strip(" “\"’'(Atheis")
    if metric in _WITHOUT_ASSET or not (at_start or metric != "price" or GENERIC.search(before)):
        return Subject(None, metric if metric != "price" else "other")
    if metric == "flow" and ONE_FUND.search(text, max(0, sentence.start - _PREVIOUS), sentence.end):
        return Subject(None, metric)
    if metric == "price":
        metric = _told_before(discourse, found.start, before)
    return Subject(_from_before(discourse, found.start, metric), metric)


def _told_before(discourse: Discourse, position: int, words: str) -> Measure:
    """The metric under discussion: of the last figure before in the sentence, of the sentence before; else a price."""
    if NUMBER.search(words):
        return "other"
    context = discourse.context
    sentence = context.sentence(position)
    figures = context.figures.within(sentence.start, position)
    taken = [one for one in (discourse.decisions.get(figure.start) for figure in figures) if one is not None]
    if taken:
        return measure(taken[-1].decision) if taken[-1].decision.kind in ("price", "metric") else "price"
    previous = context.sentences.last_before(sentence.start)
    block = context.block(position)
    if (
        previous is None
        or block is None
        or previous.start < block.start
        or re.search(r"\bprices?\b", words, re.IGNORECASE)
    ):
        return "price"
    named = named_metrics(context.text, previous.start, previous.end)
    return named[0][1] if named else "price"


def _named(context: Context, sentence: Span | Reach) -> list[Asset]:
    """The assets that a sentence names; not the coins that an amount is counted in."""
    return [
        asset
        for asset in context.assets.within(sentence.start, sentence.end)
        if usable(asset) and not isinstance(context.figures.at(asset.start), Quantity)
    ]


def _attached(context: Context, named: Sequence[Asset], start: int, end: int) -> Asset | None:
    """An asset inside the words or right behind them."""
    for asset in named:
        if start <= asset.start < end:
            return asset
        if asset.start >= end:
            return asset if _ATTACHED.fullmatch(context.text[end : asset.start]) else None
    return None


def _behind_comma(context: Context, named: Sequence[Asset], begin: int, start: int, end: int) -> Asset | None:
    """ "For the third straight week, bitcoin fell": what a sentence goes on with that opens with the words."""
    first = next((asset for asset in named if asset.start >= end), None)
    if first is None or start - begin > _OPENING or not _COMMA.fullmatch(context.text[end : first.start]):
        return None
    return first


def _subject(context: Context, named: Sequence[Asset], begin: int, position: int) -> Asset | None:
    """The asset that the words before ``position`` are about: the nearest that does something, else the first; of a list its first."""
    left = [asset for asset in named if begin <= asset.start < position]
    if not left:
        return None
    doers = [asset for asset in left if not _is_oblique(context, asset, begin)]
    at = left.index(doers[-1] if doers else left[0])
    if at and left[at - 1].symbol == left[at].symbol and context.text[left[at - 1].end : left[at].start] == " (":
        at -= 1
    while at and _CHAIN.fullmatch(context.text[left[at - 1].end : left[at].start]):
        at -= 1
    return left[at]


def _is_oblique(context: Context, asset: Asset, begin: int) -> bool:
    return _OBLIQUE.search(context.text, max(begin, asset.start - 30), asset.start) is not None


def _metric(context: Context, found: Expression, end: int, clause: int, asset: Asset | None) -> Measure:
    """The metric inside its words, right behind them, or named before them as what the asset has; else a price."""
    text = context.text
    inside = named_metrics(text, found.start, end)
    if inside:
        return inside[0][1]
    if found.direction is not None and found.form in ("biggest", "smallest"):
        return "flow"
    if ELSEWHERE.match(text, end):
        return "other"
    behind = named_metrics(text, end, end + _BEHIND)
    if (
        behind
        and re.match(r"\s(?:in|of|for)\s", text[end : behind[0][0]])
        and not _APART.search(text, end, behind[0][0])
    ):
        return behind[0][1]
    asides = [match.span() for match in _WHICH.finditer(text, clause, found.start)]
    for place, metric in reversed(named_metrics(text, clause, found.start)):
        if any(start <= place < end for start, end in asides):
            continue
        if _governs(context, place, found, clause, asset):
            return metric
    return "price"


def _governs(context: Context, place: int, found: Expression, clause: int, asset: Asset | None) -> bool:
    """Whether a metric named up to ``place`` is what the words at ``found`` are of."""
    text = context.text
    if found.start - place > _METRIC_FAR or _REASON.search(text[max(clause, place - 60) : place]) is not None:
        return False
    if asset is None or asset.start < place:
        return True
    between = text[place : asset.start]
    return _METRIC_OF.fullmatch(between) is not None or (text[:place].endswith("of") and not between.strip())


def _from_before(discourse: Discourse, position: int, metric: Measure) -> str | None:
    """The only asset of the nearest sentence before that names one, in the same block; of the title if the block names none."""
    context = discourse.context
    block = context.block(position)
    sentence = context.sentence(position)
    for _ in range(_SENTENCES_BACK):
        previous = context.sentences.last_before(sentence.start) if block and sentence.start > block.start else None
        if previous is None or block is None or previous.start < block.start:
            break
        symbols = _symbols(context, previous.start, previous.end)
        if symbols:
            return symbols.pop() if len(symbols) == 1 else _subject_before(context, previous)
        sentence = previous
    titles = [one for one in context.blocks if one.kind == "title"]
    symbols = {symbol for one in titles for symbol in _symbols(context, one.start, one.end)}
    return symbols.pop() if len(symbols) == 1 and metric in _CARRIED else None


def _symbols(context: Context, start: int, end: int) -> set[str]:
    return {asset.symbol for asset in context.assets.within(start, end) if usable(asset)}


def _subject_before(context: Context, sentence: Span) -> str | None:
    """What a sentence with several assets is about: the only one of them that does something; ``None`` when two are on a par."""
    symbols = {one.symbol for one in _named(context, sentence) if not _is_oblique(context, one, sentence.start)}
    return symbols.pop() if len(symbols) == 1 else None
