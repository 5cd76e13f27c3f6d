"""What a figure is: its kind and, within the kind, its metric.

Every tag gets a score: the strength of its nearest cue (``evidence``) times how much the tag decides on its own
(the weights below), plus what the figure itself says: a sum in millions is seldom a price, a signed percentage is a move.
The highest score wins. A figure that stands in a list, in apposition or in contrast to another one is what that one is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from tapecheck.records.context import Context, Figure
from tapecheck.records.evidence import Evidence, gather, strength
from tapecheck.records.layout import Relation, price_like, relation
from tapecheck.schema.mention import Money, Numeral, Percent, Quantity

FLOOR = 0.3
"""A percentage with no score above this is no record; set on the development articles."""

METRIC_WEIGHT = {
    "volume": 1.1,
    "open_interest": 1.2,
    "market_cap": 1.2,
    "flow": 1.15,
    "holdings": 0.95,
    "purchase": 0.95,
    "loss": 0.95,
    "profit": 1.0,
    "revenue": 1.0,
    "tvl": 1.15,
    "supply": 0.9,
}
SHARE_WEIGHT = {
    "dominance": 1.3,
    "share": 1.0,
    "funding_rate": 1.4,
    "rate": 1.05,
    "probability": 1.2,
    "other": 1.0,
    "supply": 0.6,
}
PRICE_TAGS = ("price", "high", "low", "ath", "atl", "level", "target", "cost", "perunit", "liqprice")

LARGE = Decimal(1_000_000)
"""From here on a sum is a price only where the words say so: one bitcoin has cost less, forecasts aside."""

TRILLION = Decimal(1_000_000_000_000)
"""Only market values run to trillions; the words of a sum that large need say little more."""

MOST_LIQUIDATED = Decimal(50_000_000_000)
"""More than this has never been liquidated in a day (2025-10-10, the largest so far: about 19 billion)."""

_UNIT_AFTER = re.compile(
    r"[)\s]*(?:/|per|an?|each)\s*(?:coin|token|share|ounce|oz|barrel|BTC|ETH|bitcoin|unit|kWh)\b|\s*apiece\b",
    re.IGNORECASE,
)
"""A price per unit: "$57 per barrel", "$0.78 a coin"."""

_SHARE_OF_PEOPLE = re.compile(
    r"\s+(?:were|are|feel|felt|say|said|believed?|who|think|own|owned|hold|respondents|users|investors|holders|voters|women|men|weight(?:age)?)\b",
    re.IGNORECASE,
)
"""A part of those who were asked: "51% were influenced by", "45% of women"."""

_FROM = re.compile(r"\bfrom\s+(?:(?:about|around|nearly|roughly|just|over|under)\s+)?$", re.IGNORECASE)
_TO_PERCENT = re.compile(
    r"(?:\s+(?:in|on|at)\s+[\w. ]{3,20})?,?\s+to\s+(?:\w+\s+){0,2}?[\d.]+\s?(?:%|per\s?cent)", re.IGNORECASE
)
"""A percentage that goes from one value to another is a share or rate, not a move: "rose from 15% in 2021 to 18%"."""

_COUNT_OF = re.compile(
    r"(?:\s+[\w()’']+){0,3}?\s+(?:NFTs?|wallets|addresses|users|holders|validators|nodes|investors)\b", re.IGNORECASE
)
"""A number of things named after a coin: "1 million Ethereum NFTs"."""

CARRIED = 150
"""How far, in characters, a percentage without a cue leans on the one before it."""

_SHARE_OF = re.compile(r"\s+of\s+(?!(?:its|the|their)\s+(?:\w+\s+)?(?:value|gains?|price|worth)\b)", re.IGNORECASE)
"""A part of something: "40% of supply"; not "7% of its value"."""

_AT_LEVEL = re.compile(
    r"\b(?:to|at|from|past|of|above|below|near|around|is|was|reached?|hit|hits|was|are)\s+(?:(?:about|around|nearly|roughly|over|"
    r"just|under|almost|a|an|record|the|above|below|approximately|more|less|than)\s+){0,3}$",
    re.IGNORECASE,
)
"""A preposition that gives a level, not a change: "yields falling to 3.8%", not "falling 3.8%"."""

_AMOUNT_OF = re.compile(
    r"\s+worth\b|\s+in\s+\$?(?!(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Asia|Europe|Hong|New|Lon|Q[1-4]|US\b|U\.S|H[12]\b))[A-Z]\w+|\s+of\s+(?:his|her|their|its|my|your)\b|\s+richer\b|\s+in\s+(?!(?:the|an?|early|late|mid|over|under|just|recent|less|more|order|response|what|which|spite|case|may|march|"
    r"months?|days?|hours?|weeks?|minutes?|terms|trading\s+on|asian|european|pre-market|morning|afternoon|one|two|three|four|five|six|late\w*|its|his|her|their)\b)[a-z]{3,}",
)
"""A sum of something, not a price: "$250,000 worth of ether", "$54,000 in donations"; not "$31,818 in July"."""

_CHANGED_BY = re.compile(
    r"\b(?:gain(?:s|ed|ing)?|add(?:s|ed|ing)?|rose|rises?|rising|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|surg(?:es?|ed|ing)|up|lost|los(?:es?|ing)|"
    r"shed(?:s|ding)?|drop(?:s|ped|ping)?|fell|falls?|falling|down|dump(?:s|ed|ing)?|slid(?:es?|ing)?|tumbl(?:es?|ed|ing)|plung(?:es?|ed|ing)|"
    r"increas(?:es?|ed|ing)|decreas(?:es?|ed|ing)|within)\s+(?:by\s+)?(?:(?:about|around|nearly|roughly|over|almost|more\s+than|another|some|"
    r"approximately|at\s+least|as\s+much\s+as|up\s+to)\s+)?[+-]?\s?$",
    re.IGNORECASE,
)
"""A change in money of a price: "gained $3,000", "down by more than $900"; "fell to $900" is a price."""

_PLACE = re.compile(
    r"(?<!valued )(?<!worth )\b(?:at|near|above|below|past|towards?|between)\s+(?:the\s+|just\s+|around\s+|about\s+|~\s?){0,2}~?$",
    re.IGNORECASE,
)
"""A price is where something trades: "at $310", "above $119,000"."""

_WORTH = re.compile(
    r"\b(?:worth|valued\s+at|totall?ing|balance\s+of|total\s+of|sum\s+of)\s+(?:(?:about|around|nearly|roughly|just|over|only|more|than|a|approximately)\s+){0,3}$",
    re.IGNORECASE,
)
"""What a holding is worth: "the account is now worth just $610,000"; "ether was valued at $350" is a price."""

_SOMEBODY_LOST = re.compile(
    r"\b(?:he|she|they|who|trader|investor|user|victim|whale|says|say|[a-z]+old|firm|company|exchange)\s+(?:\w+\s+)?(?:lost|los(?:es?|ing))\b",
    re.IGNORECASE,
)
"""Somebody's loss: "a trader lost $80,000"; "bitcoin lost $3,000" is a change of its price."""

