"""The nouns and verbs of superlatives, ``data/superlatives.jsonl``: tag, word forms, example sentences that a test reads.

Tags: ``gain`` … ``stretch`` are what can be the largest or the best; ``up_verb``, ``down_verb``, ``in_word``, ``out_word`` say which way a
streak goes; ``metric:<name>`` are the words by which something other than a price is meant.
"""

from __future__ import annotations

import json
import re
from functools import cache
from importlib import resources

from tapecheck.schema.superlative import Measure

METRIC = "metric:"


@cache
def forms() -> dict[str, tuple[str, ...]]:
    """Tag → its word forms, longest first."""
    data = resources.files("tapecheck").joinpath("data/superlatives.jsonl").read_text(encoding="utf-8")
    rows = [json.loads(line) for line in data.splitlines()]
    return {row["tag"]: tuple(sorted(row["forms"], key=lambda form: (-len(form), form))) for row in rows}


@cache
def any_of(*tags: str) -> str:
    """A regular expression, without groups, of the forms of the tags; a blank in a form is any white space or hyphen."""
    every = {form for tag in tags for form in forms()[tag]}
    longest_first = sorted(every, key=lambda form: (-len(form), form))
    return "(?:" + "|".join(re.escape(form).replace(r"\ ", r"[\s-]") for form in longest_first) + ")"


@cache
def _tag_of(*tags: str) -> dict[str, str]:
    return {form.casefold(): tag for tag in tags for form in forms()[tag]}


def tag_of(word: str, *tags: str) -> str | None:
    """Which of the tags has the word as a form; ``None`` if none has.

    >>> tag_of("Drop", "gain", "loss"), tag_of("bridge", "gain", "loss")
    ('loss', None)
    """
    return _tag_of(*tags).get(" ".join(re.split(r"[\s-]+", word.casefold())), _tag_of(*tags).get(word.casefold()))


@cache
def _metrics() -> tuple[re.Pattern[str], dict[str, str]]:
    tags = tuple(tag for tag in forms() if tag.startswith(METRIC))
    pattern = re.compile(rf"(?<![\w-])(?<!\bby\s)(?<!\bby\stotal\s)(?P<word>{any_of(*tags)})s?(?![\w])", re.IGNORECASE)
    return pattern, _tag_of(*tags)


def named_metrics(text: str, start: int, end: int) -> list[tuple[int, Measure]]:
    """The metrics other than a price that ``text[start:end]`` names, with where they end, in order; not "the largest by market value"."""
    pattern, table = _metrics()
    found: list[tuple[int, Measure]] = []
    for match in pattern.finditer(text, start, end):
        tag = table[" ".join(re.split(r"[\s-]+", match["word"].casefold()))]
        found.append((match.end(), tag.removeprefix(METRIC)))  # type: ignore[arg-type]
    return found
