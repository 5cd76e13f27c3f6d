"""Which assets a figure can be about, and what speaks for each of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tapecheck.records.context import Context, Figure
from tapecheck.records.layout import Relation
from tapecheck.records.learned.tokens import Tokens, stem
from tapecheck.records.patterns.positions import CAUSE, DOLLARS, THEIR_OWN, compound
from tapecheck.records.patterns.subject import GROUPS, attached, paired, usable
from tapecheck.schema.mention import Asset, Money, Percent

BACK = 3
"""So many sentences before the figure's are searched for assets."""

Table = Literal["figure", "asset", "window"]
"""The tables of weights: closed tasks share one, each task with candidates has its own."""

NOBODY = "_"
"""The candidate that stands for no asset."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An asset that a figure can be about: its symbol (``None``: none) and the features that speak for or against it."""

    symbol: str | None
    features: tuple[str, ...]


class Said(NamedTuple):
    """What the patterns chose; without it they chose nothing, which is not the same as choosing ``None``."""

    symbol: str | None
    chosen: bool = True


@dataclass(frozen=True, slots=True)
class Told:
    """What is known when a figure's asset is looked for.

    ``label`` is the figure's own (``price.level``), ``guess`` the patterns' choice, ``before`` the asset of the figure before it
    and ``relation`` how the figure leans on that one; ``priced`` maps symbols to the prices they were given so far.
    """

    label: str
    guess: str | None
    before: str | None
    relation: Relation | None
    same_sentence: bool


def candidates(context: Context, tokens: Tokens, figure: Figure, told: Told, topic: Topic) -> list[Candidate]:
    """The candidates, one a symbol, the one that stands for none first."""
    kind = told.label.partition(".")[0]
    nobody = (GROUPS | DOLLARS) if kind == "liquidation" else frozenset[str]()
    by_symbol: dict[str | None, list[str]] = {None: ["none"]}
    sentence = context.around(figure)
    inside = [asset for asset in context.assets.within(sentence.start, sentence.end) if usable(asset)]
    joined = _joined(context, figure)
    for rank, asset in enumerate(inside):
        features = by_symbol.setdefault(None if asset.symbol in nobody else asset.symbol, [])
        features += _inside(context, tokens, figure, asset, inside, rank)
        features += [f"joined={name}" for name, other in joined.items() if other == asset]
    for distance, asset, rank in _earlier(context, figure):
        features = by_symbol.setdefault(None if asset.symbol in nobody else asset.symbol, [])
        features += [f"back{distance}", f"back{distance}|r{min(rank, 3)}", f"back{distance}|in{min(len(inside), 2)}"]
    for symbol in (told.before, told.guess, topic.title, topic.main):
        by_symbol.setdefault(None if symbol == NOBODY or symbol in nobody else symbol, [])
    opening = _opening(tokens, context, figure)
    made = []
    for symbol, features in by_symbol.items():
        general = _general(symbol, told, topic, inside)
        general += [f"open={opening}|{_where(features)}"]
        every = ["a|bias", *(f"a|{feature}" for feature in (*features, *general))]
        every += [f"a{kind}|{feature}" for feature in (*features, *general)]
        if kind == "metric":
            every += [f"a{told.label}|{feature}" for feature in general]
        made.append(Candidate(symbol, tuple(dict.fromkeys(every))))
    return made


@dataclass(frozen=True, slots=True)
class Topic:
    """What an article is about: the first asset of its title, the one it names most, and how often each is named."""

    title: str | None
    main: str | None
    counts: Counter[str]


def topic(context: Context) -> Topic:
    """The article's topic; ``None`` where no asset is named."""
    named = [asset for asset in context.assets if usable(asset)]
    titles = [block for block in context.blocks if block.kind == "title"]
    title = next((a.symbol for a in named for block in titles if block.start <= a.start < block.end), None)
    counts = Counter(asset.symbol for asset in named)
    return Topic(title, counts.most_common(1)[0][0] if counts else None, counts)


