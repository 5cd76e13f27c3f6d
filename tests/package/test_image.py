"""The Dockerfile, read: what it copies is there and is let through, and what runs is not the superuser."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = (ROOT / "Dockerfile").read_text("utf-8").replace("\\\n", " ").splitlines()
STEPS = [line.partition(" ")[::2] for line in LINES if line and not line.startswith("#")]
LET_THROUGH = {line[1:] for line in (ROOT / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")}


def values(instruction: str) -> list[str]:
    return [value.strip() for name, value in STEPS if name == instruction]


def test_what_it_copies_is_there_and_is_let_through() -> None:
    copied = {name for value in values("COPY") if "--from" not in value for name in value.split()[:-1]}
    assert copied == LET_THROUGH
    assert all((ROOT / name).exists() for name in copied)


def test_it_copies_what_the_wheel_is_made_of() -> None:
    assert {"pyproject.toml", "README.md", "LICENSE", "src", "models"} <= LET_THROUGH


def test_the_base_is_pinned_and_slim() -> None:
    (base,) = (value for value in values("ARG") if value.startswith("PYTHON="))
    assert re.fullmatch(r"PYTHON=3\.1[1-3]\.\d+-slim-\w+", base)
    assert [value.split()[0] for value in values("FROM")] == ["python:${PYTHON}"] * 2


def test_what_runs_is_an_ordinary_user() -> None:
    last = max(number for number, (name, _) in enumerate(STEPS) if name == "FROM")
    (user,) = (value for name, value in STEPS[last:] if name == "USER")
    assert int(user.partition(":")[0]) >= 1000
    assert values("ENTRYPOINT") == ['["tapecheck"]']


def test_no_tools_to_build_with_are_left() -> None:
    last = max(number for number, (name, _) in enumerate(STEPS) if name == "FROM")
    commands = " ".join(value for name, value in STEPS[last:] if name == "RUN")
    assert "pip uninstall" in commands
    assert not re.search(r"apt|pip install|gcc", commands)
