"""Open sets of named parts (publishers, market sources, models): looked up by name, loaded on use.

>>> parts = Registry("part", [("join", "posixpath:join"), ("split", "posixpath:split")])
>>> parts.names()
('join', 'split')
>>> parts.load("join")("a", "b")
'a/b'
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from importlib import import_module
from importlib.metadata import entry_points
from typing import Generic, TypeVar, cast

from tapecheck.errors import ConfigError

PartT = TypeVar("PartT")


class Registry(Generic[PartT]):
    """Names of one kind of part and where each is found, as ``"module:name"``.

    The built-in parts are given; with ``group`` those of installed packages' entry points follow them. Nothing is
    imported before ``load``.
    """

    def __init__(self, kind: str, built_in: Iterable[tuple[str, str]], *, group: str | None = None) -> None:
        self._kind = kind
        self._built_in = tuple(built_in)
        self._group = group

    @cached_property
    def _locations(self) -> dict[str, str]:
        found = list(self._built_in)
        if self._group is not None:
            found += sorted((point.name, point.value) for point in entry_points(group=self._group))
        locations: dict[str, str] = {}
        for name, location in found:
            if name in locations:
                raise ConfigError(f"{self._kind} {name!r} is there twice: {locations[name]} and {location}")
            locations[name] = location
        return locations

    def names(self) -> tuple[str, ...]:
        """All names: the built-in ones in their order, then those of entry points in alphabetical order.

        Raises:
            ConfigError: a name is there twice.
        """
        return tuple(self._locations)

    def load(self, name: str) -> PartT:
        """The part of that name, imported now.

        Raises:
            ConfigError: there is no such name (the message lists what there is), a name is there twice, or its module
                or attribute does not exist.
        """
        location = self._locations.get(name)
        if location is None:
            there_is = ", ".join(self._locations) or "none at all"
            raise ConfigError(f"no {self._kind} is called {name!r}; there is: {there_is}")
        module_name, _, attribute = location.partition(":")
        try:
            return cast("PartT", getattr(import_module(module_name), attribute))
        except (ImportError, AttributeError, ValueError) as error:
            raise ConfigError(f"{self._kind} {name!r} can't be loaded from {location!r}: {error}") from error
