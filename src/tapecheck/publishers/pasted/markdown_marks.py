"""The marks of Markdown inside a line: links, emphasis, escapes. They are dropped; the words stay where they were."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tapecheck.text.aligned import AlignedText

_MOST = 2_000
_ADDRESS = r"\(\s?(?:<[^<>\n]{0,500}>|[^()\s]{0,1000}(?:\([^()\s]{0,200}\)[^()\s]{0,300})?)(?:\s[\"'][^\"'\n]{0,300}[\"'])?\s?\)"
# A picture: "![A chart](https://example.com/a.png)".
IMAGE = re.compile(rf"!\[(?P<alt>[^\[\]\n]{{0,500}})\](?:{_ADDRESS}|\[[^\[\]\n]{{0,60}}\])")
# "[the filing](https://example.com)", "[the filing][2]"; "[sic] (as he put it)" is none.
LINK = re.compile(
    rf"(?<![!\\])\[(?P<words>[^\[\]\n]{{1,500}})\](?:(?=\((?:https?:|www\.|mailto:|/|\#|<|\s?\)|[\w./-]{{1,200}}\))){_ADDRESS}|\[\d{{1,3}}\])"
)
_AUTOLINK = re.compile(r"<(?P<words>https?://[^<>\s]{1,500}|[\w.+-]{1,60}@[\w.-]{1,80})>")
# "**Up 5%**", "__Up 5%__"; single marks and escaped ones may stand inside.
STRONG = re.compile(
    r"(?<![\\*_])(?P<mark>\*\*|__)(?=[^\s*_])(?P<words>(?:[^*_\n\\]|\\.|[*_](?![*_])){1,1500}?)(?<=[^\s\\])(?P=mark)(?![*_])"
)
# "*so*", "_so_"; not "a_b_c" and not "2 * 3 * 4".
_EMPHASIS = re.compile(
    r"(?<![\\*\w])\*(?=[^\s*])(?P<words>[^*\n]{1,1000})(?<=[^\s\\])\*(?![*\w])"
    r"|(?<![\\_\w])_(?=[^\s_])(?P<under>[^_\n]{1,1000})(?<=[^\s\\])_(?![_\w])"
)
_STRUCK = re.compile(r"(?<!\\)~~(?=\S)(?P<words>[^~\n]{1,500})~~")
_CODE = re.compile(r"(?<![\\`])`(?P<words>[^`\n]{1,300})`(?!`)")
ESCAPE = re.compile(r"\\(?P<words>[\\`*_{}\[\]()#+\-.!$|~<>&%=:'\"])|\\$")


def without_marks(text: AlignedText) -> AlignedText:
    """The line without the marks of Markdown; images are left out whole.

    >>> without_marks(AlignedText.of("**Up 5%** to \\\\$97,800, [a _filing_](https://example.com/a) says.")).text
    'Up 5% to $97,800, a filing says.'
    """
    for pattern, hint in (
        (IMAGE, "!["),
        (LINK, "["),
        (_AUTOLINK, "<"),
        (STRONG, "**"),
        (STRONG, "__"),
        (_EMPHASIS, "*"),
        (_EMPHASIS, "_"),
        (_STRUCK, "~~"),
        (_CODE, "`"),
        (ESCAPE, "\\"),
    ):
        if hint in text.text:
            text = text.drop(_marks(text.text, pattern))
    return text


def _marks(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """What stands around the words of each match."""
    for match in islice(pattern.finditer(text), _MOST):
        groups = match.groupdict()
        name = next((name for name in ("words", "under") if groups.get(name) is not None), None)
        if name is None:
            yield match.span()
            continue
        yield match.start(), match.start(name)
        yield match.end(name), match.end()
