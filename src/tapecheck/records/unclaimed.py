"""The account of an article's figures: each is in a record, or is listed with the reason why it is in none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from tapecheck.records.context import Context, Figure, Reach, Timeline, is_dated
from tapecheck.records.layout import is_widget
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Money, Numeral, Percent, Quantity
from tapecheck.schema.result import UNCLAIMED_REASONS, Coverage, Place, Unclaimed, UnclaimedReason

Counted = Money | Percent | Quantity


class Account(NamedTuple):
    """The figures of an article that are in no record, in text order, and the counts."""

    unclaimed: tuple[Unclaimed, ...]
    coverage: Coverage


def account(context: Context, claimed: Iterable[Span]) -> Account:
    """What became of every sum, percentage and amount of coins in the text; ``claimed`` are the places of the records of figures."""
    places = Timeline(claimed)
    figures = [figure for figure in (*context.figures, *context.outside) if not isinstance(figure, Numeral)]
    left = [(figure, _reason(context, figure)) for figure in figures if not _is_claimed(figure, places)]
    left.sort(key=lambda item: item[0].start)
    counts = Counter(reason for _, reason in left)
    total = len(figures)
    coverage = Coverage(
        figures=total,
        in_records=total - len(left),
        unclaimed={reason: counts[reason] for reason in UNCLAIMED_REASONS},
    )
    return Account(tuple(_unclaimed(context, figure, reason) for figure, reason in left), coverage)


def _is_claimed(figure: Figure, places: Timeline[Span]) -> bool:
    """Whether a record's figure shares a character with it: the record of a range may span more than this mention."""
    before = places.last_before(figure.end)
    return before is not None and before.overlaps(figure)


def _unclaimed(context: Context, figure: Counted, reason: UnclaimedReason) -> Unclaimed:
    span = Span(start=figure.start, end=figure.end)
    return Unclaimed(
        label=figure.label,
        place=Place(text=span, source=context.article.source_span(figure.start, figure.end)),
        exact=figure.text,
        reason=reason,
    )


_TEASER = re.compile(
    r"[\W_]{0,4}(?:related(?:\s(?:reading|news|articles?|posts?|stor(?:y|ies)|topics?))?|(?:also\s|must\s)?read(?:\s(?:more|also|next|on|now|this))?"
    r"|see\s(?:also|more)|more\s(?:from|stories)|recommended|you\s(?:may|might)(?:\salso)?\slike|trending(?:\snow)?|don[’']t\smiss|sponsored)"
    r"\s{0,2}[:|»>–-]",
    re.IGNORECASE,
)
"""A sentence that leads to another article. Examples: ``Related Reading: …``, ``Also read: …``."""


def _reason(context: Context, figure: Figure) -> UnclaimedReason:
    """The first reason that fits; ``unknown`` when none does."""
    block = context.block(figure.start)
    if block is None or not block.is_content or is_widget(context, figure):
        return "furniture"
    if is_dated(figure, context.dates):
        return "date"
    reach = context.around(figure)
    if _TEASER.match(context.text, reach.start):
        return "furniture"
    before = context.text[max(reach.start, figure.start - _NEAR) : figure.start]
    after = context.text[figure.end : min(reach.end, figure.end + _NEAR)]
    if _is_name(context, figure, reach, before, after):
        return "name"
    if _is_offer(context, reach, before, after):
        return "offer"
    if isinstance(figure, Percent | Quantity) and _RANK.search(before):
        return "rank"
    return "count" if _is_count(figure, before, after) else "unknown"


_NEAR = 90
"""How many characters around a figure are looked at for the words that go with it."""

_FIBONACCI = re.compile(r"\bfib(?:o|onacci|s)?\b", re.IGNORECASE)
_FIBONACCI_LEVELS = frozenset(
    Decimal(level)
    for level in (
        *("14.6", "23.6", "38.2", "50", "61.8", "65", "66", "70.5", "76.4", "78.6", "79", "88.6", "100", "113", "127"),
        *(
            "127.2",
            "138.2",
            "141.4",
            "150",
            "161.8",
            "176.4",
            "200",
            "223.6",
            "227.2",
            "241.4",
            "261.8",
            "361.8",
            "423.6",
        ),
    )
)
"""The ratios after which retracements and extensions are named, in percent."""
_NAME_AFTER = re.compile(
    r"[\s-]{1,2}(?:attacks?|rules?|clubs?|depth|fib\w{0,8}|retracements?|extensions?|golden\s(?:ratio|pocket))\b",
    re.IGNORECASE,
)
"""What a figure names. Examples: ``51% attack``, ``the 4% rule``, ``2% depth``, ``the 50% retracement``."""
_NAME_BEFORE = re.compile(r"\brule\sof\s$", re.IGNORECASE)
"""Example: ``the rule of 40%``."""


