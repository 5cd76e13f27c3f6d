"""Fine-tuning a small published encoder to tag names: what ``scripts/train_ner transformer`` runs."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from transformers import BertConfig

from tapecheck.mentions.names.labels import LABELS, ORGANISATIONS, TAGS, Entity, tags_of
from tapecheck.mentions.names.pieces import Pieces, cut
from tapecheck.mentions.names.shaped_bert import ShapedBert, batch
from tapecheck.training.corpus import Passage
from tapecheck.training.stretches import stretches


@dataclass(frozen=True, slots=True)
class Plan:
    """How to train: the numbers of ``training.toml``. ``layers`` is how many of the encoder's layers are kept, from the first on."""

    seed: int
    epochs: int
    batch_pieces: int
    learning_rate: float
    head_rate: float
    warm_up: float
    layers: int
    limit: int
    dropout: float


@dataclass(frozen=True, slots=True)
class Example:
    """One window: its pieces, and for each the tags that may be right (several where a set tells fewer labels apart)."""

    pieces: Pieces
    allowed: np.ndarray


def start(encoder: Path, plan: Plan) -> ShapedBert:
    """The published encoder of this folder with a new head."""
    config = BertConfig.from_json_file(str(encoder / "config.json"))
    config.num_hidden_layers = plan.layers
    config.hidden_dropout_prob = config.attention_probs_dropout_prob = plan.dropout
    torch.manual_seed(plan.seed)
    model = ShapedBert(config)
    missing, _ = model.encoder.load_state_dict(load_file(encoder / "model.safetensors"), strict=False)
    if any("position_ids" not in name and "token_type_ids" not in name for name in missing):
        raise ValueError(f"{encoder}: not the encoder this was written for; without {missing[:3]}")
    return model


def tokenizer_of(encoder: Path) -> Tokenizer:
    """The published encoder's tokenizer, which neither cuts nor fills up what it reads."""
    tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def examples(passages: Sequence[Passage], tokenizer: Tokenizer, plan: Plan, chance: random.Random) -> Iterator[Example]:
    """The passages as windows of one or several lines or sentences, cut at random so that both short and long ones are seen."""
    for passage in passages:
        for low, high in stretches(passage.text, chance):
            inside = [
                Entity(n.start - low, n.end - low, n.label) for n in passage.names if low <= n.start and n.end <= high
            ]
            text = passage.text[low:high]
            pieces = cut(text, tokenizer)
            if 0 < len(pieces.numbers) <= plan.limit:
                allowed = allowed_tags(pieces, inside, fine=passage.fine)
                if not passage.fine:
                    _uncount_handles(allowed, pieces, text)
                yield Example(pieces, allowed)


def allowed_tags(pieces: Pieces, names: Sequence[Entity], *, fine: bool) -> np.ndarray:
    """Shape (pieces, tags), true where a tag may be right; a row without any does not count (a word's later pieces)."""
    allowed = np.zeros((len(pieces.numbers), len(TAGS)), dtype=bool)
    numbers = tags_of(names, [pieces.starts[i] for i in pieces.heads], [pieces.ends[i] for i in pieces.word_ends])
    for head, number in zip(pieces.heads, numbers, strict=True):
        allowed[head, list(_alternatives(number, fine=fine))] = True
    return allowed


def _uncount_handles(allowed: np.ndarray, pieces: Pieces, text: str) -> None:
    """Other sets don't mark a tweet's @handles, here they are names: they teach nothing either way."""
    for head in pieces.heads:
        start = pieces.starts[head]
        if text[start] == "@" or (start and text[start - 1] == "@"):
            allowed[head] = False


