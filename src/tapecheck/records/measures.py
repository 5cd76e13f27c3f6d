"""What a metric is measured on and how, by the words around its figure: "spot ETFs", "since launch", "social dominance".

A series of the market data answers for one thing only. The words nearest the figure decide; only for the flows of funds, which are
told of over several sentences, the paragraph and the title are looked at too.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from tapecheck.records.context import Context, Figure
from tapecheck.records.decision import Side
from tapecheck.records.measure_cues import (
    ANNUAL,
    AVERAGE,
    BESIDE,
    CHANGE_AFTER,
    CHANGE_BEFORE,
    CLAUSE,
    COIN,
    COINS,
    CUMULATIVE,
    DOMINANCE,
    EARLIER,
    FEAR_GREED,
    FLOW,
    FUNDING_RATE,
    INTO,
    ISSUER,
    LIQUIDATED,
    LONG,
    MARKET_CAP,
    MOSTLY_LONG,
    MOSTLY_SHORT,
    OF_A_DAY,
    ONE_ORDER,
    ONE_TRADER,
    OPEN_INTEREST,
    OUT,
    OUT_OF,
    PEAK,
    RECORD,
    SHORT,
    SINCE,
    UNITS,
    VOLUME,
    WHOLE_MARKET,
    Rules,
)
from tapecheck.schema.measure import Measure, Scope

NEAR = 160
"""So many characters before and behind a figure are its own words, unless another figure stands between."""
LEAD = 400
"""So many characters before the sentence may say whose flows are told of."""


class Around(NamedTuple):
    """The words around a figure: up to the figure before it and behind it, its sentence, and what stands before the sentence."""

    before: str
    after: str
    sentence: str
    lead: str = ""

    @property
    def near(self) -> str:
        """The words before and behind the figure."""
        return f"{self.before} # {self.after}"


def around(context: Context, figure: Figure) -> Around:
    """The words around a figure of an article."""
    text, reach = context.text, context.around(figure)
    figures = context.figures.within(reach.start, reach.end)
    start = max([reach.start, figure.start - NEAR, *(one.end for one in figures if one.end <= figure.start)])
    end = min([reach.end, figure.end + NEAR, *(one.start for one in figures if one.start >= figure.end)])
    block = context.block(figure.start)
    lead = text[max(block.start if block else 0, reach.start - LEAD) : reach.start]
    title = context.article.title or ""
    return Around(text[start : figure.start], text[figure.end : end], text[reach.start : reach.end], f"{title}\n{lead}")


def scope_of(name: str, asset: str | None, words: Around) -> Scope | None:
    """What a metric of this name is measured on; ``None`` where the words don't say.

    >>> scope_of("flow", "BTC", Around("U.S. spot bitcoin ETFs took in ", " on Monday.", "U.S. spot bitcoin ETFs took in #"))
    'spot_etf'
    >>> scope_of("dominance", "BTC", Around("Its social dominance rose to ", ".", "Its social dominance rose to #."))
    'other'
    """
    match name:
        case "flow":
            return _flow(asset, words)
        case "dominance":
            return _clearly(DOMINANCE, words)
        case "market_cap":
            return _clearly(MARKET_CAP, words)
        case "open_interest":
            return _first(OPEN_INTEREST, words.sentence)
        case "volume":
            return _first(VOLUME, words.near)
        case "index":
            read = FEAR_GREED.search(words.sentence) and not (OUT_OF.search(words.before) or UNITS.match(words.after))
            return "fear_greed" if read else None
        case "funding_rate":
            if not FUNDING_RATE.search(words.sentence):
                return "other"
            return "annualised" if ANNUAL.search(words.sentence) else None
        case "share":
            return _liquidated(words)
    return None


def measure_of(name: str, words: Around) -> Measure:
    """How a metric of this name is measured.

    >>> measure_of("flow", Around("The funds have drawn ", " since their launch.", ""))
    'cumulative'
    >>> measure_of("market_cap", Around("The market's value rose by ", ".", "")), measure_of("dominance", Around("at ", "", ""))
    ('change', 'level')
    """
    if AVERAGE.search(words.near):
        return "average"
    if name == "flow":
        if RECORD.search(words.near):
            return "record"
        since = CUMULATIVE.search(words.near) is not None and OF_A_DAY.search(words.near) is None
        return "cumulative" if since else "level"
    if CHANGE_BEFORE.search(words.before) or CHANGE_AFTER.match(words.after):
        return "change"
    if EARLIER.search(words.before):
        return "earlier"
    return "record" if PEAK.search(words.before) else "level"


def liquidation_scope(words: Around) -> Scope | None:
    """``one_order`` for one position or trader, ``market`` for a sum that is said to be the whole market's, else ``None``.

    >>> liquidation_scope(Around("The largest single order was ", " on one exchange.", "The largest single order was # on one exchange."))
    'one_order'
    >>> liquidation_scope(Around("Total liquidations came to ", " in a day.", "Total liquidations came to # in a day."))
    'market'
    """
    if ONE_ORDER.search(words.near) or ONE_TRADER.search(words.sentence):
        return "one_order"
    return "market" if WHOLE_MARKET.search(words.near) and not COIN.search(words.near) else None


def majority_of(words: Around) -> Side | None:
    """The side that most of a sum of liquidations is said to be of.

    >>> majority_of(Around("", " was liquidated, mostly longs.", "# was liquidated, mostly longs."))
    'long'
    """
    long, short = MOSTLY_LONG.search(words.near), MOSTLY_SHORT.search(words.near)
    if bool(long) == bool(short):
        return None
    return "long" if long else "short"


def says_since(words: Around) -> bool:
    """Whether a "since" beside the figure says since when it is a record, not from when it is counted.

    >>> says_since(Around("Inflows of ", " were the strongest since December.", ""))
    True
    """
    return RECORD.search(words.near) is not None and SINCE.search(words.near) is not None


def direction_of(words: Around) -> int:
    """1 for a flow in, -1 for one out, by the words beside the figure; 0 where they don't say, or not clearly.

    >>> direction_of(Around("the fund added ", " on the day, while another saw outflows of ", ""))
    1
    >>> direction_of(Around("as ", " left the fund.", ""))
    -1
    """
    after, before = words.after[:BESIDE], words.before[-BESIDE:]
    behind = CLAUSE.split(after)[0]
    ahead = CLAUSE.split(before)[-1]
    into, out = INTO.search(behind), OUT.search(behind)
    if (into and out is None) or (into and out and into.start() < out.start()):
        return 1
    if out:
        return -1
    ins, outs = list(INTO.finditer(ahead)), list(OUT.finditer(ahead))
    last_in, last_out = (ins[-1].end() if ins else -1), (outs[-1].end() if outs else -1)
    return 0 if last_in == last_out else 1 if last_in > last_out else -1


def _first(rules: Rules, text: str) -> Scope | None:
    return next((scope for scope, pattern in rules if pattern.search(text)), None)


def _clearly(rules: Rules, words: Around) -> Scope | None:
    """By the words beside the figure; by those of the whole sentence only if they tell of nothing else."""
    beside, told = _first(rules, words.near), _first(rules, words.sentence)
    return beside or (None if told == "other" else told)


def _flow(asset: str | None, words: Around) -> Scope | None:
    found = _first(FLOW, words.near)
    if asset in COINS and found in (None, "spot_etf") and ISSUER.search(words.near):
        return "one_etf"
    found = found or _first(FLOW, words.sentence)
    if found is not None or asset not in COINS:
        return found
    return _first(FLOW[1:], words.lead)


def _liquidated(words: Around) -> Scope | None:
    if not LIQUIDATED.search(words.sentence):
        return None
    long, short = _nearest(LONG, words), _nearest(SHORT, words)
    if long == short:
        return None
    return "long_liquidations" if long < short else "short_liquidations"


def _nearest(pattern: re.Pattern[str], words: Around) -> int:
    """How far from the figure the pattern stands; ``NEAR`` if it does not stand there."""
    before = [len(words.before) - match.end() for match in pattern.finditer(words.before)]
    return min([*before, *(match.start() for match in pattern.finditer(words.after)), NEAR])