_CHANGE_AFTER = re.compile(
    r"\s+price\s+(?:surge|rally|jump|drop|swing|move|increase|decline|gain|spike|dip)\b"
    r"|\s+(?:down|up|lower|higher|away|shy|short|below|above)\s+(?:from|of|than|its|the)\b",
    re.IGNORECASE,
)
_POINTS = re.compile(r"[\s-]points?\b", re.IGNORECASE)
_SOLD_OFF = re.compile(
    r"\bliquidat(?:ed|ing|es?)\s+(?:(?:about|around|nearly|roughly|over|almost|more|than|some|all)\s+){0,3}$",
    re.IGNORECASE,
)
_OF_OWN = re.compile(
    r"\s+(?:of|in|worth\s+of)\s+(?!.{0,40}\b(?:longs?|shorts?|positions?|contracts?|bets?|leverage\w*)\b)",
    re.IGNORECASE,
)
"""A holder selling what it owns: "the firm liquidated $125 million in ether"; not "liquidated $40 million in longs"."""


@dataclass(frozen=True)
class Reading:
    """A figure with its kind; ``role`` is the metric's name; ``rule`` names the evidence that decided.

    ``head`` is the figure it is listed, apposed or contrasted with, from which it takes what it is, and ``relation`` says how.
    """

    figure: Figure
    kind: str | None
    role: str
    rule: str
    evidence: Evidence
    head: Reading | None = None
    relation: Relation | None = None


