"""Which quotations count as somebody's words, and whose; names, titles, terms and scare quotes don't."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapecheck.mentions import posts
from tapecheck.mentions.posts import Post
from tapecheck.records.attribution import Attributed, attribute
from tapecheck.records.context import Context
from tapecheck.records.speakers import Cast, Speaker
from tapecheck.schema.article import BlockKind
from tapecheck.schema.base import Span
from tapecheck.schema.mention import Organisation, Person, Quotation

LONG = 6
"""From so many words on a quoted stretch without any cue is somebody's words, not a name or a scare quote."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")
_TERM_BEFORE = re.compile(
    r"""\b(?:so-called | known\sas | referred\sto\sas | titled | entitled | named | nicknamed | stands\sfor
        | the\s(?:term|word|phrase|hashtag|acronym) | terms? | akin\sto | self-(?:proclaimed|styled|described) )
        \s(?:the\s|an?\s)?[“"‘'„«]$""",
    re.VERBOSE,
)
"""``the so-called “``"""
_WORK_BEFORE = re.compile(
    r"""\b(?:author | writer | book | novel | bestseller | film | movie | documentary | song | album | show | podcast | series
        | article | essay | paper | column | post | report | episode | video | newsletter )s?\b [^.“”"\n]{0,30} [“"‘'„«]$""",
    re.VERBOSE,
)
"""``the author behind the book “``: a title in capitals follows."""
_TERM_AFTER = re.compile(
    r"[”\"’'»]?,?\s(?:an?|the|is\san?)\s(?:\w+\s)?(?:term|phrase|word|pattern|nickname|reference\sto)\b"
)
"""``,” a term traders use``"""


@dataclass(frozen=True, slots=True)
class Voiced:
    """A quotation or post, who says it, and how that is known; ``attributed`` is ``None`` for a post."""

    words: Quotation | Post
    speaker: Speaker
    attributed: Attributed | None


def reported(context: Context) -> list[Voiced]:
    """Quotations and posts that count as somebody's words, by position, with who says them."""
    text = context.text
    embedded = posts.find(text, context.article.blocks)
    covers = [Span(start=post.start, end=post.outer_end) for post in embedded]
    quotations = [q for q in _outermost(context.quotations) if not any(c.overlaps(q) for c in covers)]
    hidden = [*quotations, *covers]
    people = (m for m in context.mentions if isinstance(m, Person) or (isinstance(m, Organisation) and m.speaks))
    named = [m for m in people if not any(h.start <= m.start and m.end <= h.end for h in hidden)]
    silent = [
        m
        for m in context.mentions
        if isinstance(m, Organisation)
        and not m.speaks
        and not any(h.start <= m.start and m.end <= h.end for h in hidden)
    ]
    cast = Cast(text, [*named, *_signed(text, embedded, named)], silent)
    found: list[Voiced] = []
    left: list[Quotation] = []
    for quotation, attributed in zip(quotations, attribute(text, cast, quotations, covers), strict=True):
        if _counts(text, quotation, attributed):
            who = Speaker(None) if attributed.who is None else cast.speaker(attributed.who)
            found.append(Voiced(quotation, who, attributed))
        else:
            left.append(quotation)
    for post in embedded:
        found.append(Voiced(post, cast.named(post.author, post.handle) or Speaker(post.author), None))
    found += list(_echoes(context, left, found))
    return sorted(found, key=lambda each: each.words.start)


def _signed(text: str, embedded: Sequence[Post], named: Sequence[Person | Organisation]) -> Iterator[Person]:
    """Signatures that give the full name of somebody whom the article calls by the last name only."""
    short = {m.text.split()[-1] for m in named if isinstance(m, Person)}
    for post in embedded:
        at = text.find(post.author, post.end, post.outer_end)
        if at >= 0 and " " in post.author and post.author.split()[-1] in short:
            yield Person(start=at, end=at + len(post.author), text=post.author, rule="person.signature/1")


def speaker_at(voices: Sequence[Voiced], position: int) -> Speaker | None:
    """Who says the words at ``position``; ``None`` outside quotations and where nobody is named."""
    for each in voices:
        if each.words.start <= position < each.words.end:
            return each.speaker if each.speaker.name is not None else None
    return None


def _outermost(quotations: Sequence[Quotation]) -> Iterator[Quotation]:
    end = -1
    for quotation in quotations:
        if quotation.start >= end:
            yield quotation
            end = quotation.end


def _counts(text: str, quotation: Quotation, attributed: Attributed) -> bool:
    number = len(_WORD.findall(quotation.text))
    if number < 2 or (number < LONG and _is_term(text, quotation)) or _is_name(quotation.text, number):
        return False
    if _is_title(quotation.text) and _WORK_BEFORE.search(text, max(0, quotation.start - 60), quotation.start):
        return False
    if attributed.how == "beside" or number >= LONG:
        return True
    if attributed.how == "sentence":
        return not _is_title(quotation.text) and text[quotation.start - 1] not in "'‘"
    # "Most addresses are “out of the money,” with few": nobody says it, and it is the middle of a sentence.
    return number >= 4 and quotation.text[-1] in (".!?" if quotation.text[0].islower() else ",.!?")


def _is_term(text: str, quotation: Quotation) -> bool:
    """Whether the words around say that a term or a name is meant."""
    before = _TERM_BEFORE.search(text, max(0, quotation.start - 40), quotation.start)
    return before is not None or _TERM_AFTER.match(text, quotation.end) is not None


def _is_name(words: str, number: int) -> bool:
    """Whether the words are a name of two: "Example Report"."""
    return number <= 2 and words[-1] not in ",.!?…" and all(word[0].isupper() for word in words.split())


def _is_title(words: str) -> bool:
    """Whether every word of weight has a capital: "Example Is Macro Now"."""
    return all(word[0].isupper() or len(word) < 4 for word in words.split())


_HEADS: frozenset[BlockKind] = frozenset({"title", "subtitle", "key_point", "heading"})


def _echoes(context: Context, left: Sequence[Quotation], found: Sequence[Voiced]) -> Iterator[Voiced]:
    """Short stretches, as in a headline, that repeat words somebody is quoted with elsewhere in the article."""
    text = context.text
    said = [(f" {_plain(text[each.words.start : each.words.end])} ", each) for each in found]
    for quotation in left:
        words = _plain(quotation.text)
        block = context.block(quotation.start)
        if _is_name(quotation.text, len(words.split())) and (block is None or block.kind not in _HEADS):
            continue
        if _is_term(text, quotation):
            continue
        whole = next((each for all_words, each in said if " " in words and f" {words} " in all_words), None)
        if whole is not None:
            yield Voiced(quotation, whole.speaker, Attributed(None, None, "echo"))


def _plain(words: str) -> str:
    return " ".join(_WORD.findall(words.casefold()))
