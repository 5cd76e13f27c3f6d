"""The lines of a pasted text, and what their looks alone say about them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from tapecheck.publishers.pasted.furniture import line_kind, tail_kind
from tapecheck.schema.article import BlockKind
from tapecheck.text.aligned import AlignedText

WIDE = 3
"""Line feeds before a line that mark a break inside an embedded post rather than one between two paragraphs."""

BULLET = re.compile(r"^(?:[•●▪▫◦‣⁃∙·*►▸➤✅✔☑👉🔹🔸]|[-–](?=\s))\s*(?=\S)")
_NUMBERED = re.compile(r"^\d{1,2}[.)]\s(?=\S)")
_KEY_POINTS = re.compile(
    r"(?:\W{0,3})(?:(?:the )?(?:key|main|quick|fast) (?:takeaways?|points?|highlights?|facts?|insights?|notes?|takes?|findings)|"
    r"what to know|"
    r"what you (?:need|should) to? ?know|need to know|in brief|brief|tl;?dr|highlights|takeaways|at a glance|the gist|in a nutshell|"
    r"(?:story|article|news) (?:highlights|summary|in brief)|summary|quick summary|why it matters)\s?:?\W{0,3}",
    re.IGNORECASE,
)
_CAPTION = re.compile(
    r"(?:.{0,400}[\s(.,;]|)(?:(?:Chart |Image |Data )?[Ss]ource|SOURCE)s?\s?[:–-]\s?[^.!?]{1,80}\.?\)?"
    r"|.{0,300}\b(?:[Cc]harts?|[Ii]mages?|[Gg]raphs?|[Ss]creenshots?|[Ii]nfographics?) (?:by|from|via|courtesy of|source)\b.{2,80}"
    r"|.{0,300}\((?:(?:[Ii]mage|[Pp]hoto|[Pp]icture|[Pp]ic|[Ii]llustration|[Aa]rt)(?: [Cc]redits?)?|[Cc]redits?)"
    r"(?: by| via|\s?:)[^()]{1,80}\)"
    r"|.{2,200}\((?:[A-Z0-9][\w.&’'/+-]{1,30}[ ,]{0,2}){1,5}\)"
    r"|[\w/]{2,14} (?:\d{1,3}|one|four|daily|weekly|monthly|hourly)[- ](?:minute|hour|day|week|month)?[\w ,/-]{0,60}\bchart\b.{0,120}"
)
_LIST_LINE = 600
_LONGEST_HEADING = 140
_LONGEST_CAPTION = 420


@dataclass(frozen=True)
class Line:
    """One line of the text, without blanks around it; ``gap``: the line feeds before it; ``tagged``: the kind its tag says.

    ``settled``: that kind holds whatever the words are (a publisher's selector says so).
    """

    text: AlignedText
    gap: int
    tagged: BlockKind | None = None
    settled: bool = False

    @property
    def words(self) -> str:
        """Its characters."""
        return self.text.text

    @cached_property
    def told(self) -> BlockKind | None:
        """``furniture`` or ``related`` if its words say that it is that."""
        return line_kind(self.words)

    @cached_property
    def opens(self) -> BlockKind | None:
        """The kind of the part of the page that it opens ("More For You"), if it opens one."""
        return tail_kind(self.words)

    @property
    def settled_kind(self) -> BlockKind | None:
        """The kind that is settled, if one is."""
        return self.tagged if self.settled else None


def split_lines(text: AlignedText) -> list[Line]:
    """The lines that are not empty, in order; hard-wrapped paragraphs are one line each."""
    lines: list[Line] = []
    gap = 0
    at = 0
    for raw in text.text.split("\n"):
        if raw.strip():
            lines.append(Line(text[at : at + len(raw)].strip(), gap))
            gap = 0
        at += len(raw) + 1
        gap += 1
    return _unwrapped(lines)


def is_key_points_heading(line: str) -> bool:
    """Whether the line opens a list of the article's main points.

    >>> is_key_points_heading("What to know:"), is_key_points_heading("Key Takeaways"), is_key_points_heading("Key levels")
    (True, True, False)
    """
    return len(line) <= 60 and _KEY_POINTS.fullmatch(line) is not None


def is_caption(line: str) -> bool:
    """Whether the line says what a picture or chart shows and whose it is.

    >>> is_caption("BTC/USD daily chart. Source: TradingView"), is_caption("Solana (SOL) price on Feb. 3 (Example Charts)")
    (True, True)
    >>> is_caption("A coin on a table (Image credit: Sample Pictures)"), is_caption("The picture (by Monet) sold for $5 million.")
    (True, False)
    >>> is_caption("Bitcoin fell, sources say."), is_caption("The token trades below its average (EMA).")
    (False, False)
    """
    return len(line) <= _LONGEST_CAPTION and _CAPTION.fullmatch(line) is not None


def is_list_item(line: str) -> bool:
    """Whether the line begins with a bullet or a number and is short enough for an item."""
    return len(line) <= _LIST_LINE and (BULLET.match(line) is not None or _NUMBERED.match(line) is not None)


def without_bullet(text: AlignedText) -> AlignedText:
    """The line without its bullet; a number stays."""
    found = BULLET.match(text.text)
    return text[found.end() :] if found else text


def is_heading(line: str, *, following: str | None) -> bool:
    """Whether the line is a heading over what follows it (``None``: nothing does).

    >>> is_heading("A new record?", following="Bitcoin’s climb was a green light for the market, said one of them.")
    True
    >>> is_heading("It fell.", following="Then it rose."), is_heading("A new record?", following=None)
    (False, False)
    """
    if following is None or len(line) > _LONGEST_HEADING or not any(map(str.isalpha, line)):
        return False
    first = line.lstrip("#*“‘\"'([ ")[:1]
    if line[-1] in '.,;”"' or first.islower() or len(line.split()) > 22:
        return False
    return line.startswith("#") or line[-1] != ":" or len(line) <= 60


def _unwrapped(lines: Sequence[Line]) -> list[Line]:
    """The lines with those of one hard-wrapped paragraph joined by a blank."""
    joined: list[Line] = []
    group: list[Line] = []
    for line in lines:
        if group and line.gap == 1 and _runs_on(group[-1].words, line.words):
            group.append(line)
            continue
        joined += _as_one(group)
        group = [line]
    return joined + _as_one(group)


def _runs_on(line: str, following: str) -> bool:
    """Whether a line break is only the edge of the page: a full line that does not end, and a next that goes on small."""
    return 40 <= len(line) <= 130 and line[-1] not in '.!?:;”"' and following[0].islower()


def _as_one(group: Sequence[Line]) -> list[Line]:
    if len(group) < 2:
        return list(group)
    return [Line(AlignedText.join([line.text for line in group], " "), group[0].gap)]
