"""Who says a quotation: the name, pronoun or role beside the verb of saying that belongs to it.

The words around a quotation become one letter each (``mentions.words``), a known name becomes ``E`` and another quotation
``Q``; the patterns below are regular expressions over those letters.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from tapecheck.records.same_names import Named
from tapecheck.records.speakers import Cast
from tapecheck.records.surroundings import Surroundings, Window
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Quotation

_ROLE = r"[xl][mMlNrR0]{0,3}[hHjd]+(?:om+)?|x?[mMrR]{0,2}j|x[mMlNrR]{0,2}[DV](?=b{0,3}[vt])"
_WHO = rf"(?P<who>E|s|A|{_ROLE})"
_WITH = r"(?:x?[xNMmRrHhdljopna&]{0,10})??"
"""What may stand before a name that belongs to it: "trading firm", "Example Labs CEO"."""
_GROUP = r"(?:p?[mMrR]{0,2}[jh])?"
_ASIDE = r"(?:[oa]x?[mMlhrRdN]{0,4}E(?=\(|,?b{0,3}v))?(?:\([^)]{1,6}\))?(?:[,-][^v./Q]{1,20}[,-]|[,-](?!E)[^v./Q]{1,20}|,(?=[vV]))?(?:,u)?"
_VERB = r"b{0,3}(?P<verb>[vVtc])"

_AFTER = (
    # “…,” (trading firm) Example (analysts) said
    re.compile(rf"[,.-]?b?{_WITH}(?P<who>[EA]){_GROUP}{_ASIDE}{_VERB}"),
    # “…,” the analyst, a bear, said; “…,” she said
    re.compile(rf"[,.-]?b?(?P<who>s|{_ROLE}){_ASIDE}{_VERB}"),
    # “…,” said (the analytics team at lender) Example
    re.compile(r"[,.-]?b?(?P<verb>[vV])b?(?:[xmMrRhHjdoapNn,]{0,9}?l?[mMrRdh]{0,2}?)(?P<who>[EA])"),
    re.compile(rf"[,.-]?b?(?P<verb>[vV])b?(?P<who>s|{_ROLE})"),
    # “…,” according to Example; to the analyst
    re.compile(rf"[,.-]?(?P<verb>g){_WITH}(?P<who>[EA])"),
    re.compile(rf"[,.-]?(?P<verb>g)(?P<who>{_ROLE})"),
    # “…” — Example
    re.compile(r"(?P<verb>-)(?P<who>[EA])(?=[,./]|$)"),
)
_LATER = (
    # “…” because of “…,” Example added
    re.compile(rf"[,Q&-]b?{_WITH}{_WHO}{_ASIDE}{_VERB}"),
    re.compile(rf"Q[,-]?(?P<verb>v){_WHO}"),
    re.compile(rf"(?P<verb>g){_WITH}{_WHO}"),
)
# Example (analysts), a bear, said that “…”
_BEFORE = re.compile(rf"{_WHO}(?:p[mMrRlhHjdV]{{1,4}}|[mMrR]{{0,2}}j)?{_ASIDE}{_VERB}")
_ACCORDING = re.compile(rf"(?P<verb>g){_WITH}{_WHO}(?![hHjd]|,?E)|(?P<whose>E|s|A)(?P<words>pW)|Wox?(?P<whom>E)")
_DOER = re.compile(r"(?<![oap])(?<![oa]x)[EAs](?!p)")
"""The first one who does something in a sentence that goes on with "saying": "Example defended Sample's plan, saying “…”"."""
_AFTER_OF = re.compile(r"E.{0,20}ox?$")
_UNKNOWN = re.compile(r"(?:(?P<verb>v)[q:,]{0,2}|(?P<naming>c)sx?[mrl]{0,2})$")
"""A verb of saying right before the marks whose subject is nobody known: "members suggested that “…”", "calling it a “…”"."""
_OBJECT = re.compile(r"[oa]?x?[mMrRhHdlN]{0,4}[EA][^v:]{0,12}:$")
"""After a verb of saying whom it is said of or to, not who says it: "Example told Sample:", "Example said of Sample:"."""
_ANY = re.compile(r"[EA]")
_OWN_CUE = re.compile(r"[vVtcgW:]")
_SUBJECT = re.compile(rf"(?:[bl,]{{0,3}},)?{_WITH}(?P<who>[EsA])")
_REPORTS = re.compile(r"\s(?:that|to|by|with|about|on|against|how|why|what|the|a|an|as|it|his|her|their)\b|:|\s?[“\"]")
"""After a verb of saying: a new sentence with its own content, not a word about the quotation before it."""
_INDEFINITE = re.compile(r"(?:an?|one|another|some|many|several|most|other)\s", re.IGNORECASE)
"""Somebody whom the article does not name: "one user"."""
LOOK_BACK = 420
LOOK_AHEAD = 260


@dataclass(frozen=True, slots=True)
class Attributed:
    """Who says a quotation (a mention of theirs), by which word, and how directly that is said.

    ``how``: ``beside`` the verb stands next to the marks; ``sentence`` it is in the same sentence; ``carried`` from the
    quotation before or after, or from the sentence before; ``none`` nothing says it. ``cue`` is the verb, ``None`` without
    one. ``who`` is ``None`` when somebody says it whom the article does not name.
    """

    who: Named | None
    cue: str | None
    how: str


def attribute(
    text: str, cast: Cast, quotations: Sequence[Quotation], closed_to: Sequence[Span] = ()
) -> list[Attributed]:
    """For each quotation who says it; quotations are in text order and not nested, ``closed_to`` are embedded posts."""
    around = Surroundings(text, cast, quotations, closed_to)
    made = [_said(around, quotation) for quotation in quotations]
    for index, each in enumerate(made):
        if each is None or (each.who is None and each.how != "beside"):
            made[index] = _carried(around, quotations, index, made)
    return [each or Attributed(None, None, "none") for each in made]


def _said(around: Surroundings, quotation: Quotation) -> Attributed | None:
    """By the sentence's own words."""
    begin = max(around.clause(quotation.start), quotation.start - LOOK_BACK)
    before = around.window(begin, max(begin, quotation.start - 1))
    end = quotation.end + (1 if quotation.closed else 0)
    after = around.window(end, min(len(around.text), end + LOOK_AHEAD))
    final = quotation.text[-1]
    goes_on = final in ",-—…" or not quotation.closed or around.text[end : end + 1] == ","
    if goes_on and (found := _beside_after(around, after, quotation)):
        return found
    if found := _introduced(around, before):
        return found
    if found := _beside_after(around, after, quotation):
        return found
    if final not in ".!?":
        rest = re.split(r"[./]", after.letters, maxsplit=1)[0]
        for pattern in _LATER:
            if match := pattern.search(rest):
                return _made(around, after, match, "sentence")
    return _by_its_names(around, before)