@dataclass(frozen=True)
class Reader:
    """Reads one article's figures; ``about_liquidations`` says that the article is about them."""

    context: Context
    about_liquidations: bool

    def read(
        self, figure: Figure, before: Reading | None, last_sum: Reading | None, last_percent: Reading | None
    ) -> Reading:
        """What the figure is; ``kind`` is ``None`` when the words around it don't say.

        ``before`` is the figure before it, ``last_sum`` and ``last_percent`` the last sum in millions and the last percentage
        before it.
        """
        evidence = gather(self.context, figure)
        if before is not None and before.kind is not None:
            tie = relation(self.context, before.figure, figure)
            if tie is not None:
                return Reading(figure, before.kind, before.role, before.rule, evidence, before, tie)
        kind, role = self._decide(figure, evidence, last_sum, last_percent)
        return Reading(figure, kind, role, f"{kind}.{role}" if role else kind or "unread", evidence)

    def _decide(
        self, figure: Figure, evidence: Evidence, before: Reading | None, last_percent: Reading | None
    ) -> tuple[str | None, str]:
        match figure:
            case Money():
                if (figure.value_high or figure.value) >= LARGE:
                    return self._sum(figure, evidence, before)
                return self._small_money(figure, evidence)
            case Percent():
                return self._percent(figure, evidence, last_percent)
            case Quantity():
                return self._quantity(figure, evidence)
            case Numeral():
                return self._numeral(figure, evidence)

    def _before(self, figure: Figure) -> str:
        sentence = self.context.sentence(figure.start)
        return self.context.text[max(sentence.start, figure.start - 70) : figure.start]

    def _sum(self, figure: Figure, evidence: Evidence, before: Reading | None) -> tuple[str | None, str]:
        """A sum in millions: nearly always a liquidation or a metric; without a cue it goes on with what was talked about."""
        metric, score = best(METRIC_WEIGHT, evidence)
        if 0.9 * strength(evidence, "cost") > score:
            metric, score = "purchase", 0.9 * strength(evidence, "cost")
        closing = strength(evidence, "liquidation")
        if _SOLD_OFF.search(self._before(figure)) and _OF_OWN.match(self.context.text, figure.end):
            return "metric", "purchase"
        liquidation = 1.25 * closing
        if self.about_liquidations:
            topic = 0.35 if before is not None and before.kind == "liquidation" else 0.0
            liquidation = max(
                liquidation, max(closing, topic) and 1.05 * strength(evidence, "long", "short"), topic * 0.5
            )
            if closing >= 0.1 and metric in ("loss", "holdings"):
                score *= 0.5
        if (figure.value_high or figure.value) >= MOST_LIQUIDATED:
            liquidation = 0.0
        if strength(evidence, "none") > 0.7:
            return None, ""
        if _UNIT_AFTER.match(self.context.text, figure.end):
            return "price", ""
        price = strength(evidence, "price", "target", "level", "modal")
        if max(score, liquidation) < 0.25 and price >= 0.3 and (figure.value_high or figure.value) < 30 * LARGE:
            return "price", ""
        if metric == "loss" and before is not None and before.kind == "liquidation" and score < 1.0:
            return "liquidation", ""
        if (figure.value_high or figure.value) >= TRILLION and max(score, liquidation) < 0.5:
            return "metric", "market_cap"
        if max(score, liquidation) < 0.04:
            return (
                ("metric", before.role)
                if before is not None and before.kind == "metric" and before.role
                else (None, "")
            )
        return ("liquidation", "") if liquidation >= score else ("metric", metric)

    def _small_money(self, figure: Figure, evidence: Evidence) -> tuple[str | None, str]:
        """Less than a million: a price unless the words right beside it say otherwise."""
        if _UNIT_AFTER.match(self.context.text, figure.end):
            return "price", ""
        if _CHANGED_BY.search(self._before(figure)) or _CHANGE_AFTER.match(self.context.text, figure.end):
            return "metric", "loss" if _SOMEBODY_LOST.search(self._before(figure)) else "other"
        metric, score = best(METRIC_WEIGHT, evidence)
        if _WORTH.search(self._before(figure)) and not self.context.assets.within(figure.start - 45, figure.start):
            return "metric", metric if score >= 0.1 else "holdings"
        if _AMOUNT_OF.match(self.context.text, figure.end) and not _PLACE.search(self._before(figure)):
            return "metric", metric if score >= 0.1 else "holdings"
        price = max(strength(evidence, *PRICE_TAGS), 0.9 * strength(evidence, "up", "down")) + 0.5
        if _PLACE.search(self._before(figure)):
            price += 0.5
        if strength(evidence, "none") > 0.7:
            return None, ""
        if 1.25 * strength(evidence, "liquidation") > price:
            return "liquidation", ""
        return ("price", "") if price >= score else ("metric", metric)

    def _percent(self, figure: Percent, evidence: Evidence, last_percent: Reading | None) -> tuple[str | None, str]:
        if figure.unit == "bps":
            return "metric", "rate"
        share, score = best(SHARE_WEIGHT, evidence)
        move = strength(evidence, "up", "down")
        before, after = self._before(figure), self.context.text[figure.end : figure.end + 60]
        if strength(evidence, "funding_rate") >= 0.35:
            return "metric", "funding_rate"
        if _FROM.search(before) and _TO_PERCENT.match(after):
            return "metric", share if score >= 0.1 else "share"
        if strength(evidence, "index") >= 0.6 and _AT_LEVEL.search(before):
            return "metric", "index"
        if figure.signed:
            move += 0.8
        elif _AT_LEVEL.search(before) and score > 0.1:
            move *= 0.45
        if _SHARE_OF.match(after) and move < 0.9 and score < 1.0:
            share, score = "share", max(score, 0.85)
        if _SHARE_OF_PEOPLE.match(after) and move < 0.6:
            return "metric", "share"
        if max(move, score) < FLOOR:
            return self._unread_percent(figure, last_percent)
        return ("percent_move", "") if move >= score else ("metric", share)

    def _unread_percent(self, figure: Percent, last: Reading | None) -> tuple[str | None, str]:
        """A percentage without a cue goes on with what was listed just before it: "up 2% on the day and 7% over the week"."""
        if last is None or last.kind is None or figure.start - last.figure.end > CARRIED:
            return None, ""
        if last.kind != "metric" and self.context.sentence(last.figure.start) != self.context.sentence(figure.start):
            return None, ""
        return last.kind, last.role

    def _quantity(self, figure: Quantity, evidence: Evidence) -> tuple[str | None, str]:
        if _COUNT_OF.match(self.context.text, figure.end):
            return None, ""
        metric, score = best(METRIC_WEIGHT, evidence)
        closing = strength(evidence, "liquidation")
        positions = strength(evidence, "long", "short") if closing >= 0.05 else 0.0
        if max(1.25 * closing, positions) > max(0.5 * score, FLOOR) and self.about_liquidations:
            return "liquidation", ""
        return "metric", metric if score >= FLOOR else "purchase"

    def _numeral(self, figure: Numeral, evidence: Evidence) -> tuple[str | None, str]:
        before = self._before(figure)
        if _CHANGED_BY.search(before):
            return None, ""
        sentence = self.context.sentence(figure.start)
        named = any(asset.asset_class == "index" for asset in self.context.assets.within(sentence.start, figure.start))
        levelled = _AT_LEVEL.search(before) or _POINTS.match(self.context.text, figure.end)
        index = strength(evidence, "index")
        moved = strength(evidence, "price", "up", "down", "high", "low", "ath")
        if levelled and (index >= 0.5 or (named and max(moved, index) >= 0.25)):
            return "metric", "index"
        return ("price", "") if price_like(self.context, figure, before) else (None, "")


def best(weights: dict[str, float], evidence: Evidence) -> tuple[str, float]:
    """The tag with the highest weighted strength, and that score."""
    scored = ((tag, weight * strength(evidence, tag)) for tag, weight in weights.items())
    return max(scored, key=lambda pair: pair[1])
