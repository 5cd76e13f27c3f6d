"""What stands inside the element of an article and is no part of it: decks, labels, headings over nothing, lists of other articles."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import islice

from tapecheck.publishers.pages.blocks import Told, tag_kind
from tapecheck.publishers.pages.part_names import is_called
from tapecheck.publishers.pasted.furniture import line_kind
from tapecheck.text.page import HtmlBlock, Page

_STOP = re.compile(r"[.!?…。:;,][\"'”’»)\]]{0,3}\s*$")
_SHORT, _LONG = 60, 100
_TRAIL_WITHIN = 8
_HEADING_WITHIN = 4
_NO_TEXT = frozenset(["div", "section", "header", "address", "form", "center"])
"""Elements that hold other elements; what stands in them directly may be anything."""
_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def settle(page: Page, chosen: Sequence[HtmlBlock], headline: HtmlBlock | None) -> list[Told]:
    """The blocks with the kinds that their tags say, and those that are clutter settled as such."""
    told: list[Told] = [
        (block, "title", True) if block is headline else (block, tag_kind(page, block), False) for block in chosen
    ]
    _settle_trail(told, headline)
    _settle_decks(page, told, headline)
    _settle_labels(page, told)
    _settle_repeats(page, told)
    _settle_tail(told)
    _settle_headings(page, told)
    return told


def _settle_trail(told: list[Told], headline: HtmlBlock | None) -> None:
    """The way to the article that ends with its headline: "Home › Markets › Bitcoin rises"."""
    for number, (block, _, _) in enumerate(told[:_TRAIL_WITHIN]):
        if headline is not None and block is not headline and block.words.endswith(headline.words):
            told[number] = (block, "furniture", True)


def _settle_decks(page: Page, told: list[Told], headline: HtmlBlock | None) -> None:
    """What is called a deck, and a heading right below the headline, before the first paragraph."""
    begun = headline is None
    for number, (block, _, _) in enumerate(told):
        if block is headline:
            begun = True
            continue
        hints = (page.elements[element].hint for element in islice(page.ancestors(block.element), 2))
        called = len(block.words) > _SHORT / 2 and any(is_called("deck", hint) for hint in hints)
        below = len(block.words) > _SHORT and number > 0 and told[number - 1][0] is headline
        if called or (below and _level(page, block) == 2):
            told[number] = (block, "subtitle", True)
        elif begun and len(block.words) >= _LONG:
            return


def _settle_labels(page: Page, told: list[Told]) -> None:
    """A few words alone in a ``<div>`` that are no sentence: names of sections, dates, "2 days ago", buttons."""
    inside: defaultdict[int, int] = defaultdict(int)
    for block, _, _ in told:
        inside[block.element] += len(block.words)
    for number, (block, kind, settled) in enumerate(told):
        alone = block.element >= 0 and page.elements[block.element].tag in _NO_TEXT
        if not settled and kind is None and alone and inside[block.element] <= _SHORT and not _STOP.search(block.words):
            told[number] = (block, "furniture", True)


def _settle_repeats(page: Page, told: list[Told]) -> None:
    """What stands on the page twice, in a list or under a picture: captions of a slide show."""
    times = Counter(block.words for block in page.blocks)
    for number, (block, kind, settled) in enumerate(told):
        if not settled and kind in ("list_item", "caption") and len(block.words) >= _SHORT and times[block.words] > 1:
            told[number] = (block, "caption", True)


def _settle_tail(told: list[Told]) -> None:
    """Behind the last paragraph: headings, labels, and list items with links, which are other articles'."""
    for number in range(len(told) - 1, -1, -1):
        block, kind, settled = told[number]
        if settled or kind == "caption" or line_kind(block.words):
            continue
        short = len(block.words) <= _SHORT and not _STOP.search(block.words) and kind != "list_item"
        linked = kind in ("list_item", "heading", "paragraph", None) and block.linked * 2 > len(block.words)
        if not (short or linked or kind == "heading"):
            return
        told[number] = (block, "related" if linked else "furniture", True)


def _settle_headings(page: Page, told: list[Told]) -> None:
    """Headings with nothing below them before the next of their level or a higher one."""
    below: int | None = 0
    for number in range(len(told) - 1, -1, -1):
        block, kind, settled = told[number]
        level = _level(page, block)
        if settled or kind == "caption":
            continue
        if level is None or kind != "heading":
            below = None
        elif below is not None and level >= below:
            told[number] = (block, "furniture", True)
        else:
            below = level


def _level(page: Page, block: HtmlBlock) -> int | None:
    for element in islice(page.ancestors(block.element), _HEADING_WITHIN):
        tag = page.elements[element].tag
        if tag in _HEADINGS:
            return _HEADINGS[tag]
    return None