def _by_its_names(around: Surroundings, before: Window) -> Attributed | None:
    """By the names and verbs before it in its sentence, wherever they stand."""
    cue = _last(_OWN_CUE, before.letters)
    word = before.word(cue.start()) if cue else ""
    if cue and word.endswith("ing") and (doer := _DOER.search(before.letters, 0, cue.start())):
        return _made_at(around, before, *doer.span(), word, "sentence")
    if cue and (named := _last(_ANY, before.letters)):
        return _made_at(around, before, *named.span(), word, "sentence")
    unknown = _UNKNOWN.search(before.letters)
    # A line that begins small goes on with the one before it, where the subject is.
    if unknown and around.text[before.position(0)].isupper():
        verb = before.word(unknown.start())
        return Attributed(None, verb, "beside") if unknown["naming"] or not verb.endswith("ing") else None
    return None


def _beside_after(around: Surroundings, after: Window, quotation: Quotation) -> Attributed | None:
    """By the words right after it; a new sentence ("Example replied that") is not about it."""
    for pattern in _AFTER:
        match = pattern.match(after.letters)
        if match is None:
            continue
        if quotation.text[-1] in ".!?" and around.text[after.position(match.start())].isupper():
            if after.letters[match.start("who")] not in "EA":
                return None
            if _REPORTS.match(around.text, after.end(match.end() - 1)):
                return None
        return _made(around, after, match, "beside")
    return None


