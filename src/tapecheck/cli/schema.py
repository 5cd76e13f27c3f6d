"""``tapecheck schema``: the JSON Schema of the export."""

from __future__ import annotations

import sys

from tapecheck.cli.exits import clear_errors


def schema() -> None:
    """Print the JSON Schema of one exported line."""
    with clear_errors():
        from tapecheck.corpus.export_schema import export_schema

        sys.stdout.write(export_schema() + "\n")
