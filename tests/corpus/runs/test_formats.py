from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.runs.formats import format_named

LINES = st.lists(st.binary(max_size=9).map(lambda line: line.replace(b"\n", b"")), min_size=1, max_size=9)


@given(LINES, st.data())
def test_lines_that_were_replaced_are_as_if_they_had_been_written_at_first(
    lines: list[bytes], data: st.DataObject
) -> None:
    form = format_named("jsonl")
    wanted = {
        index: data.draw(st.binary(max_size=9).map(lambda line: line.replace(b"\n", b"")))
        for index in data.draw(st.sets(st.integers(0, len(lines) - 1)))
    }
    before = form.files("00007", lines)
    ids = [str(index) for index in range(len(lines))]
    expected = form.files("00007", [wanted.get(index, line) for index, line in enumerate(lines)])
    assert form.replaced("00007", before, ids, wanted) == expected
    assert list(before) == ["results/00007.jsonl"]


def test_no_lines_are_an_empty_file() -> None:
    form = format_named("jsonl")
    assert form.files("00000", []) == form.replaced("00000", {"results/00000.jsonl": b""}, [], {})
