"""Steps that tidy characters, each ``AlignedText → AlignedText``: nothing here knows what an article is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from html.entities import html5

from tapecheck.text.aligned import AlignedText

# "&#039;", "&#x2019;", "&nbsp;"; not "AT&T;" and not "&c" (a name counts only if HTML knows it).
_ENTITY = re.compile(r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
# What the standard reads as one inside a page: "&amp", "&#8217" and, of "&notit;", "&not" as well.
_REFERENCE = re.compile(r"&(?:\#[0-9]{1,20};?|\#[xX][0-9a-fA-F]{1,20};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
# Zero-width and direction marks, soft hyphen, byte order mark, variation selectors, noncharacters, and control characters.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff\ufdd0-\ufdef\ufff9-\ufffb\ufffe\uffff"
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]+"
)
_BLANK = r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_BLANKS = re.compile(rf"{_BLANK}{{2,}}|[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NEWLINE = re.compile(r"\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
# Blanks are single by now. Matches at every line end, blanks or not, so that no input makes it try again and again.
_AROUND_NEWLINES = re.compile(r" ?\n[ \n]*")
_MANY_NEWLINES = re.compile(r"\n{3,}")
# Curly, low and angle quotation marks; hyphens, dashes and the minus sign; the ellipsis.
_PUNCTUATION = re.compile(
    "[\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb\u2010-\u2015\u2212\u2026]"
)
_FOLDED = {
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"),
    "\u2026": "...",
}


def normalize(text: AlignedText) -> AlignedText:
    """The text as the language code wants it: entities decoded, invisible characters gone, blanks and lines folded.

    Curly quotes and dashes stay as they are.

    >>> normalize(AlignedText.of("Bitcoin&#039;s\\u00a0 rise\\r\\n\\r\\n\\r\\n\\u200bhas  legs ")).text
    "Bitcoin's rise\\n\\nhas legs "
    """
    return fold_lines(fold_blanks(drop_invisible(decode_entities(text))))


def decode_entities(text: AlignedText) -> AlignedText:
    """The text with HTML character references decoded; what HTML does not know stays as it is.

    >>> decode_entities(AlignedText.of("S&amp;P 500 &#038; AT&T; R&D")).text
    'S&P 500 & AT&T; R&D'
    """
    if "&" not in text.text:
        return text
    return text.replace(_entities(text.text))


def decode_references(text: AlignedText) -> AlignedText:
    """As ``decode_entities``, by the rules for text inside a page: old names count without their semicolon too.

    >>> decode_references(AlignedText.of("S&ampP &copy2026 &notit; &unknown;")).text
    'S&P ©2026 ¬it; &unknown;'
    """
    if "&" not in text.text:
        return text
    return text.replace(_references(text.text))


def _references(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _REFERENCE.finditer(text):
        written = match.group()
        # Of "&notit;" the longest name that there is: "not".
        ends = range(len(written), 1, -1)
        end = len(written) if written[1] == "#" else next((end for end in ends if written[1:end] in html5), 0)
        decoded = html.unescape(written[:end])
        if decoded != written[:end]:
            yield match.start(), match.start() + end, decoded


def _entities(text: str) -> Iterator[tuple[int, int, str]]:
    for match in _ENTITY.finditer(text):
        written = match.group()
        if written[1] != "#" and written[1:] not in html5:
            continue
        decoded = html.unescape(written)
        if decoded and decoded != written and "\ufffd" not in decoded:
            yield match.start(), match.end(), decoded


def drop_invisible(text: AlignedText) -> AlignedText:
    """The text without zero-width, direction and control characters, soft hyphens and byte order marks."""
    return text.drop(match.span() for match in _INVISIBLE.finditer(text.text))


def fold_blanks(text: AlignedText) -> AlignedText:
    """The text with every run of blanks, tabs and odd spaces as one blank; line ends stay."""
    return _substitute(text, _BLANKS, lambda _: " ")


def unify_lines(text: AlignedText) -> AlignedText:
    """The text, its blanks already folded, with every kind of line end as a line feed, and no blanks around line ends."""
    text = _substitute(text, _NEWLINE, lambda _: "\n")
    return text.replace(
        (match.start(), match.end(), "\n" * match.group().count("\n"))
        for match in _AROUND_NEWLINES.finditer(text.text)
        if " " in match.group()
    )


def fold_lines(text: AlignedText) -> AlignedText:
    """The text with every kind of line end as a line feed, no blanks around it, and at most one empty line in a row."""
    return _substitute(unify_lines(text), _MANY_NEWLINES, lambda _: "\n\n")


def fold_punctuation(text: AlignedText) -> AlignedText:
    """The text with quotation marks, dashes and the ellipsis as their plain forms.

    >>> fold_punctuation(AlignedText.of("“Up 35–40%…” — it’s on")).text
    '"Up 35-40%..." - it\\'s on'
    """
    return _substitute(text, _PUNCTUATION, _FOLDED.__getitem__)


def _substitute(text: AlignedText, pattern: re.Pattern[str], new: Callable[[str], str]) -> AlignedText:
    return text.replace((match.start(), match.end(), new(match.group())) for match in pattern.finditer(text.text))
