"""Words of a text with their part in a sentence about who says what, one letter a word.

The letters are matched by ordinary regular expressions over ``Words.classes``: "Ada Example, head of research at" is
``NN,homa``. One letter stands for one word, so a match leads straight back to character offsets.

==========  =====================================================================================
``N``       a capitalised word, a name as far as one can tell ("Example", "10X", "O'Malley")
``h H``     a title's noun, lower and upper case ("analyst", "CEO");  ``j`` its plural ("analysts")
``m M``     a word for a field that stands before it ("research", "Crypto");  ``r R`` a rank or kind ("deputy", "on-chain")
``d``       a noun for an organisation ("exchange", "firm")
``k``       a particle inside a name ("van", "de")
``v V``     a verb of saying; ``V`` could be a noun as well ("notes")
``w``       such a verb with a capital, in a headline ("Predicts")
``t c g``   a verb of thinking, a verb of naming ("called"), "according", "per"
``s``       he, she, they, it;  ``u`` who;  ``x`` an article or possessive;  ``b`` an adverb or auxiliary
``o a``     of; at, from, with, for;  ``p`` 's;  ``&`` and;  ``W`` words (in "in the words of");  ``q`` that;  ``D`` a document
``y``       known (as);  ``A`` @handle;  ``0`` a number;  ``l`` any other word
``, . " :`` punctuation by kind (``.`` ends a sentence, ``"`` any double mark, ``-`` a dash, ``(`` ``)``), ``/`` line end
==========  =====================================================================================
"""

from __future__ import annotations

import json
import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache
from importlib import resources

_TOKEN = re.compile(
    r"""
      (?P<small>[a-z]+(?![\w&.’'-]))                                    # said
    | (?P<handle>@\w{2,30})                                              # @example
    | (?P<short>(?=[A-Z])(?:(?:[A-Z]\.){1,4}(?![A-Za-z])                # U.S., J. (in J. Example)
        |(?:Mr|Ms|Mrs|Dr|Sen|Rep|Gov|Prof|Inc|Ltd|Co|Corp|St|Jr|Sr|Gen|Lt|Rev)\.))
    | (?P<word>[^\W\d_]\w*(?:[-&](?=\w)\w+|\.(?=[a-z]{2,4}\b)\w+|[’'](?!s\b)\w+){0,4})   # co-founder, Example.com, O'Malley
    | (?P<possessive>(?:[’']s\b|(?<=[sz])[’'](?=\s)))                    # Example's, traders'
    | (?P<mixed>\d+[A-Za-z][a-zA-Z]{1,12}\b|\d+[A-Z]\b(?=\s[A-Z]))       # 21st, 10X Example
    | (?P<number>\d[\d.,]*\d|\d)
    | (?P<lines>\n+)
    | (?P<mark>[^\w\s])
    """,
    re.VERBOSE,
)

_MARKS = {
    ",": ",", ".": ".", "!": ".", "?": ".", "…": ".", ":": ":", ";": ";", "(": "(", ")": ")", "[": "(", "]": ")",
    "“": '"', "”": '"', '"': '"', "„": '"', "«": '"', "»": '"', "—": "-", "–": "-", "&": "&",
}  # fmt: skip
_JOINS_OF = re.compile(
    r"(?:university|bank|court|department|college|ministry|board|house|commission|institute|school|office|bureau|securities"
    r"|commodity|chamber|council|association|federation|academy|center|centre)$",
    re.IGNORECASE,
)
"""Words after which "of" or "and" goes on with the name."""


@cache
def lexicon() -> dict[str, str]:
    """Class letter by lower-case word: the closed lists above and the two data files."""
    made: dict[str, str] = {}
    for part, letter in (("place", "d"), ("modifier", "m"), ("rank", "r"), ("head", "h"), ("group", "j")):
        made.update((str(row["form"]), letter) for row in rows("titles") if row["part"] == part)
    kinds = {"say": "v", "think": "t", "label": "c"}
    for row in rows("speech_verbs"):
        if letter_of := kinds.get(str(row["kind"])):
            nouns = row.get("also_nouns", ())
            made.update((form, "V" if form in nouns else letter_of) for form in row["forms"])
    for row in rows("small_words"):
        for word in row["forms"]:
            made.setdefault(word, str(row["letter"]))
    return made


