"""Bytes to characters by byte order mark, declaration, UTF-8, cp1252; binary data is refused."""

import gzip

import pytest

from tapecheck.errors import DecodeError
from tapecheck.text.decode import decode, source_sha256

WORDS = "“Up” €5 – now"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-8", "cp1252"])
def test_encodings(encoding):
    assert decode(WORDS.encode(encoding)) == WORDS


def test_declared_by_the_caller():
    assert decode("Курс".encode("cp1251"), charset="windows-1251") == "Курс"
    assert decode(WORDS.encode("utf-16-le"), charset="utf-16-le") == WORDS


def test_declared_by_the_page():
    page = '<html><meta http-equiv="Content-Type" content="text/html; charset=windows-1251">Курс'
    assert decode(page.encode("cp1251")) == page


def test_latin1_declarations_mean_cp1252():
    page = f'<meta charset="iso-8859-1">{WORDS}'
    assert decode(page.encode("cp1252")) == page
    assert decode(page.encode()) == page


RUSSIAN = (
    "Курс биткоина вырос на три процента и достиг отметки в девяносто тысяч долларов, сообщают аналитики компании. "
)
CHINESE = "比特币价格周三上涨百分之三，突破九万美元，分析师表示，市场情绪明显改善，资金持续流入交易所基金。"


@pytest.mark.parametrize(("words", "encoding"), [(RUSSIAN, "cp1251"), (CHINESE, "gb18030"), (RUSSIAN, "utf-8")])
def test_nothing_is_declared(words, encoding):
    page = f"<html><body><p>{words * 3}</p></body></html>"
    assert decode(page.encode(encoding)) == page


@pytest.mark.parametrize("declared", ["windows-1251", "iso-8859-2", "shift_jis", "gbk"])
def test_utf8_that_is_declared_as_something_else(declared):
    page = f'<meta charset="{declared}"><p>“Up” €5 – now, it’s said</p>'
    assert decode(page.encode()) == page
    assert decode(page.encode(), charset=declared) == page


def test_a_declaration_that_is_right_holds():
    page = f'<meta charset="windows-1251"><p>{RUSSIAN}</p>'
    assert decode(page.encode("cp1251")) == page


def test_stray_bytes_cost_themselves_only():
    page = "<p>" + "“Up” €5 – now. " * 10
    data = page.encode() + "it’s".encode("cp1252")
    assert decode(data) == page + "it’s"
    assert decode(b'<meta charset="utf-8">' + data) == '<meta charset="utf-8">' + page + "it’s"


def test_a_wrong_or_unknown_declaration_on_the_page_is_passed_over():
    for name in ("utf-16", "x-unheard-of", "base64"):
        page = f'<meta charset="{name}">{WORDS}'
        assert decode(page.encode()) == page


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (gzip.compress(b"text"), "gzip"),
        (b"%PDF-1.7", "PDF"),
        (bytes(range(32)) * 20, "binary"),
        (b"\xff\xfe\x00\xd8", "byte order mark"),
    ],
)
def test_binary_is_refused_in_one_line(data, reason):
    with pytest.raises(DecodeError, match=reason) as error:
        decode(data)
    assert "\n" not in str(error.value)


def test_unknown_encoding_is_named():
    with pytest.raises(DecodeError, match="klingon"):
        decode(b"text", charset="klingon")


def test_empty_is_empty():
    assert decode(b"") == ""


def test_sha256_counts_the_characters_not_the_bytes_read():
    assert source_sha256(decode(WORDS.encode("utf-16"))) == source_sha256(WORDS)
    assert source_sha256("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert len(source_sha256("\ud800")) == 64
