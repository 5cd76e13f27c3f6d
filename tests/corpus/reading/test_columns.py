from __future__ import annotations

import pytest

from tapecheck.corpus.reading import ColumnMap
from tapecheck.errors import ConfigError


def test_a_map_as_it_is_written() -> None:
    assert ColumnMap.parse("id=uuid, text = body ,published_at=day") == ColumnMap(
        id="uuid", text="body", published_at="day"
    )


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("id", "'id' is not of the form field=column"),
        ("", "'' is not of the form"),
        ("id=", "'id=' is not of the form"),
        ("name=x", "an article has no field 'name'; its fields are: id, text, html, url"),
        ("id=a,id=b", "'id' is there twice"),
    ],
)
def test_a_wrong_map_says_why(written: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        ColumnMap.parse(written)
