"""How many of a suite's texts have exactly the amounts that it expects: the specs of Microsoft Recognizers-Text.

A text is right if the mentions of the suite's label are as many as expected, each with the expected words, and, where the suite
gives them, value and currency.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NamedTuple

from tapecheck.mentions import as_written, number_ranges
from tapecheck.schema.article import Article
from tapecheck.schema.mention import Amount, Mention, Money, Numeral, Percent

_KINDS: dict[str, type[Amount]] = {"CurrencyModel": Money, "PercentModel": Percent}
"""What the models other than those of numbers look for."""

_CURRENCIES = {
    "Dollar": "USD",
    "United States dollar": "USD",
    "Euro": "EUR",
    "British pound": "GBP",
    "Pound": "GBP",
    "Japanese yen": "JPY",
    "Chinese yuan": "CNY",
}
"""The suite's names of currencies whose code is compared; of others the words and the value are."""


class Expected(NamedTuple):
    """One amount; ``value`` is ``None`` where the suite gives no single figure, ``currency`` where none is compared."""

    text: str
    value: Decimal | None
    currency: str | None


class Case(NamedTuple):
    """A text of the suite, the model that it is for ("CurrencyModel"), and the amounts in it."""

    suite: str
    text: str
    expected: tuple[Expected, ...]


class Outcome(NamedTuple):
    """What was found in a case's text: its words and values, and whether that is what was expected."""

    case: Case
    found: tuple[tuple[str, str], ...]
    right: bool


def read_cases(path: Path) -> list[Case]:
    """The suite's cases, from JSON lines, gzipped or not: ``suite``, ``input``, ``results`` of ``text`` and ``resolution``."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    rows = [json.loads(line) for line in text.splitlines() if line.strip()]
    return [Case(row["suite"], row["input"], tuple(map(_expected, row["results"]))) for row in rows]


def _expected(result: dict[str, dict[str, str | None] | str]) -> Expected:
    resolution = result["resolution"]
    given = resolution if isinstance(resolution, dict) else {}
    return Expected(str(result["text"]), _decimal(given.get("value")), _CURRENCIES.get(given.get("unit") or ""))


def _decimal(written: str | None) -> Decimal | None:
    try:
        return Decimal((written or "").rstrip("%").replace(",", ""))
    except InvalidOperation:
        return None


def way_of(suite: str, *, written: bool) -> tuple[str, Callable[[Sequence[Mention]], Sequence[Mention]]]:
    """The option of ``tapecheck mentions`` that a suite is measured with, and what it does to the mentions."""
    if suite == "NumberRangeModel":
        return "--ranges", number_ranges.as_numbers
    return ("--as-written", as_written.convert) if written else ("", tuple)


def outcome(case: Case, article: Article, mentions: Sequence[Mention]) -> Outcome:
    """The case beside what was found in its text; words are compared as the text has them, not as they were cleaned.

    >>> from tapecheck.mentions import amounts
    >>> from tapecheck.publishers import parse
    >>> case = Case("PercentModel", "Up 5%", (Expected("5%", Decimal(5), None),))
    >>> outcome(case, parse("Up 5%", media="text"), amounts.find("Up 5%")).right
    True
    """
    kind = _KINDS.get(case.suite, Numeral)
    found = [(_words(case, article, mention), mention) for mention in mentions if isinstance(mention, kind)]
    right = len(found) == len(case.expected) and all(
        any(_same(expected, words, mention) for words, mention in found) for expected in case.expected
    )
    return Outcome(case, tuple((words, str(mention.value)) for words, mention in found), right)


def _words(case: Case, article: Article, mention: Amount) -> str:
    source = article.source_span(mention.start, mention.end)
    return mention.text if source is None else case.text[source.start : source.end]


def _same(expected: Expected, words: str, mention: Amount) -> bool:
    if words.casefold() != expected.text.casefold():
        return False
    if expected.value is not None and mention.value != expected.value:
        return False
    currency = mention.currency if isinstance(mention, Money) else None
    return expected.currency is None or currency == expected.currency