def _is_name(context: Context, figure: Figure, reach: Reach, before: str, after: str) -> bool:
    if not isinstance(figure, Percent):
        return False
    if _NAME_AFTER.match(after) or _NAME_BEFORE.search(before):
        return True
    # The tool may stand anywhere: "the Fibonacci tool puts the next stops at 38.2% and 61.8%".
    return figure.value in _FIBONACCI_LEVELS and _FIBONACCI.search(context.text, reach.start, reach.end) is not None


_LINK = r"(?!(?:over|after|for|from|to|into|on|at|by|with|and|or|as|via|of|amid|because|ahead|before|than)\b)"
"""No word behind a figure that leads away from it: "pays $200M over a promotion"."""
_GIVEN = (
    r"(?:bonus(?:es)?|give-?aways?|prizes?|prize[\s-](?:pools?|money|fund)|rewards?\spools?|cash-?backs?|raffles?|sweepstakes?|vouchers?"
    r"|coupons?|discounts?|jackpots?|promo(?:tion)?s?|referrals?|contests?|gift\scards?)"
)
"""What is given away."""
_OFFER_AFTER = re.compile(rf"[\s)-]{{1,2}}(?:{_LINK}[\w’'&/-]{{1,20}}[\s-]){{0,4}}?{_GIVEN}\b(?!:)", re.IGNORECASE)
"""Right behind its worth. Examples: ``$10 bonus``, ``a $1 million Mega Giveaway``, ``$60,000 in prize money``."""
_OFFER_BEFORE = re.compile(
    rf"\b{_GIVEN}(?:\s(?:program(?:me)?|bonus|rewards?|code|total))?"
    r"(?:\s{0,2}[:(–—-]\s{0,2}|(?:\s(?:total)?l?ing)?\s(?:of|worth|up\sto|is)\s(?:(?:up\sto|over|a|the|about|nearly)\s){0,2})$",
    re.IGNORECASE,
)
"""Its worth right behind it. Examples: ``Bonus: 40%``, ``a prize pool of up to $50,000``."""
_INVITED = re.compile(
    r"\b(?:promo(?:tional)?\scodes?|sign(?:ing)?[\s-]up|use\s(?:the\s)?code|first\sdeposit|deposit\sbonus|claim\s(?:your|up|an?|the)\b|enter\sto\swin"
    r"|welcome\s(?:bonus|offer|package)|early\s(?:buyers?|adopters?|birds?|backers?)|free\sspins?)\b",
    re.IGNORECASE,
)
"""A sentence that invites its reader. Example: ``Claim up to … when you sign up``."""
_PAY = re.compile(
    r"\b(?:base\spay|salar(?:y|ies)|compensation|executives?|employees?|staff|restricted\sstock|severance)\b",
    re.IGNORECASE,
)
"""A bonus in a sentence with these is pay."""


def _is_offer(context: Context, reach: Reach, before: str, after: str) -> bool:
    given = _OFFER_AFTER.match(after) or _OFFER_BEFORE.search(before)
    invited = given or _INVITED.search(context.text, reach.start, reach.end)
    return invited is not None and _PAY.search(context.text, reach.start, reach.end) is None


_RANK = re.compile(r"(?:\b(?:top|bottom|No\.|number|rank(?:ed|s|ing)?(?:\s(?:at|as|number))?)\s|#)$", re.IGNORECASE)
"""Examples: ``the top 10% of holders``, ``ranked 12``. "Illicit sums top $40B" is no rank."""

_COUNTED = re.compile(
    r"(?:[\s-](?!(?:in|on|to|by|from|for|at|into|across|with|and|or|among|per|of|via|as|was|were|are|is|held|sold|sent)\b)"
    r"(?!\w{2,14}(?:ed|ing)\b)\$?[\w-]{2,14}){0,2}?"
    r"[\s-](?:address(?:es)?|wallets?|accounts?|users?|(?:hod|ho)lders?|hodlers|owners?|investors?|traders?|buyers|sellers|people|persons|citizens"
    r"|adults|voters|respondents?|customers|clients|members|followers|subscribers|employees|workers|developers|miners|validators|stakers|whales"
    r"|nodes?|blocks?|transactions?|trades|nfts?|ordinals|inscriptions|domains?|cards|machines|rigs|atms?|etfs?|etps?|funds?|shares|contracts"
    r"|pairs|projects|dapps|protocols|companies|firms|merchants|businesses|banks|games?|players|collectibles|attendees)\b",
    re.IGNORECASE,
)
"""What a number counts instead of coins. Examples: ``991,000 Solana NFTs``, ``18 million ETH addresses``."""
_HOLDING = re.compile(
    r"\b(?:address(?:es)?|wallets?|holders|entities|investors|whales)\s(?:that\s)?(?:containing|holding|with|hold|own|owning)\s"
    r"(?:(?:between|at\sleast|more\sthan|over|from)\s)?$",
    re.IGNORECASE,
)
"""A class of holders by what they hold: ``wallets holding between 1,000 and 10,000 BTC``."""


def _is_count(figure: Figure, before: str, after: str) -> bool:
    return (isinstance(figure, Quantity) and _COUNTED.match(after) is not None) or _HOLDING.search(before) is not None
