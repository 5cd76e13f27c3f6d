"""The settings of a run: frozen, closed, and hashed into every result."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from tapecheck.errors import ConfigError

NerEngine = Literal["auto", "spacy", "transformer", "none"]
Deciders = Literal["auto", "model", "patterns"]
NER_ENGINES: tuple[NerEngine, ...] = get_args(NerEngine)


class Settings(BaseModel):
    """What a run may choose; two runs with the same ``sha256`` and package version give the same output.

    ``ner``: where people's and organisations' names come from besides the patterns: ``none``, a trained ``spacy`` or
    ``transformer`` model, or ``auto`` (the ``spacy`` model where it is installed). ``ner_model``: a folder or a hub's name of a
    Hugging Face token-classification checkpoint for the transformer engine, ``None``: the model trained for tapecheck;
    ``ner_labels``: what that checkpoint's labels mean, ``{"PER": "PERSON"}``; ``ner_reads``: the sentences that may hold a new
    name, or all of them. ``figures``: who decides what a figure is, the trained ``model`` or the ``patterns`` alone; ``auto`` is
    the model where it is installed. ``language`` of the articles: English only.
    ``max_characters``: the longest article text that is worked on; a longer one is recorded as failed.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    ner: NerEngine = "auto"
    ner_model: str | None = None
    ner_labels: dict[str, str] = {}
    ner_reads: Literal["candidates", "all"] = "candidates"
    figures: Deciders = "auto"
    language: Literal["en"] = "en"
    max_characters: int = Field(default=1_000_000, gt=0)

    @cached_property
    def sha256(self) -> str:
        """Hash of all settings, hexadecimal.

        >>> Settings().sha256 == Settings(ner="auto").sha256, Settings().sha256 == Settings(ner="none").sha256
        (True, False)
        """
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @classmethod
    def of(cls, **options: object) -> Settings:
        """Settings from single options; those that are not given keep their default.

        Raises:
            ConfigError: an option does not exist or has a wrong value; the message names it.
        """
        try:
            return cls.model_validate(options)
        except ValidationError as error:
            raise ConfigError(_first_problem(error)) from error

    @classmethod
    def from_toml(cls, path: str | Path) -> Settings:
        """Settings from the top level of a TOML file.

        Raises:
            ConfigError: the file can't be read, is not TOML, or has a wrong option; the message names file and option.
        """
        try:
            options = tomllib.loads(Path(path).read_text("utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
            raise ConfigError(f"settings file {path}: {error}") from error
        try:
            return cls.of(**options)
        except ConfigError as error:
            raise ConfigError(f"settings file {path}: {error}") from error


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    option = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"no setting is called {option!r}; there are: {', '.join(Settings.model_fields)}"
    return f"setting {option!r}: {problem['msg']}, not {problem['input']!r}"
