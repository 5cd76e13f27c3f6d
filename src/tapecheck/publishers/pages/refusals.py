"""Pages that are no article: front pages and other lists, search results, log-in walls, checks for robots, errors, empty shells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from tapecheck.errors import ParseError
from tapecheck.publishers.base import Stated
from tapecheck.publishers.pages.regions import linked_headings
from tapecheck.publishers.pasted.lines import Line
from tapecheck.text.page import Page

_WHOLE_PAGE = re.compile(r"<(?:html|head|body|title)\b", re.IGNORECASE)
_SNIFF_WITHIN = 20_000
_ENOUGH, _PLENTY = 250, 1_500
"""Characters of prose: with the first a page can be an article (the shortest of wire stories have about 300), with the second it is one."""
_SHORT = 60
_HARDLY_ANY = 120
_MUCH_ELSE = 600
_SHELL = 200
_HEAD = 600
_FEW, _LIST = 3, 8
"""Headings that are links: an article has a few, below its text; a list has many."""
_NO_PROSE = frozenset({"list_item", "heading", "table", "furniture", "related", "title"})
_ROBOT = re.compile(
    r"(?:checking (?:if the site connection is secure|your browser)|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"are you a robot|just a moment|enable javascript and cookies|unusual (?:traffic|activity)|attention required|captcha|"
    r"access (?:to this page has been )?denied|pardon our interruption|request blocked|ray id)",
    re.IGNORECASE,
)
_ERROR = re.compile(
    r"\b(?:404|page (?:not|can ?not be|could ?n.t be) found|page (?:does ?n.t|does not|no longer) exists?|403 forbidden|"
    r"50[0234] [a-z ]{0,20}(?:error|gateway|unavailable)|service unavailable|internal server error|bad gateway|"
    r"under maintenance)\b",
    re.IGNORECASE,
)
_LOG_IN = re.compile(
    r"\b(?:log ?in|sign ?in|sign ?up|register|create (?:an? )?(?:free )?account|subscribe|(?:become a|already a) (?:member|subscriber)|"
    r"continue reading|to read (?:this|the full)|(?:members?|subscribers?) only|forgot (?:your )?password|start your (?:free )?trial)\b",
    re.IGNORECASE,
)
_SEARCH = re.compile(
    r"\bsearch results?\b|\bresults? (?:found )?for\b|\byou searched for\b|\d[\d,.]* results\b|\bno results\b|\bsearch:",
    re.IGNORECASE,
)
_SEARCH_ADDRESS = re.compile(r"/search(?:[/?]|$)|[?&](?:s|q|query|search)=", re.IGNORECASE)


def refuse(page: Page, lines: Sequence[Line], stated: Sequence[Stated]) -> None:
    """Nothing, if the page can be an article; ``lines``: what would be taken for its text, ``stated``: what it says of itself.

    A part of a page (no ``<html>``, ``<head>``, ``<body>`` or ``<title>``: a feed's content, say) is always taken at its word.

    Raises:
        ParseError: it is none; the message says what it is.
    """
    if not _WHOLE_PAGE.search(page.source[:_SNIFF_WITHIN]):
        return
    prose = _prose(lines)
    much = sum(map(len, prose))
    says = _says_article(page, stated)
    reason = _is_no_page(page, stated) if much < _ENOUGH else None
    little = much < (_HARDLY_ANY if says else _ENOUGH) and sum(len(line.words) for line in lines) < _MUCH_ELSE
    if reason is None and little:
        reason = _is_a_wall(page, certain=much >= _HARDLY_ANY) or (_is_empty(page) if not much else None)
    if reason is None and not says:
        reason = _is_a_list(page, stated, prose)
    if reason is not None:
        raise ParseError(f"the page is no article but {reason}")


def has_prose(lines: Sequence[Line]) -> bool:
    """Whether the lines hold as much prose as the shortest articles."""
    return sum(map(len, _prose(lines))) >= _ENOUGH


def _prose(lines: Sequence[Line]) -> list[str]:
    return [line.words for line in lines if line.tagged not in _NO_PROSE and len(line.words) >= _SHORT]


def _is_no_page(page: Page, stated: Sequence[Stated]) -> str | None:
    """What a page with hardly a sentence is, if a server rather than an editor made it."""
    head = f"{_title(stated)} {_words(page)[:_HEAD]}"
    if _ROBOT.search(head):
        return "a check for robots"
    return "an error page" if _ERROR.search(head) else None


def _is_a_wall(page: Page, *, certain: bool) -> str | None:
    """Whether the page asks for a password, or (where it need not be ``certain``) speaks of little else than logging in."""
    asked = page.tree.css_first('input[type="password"]') is not None
    spoken = not certain and len(_LOG_IN.findall(_words(page))) >= 2
    return "a log-in wall" if asked or spoken else None


def _is_empty(page: Page) -> str | None:
    words = _words(page)
    if len(words) < _SHELL and page.tree.css_first("script") is not None:
        return "an empty shell, which scripts are to fill"
    return None if words else "an empty page"


def _is_a_list(page: Page, stated: Sequence[Stated], prose: Sequence[str]) -> str | None:
    """Which list of articles the page is, if it is one."""
    links = frozenset(block.words for block in linked_headings(page))
    much = sum(map(len, prose))
    searched = _SEARCH.search(f"{_title(stated)} {_words(page)[:_HEAD]}") or any(
        _SEARCH_ADDRESS.search(one.said.url or one.said.canonical_url or "") for one in stated
    )
    excerpts = _excerpts(page, links)
    listed = much < _PLENTY or sum(words in excerpts for words in prose) * 2 > len(prose)
    if searched and (len(links) >= _FEW or much < _ENOUGH) and listed:
        return "a list of search results"
    return "a front page or another list of articles" if len(links) >= _LIST and listed else None


def _words(page: Page) -> str:
    return " ".join(block.words for block in page.blocks)


def _title(stated: Sequence[Stated]) -> str:
    return next((one.said.title for one in stated if one.said.title), "")


def _says_article(page: Page, stated: Sequence[Stated]) -> bool:
    """Whether the page says that it is one: by its type, or by a time of publication."""
    kind = page.tree.css_first('meta[property="og:type"][content="article"]')
    sources = ("json_ld", "microdata", "open_graph")
    return kind is not None or any(one.source in sources and one.said.published_at is not None for one in stated)


def _excerpts(page: Page, links: frozenset[str]) -> frozenset[str]:
    """The paragraphs right below a heading that is a link."""
    return frozenset(below.words for above, below in pairwise(page.blocks) if above.words in links)
