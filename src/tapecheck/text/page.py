"""A page: its elements, its blocks of text, and where on the page each character of a block stands."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from tapecheck.schema.source_map import Run
from tapecheck.text.aligned import NOWHERE, AlignedText
from tapecheck.text.markup import NUMBER, gap
from tapecheck.text.normalize import decode_references, drop_invisible, fold_blanks, unify_lines

_CLOSING = re.compile(r"[),.;:!?%’”\]]")
_SPACE = re.compile(r"[\t\r\n\f ]{2,}|[\t\r\n\f]")


class Gap(Enum):
    """What stands between two words and is none: white space, ``<br>``, the edge of a cell of a table or of a block."""

    BLANK = auto()
    BREAK = auto()
    CELL = auto()
    BLOCK = auto()


class Part(NamedTuple):
    """Of a block. ``said``: a stretch's number, words that have no place that can be proved, or a gap.

    ``element``: the innermost element it stands in.
    """

    said: int | str | Gap
    words: str
    linked: bool
    element: int


class Element(NamedTuple):
    """One element: its tag, its parent's number (``-1``: none), and its class, id and role, with blanks between."""

    tag: str
    parent: int
    hint: str


@dataclass(slots=True)
class HtmlBlock:
    """Text that stands directly in one block element.

    ``words``: the text, its white space folded (``Page.text`` gives it exactly, with its places); ``linked``: how many of
    its characters are link text; ``kept``: whether line ends in it are shown as such (``<pre>``).
    """

    element: int
    parts: list[Part]
    kept: bool = False
    words: str = ""
    linked: int = 0

    def __post_init__(self) -> None:
        self.words = " ".join("".join(part.words for part in self.parts).split())
        self.linked = min(sum(len(part.words) for part in self.parts if part.linked), len(self.words))

    def split(self, elements: Container[int]) -> tuple[HtmlBlock, HtmlBlock]:
        """The block without what stands in these elements, and that."""
        cut = [part.element in elements for part in self.parts]
        kept, lost = (
            [part for part, gone in zip(self.parts, cut, strict=True) if gone is which] for which in (False, True)
        )
        return replace(self, parts=kept), replace(self, parts=lost)

    def joined(self, other: HtmlBlock, gap: Gap) -> HtmlBlock:
        """This block and the one after it: a line end between (``Gap.BLOCK``), or a blank."""
        return replace(self, parts=[*self.parts, Part(gap, " ", False, self.element), *other.parts])


@dataclass
class Page:
    """A page's elements by number, parents before children, and its blocks in page order."""

    origin: AlignedText
    elements: list[Element] = field(default_factory=list)
    blocks: list[HtmlBlock] = field(default_factory=list)
    texts: list[tuple[int, int]] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    tree: LexborHTMLParser = field(default_factory=lambda: LexborHTMLParser(""))

    def ancestors(self, element: int) -> Iterator[int]:
        """The element's number and those of the elements around it, inside out."""
        while element >= 0:
            yield element
            element = self.elements[element].parent

    def select(self, selector: str) -> list[int]:
        """The numbers of the elements that a CSS selector matches, in page order; without those that hold no text.

        Raises:
            ValueError: it is no selector.
        """
        try:
            nodes = self.tree.css(selector)
        except SelectolaxError as error:
            raise ValueError(f"not a CSS selector: {selector!r}") from error
        found = (self.numbers.get(node.mem_id) for node in nodes)
        return [number for number in found if number is not None]

    def words(self, node: LexborNode) -> str:
        """The words in a node of the tree, white space folded."""
        return " ".join(NUMBER.sub("", node.text(deep=True)).split())

    def text(self, block: HtmlBlock) -> AlignedText:
        """The block's text, tidied, each character with its place in the source."""
        return unify_lines(fold_blanks(drop_invisible(AlignedText.join(self._aligned(block))))).strip()

    @property
    def source(self) -> str:
        """The page as it is written."""
        return self.origin.text

    def _aligned(self, block: HtmlBlock) -> list[AlignedText]:
        pieces: list[AlignedText] = []
        between: list[Gap] = []
        last: int | None = None
        for part in block.parts:
            said = part.said
            if isinstance(said, Gap):
                between.append(said)
                continue
            number = said if isinstance(said, int) else None
            if between and last is not None:
                pieces.append(self._between(between, last, number))
            between = []
            piece = _nowhere(said) if isinstance(said, str) else self._stretch(said, kept=block.kept)
            if pieces and number != (last or 0) + 1:
                piece = _mended(pieces, piece)
            pieces.append(piece)
            last = number if number is not None else -1
        return pieces

    def _stretch(self, number: int, *, kept: bool) -> AlignedText:
        start, end = self.texts[number]
        text = decode_references(self.origin[start:end])
        if kept:
            return text
        return text.replace((match.start(), match.end(), " ") for match in _SPACE.finditer(text.text))

    def _between(self, gaps: list[Gap], last: int, number: int | None) -> AlignedText:
        """What stands between two stretches: as many line feeds as there are ``<br>``, one between blocks, or a blank."""
        breaks = gaps.count(Gap.BREAK)
        shown = "\n" * breaks or ("\n" if Gap.BLOCK in gaps else " ")
        if number is None or last < 0 or number <= last:
            return _nowhere(shown)
        start, end = self.texts[last][1], self.texts[number][0]
        tags, blank = gap(self.source, start, end)
        # Where something was cut out between the two, only what stands alone is a gap.
        whole = [(start, end)] if number == last + 1 else []
        places = ([blank] if blank else whole) if not breaks else tags if len(tags) == breaks else []
        if not places or places[0][0] == places[-1][1]:
            return _nowhere(shown)
        return AlignedText.join([self.origin[a:b].replace([(0, b - a, shown[0])]) for a, b in places])


def _mended(pieces: list[AlignedText], piece: AlignedText) -> AlignedText:
    """The piece as it reads on behind the last one, where something was cut out between the two.

    Of two blanks one goes: folded into one they would stand for what was cut out, too. Before "," and ")" both go.
    """
    before, after = pieces[-1].text, piece.text.lstrip()
    if _CLOSING.match(after):
        pieces[-1] = pieces[-1][: len(before.rstrip())]
    elif not before[-1:].isspace():
        return piece
    return piece[len(piece.text) - len(after) :]


def _nowhere(text: str) -> AlignedText:
    return AlignedText(text, (Run(0, len(text), NOWHERE, 0, False),)) if text else AlignedText("", ())
