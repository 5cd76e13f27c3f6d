"""A bounded memory of answers, for the many records of one article that ask the store the same thing."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Memo:
    """Remembers at most ``size`` answers; the one not asked for the longest is forgotten first."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._answers: OrderedDict[Hashable, object] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The remembered answer, or the computed one."""
        if key in self._answers:
            self._answers.move_to_end(key)
            return cast(T, self._answers[key])
        answer = compute()
        self._answers[key] = answer
        if len(self._answers) > self._size:
            self._answers.popitem(last=False)
        return answer

    def clear(self) -> None:
        """Forgets everything."""
        self._answers.clear()
