"""Markdown, as scrapers save it → lines whose kinds its marks say, without those marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tapecheck.publishers.base import Metadata
from tapecheck.publishers.metadata.instants import read_instant
from tapecheck.publishers.metadata.wording import is_address, names_of
from tapecheck.publishers.pasted.lines import Line
from tapecheck.publishers.pasted.markdown_marks import ESCAPE, IMAGE, LINK, STRONG, without_marks
from tapecheck.schema.article import BlockKind
from tapecheck.text.aligned import AlignedText

# "# A title", "## A heading ##"; "#bitcoin" and "# # #" are none.
_HEADING = re.compile(r"(?P<marks>\#{1,6})\s(?=[^\s#])(?P<words>.{1,400}?)(?:\s#{1,6})?")
_HEADING_LINE = re.compile(r"^\#{1,6} (?=[^\s#])[^\n]{2,200}$", re.MULTILINE)
_TABLE_RULE = re.compile(r"\|?(?:\s?:?-{2,40}:?\s?\|){1,30}(?:\s?:?-{2,40}:?\s?)?")
_TABLE_LINE = re.compile(r"^\|?(?: ?:?-{2,40}:? ?\|){1,30}(?: ?:?-{2,40}:? ?)?$", re.MULTILINE)
_QUOTE = re.compile(r">{1,3}\s?(?=[^>\s])|>{1,3}$")
_QUOTE_LINE = re.compile(r"^> ?[^>\s][^\n]{20,}$", re.MULTILINE)
_ITEM = re.compile(r"(?:[*+-]|\d{1,3}[.)])\s(?:\[[ xX]\]\s)?(?=\S)")
_NUMBER = re.compile(r"\d{1,3}[.)]\s")
_REFERENCE = re.compile(r"\[[^\[\]\n]{1,80}\]:\s?\S{1,500}(?:\s[\"'(].{0,200})?")
_FENCE = re.compile(r"(?:`{3,8}|~{3,8})[\w-]{0,20}")
_UNDERLINE = re.compile(r"(?P<title>={3,200})|-{3,200}")
# A picture alone on its line, itself a link or not.
_PICTURE = re.compile(rf"\[?{IMAGE.pattern}(?:\]\(\S{{0,1000}}\))?")
_SAYS_NOTHING = re.compile(
    r"(?:image|img|photo|logo|icon|avatar|banner|screenshot)s?\b.{0,20}|\S{0,200}|.{0,200}\.(?:png|jpe?g|webp|gif|svg)",
    re.IGNORECASE,
)
_FRONT = re.compile(r"---\n(?P<fields>(?:[^\n]{0,2000}\n){1,80}?)(?:---|\.\.\.)(?:\n|$)")
_FIELD = re.compile(r"(?P<name>[A-Za-z][\w-]{1,30}):\s?(?P<value>.{0,1000})")
_NAMED = {
    **dict.fromkeys(("title", "headline"), "title"),
    **dict.fromkeys(("subtitle", "description", "summary", "excerpt"), "subtitle"),
    **dict.fromkeys(("date", "published", "published_at", "pubdate", "datepublished", "publish_date"), "published_at"),
    **dict.fromkeys(("updated", "updated_at", "modified", "lastmod", "datemodified"), "updated_at"),
    **dict.fromkeys(("author", "authors", "by", "byline"), "authors"),
    **dict.fromkeys(("url", "link", "source_url", "canonical", "canonical_url"), "canonical_url"),
    **dict.fromkeys(("site", "publisher", "site_name"), "publisher"),
}
_LONGEST_UNDERLINED = 140


def is_markdown(text: str) -> bool:
    """Whether the text has marks that only Markdown has: one that is sure, or two emphases or escapes.

    >>> is_markdown("# A title\\n\\nIt rose."), is_markdown("See [it](https://example.com)."), is_markdown("#1: a * b, [sic] (so) > 5")
    (True, True, False)
    """
    if _FRONT.match(text) and _FIELD.match(text, 4):
        return True
    if ("# " in text and _HEADING_LINE.search(text)) or (
        ("--|" in text or "-- |" in text) and _TABLE_LINE.search(text)
    ):
        return True
    if "](" in text and (IMAGE.search(text) or LINK.search(text)):
        return True
    emphases = sum(1 for _ in STRONG.finditer(text)) if "**" in text else 0
    escapes = sum(1 for _ in ESCAPE.finditer(text)) if "\\" in text else 0
    return emphases >= 2 or escapes >= 2 or ("\n>" in text and len(_QUOTE_LINE.findall(text)) >= 2)


def split_front_matter(text: AlignedText) -> tuple[list[Line], AlignedText, Metadata]:
    """The lines of the data block at the head ("---", "title: …", "---"), the text without it, and what it says."""
    front = _FRONT.match(text.text)
    if front is None or _FIELD.match(text.text, 4) is None:
        return [], text, Metadata()
    lines: list[Line] = []
    at = 0
    for raw in front.group().split("\n"):
        if raw.strip():
            lines.append(Line(text[at : at + len(raw)].strip(), 1, "furniture", settled=True))
        at += len(raw) + 1
    return lines, text[front.end() :], _said(front["fields"])


def _said(fields: str) -> Metadata:
    found: dict[str, list[str]] = {}
    name: str | None = None
    for raw in fields.split("\n"):
        field = _FIELD.fullmatch(raw.strip())
        if field:
            name = _NAMED.get(field["name"].lower())
        value = (field["value"] if field else raw.strip().removeprefix("- ")).strip().strip("\"'")
        if name is not None and value:
            found.setdefault(name, []).append(value)
    published, updated = (
        read_instant(found[name][0]) if name in found else None for name in ("published_at", "updated_at")
    )
    address = found.get("canonical_url", [""])[0]
    return Metadata(
        title=found["title"][0] if "title" in found else None,
        subtitle=found["subtitle"][0] if "subtitle" in found else None,
        publisher=found["publisher"][0] if "publisher" in found else None,
        authors=names_of(
            part.strip(" \"'") for value in found.get("authors", ()) for part in value.strip("[]").split(",")
        ),
        canonical_url=address if is_address(address) else None,
        published_at=published.at if published else None,
        published_at_zone_assumed=bool(published and published.assumed),
        updated_at=updated.at if updated else None,
        updated_at_zone_assumed=bool(updated and updated.assumed),
    )


def read_marks(lines: Sequence[Line]) -> list[Line]:
    """The lines with the kinds that their marks say, and without the marks.

    >>> [(line.tagged, line.words) for line in read_marks([Line(AlignedText.of("## What’s **next**?"), 2)])]
    [('heading', 'What’s next?')]
    """
    read: list[Line] = []
    at = 0
    titled = False
    while at < len(lines):
        size, found = _block(lines, at, titled=titled)
        titled = titled or any(line.tagged == "title" for line in found)
        read += [line for line in found if line.words]
        at += size
    return read


def _block(lines: Sequence[Line], at: int, *, titled: bool) -> tuple[int, list[Line]]:
    """How many lines from ``at`` on belong together, and what they are."""
    line = lines[at]
    words = line.words
    if _FENCE.fullmatch(words):
        return _fenced(lines, at)
    if at + 1 < len(lines) and "|" in words and lines[at + 1].gap == 1 and _TABLE_RULE.fullmatch(lines[at + 1].words):
        return _table(lines, at)
    heading = _HEADING.fullmatch(words)
    if heading:
        kind: BlockKind = "heading" if titled or len(heading["marks"]) > 1 else "title"
        return 1, [_as(line, kind, heading.start("words"), heading.end("words"))]
    below = _UNDERLINE.fullmatch(lines[at + 1].words) if at + 1 < len(lines) and lines[at + 1].gap == 1 else None
    if below and len(words) <= _LONGEST_UNDERLINED and (below["title"] or words[-1] not in '.,;:”"'):
        kind = "title" if below["title"] and not titled else "heading"
        return 2, [_as(line, kind, 0, len(words)), _settled(lines[at + 1])]
    if _QUOTE.match(words):
        return _quoted(lines, at)
    if _PICTURE.fullmatch(words):
        return 1, [_picture(line)]
    if _REFERENCE.fullmatch(words):
        return 1, [_settled(line)]
    item = _ITEM.match(words)
    if item:
        start = 0 if _NUMBER.match(words) else item.end()
        return 1, [_as(line, "list_item", start, len(words))]
    return 1, [replace(line, text=without_marks(line.text).strip())]


def _as(line: Line, kind: BlockKind, start: int, end: int) -> Line:
    return replace(line, text=without_marks(line.text[start:end]).strip(), tagged=kind)


def _settled(line: Line) -> Line:
    return replace(line, tagged="furniture", settled=True)


def _picture(line: Line) -> Line:
    """The line of a picture: a caption where its alternative text says something."""
    found = IMAGE.search(line.words)
    if found is None or _SAYS_NOTHING.fullmatch(found["alt"].strip()):
        return _settled(line)
    return replace(line, text=line.text[found.start("alt") : found.end("alt")].strip(), tagged="caption", settled=True)


def _fenced(lines: Sequence[Line], at: int) -> tuple[int, list[Line]]:
    for end in range(at + 1, len(lines)):
        if _FENCE.fullmatch(lines[end].words):
            return end - at + 1, [_settled(line) for line in lines[at : end + 1]]
    return 1, [_settled(lines[at])]


def _table(lines: Sequence[Line], at: int) -> tuple[int, list[Line]]:
    """The rows of a table, each without the bars at its ends."""
    end = at + 2
    while end < len(lines) and lines[end].gap == 1 and "|" in lines[end].words:
        end += 1
    return end - at, list(_rows(lines[at:end]))


def _rows(lines: Sequence[Line]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        if number == 1:
            yield _settled(line)
            continue
        start = 1 if line.words.startswith("|") else 0
        end = len(line.words) - (line.words.endswith("|") and len(line.words) > 1)
        yield replace(_as(line, "table", start, max(start, end)), settled=True)


def _quoted(lines: Sequence[Line], at: int) -> tuple[int, list[Line]]:
    """A quotation: its lines as one paragraph, without the marks; an empty one parts two."""
    parts: list[AlignedText] = []
    end = at
    while end < len(lines) and (end == at or lines[end].gap == 1):
        mark = _QUOTE.match(lines[end].words)
        if mark is None:
            break
        text = without_marks(lines[end].text[mark.end() :]).strip()
        end += 1
        if not text.text:
            break
        parts.append(text)
    return end - at, [replace(lines[at], text=AlignedText.join(parts, " "), tagged="quote")] if parts else []
