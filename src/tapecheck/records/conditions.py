"""What a forecast depends on: "if it breaks $95,000", "a close above $95,000 could", "unless buyers return".

Found in the figure's sentence only, and generously: a forecast with a condition is neither hit nor missed, so one that is
overlooked would be judged for what nobody said.
"""

from __future__ import annotations

import re

from tapecheck.records.context import Context, Figure

LONGEST = 160
"""The most characters of a condition that are kept."""

_MODAL = r"(?:could|would|might|will|can|(?-i:may)|opens?|sets?|puts?|paves?|clears?|brings?|exposes?|confirms?|signals?|suggests?)"
_OTHER_CLAUSE = re.compile(r"[;!?]|\b(?:but|while|whereas|although|though|however|yet)\b", re.IGNORECASE)
"""After these another thought begins: "if it holds, $100,000 is near, while Ada Example expects $120,000 anyway"."""

_IF = re.compile(
    r"""\b(?<!even\s)(?<!as\s)(?<!especially\s)(?<!particularly\s)
      (?: if(?!\s+(?:not|any)\b) | whether | unless | once(?!\s+(?:again|more)\b) | otherwise
      | provided(?:\s+that)? | providing\s+that | assuming | in\s+(?:case|the\s+event) | (?:as|so)\s+long\s+as
      | on\s+(?:the\s+)?condition | depend(?:s|ing)\s+on | subject\s+to | only\s+(?:when|after)
      | in\s+(?:this|that|such\s+a|an?|the)\s+(?:[\w-]{1,16}\s){0,3}(?:case|scenario) )\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""``if bitcoin breaks``; not ``even if``, ``as if``, ``if any``"""

_INVERTED = re.compile(
    r"(?:^|[,;:—–]\s|[“\"'‘])(?:should|were|had)\s+(?:the\s|this\s|that\s|bulls|bears|buyers|sellers|it\b|\$?[A-Z])",
    re.IGNORECASE,
)
"""``Should the price fall``"""

_SUBJECT = re.compile(
    rf"""\b(?: break(?:out|down|ing)? | clos(?:e|ing) | mov(?:e|ing) | push(?:ing)? | drop(?:ping)? | fall(?:ing)? | dip(?:ping)?
      | slid(?:e|ing) | los(?:s|ing) | fail(?:ure|ing) | hold(?:ing)? | bounc(?:e|ing) | reject(?:ion|ing) | reclaim(?:ing)?
      | breach(?:ing)? | surg(?:e|ing) | rall(?:y|ying) | ris(?:e|ing) | climb(?:ing)? | clear(?:ing) | cross(?:ing)?
      | retest(?:ing)? | sweep | recover(?:y|ing) | decline | return(?:ing)? | trading | staying | flip(?:ping)? )\s
      (?:[^\s.;!?]{{1,20}}\s){{0,4}}?(?:above|below|beneath|over|under|beyond|past|through|of|at|around|near|to|from|that|this)\s
      [^;!?]{{0,60}}?(?:\d|\b(?:it|this|that|there|here|average|support|resistance|line|level|zone|mark)\b)(?:(?!\b(?:and|as|who|which|says?|said)\b)[^;!?]){{0,60}}?\s{_MODAL}\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""``A daily close above $95,000 could``: what would happen is what the subject of the modal leads to"""

_WHEN = re.compile(r"(?:^|[:;—–]\s|[“\"])(?:when|as\ssoon\sas)\s", re.IGNORECASE)
"""``When a tenth of all funds hold it,``"""

_ABOVE_THAT = re.compile(
    r"(?:^|[.,;:—–]\s)(?:above|below|beyond|past|beneath|under|over)\s(?:that|this|there|here|it|which|the\s[\w-]{1,16}|\$?\d[\d,.]*[KkMm]?)"
    r"(?:\s[\w-]{1,12}){0,2},",
    re.IGNORECASE,
)
"""``Above that,`` ``Below $90,000,``"""

_DOING = re.compile(
    r"(?:^|[,;:—–]\s)(?:by\s)?(?:breaking|closing|losing|reclaiming|clearing|holding|failing|falling|dropping|rising|moving|flipping|staying)\s[^.;!?]{1,80},\s",
    re.IGNORECASE,
)
"""``Losing $90,000,``"""


_END = re.compile(r"(?<=.{12}),\s|[.,;:]$", re.DOTALL)


def condition_of(context: Context, figure: Figure) -> str | None:
    """The words of the figure's sentence that make it depend on something else, as they stand there; ``None``: on nothing.

    A figure inside the condition itself has it too: "if bitcoin breaks $95,000" forecasts no $95,000.
    """
    sentence = context.around(figure)
    before = context.text[sentence.start : figure.start]
    after = context.text[figure.end : sentence.end]
    return conditions_in(before, context.text[figure.start : figure.end], after)


def conditions_in(before: str, figure: str, after: str) -> str | None:
    """The condition in a sentence that is split at its figure.

    >>> conditions_in("If it breaks $95,000, bitcoin could hit ", "$110,000", ".")
    'If it breaks $95,000'
    >>> conditions_in("Bitcoin could hit ", "$110,000", " if it breaks $95,000 by Friday.")
    'if it breaks $95,000 by Friday'
    >>> conditions_in("Ada Example expects ", "$110,000", " by June.") is None
    True
    """
    start = max((match.end() for match in _OTHER_CLAUSE.finditer(before)), default=0)
    clause = before[start:]
    for pattern in (_IF, _INVERTED, _WHEN, _ABOVE_THAT, _DOING):
        found = pattern.search(clause)
        if found is not None:
            return _words(clause[found.start() :])
    subject = _SUBJECT.search(f"{clause}{figure}{after[:60]}")
    if subject is not None and subject.start() < len(clause):
        return _words(subject.group())
    end = _OTHER_CLAUSE.search(after)
    rest = after[: end.start() if end else len(after)]
    found = _IF.search(rest)
    return None if found is None else _words(rest[found.start() :])


def _words(condition: str) -> str:
    """On one line up to the comma that ends it, cut at the last word that fits."""
    words = _END.split(" ".join(condition.strip(" ,;:—–“\"'‘").split()))[0]
    return words if len(words) <= LONGEST else words[:LONGEST].rsplit(" ", 1)[0]
