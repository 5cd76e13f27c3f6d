"""A run over a stream of inputs: one line out for each one in, whatever happens to it.

The error's class decides (see ``tapecheck.errors``): an ``ArticleError`` or a bug is written down for that article and
the run goes on; every other ``TapecheckError`` ends the run. Memory holds one article at a time.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

from tapecheck.errors import ArticleError, DecodeError, InvariantError, ParseError, TapecheckError
from tapecheck.schema.input import RejectedInput


class Item(Protocol):
    """One input with its place: ``id`` names it, ``line`` counts from 1, ``None`` where the file has no lines."""

    @property
    def id(self) -> str: ...
    @property
    def path(self) -> str | None: ...
    @property
    def line(self) -> int | None: ...


ItemT = TypeVar("ItemT", bound=Item)
LineT = TypeVar("LineT")


class Attempt(NamedTuple, Generic[LineT]):
    """What came of an input: ``made``, or ``rejected`` and the traceback of why."""

    made: LineT | None
    rejected: RejectedInput | None = None
    trace: str | None = None

    @property
    def bug(self) -> str | None:
        """The traceback if it is of something that nobody expected of an article."""
        return None if self.rejected is None or self.rejected.error in _EXPECTED else self.trace


class Watcher(Protocol):
    """Told of each input as it is finished, in order."""

    def done(self, item: Item) -> None:
        """The input is done."""

    def failed(self, rejected: RejectedInput, trace: str | None) -> None:
        """It could not be done; ``trace`` is the traceback if that was a bug of ours, else ``None``."""


def run(
    items: Iterable[ItemT | RejectedInput],
    step: Callable[[ItemT], LineT],
    reject: Callable[[RejectedInput], LineT],
    watcher: Watcher,
) -> Iterator[LineT]:
    """``step`` of each article, ``reject`` of each that could not be read or done; as many lines as items, in their order.

    Raises:
        TapecheckError: see ``attempt``.
    """
    for item in items:
        if isinstance(item, RejectedInput):
            watcher.failed(item, None)
            yield reject(item)
            continue
        attempted = attempt(step, item)
        if attempted.rejected is None:
            watcher.done(item)
            assert attempted.made is not None
            yield attempted.made
        else:
            watcher.failed(attempted.rejected, attempted.bug)
            yield reject(attempted.rejected)


def attempt(step: Callable[[ItemT], LineT], item: ItemT) -> Attempt[LineT]:
    """``step`` of the article, or why it could not be done.

    Raises:
        TapecheckError: one that is neither an ``ArticleError`` nor an ``InvariantError``: the run can't go on.
    """
    try:
        return Attempt(step(item))
    except Exception as error:
        if isinstance(error, TapecheckError) and not isinstance(error, ArticleError | InvariantError):
            raise
        return Attempt(None, rejected_by(error, item), traceback.format_exc())


def rejected_by(error: BaseException, item: Item) -> RejectedInput:
    """The input as one that could not be done because of this error."""
    message = " ".join(str(error).split()) or "no message"
    return RejectedInput(id=item.id, error=type(error).__name__, message=message, path=item.path, line=item.line)


_EXPECTED: frozenset[str] = frozenset(kind.__name__ for kind in (DecodeError, ParseError))
