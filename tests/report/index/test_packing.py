from __future__ import annotations

import base64
import gzip
import io
import json
import re

import pytest

from tapecheck.report.index.packing import PER_PART, Packer, packed

PART = re.compile(r'<script type="text/plain" data-part="(\d+)">([A-Za-z0-9+/=]+)</script>\n')


def unpacked(text: str) -> list[str]:
    found: list[str] = json.loads(gzip.decompress(base64.b64decode(text)))
    return found


@pytest.mark.parametrize(
    "fragments", [["<p>one</p>"], ["</script>", "\u2028 “ü” \U0001f600", "\ud800"], ["x" * 1_000_000]]
)
def test_what_is_packed_comes_out_again(fragments: list[str]) -> None:
    assert unpacked(packed(fragments)) == fragments


def test_the_same_is_packed_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    first = packed(["<p>one</p>"])
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert packed(["<p>one</p>"]) == first


@pytest.mark.parametrize("count", [0, 1, PER_PART, PER_PART + 1, 3 * PER_PART])
def test_a_page_is_found_by_its_number(count: int) -> None:
    stream = io.BytesIO()
    packer = Packer(stream)
    for number in range(count):
        packer.add(f"page {number}")
    packer.finish()
    parts = {int(number): unpacked(text) for number, text in PART.findall(stream.getvalue().decode())}
    assert [parts[number // PER_PART][number % PER_PART] for number in range(count)] == [
        f"page {number}" for number in range(count)
    ]
    assert PART.sub("", stream.getvalue().decode()) == ""


def test_no_more_waits_than_a_part_holds() -> None:
    stream = io.BytesIO()
    packer = Packer(stream)
    for _ in range(PER_PART):
        packer.add("page")
    assert stream.getvalue()
