"""Embedded posts: the words of a tweet or the like that an article shows in full, with the signature its embed leaves behind.

Two layouts: words, links, ``— Name (@handle) January 23, 2024``; and ``Name @handle · Follow``, words, ``10:16 am · 10 Jul 2025``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapecheck.schema.article import Block

LONGEST = 290
"""An embed shows no more characters than a post could once have (280), and a little for links that were cut."""

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_SIGNATURE = re.compile(
    rf"(?:—|--|&mdash;)\s?(?P<name>[^—\n]{{1,60}}?)\s\(@(?P<handle>\w{{1,30}})\)(?:\s{{1,2}}{_MONTH}\s\d{{1,2}},\s\d{{4}})?"
)
"""``— Ada Example (@ada_example) January 23, 2024``"""
_FOLLOW = re.compile(
    rf"@(?P<handle>\w{{1,30}})\s·\sFollow\s(?P<words>.{{1,700}}?)\s?"
    rf"\d{{1,2}}:\d\d\s?[AaPp][Mm]\s·\s(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}\s{_MONTH}),?\s\d{{4}}",
    re.DOTALL,
)
"""``Ada Example @ada_example · Follow We are live. 10:16 am · 10 Jul 2025``"""
_FOLLOWED = re.compile(r"(?:.*(?:\.\s|[!?”\"\n]))?\s*(?P<name>.{1,50}?)\s*$", re.DOTALL)
"""The name that stands before the handle: what follows the last sentence's end."""
_LINKS = re.compile(
    r"""
    (?>(?: \s* https?://\S{1,80} | \s* pic\.twitter\.com/\w{1,20} | \s+ \w[\w.-]{2,40}\.\w{2,5}/[\w/.-]{1,60}…? )+) \s*$
    """,
    re.VERBOSE,
)
"""Links at a post's end: ``https://t.co/abc pic.twitter.com/abc``; atomic, so that a row of links is read once."""
_SENTENCE = re.compile(r"[.!?…][”\"’')]{0,2}\s+(?=\S)|\n+")
_POSTED = re.compile(
    r"[#@]\w|\$[A-Z]{2,6}\b|[\U0001F300-\U0001FAFF☀-➿→⚡]|\b(?:I|I'm|I’m|my|we|We|our|you|your|Let's)\b|\b[A-Z]{5,}\b"
    r"|\bBREAKING\b|\bJUST IN\b|\bNEW:|^\s*(?:\d[/.)]|[-•–])\s|!"
)
_SAYING = (
    r"(?:said|says|told|noted|added|wrote|explained|argued|warned|stated|reported|posted|tweeted|shared|clarified|revealed|confirmed"
    r"|suggested|suggests|believes|predicts|predicted|announced|claims|claimed)"
)
_PROSE = re.compile(
    rf"\b(?:[A-Z]\w+|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|analysts?|traders?|also)\s{_SAYING}\b|\b{_SAYING}\s[A-Z]|\b[Aa]ccording\sto\b|\bSource:"
    r"|\bat\s(?:press|publication)\stime|\btime\sof\s(?:writing|publication)|\bas\sof\spress"
)
_NOT_NAME = re.compile(r"[\U0001F000-\U0001FAFF☀-➿️‍]|\([^)]*\)|\|.*$")


@dataclass(frozen=True, slots=True)
class Post:
    """A post's words ``[start, end)`` without links, its author as signed, and the handle without the @.

    ``outer_end`` is where the signature ends.
    """

    start: int
    end: int
    outer_end: int
    author: str
    handle: str


def find(text: str, blocks: Sequence[Block]) -> tuple[Post, ...]:
    """Embedded posts of the article's content, by position.

    >>> text = "The token fell.\\n\\nBuying the dip! #Bitcoin pic.twitter.com/abc — Ada Example (@ada) May 2, 2024"
    >>> blocks = (Block(kind="paragraph", start=0, end=15), Block(kind="paragraph", start=17, end=len(text)))
    >>> [(text[p.start : p.end], p.author) for p in find(text, blocks)]
    [('Buying the dip! #Bitcoin', 'Ada Example')]
    """
    if "(@" not in text and "· Follow" not in text:
        return ()
    content = [block for block in blocks if block.is_content]
    return tuple(sorted((*_signed(text, content), *_followed(text)), key=lambda post: post.start))


def _signed(text: str, content: Sequence[Block]) -> Iterator[Post]:
    floor = 0
    for match in _SIGNATURE.finditer(text):
        end = _without_links(text, floor, match.start())
        start = _beginning(text, max(floor, end - 4 * LONGEST), end, content)
        if start < end:
            yield Post(start, end, match.end(), author_name(match["name"]), match["handle"])
        floor = match.end()


def _followed(text: str) -> Iterator[Post]:
    for match in _FOLLOW.finditer(text):
        start, end = match.start("words"), _without_links(text, match.start("words"), match.end("words"))
        name = _FOLLOWED.match(text[max(0, match.start() - 80) : match.start()])
        if start < end and name is not None:
            yield Post(start, end, match.end(), author_name(name["name"]), match["handle"])


def author_name(signed: str) -> str:
    """The author's name without pictures and asides.

    >>> author_name("Ada (e/acc) 🤖")
    'Ada'
    """
    name = " ".join(_NOT_NAME.sub("", signed).split())
    return name or signed.strip()


def _without_links(text: str, start: int, end: int) -> int:
    links = _LINKS.search(text, start, end)
    return len(text[start : links.start() if links else end].rstrip()) + start


def _beginning(text: str, floor: int, end: int, content: Sequence[Block]) -> int:
    """Where a signed post begins: an embed keeps no mark there, so by paragraph, length and tone."""
    own = next((block for block in reversed(content) if block.start < end), None)
    if own is not None and own.kind == "post":
        return max(floor, own.start)
    cuts = [floor, *(match.end() for match in _SENTENCE.finditer(text, floor, end) if match.end() < end)]
    paragraph = max((text.rfind("\n", floor, end) + 1, floor))
    near = [cut for cut in cuts if end - cut <= LONGEST] or cuts[-1:]
    if text[:end].endswith("…") and (long := [cut for cut in near if end - cut >= LONGEST - 60]):
        return _lead(text, long[0])
    if paragraph > floor and end - paragraph <= LONGEST + 20:
        return _paragraphs(text, near, paragraph)
    return _lead(text, _by_tone(text, near))


def _paragraphs(text: str, near: list[int], paragraph: int) -> int:
    """The post's first paragraph: those before its last belong to it while they sound like it and all fit in a post."""
    starts = [cut for cut in near if cut <= paragraph and (cut == 0 or text[cut - 1] == "\n")]
    begin = paragraph
    for start in reversed(starts):
        stretch = text[start:begin]
        if _PROSE.search(stretch) or stretch.rstrip().endswith((":", "”", '"')):
            break
        one_text = text.startswith("\n\n\n", begin - 3) or not stretch.rstrip().endswith((".", "”"))
        if not one_text and not _POSTED.search(stretch):
            break
        begin = start
    return begin


def _by_tone(text: str, cuts: list[int]) -> int:
    """The first sentence that sounds like a post with nothing after it that sounds like the article; at least the last one."""
    chosen = cuts[-1]
    for begin, after in zip(reversed(cuts[:-1]), reversed(cuts[1:]), strict=True):
        stretch = text[begin:after]
        if _PROSE.search(stretch) or stretch.rstrip().endswith((":", "”", '"')):
            break
        if _POSTED.search(stretch):
            chosen = begin
    return chosen


def _lead(text: str, at: int) -> int:
    while text[at].isspace():
        at += 1
    return at
