from __future__ import annotations

import pytest

from tapecheck.corpus.screening.screen import Screened, screen
from tapecheck.corpus.screening.signatures import adds_figures, signature, similarity
from tapecheck.publishers import parse

pytest.importorskip("py3langid", reason="needs the extra: pip install 'tapecheck[screening]'")
pytest.importorskip("datasketch", reason="needs the extra: pip install 'tapecheck[screening]'")

PAGE = """<html lang="de"><head><title>Bitcoin tops $98,200</title></head><body><article><h1>Bitcoin tops $98,200</h1>
<p>Bitcoin rose 3.5% to $97,800 on Wednesday, its highest since mid-November, as money flowed back into exchange-traded funds, said
traders on the Examplex exchange.</p><p>Ada Example, who heads research at the Example Bank, said that she was not chasing this rally,
and that she expects the funds to take in more money before the end of the quarter.</p></article></body></html>"""
ARTICLE = parse(PAGE, url="https://example.invalid/a", media="html")


def test_language_and_signature_are_those_of_the_body():
    screened = screen(ARTICLE, language=True, signature=True)
    body = signature(ARTICLE.body)
    assert ARTICLE.language == "de"
    assert screened.language == "en"
    assert screened.signed is not None
    assert body is not None
    assert similarity(screened.signed, body) == 1.0
    assert adds_figures(screened.signed, body)


@pytest.mark.parametrize(("language", "signed"), [(True, False), (False, True), (False, False)])
def test_only_what_is_asked_for(language, signed):
    screened = screen(ARTICLE, language=language, signature=signed)
    assert (screened.language is not None, screened.signature is not None) == (language, signed)


def test_it_comes_back_from_json_the_same():
    screened = screen(ARTICLE, language=True, signature=True)
    again = Screened.model_validate_json(screened.model_dump_json())
    assert again == screened
    assert again.signed == screened.signed


def test_too_short():
    short = parse("Bitcoin tops $97,800.", media="text")
    assert screen(short, language=True, signature=True) == Screened()
    assert Screened().signed is None