def _alternatives(number: int, *, fine: bool) -> Iterator[int]:
    yield number
    if fine:
        return
    label, begins = LABELS[(number - 1) // 2], number % 2
    if number == 0:
        yield from (TAGS.index("B-TITLE"), TAGS.index("I-TITLE"))
    elif label == "ORG":
        yield from (1 + 2 * LABELS.index(other) + (1 - begins) for other in sorted(ORGANISATIONS - {"ORG"}))


def loss(scores: Tensor, allowed: Tensor) -> Tensor:
    """Mean over pieces of minus the log probability of all allowed tags together (marginal likelihood)."""
    logs = scores.log_softmax(-1)
    counted = allowed.any(-1)
    if not counted.any():
        return scores.sum() * 0
    right = logs.masked_fill(~allowed, -torch.inf)[counted].logsumexp(-1)
    return -right.mean()


def batches(made: Sequence[Example], plan: Plan, chance: random.Random) -> list[list[Example]]:
    """Batches of windows of like length, at most ``batch_pieces`` pieces with padding, in random order."""
    ordered = sorted(made, key=lambda example: (len(example.pieces.numbers) // 8, chance.random()))
    grouped: list[list[Example]] = [[]]
    for example in ordered:
        if grouped[-1] and (len(grouped[-1]) + 1) * len(example.pieces.numbers) > plan.batch_pieces:
            grouped.append([])
        grouped[-1].append(example)
    chance.shuffle(grouped)
    return grouped


def tensors(examples: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Pieces, shapes, mask (batch, pieces) and allowed tags (batch, pieces, tags), padded."""
    pieces, shapes, mask = batch([(example.pieces.numbers, example.pieces.shapes) for example in examples])
    allowed = torch.zeros(*pieces.shape, len(TAGS), dtype=torch.bool)
    for row, example in enumerate(examples):
        allowed[row, 1 : len(example.allowed) + 1] = torch.from_numpy(example.allowed)
    return pieces, shapes, mask, allowed


def train(
    model: ShapedBert,
    windows: Callable[[int], Sequence[Example]],
    plan: Plan,
    *,
    device: str,
    checkpoint: Path,
    fingerprint: str,
    each_epoch: Callable[[int, ShapedBert], None],
    say: Callable[[str], None],
) -> None:
    """Train in place; ``windows(epoch)`` are an epoch's examples.

    An epoch that ``checkpoint`` says is done is not done again, if its run had the same ``fingerprint``.
    """
    model.to(device)
    head = [weight for name, weight in model.named_parameters() if not name.startswith("encoder.")]
    groups = [
        {"params": list(model.encoder.parameters()), "lr": plan.learning_rate},
        {"params": head, "lr": plan.head_rate},
    ]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    done = _restore(model, optimizer, checkpoint, fingerprint)
    for epoch in range(done, plan.epochs):
        chance = random.Random(f"{plan.seed}/{epoch}")
        torch.manual_seed(plan.seed + epoch)
        grouped = batches(windows(epoch), plan, chance)
        model.train()
        begin, lost = time.monotonic(), 0.0
        for step, together in enumerate(grouped):
            _set_rate(optimizer, plan, (epoch + step / len(grouped)) / plan.epochs)
            pieces, shapes, mask, allowed = (tensor.to(device) for tensor in tensors(together))
            value = loss(model(pieces, shapes, mask), allowed)
            optimizer.zero_grad()
            value.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            lost += value.item()
            if step % 25 == 24:
                left = (time.monotonic() - begin) / (step + 1) * (len(grouped) - step - 1)
                say(
                    f"epoch {epoch + 1}/{plan.epochs}, step {step + 1}/{len(grouped)}, loss {lost / (step + 1):.4f}, {left:.0f} s left"
                )
        _keep(model, optimizer, epoch + 1, checkpoint, fingerprint)
        model.eval()
        each_epoch(epoch + 1, model)


def _set_rate(optimizer: torch.optim.Optimizer, plan: Plan, progress: float) -> None:
    """Up in a straight line for the first part of the training, down in one for the rest."""
    part = progress / plan.warm_up if progress < plan.warm_up else (1 - progress) / (1 - plan.warm_up)
    for group, rate in zip(optimizer.param_groups, (plan.learning_rate, plan.head_rate), strict=True):
        group["lr"] = rate * max(part, 0.01)


def _keep(model: ShapedBert, optimizer: torch.optim.Optimizer, done: int, checkpoint: Path, fingerprint: str) -> None:
    partial = checkpoint.with_suffix(".part")
    state = {"model": model.state_dict(), "optimizer": optimizer.state_dict()}
    torch.save({"done": done, "fingerprint": fingerprint, **state}, partial)
    partial.replace(checkpoint)


def _restore(model: ShapedBert, optimizer: torch.optim.Optimizer, checkpoint: Path, fingerprint: str) -> int:
    """How many epochs are done; a checkpoint of other data or another plan is not gone on with."""
    if not checkpoint.exists():
        return 0
    kept = torch.load(checkpoint, weights_only=True)
    if kept["fingerprint"] != fingerprint:
        return 0
    model.load_state_dict(kept["model"])
    optimizer.load_state_dict(kept["optimizer"])
    return int(kept["done"])
