"""Which candles the records of an export need to be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from tapecheck import records
from tapecheck.market.asked import AskedStore, Question
from tapecheck.records import PercentMove, Price, Result
from tapecheck.records.forecasts import is_forecast

_HOUR = timedelta(hours=1)


def needs(results: Iterable[Result], until: datetime) -> tuple[Question, ...]:
    """What the checks of the records would ask a store for, each once, in a fixed order; nothing after ``until`` (aware UTC).

    Forecasts are asked for from publication to their time, or to ``until``.
    """
    with AskedStore.in_memory() as store:
        store.until = until
        for result in results:
            published_at = result.article.published_at
            records.check_all(result.records, store, published_at)
            for record in _forecasts(result, published_at):
                assert published_at is not None
                end = record.time.end if record.time is not None else until
                store.reaches(record.asset or "", published_at - _HOUR, end, record.value, up=True)
        return tuple(sorted(set(store.questions)))


def _forecasts(result: Result, published_at: datetime | None) -> Iterator[Price | PercentMove]:
    for record in result.records:
        if published_at is None or not isinstance(record, Price | PercentMove) or record.asset is None:
            continue
        if is_forecast(record, record.role if isinstance(record, Price) else record.metric, published_at):
            yield record