def _introduced(around: Surroundings, before: Window) -> Attributed | None:
    """By the words of its sentence before it."""
    subject = _last(_BEFORE, before.letters)
    according = _last(_ACCORDING, before.letters)
    named = _last(_ANY, before.letters)
    aside = subject and "Q" not in before.letters[subject.end() :] and _OBJECT.match(before.letters, subject.end())
    if subject and named and before.letters.endswith(":") and named.start() > subject.end() and not aside:
        # When one user asked, “…,” Example put it plainly: “…”
        return _made_at(around, before, *named.span(), None, "beside")
    if subject and named and before.letters[subject.start("who")] not in "EA" and named.start() > subject.end("who"):
        # One user, @example, said: “…”
        inside = _last(_ANY, before.letters[: subject.start("verb")])
        if inside and inside.start() > subject.start("who"):
            return _made_at(around, before, *inside.span(), before.word(subject.start("verb")), "beside")
    if (
        subject
        and before.word(subject.start("verb")).endswith("ing")
        and _AFTER_OF.search(before.letters, 0, subject.start())
    ):
        # Example defended the plan of Sample, saying, “…”
        return _by_its_names(around, before)
    if subject and (not according or according.start() < subject.start()):
        close = len(before.letters) - subject.end() <= 4
        return _made(around, before, subject, "beside" if close else "sentence")
    if according:
        group = next(name for name in ("who", "whose", "whom") if according[name])
        cue = before.word(according.start("verb")) if according["verb"] else "words"
        return _made_at(around, before, *according.span(group), cue, "sentence")
    return None


def _carried(
    around: Surroundings, quotations: Sequence[Quotation], index: int, made: Sequence[Attributed | None]
) -> Attributed | None:
    """By the quotation before in the same breath, the quotation right after, the sentence before, or the quotation before."""
    quotation = quotations[index]
    last, previous = (quotations[index - 1], made[index - 1]) if index else (None, None)
    known = last is not None and previous is not None and previous.who is not None
    if last is not None and known and _same_breath(around, last, quotation):
        return Attributed(previous.who if previous else None, None, "carried")
    if index + 1 < len(quotations):
        following, after = quotations[index + 1], made[index + 1]
        between = around.text[quotation.end + 1 : following.start - 1]
        if not between.strip() and after is not None and after.how == "beside":
            return Attributed(after.who, None, "carried")
    if found := _from_sentence_before(around, quotation):
        return found
    if last is not None and previous is not None and known and quotation.start - last.end < 1500:
        return Attributed(previous.who, None, "carried")
    return None


def _same_breath(around: Surroundings, last: Quotation, this: Quotation) -> bool:
    """“…,” Example said. “…”: in one paragraph and at most the end of one sentence between them."""
    between = around.text[last.end + 1 : this.start - 1]
    sentences = bisect_left(around.sentences, this.start) - bisect_left(around.sentences, last.end)
    return "\n" not in between and len(between) < 200 and sentences <= 1


def _from_sentence_before(around: Surroundings, quotation: Quotation) -> Attributed | None:
    """By the nearest of the three sentences before it in which somebody says or does something."""
    begin = around.clause(quotation.start)
    stop = quotation.start - 1
    for number in range(bisect_right(around.sentences, begin) - 1, -1, -1):
        start = max(around.sentences[number], stop - LOOK_BACK * 2)
        if bisect_right(around.sentences, begin) - number > 4:
            break
        window = around.window(min(start, stop), stop)
        for said in reversed([*_BEFORE.finditer(window.letters)]):
            # "Example has reported that an announcement suggesting …": the announcement is nobody's.
            if (found := _made(around, window, said, "carried")).who is not None:
                return found
        if match := _SUBJECT.match(window.letters):
            return _made_at(around, window, *match.span("who"), None, "carried")
        stop = start
    return None


def _made(around: Surroundings, window: Window, match: re.Match[str], how: str) -> Attributed:
    return _made_at(around, window, *match.span("who"), window.word(match.start("verb")), how)


def _made_at(around: Surroundings, window: Window, first: int, last: int, cue: str | None, how: str) -> Attributed:
    position = window.position(first)
    if window.letters[first] in "EA":
        return Attributed(around.cast.at(position), cue, how)
    wording = around.text[position : window.end(last - 1)]
    if _INDEFINITE.match(wording):
        return Attributed(None, cue, how)
    return Attributed(around.cast.before(position, around.sentences, wording), cue, how)


def _last(pattern: re.Pattern[str], letters: str) -> re.Match[str] | None:
    last = None
    for match in pattern.finditer(letters):
        last = match
    return last
