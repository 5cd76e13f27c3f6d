"""Which record is meant by an id or the beginning of one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from tapecheck.errors import ConfigError
from tapecheck.pipeline import Traced
from tapecheck.report import wording

_LISTED = 8
_WHOLE = 16
"""So many digits a record's id has."""


class Named(NamedTuple):
    """A record as it can be asked for: its id, and its figure or words."""

    id: str
    value: str


def find(articles: Iterable[Traced], wanted: str) -> tuple[Traced, str]:
    """The article with the record that is wanted, by its id or the unique beginning of it, and the whole id.

    Articles are read until a whole id is found, all of them for a beginning.

    Raises:
        ConfigError: there is no such record, or there are several; the message lists the nearest.
    """
    there: list[Named] = []
    holds: Traced | None = None
    for article in articles:
        mine = [Named(record.id, wording.value(record)) for record in article.result.records]
        there += mine
        if matching(wanted, mine):
            holds = article
            if len(wanted.strip()) == _WHOLE:
                break
    found = matching(wanted, there)
    if holds is None or len(found) != 1:
        raise ConfigError(f"--explain: {none_such(wanted, there)}")
    return holds, found[0].id


def matching(wanted: str, there: Sequence[Named]) -> list[Named]:
    """The records whose id is, or begins with, what is wanted, without regard to capitals; each once."""
    wanted = wanted.strip().casefold()
    found = {one.id: one for one in there if wanted and one.id.startswith(wanted)}
    return list(found.values())


def none_such(wanted: str, there: Sequence[Named]) -> str:
    """One line that says that no record, or more than one, is meant, and lists the nearest.

    >>> none_such("ab", [Named("cd01", "$5"), Named("ef02", "4%")])
    "no record has the id 'ab'; there are: cd01 ($5), ef02 (4%)"
    """
    several = matching(wanted, there)
    if several:
        return f"{len(several)} records have ids that begin with {wanted!r}: {_listed(several)}; give more of it"
    if not there:
        return f"no record has the id {wanted!r}: the articles have no records at all"
    ids = {one.id: one for one in there}
    begins = {one[: len(wanted)]: named for one, named in ids.items() if wanted}
    shown = [begins[near] for near in get_close_matches(wanted.casefold(), begins, n=_LISTED, cutoff=0.7)]
    nearest = "; nearest: " if shown else "; there are: "
    return f"no record has the id {wanted!r}{nearest}{_listed(shown or list(ids.values()))}"


def _listed(there: Sequence[Named]) -> str:
    shown = ", ".join(f"{one.id} ({one.value})" for one in there[:_LISTED])
    more = len(there) - _LISTED
    return f"{shown} and {more} more" if more > 0 else shown
