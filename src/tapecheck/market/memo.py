"""A bounded memory of answers, for the many records of one article that ask the store the same thing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import duckdb

T = TypeVar("T")


class Memo:
    """Remembers at most ``size`` answers; the one not asked for the longest is forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The remembered answer, or the computed one.

        Raises:
            KeyboardInterrupt: the user stopped the query.
        """
        if key in self._answers:
            self._answers.move_to_end(key)
            return cast(T, self._answers[key])
        try:
            answer = compute()
        except (RuntimeError, duckdb.Error) as error:
            # DuckDB takes the signal while a query runs; the run must still stop, not write the article down as failed.
            if "interrupt" in str(error).casefold():
                raise KeyboardInterrupt from error
            raise
        self._answers[key] = answer
        if len(self._answers) > self._size:
            self._answers.popitem(last=False)
        return answer

    def clear(self) -> None:
        """Forgets everything."""
        self._answers.clear()