def rows(name: str) -> list[dict[str, str | list[str]]]:
    """The rows of ``data/<name>.jsonl``."""
    text = resources.files("tapecheck").joinpath(f"data/{name}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of ``text``: ``classes`` has one letter a word, ``starts``/``ends`` their half-open character offsets."""

    text: str
    classes: str
    starts: list[int]
    ends: list[int]

    def slice(self, first: int, last: int) -> str:
        """Characters from word ``first`` to before word ``last``."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def index(self, position: int) -> int:
        """Number of the first word that begins at or after character ``position``."""
        return bisect_left(self.starts, position)


def split(text: str) -> Words:
    """Words of a text and their classes.

    >>> split("“Prices fell,” said Ada Example, head of research at Example Labs.").classes
    '"Nl,"vNN,homaNN.'
    """
    known = lexicon()
    classes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        word = match.group()
        starts.append(match.start())
        ends.append(match.end())
        if kind == "small":
            classes.append(known.get(word, "l"))
        elif kind == "word" or kind == "short":
            classes.append(_letter(word, known))
        elif kind == "mark":
            classes.append(_MARKS.get(word, "_"))
        else:
            classes.append(_OTHER[kind or ""])
    _join_of(text, classes, starts, ends)
    return Words(text, "".join(classes), starts, ends)


_OTHER = {"handle": "A", "possessive": "p", "mixed": "n", "number": "0", "lines": "/"}
_TITLED = {"h": "H", "m": "M", "r": "R"}


def _letter(word: str, known: dict[str, str]) -> str:
    lower = word.lower().replace("’", "'")
    letter = known.get(lower)
    if letter is None and lower.startswith(("co-", "ex-", "vice-")):
        letter = known.get(lower.partition("-")[2])
        letter = letter if letter is not None and letter in "hjmr" else None
    if not word[0].isupper():
        # "eToro": a name, though it begins small.
        return letter or ("l" if word.islower() else "N")
    if letter is None and _ADJECTIVE.search(lower):
        return "l"
    if letter is None or letter in "dk":
        return "N"
    if letter in "vVtc":
        return "v" if lower in _OPENING_VERBS else "w" if lower.endswith("s") else "N"
    return _TITLED.get(letter, letter)


_ADJECTIVE = re.compile(
    r"-(?:based|backed|born|listed|owned|led|focused|traumatic|profile|known|running|term|time|leaning)$"
)
"""Words with a capital that describe the name after them: "Singapore-based"."""
_OPENING_VERBS = frozenset({"said", "says", "adds", "added", "wrote", "writes"})
"""Verbs that begin a sentence before the name they belong to: "Said Example:"."""


_FOUNDED = re.compile(r"(?:Ethereum|XRP\sLedger)\s(?:co-)?founder\b")


def _join_of(text: str, classes: list[str], starts: list[int], ends: list[int]) -> None:
    """Make "of" and "and" part of the name in "University of Example", "Securities and Exchange Commission"."""
    for at in range(1, len(classes) - 1):
        names = classes[at] in "o&" and classes[at - 1] in "NM" and classes[at + 1] in "NM"
        if names and _JOINS_OF.match(text[starts[at - 1] : ends[at - 1]]):
            classes[at] = "k"
    for at, letter in enumerate(classes[:-1]):
        word, before = text[starts[at] : ends[at]], classes[at - 1] if at else ""
        # "Strategy founder": the company; "Chief Strategy Officer": the word. "Ethereum co-founder": what was founded.
        if letter == "M" and ((word == "Strategy" and classes[at + 1] != "H") or _FOUNDED.match(text, starts[at])):
            classes[at] = "N"
        # "a professor in the history department at": a part of the title.
        elif letter == "l" and word == "in" and before in ("h", "H") and classes[at + 1] == "x":
            classes[at] = "o"
        # "a trader on Sample Exchange": no adverb of a verb to come.
        # "wrote down the value of its holdings", "the funds are said to be" say nothing.
        elif (letter == "b" and word == "on" and before in ("h", "H")) or (
            letter in "vV"
            and (
                text[starts[at + 1] : ends[at + 1]] in ("down", "off", "up", "out")
                or (at and text[starts[at - 1] : ends[at - 1]] in ("is", "are", "was", "were", "be", "been", "being"))
            )
        ):
            classes[at] = "l"
