"""The export's JSON Schema: a change to it has to be meant, and every result has to keep to it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

SNAPSHOT = Path(__file__).with_name("schema.json")


def test_the_schema_is_the_one_that_was_agreed() -> None:
    command = [sys.executable, "-c", "from tapecheck.cli import main; main()", "schema"]
    printed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    assert json.loads(printed) == json.loads(SNAPSHOT.read_text("utf-8")), (
        "meant? then: tapecheck schema > tests/contract/schema.json, and say so in CHANGELOG.md"
    )
