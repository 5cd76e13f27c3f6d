"""Verdicts: whether the market data agrees with a record, with all a person needs to redo the check."""

from __future__ import annotations

from typing import Literal, get_args

from tapecheck.schema.base import Data, Instant, Number

Label = Literal["SUPPORTED", "REFUTED", "NOT_ENOUGH_INFO"]
Outcome = Literal["OPEN", "HIT", "MISSED"]

Basis = Literal["now", "day", "stated", "history", "trailing", "since"]
"""What stretch of time a claim speaks of: when the article was written, the day before, the stated time, all history; a change over the
stated length up to the writing, or since a stated day."""

Cause = Literal[
    "words",
    "prospective",
    "not_traded",
    "no_asset",
    "currency",
    "article_time",
    "claim_time",
    "after_publication",
    "window",
    "no_data",
    "not_covered",
    "gap",
    "coarse",
    "unfinished",
    "renamed",
    "redenominated",
    "pegged",
    "lower_bound",
    "counting",
    "misread",
]
CAUSES: tuple[Cause, ...] = get_args(Cause)
"""Why nothing can be decided:

``words`` it is a quotation · ``prospective`` it is said to be possible or to come · ``not_traded`` no trade can decide it (a cost, a level
talked about) · ``no_asset`` the article does not say of what · ``currency`` not in dollars, or not said · ``article_time`` the article's
time is not known · ``claim_time`` what it says, or of which time, can't be told surely enough · ``after_publication`` the
stated time lies after publication · ``window`` the length of time is not said, or can't be resolved · ``no_data`` the store has nothing
of the kind · ``not_covered`` its data end before or begin after the window · ``gap`` its data have a hole there · ``coarse`` its candles
are too long to tell · ``unfinished`` a candle of the window is not finished · ``renamed`` the ticker is another coin's since, or was
given up · ``redenominated`` the coin's unit was changed in the window · ``pegged`` a dollar coin, whose price says little, or prices
against one that was off its peg · ``lower_bound`` the data hold a part of the market only · ``counting`` providers count it differently ·
``misread`` so far from anything traded that it is hardly a price of one unit.
"""


class Evidence(Data):
    """The market data a verdict rests on: half-open window ``[start, end)`` in UTC, and the hash of the imported file(s).

    ``times``: for an observed figure (the same name) the moment at which it was seen: the start of its candle, or the minute where the
    source gives it. ``venue`` ``None``: the source does not say.
    """

    source: str
    venue: str | None = None
    symbol: str
    timeframe: str
    start: Instant
    end: Instant
    times: dict[str, Instant] = {}
    dataset_sha256: str


class Verdict(Data):
    """``label``, why, what was observed (name → value, in the record's unit), the tolerance in words and by its parts, the evidence.

    ``rule`` is the versioned rule that was applied, ``basis`` the stretch of time that the claim was read to speak of (``None``: it has
    but one). ``cause`` is why nothing was decided, ``None`` for a decided verdict.
    ``tolerance_parts``: name → size in the record's unit; they add up to the tolerance. ``evidence`` is ``None`` when there was no data to
    look at. ``outcome`` is that of a forecast (``None`` for anything else), whose ``label`` is always NOT_ENOUGH_INFO: it states no fact.
    """

    label: Label
    reason: str
    rule: str | None = None
    basis: Basis | None = None
    cause: Cause | None = None
    observed: dict[str, Number] = {}
    tolerance: str | None = None
    tolerance_parts: dict[str, Number] = {}
    evidence: Evidence | None = None
    outcome: Outcome | None = None
