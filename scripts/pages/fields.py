"""The record schema from the models: a table of the fields of each, and an example of each kind of record.

Names, types, closed values and what may be ``null`` are the models'; the first paragraph is that of the model's docstring. What else a
field means stands in ``docs/fields.jsonl``, a line a field: a field without one, or a line without a field, is an error.
"""

from __future__ import annotations

import json
import re
import types
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel

from tapecheck.evaluation.page import between
from tapecheck.records import KINDS, AnyRecord, Result
from tapecheck.records.quote import Fragment
from tapecheck.schema import article, record, result, verdict

WORDS = Path(__file__).parents[2] / "docs" / "fields.jsonl"
RECORDS: tuple[type[record.BaseRecord], ...] = get_args(AnyRecord)
MODELS: tuple[type[BaseModel], ...] = (
    *(result.ArticleResult, result.Coverage, result.Failure, result.Versions),
    *(article.Article, article.Block, article.Post, article.Image, article.Conflict),
    *(record.BaseRecord, record.Provenance, record.TimeWindow, record.Attribution),
    *RECORDS,
    *(Fragment, verdict.Verdict, verdict.Evidence),
    *(result.Fact, result.KnownPerson, result.Contradiction, result.Unclaimed, result.Place),
)
NAMED: Mapping[object, str] = {
    str: "text",
    int: "integer",
    bool: "true or false",
    Decimal: "decimal",
    datetime: "time",
    date: "day",
}


def with_fields(page: str, example: Result) -> str:
    """The page with all tables and examples as the models are now."""
    words = _words()
    for model in MODELS:
        page = between(page, model.__name__, f"\n{_table(model, words)}")
    for kind in KINDS:
        page = between(page, f"example of {kind}", f"\n{_example(kind, example)}")
    if words:
        raise ValueError(f"{WORDS.name} has lines for fields that no model has: {', '.join(words)}")
    return page


def _words() -> dict[str, str]:
    rows = [json.loads(line) for line in WORDS.read_text("utf-8").splitlines()]
    return {row["field"]: row["words"] for row in rows}


def _table(model: type[BaseModel], words: dict[str, str]) -> str:
    """The first paragraph of the docstring and a row for each field of its own; what it looked up is taken out of ``words``."""
    about = re.sub(r"\s+", " ", (model.__doc__ or "").partition("\n\n")[0]).strip()
    about = about.replace("``None``", "`null`").replace("``", "`")
    rows = ["| field | type | what it says |", "|---|---|---|"]
    for name, field in model.model_fields.items():
        if field.exclude or (model in RECORDS and name in record.BaseRecord.model_fields):
            continue
        if f"{model.__name__}.{name}" not in words:
            raise ValueError(f"{WORDS.name} has no line for {model.__name__}.{name}")
        said = words.pop(f"{model.__name__}.{name}")
        values = " · ".join(f"`{value}`" for value in closed(field.annotation))
        rows.append(
            f"| `{name}` | {type_of(field.annotation)} | {': '.join(part for part in (said, values) if part)} |"
        )
    return "\n".join([about, "", *rows, ""])


def type_of(kind: object) -> str:
    """A field's type in a word or two.

    >>> type_of(str | None), type_of(tuple[Decimal, ...]), type_of(dict[str, datetime]), type_of(Literal["a", "b"])
    ('text or `null`', 'list of decimal', 'text → time', 'one of')
    """
    arguments = get_args(kind)
    if get_origin(kind) in (Union, types.UnionType):
        return " or ".join("`null`" if each is type(None) else type_of(each) for each in arguments)
    if get_origin(kind) is Annotated:
        return type_of(arguments[0])
    if get_origin(kind) is tuple:
        return f"list of {type_of(arguments[0])}"
    if get_origin(kind) is dict:
        return f"{type_of(arguments[0])} → {type_of(arguments[1])}".replace("one of", "name")
    if get_origin(kind) is Literal:
        return "one of" if len(arguments) > 1 else "always"
    if isinstance(kind, TypeVar):
        return "[record](#every-record)"
    if isinstance(kind, type) and kind in MODELS:
        return f"[{_spaced(kind.__name__)}](#{_spaced(kind.__name__).replace(' ', '-')})"
    return NAMED.get(kind) or _spaced(getattr(kind, "__name__", str(kind)))


def closed(kind: object) -> tuple[str, ...]:
    """The closed values of a type; of a union, those of its parts; ``null`` is none of them.

    >>> closed(Literal["long", "short"] | None), closed(str)
    (('long', 'short'), ())
    """
    if get_origin(kind) is Literal:
        return tuple(map(str, get_args(kind)))
    if get_origin(kind) in (Union, types.UnionType, dict, tuple):
        return tuple(value for each in get_args(kind) for value in closed(each))
    return ()


def _spaced(name: str) -> str:
    """A class name in words: ``KnownPerson`` → ``known person``."""
    return re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower()


def _example(kind: str, example: Result) -> str:
    found = next((each for each in example.records if each.kind == kind), None)
    if found is None:
        return "The article has none.\n"
    text = json.dumps(json.loads(found.model_dump_json()), indent=2, ensure_ascii=False)
    text = re.sub(r'\{\s+"start": (\d+),\s+"end": (\d+)\s+\}', r'{"start": \1, "end": \2}', text)
    return f"```json\n{text}\n```\n"
