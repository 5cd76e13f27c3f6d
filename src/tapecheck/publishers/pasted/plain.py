"""Pasted article text → pieces: each line told by its words, its looks and its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from tapecheck.publishers.base import Metadata, Piece
from tapecheck.publishers.pasted.carving import carve, carve_line
from tapecheck.publishers.pasted.datelines import Dateline, read_dateline
from tapecheck.publishers.pasted.joining import join_posts, mend_widgets
from tapecheck.publishers.pasted.lines import (
    BULLET,
    Line,
    is_caption,
    is_heading,
    is_key_points_heading,
    is_list_item,
    split_lines,
    without_bullet,
)
from tapecheck.publishers.pasted.markdown import is_markdown, read_marks, split_front_matter
from tapecheck.publishers.pasted.residue import without_code
from tapecheck.publishers.pasted.titles import glued_title_end, looks_like_title, same_title
from tapecheck.schema.article import NOT_CONTENT, BlockKind
from tapecheck.text.aligned import AlignedText
from tapecheck.text.normalize import decode_entities, drop_invisible, fold_blanks, normalize, unify_lines

_HEAD_LINES = 15
_TITLE_WITHIN = 8
_FOOT_LINES = 6
_LONG = 120
_LONGEST_CAPTION = 300
_LONGEST_SUBTITLE = 400
_AD_OPENS = re.compile(r"\W*(?:advertisement|sponsored|ad)\W*", re.IGNORECASE)
_AD_CLOSES = re.compile(r"\W*ad\W*", re.IGNORECASE)
_LONGEST_AD = 4
_NO_CAPTION: frozenset[BlockKind] = frozenset({"table", "list_item", "heading"})
_BULLETED: frozenset[BlockKind] = frozenset({"key_point", "list_item"})


@dataclass
class _Reading:
    """What has been read so far of one article."""

    metadata: Metadata
    pieces: list[Piece] = field(default_factory=list)
    found: Metadata = field(default_factory=Metadata)

    def add(self, kind: BlockKind, text: AlignedText) -> None:
        self.pieces.append(Piece(kind, text))

    def learn(self, dateline: Dateline) -> None:
        """Takes over what a metadata line says; the first line that says something counts."""
        more = Metadata(
            authors=dateline.authors,
            published_at=dateline.published_at,
            updated_at=dateline.updated_at,
            published_at_zone_assumed=dateline.zone_assumed,
            updated_at_zone_assumed=dateline.updated_zone_assumed,
        )
        self.found = self.found.over(more)


def read_plain(source: str, metadata: Metadata) -> tuple[list[Piece], Metadata]:
    """The pieces of a pasted text, and the metadata: ``metadata`` first, then what the text says."""
    text = unify_lines(fold_blanks(drop_invisible(decode_entities(AlignedText.of(source)))))
    if not is_markdown(text.text):
        return read_lines(split_lines(text), metadata)
    front, text, said = split_front_matter(text)
    known = metadata.over(Metadata(title=said.title))
    pieces, found = read_lines(read_marks(split_lines(text)), known)
    return [*(Piece("furniture", line.text) for line in front), *pieces], metadata.over(said).over(found)


def read_lines(lines: Sequence[Line], metadata: Metadata) -> tuple[list[Piece], Metadata]:
    """As ``read_plain``, from lines that are tidied already."""
    title = normalize(AlignedText.of(metadata.title)).text.strip() if metadata.title else None
    lines, code = without_code(lines)
    lines, widgets = mend_widgets(join_posts(lines))
    reading = _Reading(replace(metadata, title=title))
    start = _read_head(lines, title, reading)
    _read_rest(lines, start, reading)
    for line in (*code, *widgets):
        reading.add("furniture", line.text)
    return reading.pieces, reading.metadata.over(reading.found)


def _read_head(lines: Sequence[Line], title: str | None, reading: _Reading) -> int:
    """Reads headline, subtitle and what stands above them; the number of lines read."""
    if any(line.settled_kind == "title" for line in lines):
        return 0
    at = _title_line(lines, title)
    if at is None:
        return _read_glued_title(lines, title, reading)
    for line in lines[:at]:
        _read_above(line, reading)
    reading.add("title", lines[at].text)
    reading.found = replace(reading.found, title=lines[at].words.lstrip("# "))
    at += 1
    subtitle = _subtitle_line(lines, at)
    for number in range(at, subtitle or at):
        _read_above(lines[number], reading)
    if subtitle is None:
        return at
    reading.add("subtitle", lines[subtitle].text)
    reading.found = replace(reading.found, subtitle=lines[subtitle].words)
    return subtitle + 1


def _title_line(lines: Sequence[Line], title: str | None) -> int | None:
    for number, line in enumerate(lines[:_HEAD_LINES]):
        if line.tagged == "title":
            return number
    if title is not None:
        for number, line in enumerate(lines[:_TITLE_WITHIN]):
            if same_title(line.words, title):
                return number
        return None
    for number, line in enumerate(lines[:_TITLE_WITHIN]):
        if line.told or read_dateline(line.words):
            continue
        following = lines[number + 1].words if number + 1 < len(lines) else ""
        return number if looks_like_title(line.words, following=following) else None
    return None


def _read_glued_title(lines: Sequence[Line], title: str | None, reading: _Reading) -> int:
    """A title with the article right behind it, on one line: its two parts are read; else nothing is."""
    end = glued_title_end(lines[0].words, title) if lines and title else None
    if end is None:
        return 0
    reading.add("title", lines[0].text[:end])
    reading.pieces += carve(lines[0].text[end:].strip(), own_line=False)
    return 1


def _read_above(line: Line, reading: _Reading) -> None:
    """A line above or below the headline: metadata, furniture, or (where it is long) text."""
    dateline = read_dateline(line.words)
    if dateline:
        reading.learn(dateline)
    short = len(line.words.split()) <= 4
    same = reading.metadata.title is not None and same_title(line.words, reading.metadata.title)
    kind: BlockKind = "title" if same else "furniture" if dateline or short or line.told else "paragraph"
    reading.add(kind, line.text)


def _subtitle_line(lines: Sequence[Line], at: int) -> int | None:
    """The line that stands between the headline and the date line or byline, if one does."""
    candidate: int | None = None
    for number in range(at, min(at + 5, len(lines))):
        words = lines[number].words
        if read_dateline(words):
            return candidate
        if lines[number].told or same_title(words, lines[at - 1].words):
            continue
        if candidate is not None or not 20 <= len(words) <= _LONGEST_SUBTITLE:
            return None
        candidate = number
    return None


def _read_rest(lines: Sequence[Line], start: int, reading: _Reading) -> None:
    at = start
    own_line = len(lines) >= _TITLE_WITHIN
    for number, kind in _ad_lines(lines, start):
        while at < number:
            at = _read_line(lines, at, reading, own_line=own_line, stop=number)
        if at == number:
            reading.add(kind, lines[number].text)
            at += 1
    while at < len(lines):
        at = _read_line(lines, at, reading, own_line=own_line, stop=len(lines))


def _ad_lines(lines: Sequence[Line], start: int) -> Iterator[tuple[int, BlockKind]]:
    """The lines between "Advertisement" and "Ad", both included."""
    at = start
    while at < len(lines):
        if _AD_OPENS.fullmatch(lines[at].words):
            for end in range(at + 1, min(at + 2 + _LONGEST_AD, len(lines))):
                if _AD_CLOSES.fullmatch(lines[end].words):
                    yield from ((number, "furniture") for number in range(at, end + 1))
                    at = end
                    break
        at += 1


def _read_line(lines: Sequence[Line], at: int, reading: _Reading, *, own_line: bool, stop: int) -> int:
    """Reads the line ``at`` and what goes with it, up to ``stop``; where to go on."""
    line = lines[at]
    if line.settled_kind:
        bulleted = line.settled_kind in _BULLETED
        reading.add(line.settled_kind, without_bullet(line.text) if bulleted else line.text)
        return at + 1
    tail = line.opens
    if tail:
        end = min(_resumes(lines, at + 1), stop)
        reading.pieces += [Piece(part.settled_kind or tail, part.text) for part in lines[at:end]]
        return end
    kind = _metadata_kind(lines, at, reading) or line.told
    if kind:
        reading.add(kind, line.text)
        return at + 1
    if is_key_points_heading(line.words):
        return _read_key_points(lines, at, reading, stop)
    _read_content(lines, at, reading, own_line=own_line)
    return at + 1


def _metadata_kind(lines: Sequence[Line], at: int, reading: _Reading) -> BlockKind | None:
    """``furniture`` for a date line or byline, near the head or foot, ``title`` for the headline pasted again."""
    if at >= _HEAD_LINES and at < len(lines) - _FOOT_LINES:
        return None
    words = lines[at].words
    title = reading.metadata.title or reading.found.title
    if at < _HEAD_LINES and title and same_title(words, title):
        return "title"
    dateline = read_dateline(words)
    if dateline is None:
        return None
    reading.learn(dateline)
    return "furniture"


def _read_key_points(lines: Sequence[Line], at: int, reading: _Reading, stop: int) -> int:
    """Reads the heading and the points below it: the bulleted lines, or the lines without an empty one between them."""
    reading.add("heading", lines[at].text)
    at += 1
    while at < stop and not lines[at].settled and _is_point(lines[at]) and not lines[at].opens:
        if lines[at].told or len(lines[at].words) > _LONGEST_SUBTITLE * 2:
            break
        reading.add("key_point", without_bullet(lines[at].text))
        at += 1
    return at


def _is_point(line: Line) -> bool:
    return line.tagged == "list_item" or line.gap == 1 or BULLET.match(line.words) is not None


def _read_content(lines: Sequence[Line], at: int, reading: _Reading, *, own_line: bool) -> None:
    line = lines[at]
    words = line.words
    following = lines[at + 1].words if at + 1 < len(lines) else None
    twice = len(words) <= _LONGEST_CAPTION and words in (following, lines[at - 1].words if at else None)
    if line.tagged not in _NO_CAPTION and (is_caption(words) or (twice and not words.endswith((".", "”", '"')))):
        reading.add("caption", line.text)
        return
    pieces = carve_line(line.text, own_line=own_line)
    if line.tagged and len(pieces) == 1 and pieces[0].kind == "paragraph":
        reading.add(line.tagged, without_bullet(line.text) if line.tagged == "list_item" else line.text)
    elif len(pieces) > 1 or pieces[0].kind != "paragraph":
        reading.pieces += pieces
    elif is_list_item(words):
        reading.add("list_item", without_bullet(line.text))
    elif is_heading(words, following=following):
        reading.add("heading", line.text)
    else:
        reading.pieces += pieces


def _resumes(lines: Sequence[Line], start: int) -> int:
    """Where the article goes on after a list of other articles: at two long paragraphs in a row that are not its key points."""
    in_points = False
    for at in range(start, len(lines)):
        words = lines[at].words
        if lines[at].settled_kind not in (None, *NOT_CONTENT):
            return at
        if is_key_points_heading(words):
            in_points = True
        elif not _is_long_paragraph(lines[at]):
            in_points = in_points and BULLET.match(words) is not None
        elif not in_points and at + 1 < len(lines) and _is_long_paragraph(lines[at + 1]):
            return at
    return len(lines)


def _is_long_paragraph(line: Line) -> bool:
    words = line.words
    long = len(words) >= _LONG and words[-1] in '.!?”"’'
    return long and BULLET.match(words) is None and line.told is None and line.opens is None
