"""The article's words as a page's JSON-LD has them, for a page that shows none until its scripts have run; with their places."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tapecheck.publishers.pasted.lines import Line, split_lines
from tapecheck.text.html import BLOCK_TAGS
from tapecheck.text.normalize import decode_references, drop_invisible, fold_blanks, unify_lines
from tapecheck.text.page import Page

_BODY = re.compile(r"\"articleBody\"\s{0,20}:\s{0,20}\"(?P<words>(?:[^\"\\]|\\.)*+)\"", re.DOTALL)
# "\n", "\"", "\u2019", and two halves of one character, "\ud83d\ude80".
_ESCAPE = re.compile(r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[\"\\/bfnrt]")
_TAG = re.compile(r"</?(?P<name>[A-Za-z][A-Za-z0-9]{0,20})(?:[\s/][^<>]{0,2000})?>")
_ENOUGH = 250


def read_told(page: Page) -> list[Line]:
    """The lines of the longest ``articleBody`` in the page's data; none where it is no more than a summary."""
    found = max(_BODY.finditer(page.source), key=lambda match: len(match["words"]), default=None)
    if found is None or len(found["words"]) < _ENOUGH:
        return []
    written = page.origin[found.start("words") : found.end("words")]
    text = decode_references(written.replace(_unescaped(written.text)))
    text = text.replace((tag.start(), tag.end(), _instead(tag["name"].lower())) for tag in _TAG.finditer(text.text))
    return split_lines(unify_lines(fold_blanks(drop_invisible(text))))


def _instead(tag: str) -> str:
    """A line end for a tag that parts lines; nothing for one inside a line."""
    return "\n" if tag == "br" or tag in BLOCK_TAGS else ""


def _unescaped(written: str) -> Iterator[tuple[int, int, str]]:
    for match in _ESCAPE.finditer(written):
        character = json.loads(f'"{match.group()}"')
        # Half a pair is no character.
        yield match.start(), match.end(), character if character.isprintable() or character.isspace() else "\ufffd"
