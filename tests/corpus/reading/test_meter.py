from __future__ import annotations

import gzip
import io
from pathlib import Path

import pytest

from tapecheck.corpus.reading import Meter, read_inputs

ROWS = b"".join(
    b'{"id": "%d", "text": "Number %d rose."}\n' % (number, number * 7919 % 10007) for number in range(20_000)
)


@pytest.mark.parametrize(("name", "content"), [("a.jsonl", ROWS), ("a.jsonl.gz", gzip.compress(ROWS))])
def test_bytes_are_counted_as_they_stand_while_they_are_read(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    (tmp_path / "b.txt").write_bytes(b"Text.")
    (tmp_path / "c.png").write_bytes(b"not read")
    meter = Meter()
    counts = [meter.done for _ in read_inputs([str(tmp_path)], meter=meter)]
    assert counts == sorted(counts)
    assert 0 < counts[0] <= 128 * 1024
    assert counts[10_000] < len(content)
    assert meter.done == meter.total == len(content) + 5


def test_nobody_knows_how_long_standard_input_is(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_bytes(b"Text.")
    meter = Meter()
    assert len(list(read_inputs(["-", str(tmp_path)], stdin=io.BytesIO(b"Text."), meter=meter))) == 2
    assert meter.total is None
