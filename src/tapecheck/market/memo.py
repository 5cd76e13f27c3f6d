"""A bounded memory: what was read from the store, or worked out from it, and is likely to be asked for again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

import duckdb

T = TypeVar("T")


class Memo:
    """Remembers answers up to ``limit`` in total weight; the one not asked for the longest is forgotten first.

    The answer just computed always stays, whatever it weighs: the caller holds it anyway.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self.weight = 0
        self._answers: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], T], weigh: Callable[[T], int] = lambda _: 1) -> T:
        """The remembered answer, or the computed one.

        Raises:
            KeyboardInterrupt: the user stopped the query.
        """
        known = self._answers.get(key)
        if known is not None:
            self._answers.move_to_end(key)
            return cast(T, known[0])
        try:
            answer = compute()
        except (RuntimeError, duckdb.Error) as error:
            # DuckDB takes the signal while a query runs; the run must still stop, not write the article down as failed.
            if "interrupt" in str(error).casefold():
                raise KeyboardInterrupt from error
            raise
        self._answers[key] = answer, weigh(answer)
        self.weight += self._answers[key][1]
        while self.weight > self._limit and len(self._answers) > 1:
            self.weight -= self._answers.popitem(last=False)[1][1]
        return answer

    def clear(self) -> None:
        """Forgets everything."""
        self._answers.clear()
        self.weight = 0
