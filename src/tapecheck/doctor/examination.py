"""All checks in order; one that breaks is itself a finding, so that the others are still made."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from tapecheck.doctor.finding import Finding

_CHECKS = (
    *("packages:python", "packages:package", "packages:needed", "packages:extras"),
    *("trained:models", "trained:publishers", "surroundings:folders", "surroundings:terminal"),
)
"""``module:function`` each, imported when its turn comes: a broken package breaks the checks that need it, no others."""


def examine(market: Path | None = None, now: datetime | None = None) -> Iterator[Finding]:
    """What each check found, as it is found; with ``market`` also of that store, whose age is told at ``now`` (aware UTC)."""
    for name in _CHECKS:
        yield from _guarded(name)
    if market is not None:
        yield from _guarded("store:store", market, now or datetime.now(UTC))


def _guarded(name: str, *about: object) -> Iterator[Finding]:
    module, _, check = name.partition(":")
    try:
        yield from getattr(import_module(f"tapecheck.doctor.{module}"), check)(*about)
    except Exception as error:  # noqa: BLE001 - whatever breaks a check is what it is there to find
        told = " ".join(f"{type(error).__name__}: {error}".split())
        fix = "pip install --force-reinstall tapecheck"
        yield Finding(check=check, status="error", found=f"the check broke: {told}", fix=fix)