def _joined(context: Context, figure: Figure) -> dict[str, Asset]:
    """The assets that the sentence ties to the figure by its grammar, by the pattern that says so."""
    found = {
        "paired": paired(context, figure, priced=True),
        "attached": attached(context, figure),
        "compound": compound(context, figure),
    }
    return {name: asset for name, asset in found.items() if asset is not None}


def _general(symbol: str | None, told: Told, topic: Topic, inside: Sequence[Asset]) -> list[str]:
    made = [f"inside={min(len({asset.symbol for asset in inside}), 3)}"] if symbol is None else []
    guessed = symbol == told.guess
    made.append(f"guess={guessed}|{told.guess is None}|{bool(inside)}")
    if told.before is not None:
        same = (symbol or NOBODY) == told.before
        made.append(f"same={same}|{told.same_sentence}|{told.relation}")
        made.append(f"same={same}|{guessed}|{told.same_sentence}")
    made.append(f"title={symbol == topic.title}|main={symbol == topic.main}|in={bool(inside)}")
    if symbol in ("TOTAL", "ALTCOINS", "STABLECOINS"):
        made.append(f"is={symbol}")
    total = sum(topic.counts.values())
    if symbol is not None and total:
        made.append(f"often={int(4 * topic.counts[symbol] / total)}")
    return made


def _where(features: Sequence[str]) -> str:
    return next((name.partition("|")[0] for name in features if name.startswith(("left", "right", "back"))), "nowhere")


def _opening(tokens: Tokens, context: Context, figure: Figure) -> str:
    """The first two words of the sentence: "the token", "it has"."""
    first = tokens.index(context.sentence(figure.start).start)
    return " ".join(stem(word) for word in tokens.words[first : min(first + 2, tokens.at(figure))])


def _earlier(context: Context, figure: Figure) -> list[tuple[int, Asset, int]]:
    """Assets of the sentences before: how many sentences back, the asset, and its place among those of its sentence."""
    sentence = context.sentence(figure.start)
    found = []
    at = sentence.start
    for distance in range(1, BACK + 1):
        previous = context.sentences.last_before(at)
        if previous is None:
            break
        named = [asset for asset in context.assets.within(previous.start, previous.end) if usable(asset)]
        found += [(distance, asset, rank) for rank, asset in enumerate(named)]
        at = previous.start
    return found


def _inside(
    context: Context, tokens: Tokens, figure: Figure, asset: Asset, inside: Sequence[Asset], rank: int
) -> list[str]:
    """Features of an asset in the figure's own sentence."""
    on_left = asset.start < figure.start
    side = "left" if on_left else "right"
    here, there = tokens.at(figure), tokens.at(asset)
    first, last = (there, here) if on_left else (here, there)
    between = tokens.words[first + 1 : last]
    near = min(len(between), 16)
    start, end = (asset.end, figure.start) if on_left else (figure.end, asset.start)
    others = sum(1 for other in inside if start <= other.start < end and other.symbol != asset.symbol)
    figures = [f for f in context.figures.within(start, end) if isinstance(f, Money | Percent) and f != figure]
    cut = context.cues.boundaries_between(start, end)
    strong = min(sum(boundary.strong for boundary in cut), 2)
    after = tokens.words[there + 1] if there + 1 < len(tokens.words) else ""
    before = tokens.words[there - 1] if there else ""
    place = f"{side}|o{min(others, 2)}|f{min(len(figures), 2)}"
    made = [
        side,
        f"{side}|d{near // 2}",
        place,
        f"{place}|s{strong}|w{min(len(cut) - strong, 2)}",
        f"{place}|r{min(rank, 2)}|n{min(len(inside), 3)}",
        f"{side}|after={after}",
        f"{side}|before={before}",
        f"{side}|class={asset.asset_class}|{asset.rule.partition('/')[0]}",
    ]
    if on_left:
        words_between = context.text[start:end]
        made.append(f"caused={CAUSE.search(words_between) is not None}|o{min(others, 1)}")
        made.append(f"own={THEIR_OWN.fullmatch(words_between) is not None}|o{min(others, 1)}")
    if len(between) <= 4:
        made.append(f"{side}|btw={' '.join(stem(word) for word in between)}")
    made += [f"{side}|b={stem(word)}|o{min(others, 1)}" for word in between[-4:]]
    return made
