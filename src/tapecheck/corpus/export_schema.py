"""The JSON Schema of one exported line."""

from __future__ import annotations

import json

from tapecheck.records import Result


def export_schema() -> str:
    """JSON Schema (2020-12) of a line of ``tapecheck extract``, as indented JSON; keys in a fixed order."""
    schema = Result.model_json_schema(mode="serialization")
    schema["title"] = "ArticleResult"
    schema["$schema"] = "https://json-schema.org/draft/2020-12/schema"
    return json.dumps(schema, indent=2, sort_keys=True)
