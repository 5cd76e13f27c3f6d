"""Which column of a table holds which part of an article."""

from __future__ import annotations

from collections.abc import Sequence

from tapecheck.errors import ConfigError
from tapecheck.schema.base import Data


class ColumnMap(Data):
    """A column's name for each field of an article; ``None``: the column that is called like the field, if there is one.

    >>> ColumnMap.parse("id=uuid,text=body").resolve(["uuid", "url", "body"], "a.csv")
    {'id': 0, 'text': 2, 'url': 1}
    """

    id: str | None = None
    text: str | None = None
    html: str | None = None
    url: str | None = None
    title: str | None = None
    publisher: str | None = None
    published_at: str | None = None

    @classmethod
    def parse(cls, written: str) -> ColumnMap:
        """The map of ``field=column`` pairs with commas between them.

        Raises:
            ConfigError: a pair is none, a field does not exist or is there twice.
        """
        named: dict[str, str] = {}
        for pair in written.split(","):
            field, equals, column = (part.strip() for part in pair.partition("="))
            if not (equals and field and column):
                raise ConfigError(f"--columns: {pair.strip()!r} is not of the form field=column")
            if field not in cls.model_fields:
                fields = ", ".join(cls.model_fields)
                raise ConfigError(f"--columns: an article has no field {field!r}; its fields are: {fields}")
            if field in named:
                raise ConfigError(f"--columns: {field!r} is there twice")
            named[field] = column
        return cls(**named)

    def resolve(self, columns: Sequence[str], table: str) -> dict[str, int]:
        """The place of each field's column; fields that the table lacks are not in it. ``table`` is its name for messages.

        Names are compared as they are, without blanks around them. No column is guessed: ``body`` is not taken for the text.

        Raises:
            ConfigError: a column that was asked for is not there or there twice, or there is neither text nor html.
        """
        names = [name.strip() for name in columns]
        there_is = ", ".join(names[:50]) or "none"
        places: dict[str, int] = {}
        for field in type(self).model_fields:
            asked: str | None = getattr(self, field)
            wanted = asked or field
            count = names.count(wanted)
            if count > 1:
                raise ConfigError(f"{table}: several columns are called {wanted!r}")
            if count:
                places[field] = names.index(wanted)
            elif asked is not None:
                raise ConfigError(f"{table}: no column {wanted!r}; the columns are: {there_is}")
        if "text" not in places and "html" not in places:
            raise ConfigError(
                f"{table}: no column 'text' or 'html': say with --columns text=… which it is; the columns are: {there_is}"
            )
        return places
