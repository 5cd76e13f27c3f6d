"""Embedded posts: "… pic.twitter.com/x — Sam Sample (@sam) January 23, 2026", on lines of their own or inside a paragraph.

A newer embed has its author first: "Sam Sample @sam · Follow … 6:12 pm · 3 May 2025".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tapecheck.schema.base import Span
from tapecheck.text.sentences import sentence_spans

# "— Sam Sample (@sam) January 23, 2026"; the name may hold emoji and brackets, "— Sam (e/acc) (@sam)".
SIGN_OFF = re.compile(
    r"(?:—|–|--|-)\s?(?P<name>[^@\n—]{1,60}?)\s?\((?P<handle>@\w{1,30})\)"
    r"(?:[\s,·•|]{1,3}(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s\d{1,2},\s20\d\d|\d{1,2}\s[A-Z][a-z]{2,8}\s20\d\d|[A-Z][a-z]{2}\s\d{1,2},\s20\d\d))?"
)
# "Sam Sample @sam · Follow Up only. 6:12 pm · 3 May 2025 210 Reply Copy link Read 31 replies": the other embed, whole.
FOLLOWED = re.compile(
    r"""
    (?P<name>[^\W_][^@\n·]{0,59}?|[^\s@\w][^@\n·]{1,59}?) \s? (?P<handle>@\w{1,30}) \s·\s Follow \b
    (?P<words>[^·]{1,900}?)
    \d{1,2}:\d\d\s?[AaPp][Mm] \s·\s (?P<day>[A-Z][a-z]{2}\s\d{1,2},\s20\d\d|\d{1,2}\s[A-Z][a-z]{2}\s20\d\d)
    (?: \s[\d.,]{1,7}[KM]? (?:\sRe(?:ply|posts?|tweets?|plies))? )? (?:\sReply)? (?:\sCopy\slink(?:\sto\spost)?)?
    (?: \sRead\s(?: [\d.,]{1,7}[KM]?\srepl(?:y|ies) | more\son\s(?:Twitter|X) )\b )?
    """,
    re.VERBOSE,
)
_HANDLE = re.compile(r"@\w{1,30}\s·\sFollow\b")
# "Sample Inc. @sample", "Sample.com @sample": a stop inside a name is not one.
_NAME_OPENS = re.compile(r"(?:[.!?:”\"…)]\s|\n|^)(?=(?:[^.!?:”\"…@\n·]|\.(?=\w|\s?$)){1,60}$)")
_LONGEST_NAME = 64
LONGEST = 420
"""No embedded post is longer: the services cut its words after about 280 characters and add links."""
# No article shows more; a text that does is no article and must not take forever.
_MOST_POSTS = 200
_TRUNCATED_FROM, _TRUNCATED_TO, _TRUNCATED_AT = 225, 320, 278
_LINKS = re.compile(r"(?:\s*(?:https?://t\.co/\w{1,12}|pic\.(?:twitter|x)\.com/\w{1,12}))+\s*$")
# Words that open many posts; emoji, "#", "$", "@" and figures with a slash are seen by themselves.
_OPENING = re.compile(
    r"(?:[^\w\s“‘\"'(\[.,;:—–-]|[#$@]\w|\[?(?:JUST IN|BREAKING|NEW|UPDATE|ALERT|NEWS|LATEST|FUN FACT|TLDR|GM|[A-Z]{3,}\s[A-Z]{3,})\b"
    r"|(?:Today (?:I|we)|I|I[’']m|I[’']ve|We|We[’']re|My|Our|Hey|Happy|Welcome|Imagine|Wow|Congrats|Hi|Thank)\b)"
)
_LIKE_A_POST = re.compile(
    r"[#$@][A-Za-z]\w|\b(?:I|I[’']m|my|we|our|you|your)\b|[!→✅👇🧵]|[\U0001F300-\U0001FAFF]|\b[A-Z]{4,}\b \b[A-Z]{3,}\b|…"
)
_LIKE_AN_ARTICLE = re.compile(
    r"\b(?:according to|told|said|noted|reported|added|explained|stated|wrote|in a post|on X|shared|tweeted|posted|announced|"
    r"highlighted|at press time|the (?:analyst|trader|company|firm|exchange|token|report))\b"
)
_LEAD_IN = re.compile(
    r"(?:wrote|writes|said|says|stated|states|noted|tweeted|posted|post|tweet|added|X|Twitter|saying|follows|below)\s?:\s?$"
)
_OTHER_SCRIPT = re.compile(r"(?<=\s)[\u0400-\u04ff\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")


def post_spans(text: str, *, own_line: bool) -> list[Span]:
    """The embedded posts in one line or paragraph, words, links and signature together, half-open, in order.

    ``own_line``: the text keeps its line breaks, so what stands before a signature is the post as far as it can be one.
    Otherwise where the post begins is told from its words; a post that can't be told from the article is left out.
    """
    spans = list(_followed(text)) if "· Follow" in text else []
    spans += [
        span
        for span in _signed(text, own_line=own_line)
        if all(span.end <= one.start or one.end <= span.start for one in spans)
    ]
    return sorted(spans, key=lambda span: span.start)


def _followed(text: str) -> Iterator[Span]:
    """The posts that say who wrote them at their head."""
    done = 0
    for handle in islice(_HANDLE.finditer(text), _MOST_POSTS):
        low = max(done, handle.start() - _LONGEST_NAME)
        opened = _NAME_OPENS.search(text[low : handle.start()])
        if opened is None:
            continue
        start = low + opened.end()
        start += len(text[start : handle.start()]) - len(text[start : handle.start()].lstrip())
        whole = FOLLOWED.match(text, start)
        if whole and whole.start("handle") == handle.start():
            yield Span(start=start, end=whole.end())
            done = whole.end()


def _signed(text: str, *, own_line: bool) -> list[Span]:
    spans: list[Span] = []
    if "(@" not in text:
        return spans
    done = 0
    for sign in islice(SIGN_OFF.finditer(text), _MOST_POSTS):
        start = done if own_line and sign.start() - done <= LONGEST else _beginning(text, done, sign.start())
        if start is not None:
            spans.append(Span(start=start + len(text[start:]) - len(text[start:].lstrip()), end=sign.end()))
            done = sign.end()
    return spans


def _beginning(text: str, floor: int, sign: int) -> int | None:
    """Where the post that is signed at ``sign`` begins inside running text."""
    words_end = sign - len(text[floor:sign]) + len(_LINKS.sub("", text[floor:sign]).rstrip())
    low = max(floor, words_end - _TRUNCATED_TO)
    candidates = [start for start in _starts(text, floor, low, words_end) if words_end - start >= 8]
    if not candidates:
        return None
    for start in candidates:
        if _LEAD_IN.search(text, floor, start):
            return start
    if text[words_end - 1 : words_end] == "…":
        fitting = [start for start in candidates if words_end - start >= _TRUNCATED_FROM]
        if fitting:
            return min(fitting, key=lambda start: abs(words_end - start - _TRUNCATED_AT))
    for start in candidates:
        if _OPENING.match(text, start) and not _LIKE_AN_ARTICLE.search(text, start, words_end):
            return start
    return _backwards(text, candidates)


def _starts(text: str, floor: int, low: int, end: int) -> Iterator[int]:
    """Where sentences, and stretches of another script, begin in ``[low, end)``."""
    begin = max(floor, low - 400)
    other = _OTHER_SCRIPT.search(text, low, end)
    found = {span.start for span in sentence_spans(text, [Span(start=begin, end=end)]) if span.start >= low}
    # The first "sentence" of the window is one only if the window begins where the text or the last post ends.
    if begin > floor:
        found.discard(begin)
    for colon in re.finditer(r":\s", text[low:end]):
        if _LEAD_IN.search(text, begin, low + colon.end()):
            found.add(low + colon.end())
    if other:
        found = {start for start in found if start < other.start()} | {other.start()}
        yield other.start()
        return
    yield from sorted(found)


def _backwards(text: str, candidates: list[int]) -> int:
    """The last sentence, and those before it as long as they read like a post."""
    start = candidates[-1]
    for candidate in reversed(candidates[:-1]):
        sentence = text[candidate:start]
        if _LIKE_AN_ARTICLE.search(sentence) or not _LIKE_A_POST.search(sentence):
            break
        start = candidate
    return start
