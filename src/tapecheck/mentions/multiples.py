"""Moves said as a multiple or a part: "doubled in a year", "halved", "rose three-fold", "lost a third of its value"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from tapecheck.mentions.bounds import bound
from tapecheck.schema.mention import Percent

_TIMES = {"double": 2, "triple": 3, "treble": 3, "quadruple": 4, "quintuple": 5}
_COUNTS = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twenty": 20,
    "hundred": 100,
}
_PARTS = {
    "half": Decimal(50),
    "a third": Decimal("33.3"),
    "one third": Decimal("33.3"),
    "two thirds": Decimal("66.7"),
    "a quarter": Decimal(25),
    "one quarter": Decimal(25),
    "three quarters": Decimal(75),
    "a fifth": Decimal(20),
    "one fifth": Decimal(20),
    "a tenth": Decimal(10),
}
"""Thirds are rounded to a tenth of a percent."""

_ENDS = (
    r"(?=\s*(?:[.,;:!?)\n]|$)|\s+(?:in|over|since|this|last|to|from|after|on|by|as|and|while|within|during|year|again|overnight|before|"
    r"between|amid|following|when|early|late|against)\b)"
)
"""What may follow a verb that has no object: "doubled its stake" is no move of the subject's price."""

_VERB = re.compile(
    rf"\b(?P<verb>doubl|tripl|trebl|quadrupl|quintupl|halv)(?P<ending>ed|es|ing)(?!\s+down\b){_ENDS}"
    rf"|(?<=\bto\s)(?P<bare>double|triple|quadruple|halve)(?!\s+down\b){_ENDS}"
    rf"|(?:(?<=\bcould\s)|(?<=\bwill\s)|(?<=\bwould\s)|(?<=\bmight\s))(?P<modal>double|triple|quadruple|halve)(?!\s+down\b){_ENDS}",
    re.IGNORECASE,
)
"""Examples: "Solana doubled in a month", "the token has more than tripled since May", "could double by June"."""

_FOLD = re.compile(
    r"\b(?:(?P<digits>\d{1,4}(?:\.\d)?)|(?P<word>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred))[\s-]?fold\b",
    re.IGNORECASE,
)
"""``three-fold``, ``tenfold``, ``12-fold``."""

_RISE = re.compile(
    r"\b(?:up|ris(?:es?|en|ing)|rose|jump(?:s|ed|ing)?|soar(?:s|ed|ing)?|surg(?:es?|ed|ing)|climb(?:s|ed|ing)?|gr(?:ew|ows?|own|owing)|increas(?:es?|ed|ing)"
    r"|gain(?:s|ed|ing)?|multipl(?:y|ied|ies)|rall(?:y|ied|ies)|appreciat(?:es?|ed))\s+(?:by\s+)?(?:(?:about|around|nearly|almost|roughly|some|over|more\s+than|a|an)\s+){0,2}$",
    re.IGNORECASE,
)
_INCREASE = re.compile(r"\s+(?:increase|rise|gain|jump|surge|growth|rally|return)\b", re.IGNORECASE)

_PART = re.compile(
    r"\b(?P<verb>lost|loses|losing|shed|sheds|shedding|fell|fallen|falling|dropped|slid|sank|plunged|tumbled|crashed|gained|rose|risen|climbed|jumped|surged|added)"
    r"\s+(?:by\s+)?(?:(?:about|around|nearly|almost|roughly|some|over|more\s+than|close\s+to)\s+){0,2}"
    r"(?P<part>half|(?:a|one)[\s-]third|two[\s-]thirds|(?:a|one)[\s-]quarter|three[\s-]quarters|(?:a|one)[\s-]fifth|a\s+tenth)"
    rf"(?:(?=\s+(?:of\s+)?(?:its|their|the|his|her)\s+(?:market\s+)?(?:value|price|worth)\b)|{_ENDS})",
    re.IGNORECASE,
)
"""``lost nearly half of its value``, ``fell by a third``; not "lost half of his coins"."""

_UPWARD = ("gain", "rose", "risen", "climb", "jump", "surg", "added")


def find(text: str) -> tuple[Percent, ...]:
    """Such moves as signed percentages, by position; spans are the shortest words with the value.

    >>> [(m.text, str(m.value)) for m in find("Ether doubled in a year, XRP rose three-fold and Solana lost a third of its value.")]
    [('doubled', '100'), ('three-fold', '200'), ('a third', '-33.3')]
    >>> find("She doubled down, doubled her stake and saw double-digit gains.")
    ()
    """
    lower = text.casefold()
    found: list[Percent] = []
    for stems, finder in _FINDERS:
        if any(stem in lower for stem in stems):  # most texts have none, and a look is quicker than the pattern
            found += finder(text)
    return tuple(sorted(found, key=lambda mention: mention.start))


def _verbs(text: str) -> Iterator[Percent]:
    for match in _VERB.finditer(text):
        word = (match["verb"] or match["bare"] or match["modal"]).casefold()
        times = next((times for verb, times in _TIMES.items() if verb.startswith(word.removesuffix("e"))), None)
        value = Decimal(-50) if times is None else Decimal((times - 1) * 100)
        yield _mention(text, match.start(), match.end(), value, "verb")


def _folds(text: str) -> Iterator[Percent]:
    for match in _FOLD.finditer(text):
        if _RISE.search(text, max(0, match.start() - 40), match.start()) or _INCREASE.match(text, match.end()):
            times = Decimal(match["digits"]) if match["digits"] else Decimal(_COUNTS[match["word"].casefold()])
            yield _mention(text, match.start(), match.end(), (times - 1) * 100, "fold")


def _parts(text: str) -> Iterator[Percent]:
    for match in _PART.finditer(text):
        value = _PARTS[" ".join(match["part"].casefold().replace("-", " ").split())]
        up = match["verb"].casefold().startswith(_UPWARD)
        yield _mention(text, match.start("part"), match.end("part"), value if up else -value, "part")


def _mention(text: str, start: int, end: int, value: Decimal, how: str) -> Percent:
    return Percent(
        start=start,
        end=end,
        text=text[start:end],
        rule=f"percent.{how}/1",
        value=value,
        bound=bound(text, start, end),
        signed=True,
    )


_FINDERS = (
    (("doubl", "tripl", "trebl", "quadrupl", "quintupl", "halv"), _verbs),
    (("fold",), _folds),
    ((" half", "third", "quarter", "fifth", "tenth"), _parts),
)
