"""Whatever the cleaning does, the source characters of a span normalise to the span's text."""

import html
import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.errors import ParseError
from tapecheck.publishers import parse
from tapecheck.schema.base import Span
from tapecheck.text.aligned import AlignedText
from tapecheck.text.html import read_page
from tapecheck.text.normalize import (
    decode_entities,
    drop_invisible,
    fold_blanks,
    fold_lines,
    fold_punctuation,
    normalize,
)
from tapecheck.text.sentences import segment, sentence_spans

SCRAPS = st.sampled_from(
    [
        *(
            "Bitcoin",
            "$97,800",
            "3.5%",
            ".",
            "“",
            "”",
            "’",
            '"',
            "'",
            "–",
            "—",
            "−",
            "…",
            "A",
            "b",
            "!",
            "?",
            ":",
            "•",
            "U.S.",
        ),
        *(" ", "  ", "\u00a0", "\u2009", "\t", "\n", "\n\n", "\r\n", "\n\n\n\n", "\u2028", "\x00"),
        *(
            "\u200b",
            "\u00ad",
            "\ufeff",
            "\u200d",
            "&amp;",
            "&#039;",
            "&nbsp;",
            "&#x2019;",
            "&zzz;",
            "&",
            ";",
            "🚀",
            "é",
        ),
        *(
            "Related: ",
            "Advertisement\n",
            "The post ",
            " appeared first on Sample .",
            "— Sam (@sam) January 1, 2026",
            "Share\n",
        ),
        *("<p>", "</p>", "<b>", "<div class='x'>", "</div>", "<", ">", "<!--", "-->", "<script>", "</script>", "<br>"),
    ]
)
SOURCES = st.lists(SCRAPS, max_size=40).map("".join) | st.text(max_size=60)
STEPS = [decode_entities, drop_invisible, fold_blanks, fold_lines, fold_punctuation, normalize]


def assert_true(aligned: AlignedText, source: str) -> None:
    """The map covers the text, and each character stands for itself or for what a step made it from."""
    assert sum(run.text_length for run in aligned.runs) == len(aligned.text)
    for run in aligned.runs:
        if run.verbatim:
            assert run.text_length == run.source_length
            start = run.text_start
            assert (
                aligned.text[start : start + run.text_length]
                == source[run.source_start : run.source_start + run.source_length]
            )


@given(SOURCES, st.sampled_from(STEPS))
def test_each_step_maps_back(source, step):
    aligned = step(AlignedText.of(source))
    assert_true(aligned, source)
    for run in aligned.runs:
        made = aligned.text[run.text_start : run.text_start + run.text_length]
        written = source[run.source_start : run.source_start + run.source_length]
        assert step(AlignedText.of(written)).text == made or (made.isspace() and written.isspace())


@given(SOURCES, st.sampled_from(STEPS))
def test_each_step_is_done_once(source, step):
    once = step(AlignedText.of(source))
    if step not in (decode_entities, normalize):
        assert step(once).text == once.text


@given(SOURCES, st.lists(st.integers(0, 60), max_size=8))
def test_dropped_blocks_leave_the_rest_in_place(source, edges):
    cuts = sorted({min(edge, len(source)) for edge in edges})
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    kept = AlignedText.of(source).drop(spans)
    inside = {at for start, end in spans for at in range(start, end)}
    expected = [at for at in range(len(source)) if at not in inside]
    assert kept.text == "".join(source[at] for at in expected)
    assert [kept.to_source(at, at + 1) for at in range(len(kept))] == [Span(start=at, end=at + 1) for at in expected]


@given(SOURCES, st.integers(0, 60), st.integers(0, 60))
def test_cutting_and_joining_gives_the_same(source, one, other):
    first, second = sorted((min(one, len(source)), min(other, len(source))))
    whole = normalize(AlignedText.of(source))
    first, second = min(first, len(whole)), min(second, len(whole))
    parts = [whole[:first], whole[first:second], whole[second:]]
    again = AlignedText.join(parts)
    assert again.text == whole.text
    for at in range(len(whole)):
        assert again.to_source(at, at + 1) == whole.to_source(at, at + 1)


@settings(max_examples=150)
@given(SOURCES, st.sampled_from(["text", "html"]))
def test_every_span_of_an_article_normalises_to_its_text(source, media):
    try:
        article = parse(source, media=media)
    except ParseError:
        return
    ends = [0]
    for block in article.blocks:
        assert block.start >= ends[-1]
        ends.append(block.end)
        assert article.text[block.start : block.end].strip()
        for at in range(block.start, block.end):
            span = article.source_span(at, at + 1)
            shown = article.text[at]
            if span is None:
                assert shown.isspace()
                continue
            written = source[span.start : span.end]
            assert shown in normalize(AlignedText.of(written)).text or (
                shown.isspace() and re.search(r"\s|&\w+;", written)
            )


@given(SOURCES)
def test_pages_are_read_with_true_places(source):
    page = read_page(source)
    for block in page.blocks:
        assert_true(page.text(block), source)


TAGS = (
    "<b>",
    "</b>",
    "<i class='x'>",
    "</i>",
    "<a href='/y?a=1&amp;b=2'>",
    "</a>",
    "<span>",
    "</span>",
    "<br>",
    "<wbr>",
    "<!-- z -->",
)
FLAT = (
    "Bitcoin",
    "$97,800",
    "&amp;",
    "&#8217;s",
    "&nbsp;",
    " ",
    "\n",
    "3.5%",
    "&copy",
    "&notit;",
    "&lt;p&gt;",
    "🚀",
    "“up”",
    "\u200b",
)
INLINE, WORDS = st.sampled_from(TAGS), st.sampled_from(FLAT)
INSIDE = st.lists(WORDS | INLINE, min_size=1, max_size=25).map("".join)
BLOCKS = st.sampled_from(["p", "div", "li", "h2", "blockquote", "td", "pre", "figcaption"])
PAGES = st.lists(
    st.tuples(BLOCKS, INSIDE).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"), min_size=1, max_size=6
).map("".join)


@settings(max_examples=150)
@given(PAGES)
def test_the_places_of_a_page_unescaped_give_its_text(source):
    page = read_page(source)
    for block in page.blocks:
        text = page.text(block)
        for run in text.runs:
            shown = text.text[run.text_start : run.text_start + run.text_length]
            if run.source_start < 0:
                assert shown.isspace()
                continue
            written = source[run.source_start : run.source_start + run.source_length]
            unescaped = html.unescape(re.sub(r"<br[^<>]*>", "\n", written) if shown.isspace() else written)
            bare = (
                normalize(AlignedText.of(re.sub(r"<[^<>]*>", "", unescaped)))
                if shown.isspace()
                else AlignedText.of(unescaped)
            )
            assert bare.text == shown or (shown.isspace() and not bare.text.strip())


@given(SOURCES)
def test_sentences_cover_the_words_in_order(source):
    spans = sentence_spans(source, [Span(start=0, end=len(source))])
    assert "".join("".join(source[s.start : s.end].split()) for s in spans) == "".join(source.split())
    assert all(one.end <= other.start for one, other in pairwise(spans))


@settings(max_examples=40)
@given(SOURCES)
def test_segmented_text_is_the_text(source):
    assert segment(source, [Span(start=0, end=len(source))]).text == source
