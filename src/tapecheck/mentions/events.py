"""Rules for what is counted from a named event or extreme: "since the election", "after the announcement", "from its peak".

The span takes in the word that makes it a window ("since", "from"), since without it nothing is measured. The window is
``event``; the stretch is resolved only where a day is named with it ("from the April 7 bottom").
"""

from __future__ import annotations

import json
import re
from importlib.resources import files

from tapecheck.mentions.timeline import Context, Rule, Time, words


def _load(kind: str) -> frozenset[str]:
    lines = files("tapecheck").joinpath("data", "event_words.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    return frozenset(form.lower() for row in rows if row["kind"] == kind for form in row["forms"])


NOUNS = _load("noun")
"""What a market reacts to: "announcement", "halving"."""
VERBS = _load("verb")
"""What somebody did that a market reacted to: "announced", "unveiling"."""

# "since the election", "after the ETF approval", "in the wake of Monday's announcement", "following the news"
_AFTER = re.compile(
    r"""(?P<head>(?:ever\s+)?since|after|following|in\s+the\s+(?:wake|aftermath)\s+of|in\s+response\s+to
    |on\s+the\s+(?:back|heels)\s+of|on(?=\s+(?:the\s+)?news))\b
    (?P<rest>(?:\s+["“]?[\w$&][\w$&.'’/-]{0,24}){1,9})""",
    re.VERBOSE | re.IGNORECASE,
)
_WORD = re.compile(r"[\w$&][\w$&'’/-]*(?:\.[\w$&'’/-]+)*")
_STOP = words(
    "to at by which that but was were with for from while when is are has had will would could if as it's it’s because"
    " no not being having price prices"
)
_SUBJECT_STOP = _STOP - words("has had")
# "from its all-time high", "below the record high of", "from the April 7 bottom", "off last month's high", "from daily highs"
_EXTREME = re.compile(
    r"""(?P<head>from|off|below|under|beneath|since|shy\s+of|short\s+of|away\s+from|beyond|above)\s+
    (?:(?:from|of)\s+)?(?P<modifiers>(?:[\w$][\w$.'’-]{0,20}\s+(?:\([\w-]{2,5}\)\s+)?){0,6}?)
    (?P<word>all[\s-]time[\s-](?:high|low|peak)s?|ATHs?|ATLs?|record\s+(?:high|low|peak)s?|highs?|lows?|peaks?|bottom|top|trough|record
    |highest\s+(?:point|level|price)|lowest\s+(?:point|level|price))\b
    (?!\s*\$|-)(?=\s*(?:$|["“”’')\],.;:!?—–(-]|(?:price|value|level|of|on|in|at|set|reached|hit|seen|touched|recorded|posted|achieved|near|and|to
    |above|around|earlier|last|this|for|it|its|but|while|as|that|which|from|over|with|after|before|is|was|back|by|just|about|nearly)\b))""",
    re.VERBOSE | re.IGNORECASE,
)
_NOT_MODIFIER = re.compile(
    r"\b(?:to|at|by|which|that|but|was|were|with|for|while|when|is|are|has|had|will|if|as|and|or|a\s+fresh|new|falling|rising|reaching|hitting)\b",
    re.IGNORECASE,
)
# "since then", "since launch", "since hitting its high", "peak-to-trough"
_FIXED = re.compile(
    r"ever\s+since\b(?=\s*[,.;]|$)|since\s+(?:then|that\s+(?:time|point|day)|(?:its\s+|the\s+)?(?:ATH|peak|bottom|start\s+of\s+the\s+(?:war|conflict|crisis|rally"
    r"|bull\s+(?:market|run|cycle)|bear\s+market|cycle)))\b|peak[\s-]to[\s-]trough\b",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:the|its|their|his|her|a|an|this|that|last|previous|all|record|\w+['’]s)\b", re.IGNORECASE)
_EVENT = Time(None, None, "event", "event")


def event_end(rest: str) -> int | None:
    """Where the event's name ends in the words after "since" or "after"; ``None`` if they name no event.

    >>> event_end(" the ETF approval in January"), event_end(" its debut"), event_end(" breaching resistance")
    (17, 10, None)
    """
    found: int | None = None
    for place, match in enumerate(_WORD.finditer(rest)):
        word = match[0].lower()
        if word in _STOP and not (word == "price" and place == 0):
            break
        base = word[:-2] if word.endswith(("'s", "’s")) else word
        if (word in NOUNS and (found is None or not rest[found : match.start()].strip())) or (
            found is None and base == word and word in VERBS and (place or word.endswith("ing"))
        ):
            found = match.end()
        elif found is not None:
            break
    return found


def _after(match: re.Match[str], _context: Context) -> Time | None:
    end = event_end(match["rest"])
    return None if end is None else _EVENT._replace(stop=match.start("rest") + end)


def _extreme(match: re.Match[str], _context: Context) -> Time | None:
    head, word, modifiers = match["head"].lower(), match["word"].lower(), match["modifiers"]
    low = "low" in word or word in ("bottom", "trough", "atl", "atls")
    if (head in ("below", "under", "beneath", "off", "shy of", "short of") and low) or (
        head in ("above", "beyond") and not low
    ):
        return None
    if _NOT_MODIFIER.search(modifiers):
        return None
    plain = word in ("high", "low", "top", "record", "bottom")
    if plain and not _DETERMINER.match(modifiers):
        return None
    return _EVENT


def _fixed(_match: re.Match[str], _context: Context) -> Time | None:
    return _EVENT


RULES: tuple[Rule, ...] = (
    Rule("date.event/1", words("ever since after following in on"), _AFTER, _after),
    Rule("date.extreme/1", words("from off below under beneath since shy short away beyond above"), _EXTREME, _extreme),
    Rule("date.event/1", words("ever since peak"), _FIXED, _fixed),
)
