"""People and organisations that speak, by the patterns in which news introduces them.

Every pattern is a regular expression over the letters of ``words.split``; a name is what stands beside a title, an
affiliation or a verb of saying. A person's later short name ("Example" after "Ada Example") is found everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tapecheck.mentions.words import Words
from tapecheck.schema.mention import Organisation, Person

_NAME = r"N{1,2}M(?=[,vVtb])|[NM](?:[NMk]{0,3}N)?|A"
_PLAIN_NAME = r"N(?:[Nk]{0,3}N)?"
_ORG = r"n?(?=M{0,3}[Nn])[NM](?:[NMk&]{0,5}[NM])?|A"
_TITLE = (
    r"[mrhMRHn]{0,6}[hH]"
    r"(?:ox?(?:[mMlj]|h(?=[mlj])){1,4}+(?:[&,][mMlj]{1,3}+){0,2}(?![dh])|o[NMRmlHh&]{1,5}(?=,?a[xNn]))?"
    r"(?:&[mrhMRH]{0,4}[hH])?"
)
_KIND = r"(?:[NMmlhnrR]{0,5}[dh],?)?"
_AT = rf"[oa]x?{_KIND}(?:(?P<org>{_ORG})|\"(?P<quoted>[^\"/]{{1,6}})\")"

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    # Ada Example, head of research at (trading platform) Example Labs; without an affiliation no verb may follow
    ("person.title_after/1", re.compile(rf"(?P<name>{_NAME})(?:\(A\))?,x?l?(?P<title>{_TITLE})(?:{_AT}|(?![bvVtcs]))")),
    # Ada Example, Example Labs' chief economist
    ("person.title_after/1", re.compile(rf"(?P<name>{_PLAIN_NAME}),x?(?P<org>{_ORG})p(?P<title>{_TITLE})")),
    # Ada Example, the group's executive director
    ("person.title_after/1", re.compile(rf"(?P<name>{_PLAIN_NAME}),x[dh]p(?P<title>{_TITLE})")),
    # the co-founder of (lender) Example Labs, Ada Example
    ("person.title_before/1", re.compile(rf"(?P<title>{_TITLE}){_AT},(?P<name>{_PLAIN_NAME})(?=[,vVt.\"])")),
    # Example Labs' head of research, Ada Example
    ("person.org_title/1", re.compile(rf"(?P<org>{_ORG})px?(?P<title>{_TITLE}),?(?P<name>{_NAME})")),
    # Example Labs CEO Ada Example; Example Labs head of research Ada Example
    ("person.org_title/1", re.compile(rf"(?P<org>{_ORG})(?P<title>{_TITLE}),?(?P<name>{_NAME})(?!H)")),
    # Example Labs' Head of Trading Products Ada Example
    (
        "person.org_title/1",
        re.compile(rf"(?:(?P<org>{_ORG})p?)?(?P<title>[rRmM]{{0,3}}[hH]o[NMm&]{{1,3}})(?P<name>NN)(?=[,.vVtb\"])"),
    ),
    # crypto analyst (known as) Ada Example
    ("person.title_before/1", re.compile(rf"(?P<title>{_TITLE})(?:yb|,)?x?(?P<name>{_NAME})")),
    # Ada Example, who heads (the) Example Labs
    ("person.who/1", re.compile(rf"(?P<name>{_PLAIN_NAME}),u(?:b?[lhvVmd])x?(?P<org>{_ORG})")),
    # Example Labs' Ada Example said; said Ada Example of Example Labs
    ("person.org/1", re.compile(rf"(?P<org>{_ORG})p(?P<name>N[Nk]{{0,2}}N)(?=b{{0,2}}[vVt.,/\"])")),
    (
        "person.org/1",
        re.compile(
            rf"(?P<name>N[Nk]{{0,2}}N)[oa]x?(?:[mlhNM]{{0,3}}d)?(?P<org>{_ORG})(?=(?:\([NM]\))?,?(?:b{{0,2}}[vVt]|u|\.))"
        ),
    ),
)
_VOICES: tuple[re.Pattern[str], ...] = (
    # Example Labs analysts; an Example Labs spokesperson
    re.compile(rf"(?P<name>{_ORG})p?(?P<title>[mMrR]{{0,2}}j)"),
    re.compile(rf"x(?P<name>{_ORG})p?(?P<title>[mMrR]{{0,2}}h)(?![NMHAdh])(?=b{{0,2}}[vVt])"),
    # analysts at (lender) Example Labs; an analyst from Example Labs
    re.compile(rf"(?P<title>[mMjrR]{{0,3}}[jhH])[oa]x?{_KIND}(?P<name>{_ORG})"),
)
_SPEAKS: tuple[re.Pattern[str], ...] = (
    # Example also said; Example called it; Example believes that
    re.compile(rf"(?P<name>n?{_NAME}|A)(?:\([NMA]\))?(?=b{{0,2}}(?:[vc]|[Vt][q\"]|V,\"))"),
    # Example Labs, the fund behind it, said
    re.compile(rf"(?P<name>{_PLAIN_NAME})(?=,[^v.\"/]{{1,20}},b?v)"),
    # “…,” said (lender) Example Labs; “…” — Ada Example
    re.compile(rf"(?<=\")v(?:[mrdlNM]{{0,4}}d)?(?P<name>{_NAME})"),
    re.compile(rf"(?<=\"-)(?P<name>{_PLAIN_NAME})(?=[,./]|$)"),
    # according to (a report by) Example Labs; in the words of Example; in Example's words
    re.compile(rf"gx?(?:[mrdlNM]{{0,4}}d)?(?P<name>n?{_NAME})"),
    re.compile(rf"gx?[0lmhVvNM]{{1,5}}a(?:x|[mrdl]{{0,3}}d)?(?P<name>{_NAME})"),
    re.compile(rf"Wox?(?P<name>{_NAME})"),
    re.compile(rf"(?P<name>{_PLAIN_NAME})(?=pW)"),
)
_ORGANISED = re.compile(
    r"\b(?:Capital|Labs?|Research|Group|Inc|Ltd|LLC|Analytics|Bank|Exchange|Foundation|Fund|Markets?|Securities|Partners"
    r"|Technologies|Global|Finance|Financial|Insights?|Letter|Holdings|Ventures|Network|Protocol|Chain|Institute|University"
    r"|Times|Post|News|Journal|Commission|Department|Association|Council|Committee|Court|House|Reserve|Trust|Management"
    r"|Investments?|Asset|Assets|Advisors|Trading|Digital|Media|Intelligence|Agency|Office|Company|Corp)\b|^The\s|\.com$|\.io$",
)
_VOICE_TITLES = re.compile(r"(?:spokes\w+|analysts?|team|executives?|representative|officials?|researchers?|economists?"
                           r"|strategists?|lawyers?|attorneys?|traders?|developers?|engineers?|contributors?)$", re.IGNORECASE)  # fmt: skip


@dataclass(slots=True)
class _Found:
    first: int
    last: int
    rule: str
    title: str | None
    affiliation: str | None
    person: bool


def find(split: Words) -> tuple[Person | Organisation, ...]:
    """People, and organisations that speak, by position; spans are half-open and never overlap.

    ``title`` and ``affiliation`` are as worded beside that very mention, ``None`` where it has none beside it. An
    organisation's ``title`` is that of its unnamed voice ("analysts", "spokesperson").

    >>> from tapecheck.mentions import words
    >>> text = "Example Labs CEO Ada Example said so. “No,” Example added."
    >>> [(m.text, m.title, m.affiliation) for m in find(words.split(text))]
    [('Ada Example', 'CEO', 'Example Labs'), ('Example', None, None)]
    >>> [(m.label, m.text, m.title) for m in find(words.split("Testbank analysts told reporters."))]
    [('ORG', 'Testbank', 'analysts')]
    """
    taken = bytearray(len(split.classes))
    found = [*_introduced(split, taken)]
    found += _later(split, taken, found)
    found += _speaking(split, taken)
    found.sort(key=lambda each: each.first)
    return tuple(_mention(split, each) for each in found)


def _introduced(split: Words, taken: bytearray) -> Iterator[_Found]:
    """Names beside a title or an affiliation."""
    for rule, pattern in _PATTERNS:
        for match in pattern.finditer(split.classes):
            first, last = _trim(split, *match.span("name"))
            if first >= last or any(taken[first:last]):
                continue
            groups = match.groupdict()
            title = _words(split, match, "title") if "title" in groups else None
            org = next((_words(split, match, group) for group in ("org", "quoted") if groups.get(group)), None)
            org = None if org is None else org.rstrip(",")
            taken[first:last] = b"\1" * (last - first)
            if groups.get("org"):
                low, high = match.span("org")
                taken[low:high] = b"\2" * (high - low)
            yield _Found(first, last, rule, title, org, person=True)
    for pattern in _VOICES:
        for match in pattern.finditer(split.classes):
            first, last = _trim(split, *match.span("name"))
            title = _words(split, match, "title")
            if first >= last or any(taken[first:last]) or not _VOICE_TITLES.search(title):
                continue
            taken[first:last] = b"\1" * (last - first)
            yield _Found(first, last, "org.voice/1", title, None, person=False)


def _words(split: Words, match: re.Match[str], group: str) -> str:
    first, last = match.span(group)
    return split.slice(first, last)


def _trim(split: Words, first: int, last: int) -> tuple[int, int]:
    """The name without what only looks like a part of it: a title's noun at either end is not in the grammar."""
    while first < last and split.classes[last - 1] in "k&":
        last -= 1
    return first, last


