"""What else an article tells: one that tells both figures of a conflict knows of them, and contradicts nobody."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import NamedTuple, cast

from tapecheck.corpus.answers.conflicts.claims import Claim
from tapecheck.corpus.answers.conflicts.clashes import interval
from tapecheck.corpus.answers.tables import Tables

_AT_A_TIME = 500
_SQL = """
    SELECT article_id, record_id, kind, coalesce(currency, unit) AS unit, asset, value
    FROM records
    WHERE value IS NOT NULL AND article_id IN (SELECT unnest(from_json($articles, '["VARCHAR"]')))
"""


class _Figure(NamedTuple):
    record: str
    kind: str
    unit: str | None
    asset: str | None
    value: Decimal


class Known:
    """The figures of some articles."""

    def __init__(self) -> None:
        self._figures: dict[str, list[_Figure]] = defaultdict(list)

    @classmethod
    def read(cls, tables: Tables, articles: Iterable[str]) -> Known:
        """All figures of these articles."""
        known, wanted = cls(), sorted(articles)
        for start in range(0, len(wanted), _AT_A_TIME):
            known._add(tables, wanted[start : start + _AT_A_TIME])
        return known

    def tells(self, claim: Claim, other: Claim) -> bool:
        """Whether the article of ``claim`` has, of the same kind, unit and asset, a figure such as the other's."""
        read = interval(other)
        return any(
            read.low <= figure.value <= read.high
            for figure in self._figures[claim.article]
            if figure.record != claim.record
            and (figure.kind, figure.unit) == (claim.kind, claim.unit)
            and figure.asset in (None, claim.asset)
        )

    def _add(self, tables: Tables, articles: Sequence[str]) -> None:
        for article, record, kind, unit, asset, value in tables.ask(_SQL, {"articles": json.dumps(articles)}).rows:
            figure = _Figure(
                str(record), str(kind), cast("str | None", unit), cast("str | None", asset), cast("Decimal", value)
            )
            self._figures[str(article)].append(figure)
