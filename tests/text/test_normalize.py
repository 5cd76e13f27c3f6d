"""Entities, invisible characters, blanks, line ends, quotes and dashes."""

import pytest

from tapecheck.text.aligned import AlignedText
from tapecheck.text.normalize import decode_entities, fold_lines, fold_punctuation, normalize


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("it&#039;s", "it's"),
        ("&#x2019;&rsquo;", "’’"),
        ("S&amp;P 500", "S&P 500"),
        ("AT&T; R&D; a & b;", "AT&T; R&D; a & b;"),
        ("&unheardof; &#0; &#xD800;", "&unheardof; &#0; &#xD800;"),
        ("100&nbsp;000", "100\u00a0000"),
    ],
)
def test_entities(source, text):
    assert decode_entities(AlignedText.of(source)).text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("Bit\u00adcoin\u200b rose\ufeff", "Bitcoin rose"),
        ("$1\u202f000\u00a0\u2009now", "$1 000 now"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a \n \n \n\n b", "a\n\nb"),
        ("“Up 35–40%” — it’s", "“Up 35–40%” — it’s"),
        ("a\x00b\tc", "ab c"),
    ],
)
def test_normalize(source, text):
    assert normalize(AlignedText.of(source)).text == text


def test_line_ends_keep_single_and_double():
    assert fold_lines(AlignedText.of("a\nb\n\nc\n\n\n\nd")).text == "a\nb\n\nc\n\nd"


@pytest.mark.parametrize(
    ("source", "text"),
    [("“a” ‘b’ «c» „d‟", '"a" \'b\' "c" "d"'), ("1–2—3−4‑5", "1-2-3-4-5"), ("wait…", "wait..."), ("plain", "plain")],
)
def test_fold_punctuation(source, text):
    assert fold_punctuation(AlignedText.of(source)).text == text


def test_a_figure_after_folding_maps_to_its_own_characters():
    source = "Bitcoin&#039;s&nbsp; price \u200bis $97,\u200b800."
    text = normalize(AlignedText.of(source))
    start = text.text.index("$97,800")
    span = text.to_source(start, start + 7)
    assert span is not None
    assert source[span.start : span.end] == "$97,\u200b800"


def test_many_newlines_are_quick():
    assert normalize(AlignedText.of("a" + "\n" * 300_000 + "b" + " " * 300_000 + "c")).text == "a\n\nb c"
