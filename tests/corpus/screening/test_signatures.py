from __future__ import annotations

import builtins
import hashlib
import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tapecheck.corpus.screening import signatures
from tapecheck.corpus.screening.signatures import adds_figures, figures, signature, similarity
from tapecheck.errors import ConfigError, InvariantError

pytest.importorskip("datasketch", reason="needs the extra: pip install 'tapecheck[screening]'")

STORY = (
    "Bitcoin rose 3.5% to $97,800 on Wednesday, its highest since mid-November, as money flowed back into exchange-traded funds. "
    "The funds took in $1.2 billion on Jan. 13, the most in a month, said Ada Example, who heads research at the Example Bank. "
    "“We’re not chasing this rally,” she said. Ether gained 5% and last changed hands at $3,380 on the Examplex exchange."
)


def signed(text: str, around: str = "") -> bytes:
    made = signature(text, around=around)
    assert made is not None
    return made


def test_the_same_bytes_on_every_machine_and_in_every_version():
    # Changes only with the format: runs that were begun with the old signatures can't be gone on with.
    digest = hashlib.sha256(signed(STORY)).hexdigest()
    assert digest == "6bb79617c06947e0e392848f9fb43387b2ac3451923bf5b363c83cc378f40344"


@pytest.mark.parametrize(
    "other",
    [
        STORY.upper(),
        STORY.replace("“", '"').replace("”", '"').replace("’", "'"),
        STORY.replace("$97,800", "$97800").replace(". ", ".\n\n"),
        STORY.replace("3.5%", "3.50 %"),
    ],
)
def test_case_quotes_lines_and_the_form_of_figures_make_no_difference(other):
    assert adds_figures(signed(other), signed(STORY)) is False
    assert similarity(signed(other), signed(STORY)) > 0.9


def test_words_in_another_order_are_another_text():
    words = STORY.split()
    random.Random(1).shuffle(words)
    assert similarity(signed(" ".join(words)), signed(STORY)) < 0.2


@pytest.mark.parametrize("share", [0.3, 0.5, 0.8, 0.95])
def test_the_estimate_is_the_share_of_runs_in_common(share):
    words = [f"word{number}" for number in range(1002)]
    runs = 1000
    # n runs of each text are in both: n / (2 * 1000 - n) = share
    common = round(2 * runs * share / (1 + share))
    other = words[: common + 2] + [f"other{number}" for number in range(runs - common)]
    assert similarity(signed(" ".join(words)), signed(" ".join(other))) == pytest.approx(share, abs=0.13)


@pytest.mark.parametrize("text", ["", "Bitcoin tops $97,800.", "97,800 " * 19, "\ud800"])
def test_a_short_text_has_none(text):
    assert signature(text) is None


def test_scripts_without_blanks_have_words_too():
    text = "比特币价格周三上涨报九万七千美元在经历一周的下跌之后重新回到了十一月中旬的水平"
    assert signature(text) is not None
    assert 0.5 < similarity(signed(text), signed(text + "分析师表示")) < 1


@pytest.mark.parametrize(
    ("new", "adds"),
    [
        (STORY, False),
        (STORY.replace("$97,800", "$98,200"), True),
        (STORY.replace("3.5%", "4.5%"), True),
        (STORY.replace("$1.2 billion", "$1.2 million"), True),
        (STORY.replace("$1.2 billion", "$1.2B"), False),
        (STORY.replace("Jan. 13", "Jan. 14").replace("Wednesday", "Thursday"), False),
        ("LONDON, 15 January 2026, 10:30 a.m. - " + STORY, False),
        (STORY + " Volume was 41,000 coins.", True),
        (STORY.partition(" “We")[0], False),
    ],
)
def test_new_figures_are_seen_and_new_dates_are_not_figures(new, adds):
    assert adds_figures(signed(new), signed(STORY)) is adds


def test_a_figure_in_the_headline_counts_and_its_words_do_not():
    first, second = signed(STORY), signed(STORY, "Bitcoin tops $98,200")
    assert adds_figures(second, first)
    assert not adds_figures(first, second)
    assert similarity(first, second) == 1.0


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("declined 15% in the market 12 times", ["15", "12"]),
        ("may 5% be enough? marked 20, decline 30", ["5", "20", "30"]),
        ("May 5 and 5 May, March 3rd, 14th of July, 2026-01-14, 1/14/2026, 10:30, 9 a.m., in 2026", []),
        ("$2,024 and $2024 and 2024.50 and 2024%", ["2024", "2024", "2024.5", "2024"]),
        ("1.20 1.2 1,200.0 0.00012 0", ["1.2", "1.2", "1200", "0.00012", "0"]),
        ("420M $98K 1.2bn 3 trillion 2 btc 5 kg", ["420m", "98k", "1.2b", "3t", "2", "5"]),
    ],
)
def test_figures(text, found):
    assert list(figures(text)) == found


def test_a_long_text_is_worked_on_in_parts(monkeypatch):
    whole = signed(STORY)
    monkeypatch.setattr(signatures, "_RUNS_AT_ONCE", 7)
    assert signed(STORY) == whole


def test_a_long_price_list_is_like_the_same_list_alone():
    prices = [f"coin{number} at ${number}.77" for number in range(1000, 1000 + signatures.MOST_FIGURES + 1)]
    first = signed(" ".join(prices))
    assert len(first) < 600
    assert not adds_figures(signed(" ".join(prices)), first)
    assert adds_figures(signed(" ".join([*prices[:-1], "coin at $7.01"])), first)


@pytest.mark.parametrize("other", [b"", b"tcs1", b"tcs0" + bytes(512), b"tcs1" + bytes(513)])
def test_what_is_no_signature_is_not_compared(other):
    with pytest.raises(InvariantError):
        similarity(signed(STORY), other)


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=60, max_size=400))
def test_any_text_is_like_itself(text):
    made = signature(text)
    assert made == signature(text)
    if made is not None:
        assert similarity(made, made) == 1.0
        assert not adds_figures(made, made)


@pytest.mark.parametrize("piece", ["1", "1,", "1.", "1:", "jan ", "january 1", "14 ", "a ", "19", "$", "14th of "])
def test_hostile_text_takes_no_longer_than_its_length(piece):
    start = time.perf_counter()
    signature(piece * (200_000 // len(piece)))
    assert time.perf_counter() - start < 5


def test_without_the_package_the_error_names_the_extra(monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("datasketch"):
            raise ImportError(name)
        return real(name, *rest)

    signatures._empty.cache_clear()
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(ConfigError, match=r"tapecheck\[screening\]"):
        signature(STORY)
