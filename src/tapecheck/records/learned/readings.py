"""How far each reading of a record can be trusted: a logistic model over the words, learned from the tape itself.

Articles are seldom wrong, so where the tape disagrees with a claim, the claim has mostly been misread: another asset, another time, no
price at all. How often it agrees with claims worded alike is therefore how far such a reading can be trusted, and on that the
checks decide whether they judge at all (``market.claims.bases``).
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import numpy as np
from safetensors.numpy import load_file

from tapecheck.market.claims import bases_of_move, bases_of_price
from tapecheck.records import percent_move, price
from tapecheck.records.context import Context
from tapecheck.records.decision import Decisions
from tapecheck.records.denials import is_denied
from tapecheck.records.learned.model import Features
from tapecheck.records.learned.reading_features import Checked, Setting, reading_features
from tapecheck.records.learned.tokens import Tokens
from tapecheck.records.percent_move import PercentMove
from tapecheck.records.price import Price
from tapecheck.schema.record import BaseRecord
from tapecheck.schema.verdict import Basis

RecordT = TypeVar("RecordT", bound=BaseRecord)
_PLACES = Decimal("0.001")
_NOWHERE = Decimal(0)


@dataclass(frozen=True)
class ReadingModel:
    """The weights of named features, one column."""

    features: Features

    @classmethod
    def load(cls, folder: Path) -> ReadingModel:
        """The model of a folder with ``features.txt`` and ``model.safetensors``.

        Raises:
            OSError, ValueError, KeyError: a file is missing or is not this model's.
        """
        names = tuple((folder / "features.txt").read_text("utf-8").split("\n"))
        weights = load_file(folder / "model.safetensors")["features"].astype(np.float32)
        if weights.shape != (len(names), 1):
            raise ValueError(f"{folder}: {len(names)} features and weights of shape {weights.shape}")
        json.loads((folder / "config.json").read_text("utf-8"))
        return cls(Features(names, weights))

    def trust(self, features: Iterable[str]) -> Decimal:
        """How often the tape agrees with claims of these features, 0 to 1, to thousandths."""
        return Decimal(1 / (1 + math.exp(-self.features.score(features)))).quantize(_PLACES)


def with_readings(
    context: Context, tokens: Tokens, decisions: Decisions, records: Sequence[RecordT], model: ReadingModel
) -> list[RecordT]:
    """The records, each with how far it can be trusted on every basis on which it could be checked."""
    setting = Setting(context, tokens, decisions)
    told = {
        record.id: _readings(setting, record, model) for record in records if isinstance(record, Price | PercentMove)
    }
    return [
        record.model_copy(update={"readings": told[record.id]}) if told.get(record.id) else record for record in records
    ]


def _readings(setting: Setting, record: Checked, model: ReadingModel) -> dict[Basis, Decimal]:
    """How far the record can be trusted on each basis; empty where it can't be checked, nowhere if its sentence denies it."""
    bases = possible(record, setting.context)
    if denied(record, setting.context):
        return dict.fromkeys(bases, _NOWHERE)
    features = reading_features(setting, record) if bases else []
    return {basis: model.trust(on_basis(record, basis, features)) for basis in bases}


def denied(record: Checked, context: Context) -> bool:
    """Whether the record's sentence says that it is not so: then the tape can't be asked whether it is."""
    return is_denied(context.text, record.provenance.text, record.provenance.sentence)


def possible(record: Checked, context: Context) -> tuple[Basis, ...]:
    """The bases on which the market could check the record."""
    published_at = context.article.published_at
    if isinstance(record, Price):
        return bases_of_price(price.claim(record), published_at)
    return bases_of_move(percent_move.claim(record), published_at)


def on_basis(record: Checked, basis: Basis, features: Sequence[str]) -> list[str]:
    """The features of a record read on a basis: each alone for its kind, and together with the basis."""
    kind = record.kind
    return [f"{kind}.{basis}", *(f"{kind}|{one}" for one in features), *(f"{kind}.{basis}|{one}" for one in features)]
