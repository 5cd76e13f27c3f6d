from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapecheck.corpus.ray.messages import OutcomeMessage, ShardMessage
from tapecheck.corpus.runs.marker import File, Marker
from tapecheck.corpus.runs.shard import Entry, Shard, SkippedInput
from tapecheck.corpus.runs.write import Assignment
from tapecheck.corpus.workers import Made, Outcome
from tapecheck.schema.input import ArticleInput, RejectedInput

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
ENTRIES = st.one_of(
    st.builds(
        ArticleInput,
        id=TEXT,
        source=TEXT,
        media=st.sampled_from([None, "html"]),
        published_at=st.none() | st.datetimes(min_value=datetime(2000, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001
        line=st.none() | st.integers(1, 9),
    ),
    st.builds(RejectedInput, id=TEXT, error=TEXT, message=TEXT, path=st.none() | TEXT),
    st.builds(SkippedInput, id=TEXT, reason=TEXT, message=TEXT, duplicate_of=st.none() | TEXT),
)
MARKER = Marker(
    shard=3, first=9, count=2, done=1, failed=1, skipped=0, verdicts={"REFUTED": 1}, key="k", files={"a": File.of(b"a")}
)


@given(st.lists(ENTRIES, max_size=5), st.booleans())
def test_a_shard_comes_as_it_was_sent(entries: list[Entry], again: bool) -> None:
    shard = Shard(3, 9, tuple(entries))
    assignment = Assignment(shard, "key", frozenset({9, 11}), MARKER) if again else Assignment.whole(shard, "key")
    sent = ShardMessage.of(assignment).model_dump_json()
    assert ShardMessage.model_validate_json(sent).assignment == assignment
    assert ShardMessage.model_validate_json(sent).assignment.shard.digest() == shard.digest()


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(Made('{"text": "50 €"}'.encode(), {"SUPPORTED": 2})),
        Outcome(None, RejectedInput(id="a", error="ParseError", message="no article"), "Traceback …"),
    ],
)
def test_an_outcome_comes_as_it_was_sent_its_line_if_it_is_asked_for(outcome: Outcome) -> None:
    whole = OutcomeMessage.of(outcome, lines=True).model_dump_json()
    assert OutcomeMessage.model_validate_json(whole).outcome == outcome
    short = OutcomeMessage.model_validate_json(OutcomeMessage.of(outcome, lines=False).model_dump_json()).outcome
    assert short.rejected == outcome.rejected
    if outcome.made is not None:
        assert short.made == Made(b"", outcome.made.labels)
