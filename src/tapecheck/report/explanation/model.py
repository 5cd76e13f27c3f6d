"""What an explanation holds, as typed data: the record, how it was decided, and what its verdict rests on."""

from __future__ import annotations

from typing import Literal

from tapecheck.records import Record
from tapecheck.schema.base import Data, Instant, Number, Span
from tapecheck.schema.verdict import Basis


class Reason(Data):
    """What speaks for a choice (``size`` above zero) or against it, in words, and the model's features that say so."""

    words: str
    size: Number
    features: tuple[str, ...]


class Alternative(Data):
    """What could have been chosen: its name, the model's probability (0 to 1) and score."""

    name: str
    probability: Number
    score: Number


class Chosen(Data):
    """One decision of the model on the record's figure: ``question`` is ``kind``, ``role``, ``asset``, ``window`` and so on.

    ``patterns`` is what the patterns had said of it (``None``: nothing), ``needed`` the probability from which on the model
    overrules them; ``overruled``: ``patterns`` the model did, ``model`` the patterns' choice stood against the model's.
    ``runner_up`` is the best other option (``None``: there was no other), ``lead`` how far the chosen one's score is above its.
    ``reasons``, the heaviest first, and ``rest`` add up to the lead.
    """

    question: str
    chosen: Alternative
    runner_up: Alternative | None
    lead: Number
    patterns: str | None
    needed: Number
    overruled: Literal["patterns", "model"] | None
    reasons: tuple[Reason, ...]
    rest: Number


class Trust(Data):
    """How far the record can be trusted when it is read to speak of ``basis``: ``probability`` against ``needed``.

    ``reasons`` and ``rest`` add up to the log-odds of the probability; where the sentence denies the figure it is 0 and has none.
    ``used``: the verdict was made on this basis.
    """

    basis: Basis
    words: str
    probability: Number
    needed: Number
    used: bool
    reasons: tuple[Reason, ...]
    rest: Number


class Saying(Data):
    """Who is said to have said it, by which word (``None``: without one), and how that was found, in a sentence.

    ``named_at``: where the article names the person first, in ``Article.text``; ``None`` if nobody is known by that name.
    """

    speaker: str | None
    cue: str | None
    how: str
    named_at: Span | None


class Row(Data):
    """A row of the store: when it begins, its cells in the order of the columns, and which observed figures were seen in it."""

    time: Instant
    cells: tuple[Number | None, ...]
    decides: tuple[str, ...]


class Rows(Data):
    """Rows of the evidence, at most eight: those that decided, and those beside them; ``of`` so many in the window.

    ``command`` prints all rows of the window, ``columns`` are the names of the cells. ``sums`` are those of liquidations over all
    rows; empty for what nobody would add up.
    """

    command: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    of: int
    sums: tuple[Number, ...] = ()


class Checked(Data):
    """What the verdict adds to the record's own ``verdict``: ``applied`` says what its rule does (``None``: none was applied), ``window``
    which stretch of time was looked at and why, ``stated`` the claim, ``tolerance`` the sum of its parts (``None``: there is none).

    ``rows``: one for each table that the evidence is made of; empty where there is no evidence, or no store was given.
    """

    applied: str | None
    window: str | None
    stated: str
    tolerance: Number | None
    rows: tuple[Rows, ...]


class Explanation(Data):
    """Why a record and its verdict came out as they did.

    ``sentence`` is the sentence it stands in and ``mark`` its place there; ``decided`` says in a sentence who decided what it is.
    ``patterns``: what the patterns alone make of the figure, in words; ``None`` for what is no figure.
    ``choices`` are the model's, in their order; empty where the patterns or a rule decided. ``checked``: ``None`` without a verdict.
    """

    article: str
    title: str | None
    published_at: Instant | None
    record: Record
    value: str
    what: str
    sentence: str
    mark: Span
    decided: str
    patterns: str | None
    choices: tuple[Chosen, ...]
    trust: tuple[Trust, ...]
    saying: Saying | None
    checked: Checked | None
