"""Which articles of an export a report is of."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from tapecheck.records import Result
from tapecheck.schema.verdict import Label


class Selection(NamedTuple):
    """Articles that have a record with one of these verdicts, are by one of these publishers, and are of this time.

    Empty or ``None``: all. Publishers are compared without regard to capitals. Published in ``[since, until)``; an article whose time
    is not known is in no window.
    """

    verdicts: frozenset[Label] = frozenset()
    publishers: frozenset[str] = frozenset()
    since: datetime | None = None
    until: datetime | None = None

    @property
    def picks(self) -> bool:
        """Whether it leaves any article out at all."""
        return self != Selection()

    def takes(self, result: Result) -> bool:
        """Whether the report is to have this article."""
        publisher = (result.article.publisher or "").casefold()
        if self.publishers and publisher not in {name.casefold() for name in self.publishers}:
            return False
        return self._in_time(result.article.published_at) and self._has_verdict(result)

    def _in_time(self, published: datetime | None) -> bool:
        if published is None:
            return self.since is None and self.until is None
        return (self.since is None or self.since <= published) and (self.until is None or published < self.until)

    def _has_verdict(self, result: Result) -> bool:
        labels = {record.verdict.label for record in result.records if record.verdict is not None}
        return not self.verdicts or not self.verdicts.isdisjoint(labels)