def _later(split: Words, taken: bytearray, known: list[_Found]) -> list[_Found]:
    """Other mentions of people already introduced: the whole name, its last word, or its only word."""
    forms: dict[str, list[str]] = {}
    for each in known:
        if each.person:
            parts = split.text[split.starts[each.first] : split.ends[each.last - 1]].split()
            tail = next((i for i, part in enumerate(parts[1:], 1) if part[0].islower()), len(parts) - 1)
            for shorter in (parts, parts[tail:], parts[-1:]):
                forms.setdefault(shorter[0], []).append(" ".join(shorter))
    made: list[_Found] = []
    text, starts, ends = split.text, split.starts, split.ends
    for at, letter in enumerate(split.classes):
        if letter not in "NMkA" or taken[at]:
            continue
        for form in sorted(set(forms.get(text[starts[at] : ends[at]], ())), key=len, reverse=True):
            last = at + form.count(" ") + 1
            if last <= len(starts) and text[starts[at] : ends[last - 1]] == form and not any(taken[at:last]):
                taken[at:last] = b"\1" * (last - at)
                made.append(_Found(at, last, "person.again/1", None, None, person=True))
                break
    return made


def _speaking(split: Words, taken: bytearray) -> list[_Found]:
    """Names known only as the subject of a verb of saying."""
    made: list[_Found] = []
    runs = _runs(split)
    for pattern in _SPEAKS:
        for match in pattern.finditer(split.classes):
            first, last = match.span("name")
            if any(taken[first:last]) or split.classes[first:last].strip("M") == "":
                continue
            if split.classes[last : last + 1] == "V" and not split.slice(last, last + 1).endswith("s"):
                # "an Example Times report that": a noun.
                continue
            name = split.slice(first, last)
            full = None if last - first > 1 else runs.get(name)
            person = full is not None or _looks_like_person(name, last - first)
            taken[first:last] = b"\1" * (last - first)
            made.append(_Found(first, last, "speaker.verb/1", None, None, person))
            if full is not None and not any(taken[full[0] : full[1]]):
                taken[full[0] : full[1]] = b"\1" * (full[1] - full[0])
                made.append(_Found(*full, "person.full_name/1", None, None, person=True))
    return made


_RUN = re.compile(r"(?<![NMRk])N[Nk]{0,2}N(?![NM])")


def _runs(split: Words) -> dict[str, tuple[int, int]]:
    """Where a name of two to four words stands, by its last word; the first one in the text."""
    made: dict[str, tuple[int, int]] = {}
    for match in _RUN.finditer(split.classes):
        first, last = match.span()
        name = split.slice(first, last)
        if "\n" not in name and not _ORGANISED.search(name):
            made.setdefault(split.slice(last - 1, last), (first, last))
    return made


def _looks_like_person(name: str, length: int) -> bool:
    if length < 2 or length > 4 or _ORGANISED.search(name):
        return False
    return all((part[0].isupper() and not part.isupper()) or part[0].islower() for part in name.split())


def _mention(split: Words, found: _Found) -> Person | Organisation:
    start, end = split.starts[found.first], split.ends[found.last - 1]
    text = split.text[start:end]
    if found.person:
        return Person(
            start=start, end=end, text=text, rule=found.rule, title=found.title, affiliation=found.affiliation
        )
    return Organisation(start=start, end=end, text=text, rule=found.rule, title=found.title, speaks=True)
