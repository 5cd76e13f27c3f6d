"""Scores of cleaned pages: text against the article's own, title and day against the page's address."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_SUFFIX = re.compile(r"\.\w{2,5}$")
_DAY = re.compile(r"/20\d\d/(?P<month>\d\d?|[a-z]{3})/\d\d?(?=/)")
_RUN = 4
_LEAST_WORDS, _ENOUGH_WORDS = 5, 0.8


class CleaningScore(NamedTuple):
    """Means over the pages, each between 0 and 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score_texts(pairs: Iterable[tuple[str, str]]) -> CleaningScore:
    """Precision and recall of runs of four words, the mean over ``(expected, got)`` pairs: the measure of the Scrapinghub
    article extraction benchmark. A page without expected text counts for precision only, one without any got for recall only.

    >>> score_texts([("one two three four five", "one two three four five six")])
    CleaningScore(precision=0.6666666666666666, recall=1.0)
    """
    precisions: list[float] = []
    recalls: list[float] = []
    for expected, got in pairs:
        gold, found = _runs(expected), _runs(got)
        right = (gold & found).total()
        precisions += [right / found.total()] if found else []
        recalls += [right / gold.total()] if gold else []
    return CleaningScore(mean(precisions), mean(recalls))


def mean(values: list[float]) -> float:
    """The mean; of nothing, 0."""
    return sum(values) / len(values) if values else 0.0


def title_agrees(title: str | None, url: str) -> bool | None:
    """Whether a title has four of five words of the address's last part; ``None`` where that is not made of a title.

    >>> title_agrees("Bitcoin rises past $95,000 once more", "https://example.com/2026/bitcoin-rises-past-95k-once-more.html")
    True
    """
    last = url.partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]
    words = [word for word in re.split(r"[-_]", _plain(_SUFFIX.sub("", last))) if word.isalpha()]
    if len(words) < _LEAST_WORDS:
        return None
    return sum(word in _plain(title or "") for word in words) >= _ENOUGH_WORDS * len(words)


def day_agrees(day: date | None, url: str) -> bool | None:
    """Whether it is the day in the address (``/2026/01/14/``, ``/2026/jan/14/``) or one beside it; ``None`` where there is none.

    >>> day_agrees(date(2026, 1, 15), "https://example.com/2026/jan/14/a"), day_agrees(None, "https://example.com/a")
    (True, None)
    """
    found = _DAY.search(url)
    if found is None:
        return None
    form = "/%Y/%m/%d" if found["month"].isdigit() else "/%Y/%b/%d"
    try:
        written = datetime.strptime(found.group(), form).replace(tzinfo=UTC).date()
    except ValueError:
        return None
    return day is not None and abs(day - written) <= timedelta(days=1)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    """Every run of four words of the text, or all its words where there are fewer."""
    words = _WORD.findall(text)
    return Counter(tuple(words[at : at + _RUN]) for at in range(max(1, len(words) - _RUN + 1))) if words else Counter()


def _plain(text: str) -> str:
    """Small letters without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
