"""Mentions: labelled spans of ``Article.text`` with their parsed value.

A mention's span is the shortest text that holds the value ("$97,800", never "nearly $97,800"); the words around it that
change its meaning are read into ``bound``. Spans are half-open ``[start, end)`` into ``Article.text``.
"""

from __future__ import annotations

from typing import Literal

from tapecheck.schema.base import Instant, Number, Span

Bound = Literal["exact", "about", "at_least", "at_most", "between"]


class BaseMention(Span):
    """What all mentions have. ``text`` is ``article.text[start:end]``; ``rule`` is the versioned finder, ``money.sign/1``."""

    text: str
    rule: str


class Amount(BaseMention):
    """A figure. ``value`` is in whole units; ``value_high`` only for a range (then ``bound`` is ``between``).

    ``signed`` says that the text itself carries a sign ("-9.3%", "+3.13%"); ``value`` then has it.
    """

    value: Number
    value_high: Number | None = None
    bound: Bound = "exact"
    signed: bool = False


class Money(Amount):
    """A sum or price. ``currency``: ISO 4217 code, stablecoin or coin ticker; ``None`` when the sign is ambiguous or absent."""

    label: Literal["MONEY"] = "MONEY"
    currency: str | None


class Percent(Amount):
    """A percentage ("3.5%" is 3.5) or basis points (``unit`` ``bps``: "50 basis points" is 50)."""

    label: Literal["PERCENT"] = "PERCENT"
    unit: Literal["percent", "bps"] = "percent"


class Quantity(Amount):
    """An amount of coins, shares or ounces. ``unit`` is the ticker ("2,507 ETH")."""

    label: Literal["QUANTITY"] = "QUANTITY"
    unit: str


class Numeral(Amount):
    """A bare number: "70", "4,927.93", "three"."""

    label: Literal["NUMBER"] = "NUMBER"


class Range(BaseMention):
    """A comparison or a range with the words that make it one: "more than 30", "between $5 and $10", "200 or greater".

    ``value`` and ``value_high`` are its ends, ``None`` where it is open; an end that is not ``included`` is no value of it.
    ``unit`` is a currency, ``percent``, ``bps`` or a ticker; ``None`` for bare numbers.
    """

    label: Literal["RANGE"] = "RANGE"
    value: Number | None = None
    value_high: Number | None = None
    low_included: bool = False
    high_included: bool = False
    unit: str | None = None


class Date(BaseMention):
    """A date or a stretch of time. ``begin``/``finish``: half-open, aware UTC, resolved against ``published_at``; ``None`` if it can't be.

    ``window`` is the trailing window it names, as the guidelines write it: ``24h``, ``7d``, ``ytd``, ``session``, ``event``; else ``None``.
    """

    label: Literal["DATE"] = "DATE"
    begin: Instant | None = None
    finish: Instant | None = None
    window: str | None = None


AssetClass = Literal["coin", "index", "metal", "commodity", "currency", "rate", "share", "fund", "group"]


class Asset(BaseMention):
    """Something that has a price. ``symbol``: upper-case ticker (``BTC``, ``SPX``, ``XAU``, ``MSTR``, ``TOTAL``).

    ``evidence`` is ``sure`` for a name that means nothing else and ``context`` for an ambiguous word that its context decided.
    """

    label: Literal["ASSET"] = "ASSET"
    symbol: str
    asset_class: AssetClass
    evidence: Literal["sure", "context"] = "sure"


class Venue(BaseMention):
    """An exchange or trading platform; ``name`` is its canonical spelling where it is in the dictionary (``listed``), else as written."""

    label: Literal["VENUE"] = "VENUE"
    name: str
    listed: bool = True


class Provider(BaseMention):
    """A data source (CoinGlass, Glassnode, TradingView); ``name`` as the article words it is ``text``."""

    label: Literal["PROVIDER"] = "PROVIDER"
    name: str


class Person(BaseMention):
    """A person's name as written; ``title`` and ``affiliation`` when they stand beside this mention of it."""

    label: Literal["PERSON"] = "PERSON"
    title: str | None = None
    affiliation: str | None = None


class Organisation(BaseMention):
    """An organisation's name as written; ``title`` is that of its unnamed voice beside it ("analysts", "spokesperson").

    ``speaks`` says that the words beside it make it somebody who says something, and not only somebody who is named.
    """

    label: Literal["ORG"] = "ORG"
    title: str | None = None
    speaks: bool = False


class Place(BaseMention):
    """A country, city or region."""

    label: Literal["LOC"] = "LOC"


class Fund(BaseMention):
    """An exchange-traded fund, a trust or another named fund, as written."""

    label: Literal["FUND"] = "FUND"


class Title(BaseMention):
    """The role of a person or of an organisation's unnamed voice, as worded: "head of research", "analysts"."""

    label: Literal["TITLE"] = "TITLE"


class Quotation(BaseMention):
    """The words between one opening and one closing mark, marks excluded; ``closed`` is False if the closing mark is missing."""

    label: Literal["QUOTATION"] = "QUOTATION"
    closed: bool = True


Mention = (
    Money
    | Percent
    | Quantity
    | Numeral
    | Range
    | Date
    | Asset
    | Venue
    | Provider
    | Person
    | Organisation
    | Place
    | Fund
    | Title
    | Quotation
)
