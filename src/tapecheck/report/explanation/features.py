"""The features of the trained models in words: many features say one thing, and what they say counts together."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from tapecheck.records.learned.weighing import Weight
from tapecheck.report.explanation.model import Reason

SHOWN = 6
"""So many reasons are told; what all others weigh together is told as one."""
_PLACES = Decimal("0.001")

_SORT = re.compile(r"(?:[MPQN]|[aw][\w.]*|price[\w.]*|percent_move[\w.]*)\|")
"""Before a feature: the sort of figure, or the kind of record, that it is of."""
_WORDS = re.compile(r"(?P<side>l[1-4nfb]|l21|l321|r[1-4nfb]|r12|r123|lr|lrr|llr)=(?P<words>.+)", re.DOTALL)
_CUE = re.compile(r"(?:cue|top)=(?P<tag>.+?)(?:[lr]\d?)?$")

_FIGURE = {
    "pat pat2 pat3": "what the patterns make of it",
    "form tops": "the words that say most beside it",
    "size zeros sz": "its size, and how round it is",
    "currency unit": "its currency or unit",
    "bound range signed scale sign": "how it is written",
    "bias": "what is common among such figures",
    "ratio nearest": "how it stands to the prices before it",
    "liquidated article": "how much the article speaks of liquidations",
    "block crowd figures long dated": "where it stands in the article",
    "said view": "whether somebody says it",
    "prev was gap tie last before": "the figure before it",
    "next gapr": "the figure after it",
    "others": "what else the sentence names",
    "way out side sides sl sr": "the words of rising and falling, long and short",
    "as": "what it was decided to be",
}
_READING = {
    "what": "what it was decided to be",
    "sure least all": "how sure the decisions about it were",
    "asset rank titled": "which asset it is, and how much the article is about it",
    "tie first written btw beside": "how its asset is tied to it",
    "dates date time timew when alone ago": "what is said of its time",
    "window fell": "over what time it moved, and which way",
}
_CANDIDATE = {
    "guess": "what the patterns make of it",
    "same before": "what the figure before it is of",
    "title main often": "how much the article is about it",
    "joined": "how the grammar ties it to the figure",
    "open": "how the sentence begins",
    "left right caused own": "where it stands in the sentence",
    "back1 back2 back3": "the sentences before",
    "is inside none bias": "how common this is",
    "usual": "over what time the article counts liquidations",
}


def _table(*families: Mapping[str, str]) -> dict[str, str]:
    return {name: words for family in families for names, words in family.items() for name in names.split()}


_OF_FIGURE, _OF_CANDIDATE = _table(_FIGURE, _READING), _table(_FIGURE, _READING, _CANDIDATE)

_CLASSES = {
    "<s>": "the sentence's edge",
    "<0>": "digits",
    "<sum>": "a large sum",
    "<money>": "another sum",
    "<percent>": "a percentage",
    "<coins>": "an amount of coins",
    "<number>": "a number",
    "<window>": "a length of time",
    "<date>": "a date",
    "<market>": "the whole market",
}


class InWords:
    """Words for the features of one sentence: ``written`` maps a word's stem to the word as it stands there, ``cues`` a tag to its cue."""

    def __init__(self, written: Mapping[str, str], cues: Mapping[str, str]) -> None:
        self._written, self._cues = written, cues

    def reasons(self, weights: Iterable[Weight], *, candidate: bool = False) -> tuple[tuple[Reason, ...], Decimal]:
        """The heaviest reasons, and what all others weigh together; ``candidate``: of an asset or a length of time."""
        together: dict[str, list[Weight]] = {}
        for weight in weights:
            together.setdefault(self._said(weight.feature, candidate=candidate), []).append(weight)
        made = [_reason(words, same) for words, same in together.items()]
        made.sort(key=lambda reason: (-abs(reason.size), reason.words))
        return tuple(made[:SHOWN]), sum((reason.size for reason in made[SHOWN:]), Decimal(0))

    def _said(self, feature: str, *, candidate: bool) -> str:
        bare = _SORT.sub("", feature, count=1)
        if not candidate and (found := _WORDS.fullmatch(bare)):
            return self._beside(found["side"], found["words"])
        if not candidate and (cue := _CUE.fullmatch(bare)):
            return self._cue(cue["tag"], bare.partition("=")[2])
        name = re.split(r"[=:|]", bare, maxsplit=1)[0]
        table = _OF_CANDIDATE if candidate else _OF_FIGURE
        # A basis alone ("price.now") says how often claims are of that time.
        return table.get(name, "how common this is")

    def _beside(self, side: str, words: str) -> str:
        if "_" in words and side in ("lr", "lrr", "llr"):
            left, _, right = words.partition("_")
            return f"{self._text(left)} before and {self._text(right)} after it"
        return f"{self._text(words)} {'before' if side.startswith('l') else 'after'} it"

    def _text(self, words: str) -> str:
        if alone := _class(words):
            return alone
        named = (_class(word) or self._written.get(word, word) for word in words.split(" "))
        return "“" + " ".join(named) + "”"

    def _cue(self, tag: str, whole: str) -> str:
        name = whole if whole in self._cues else tag
        spoken = name.replace("_", " ")
        cue = self._cues.get(name)
        return f"a word of {spoken} near it" if cue is None else f"“{cue}”, a word of {spoken}"


def _class(word: str) -> str | None:
    """What a word stands for that is known already: a coin, a date; ``None`` for any other word."""
    if not re.fullmatch(r"<\w+>", word):
        return None
    return _CLASSES.get(word) or f"a {word[1:-1].replace('_', ' ')}"


def _reason(words: str, weights: list[Weight]) -> Reason:
    size = Decimal(sum(weight.size for weight in weights)).quantize(_PLACES)
    return Reason(words=words, size=size, features=tuple(weight.feature for weight in weights))


def number(value: float) -> Decimal:
    """A probability or score to thousandths."""
    return Decimal(value).quantize(_PLACES)
