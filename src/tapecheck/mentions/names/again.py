"""Names that a model found, wherever else they stand in the article: a model reads a sentence, an article says a name often."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from tapecheck.mentions.names.labels import Entity, Label
from tapecheck.mentions.names.reading import not_names
from tapecheck.mentions.words import Words

SHORTEST = 3
"""Characters from which on a last name is looked for."""


def again(split: Words, names: Sequence[Entity]) -> list[Entity]:
    """The names, and every other place of their words, by position and without overlaps.

    A place has the label that most places of its words have; the last name of a person is a person everywhere, whatever a
    sentence that holds it alone made of it.
    """
    labels = _labels(split.text, names)
    made = [_settled(split.text, name, labels) for name in names]
    covered = bytearray(len(split.text) + 1)
    for name in made:
        covered[name.start : name.end] = b"\1" * (name.end - name.start)
    made += _places(split, labels, covered)
    return sorted(made)


def _labels(text: str, names: Sequence[Entity]) -> dict[str, Label]:
    """The label of each capitalised name, by its words."""
    counts: dict[str, Counter[Label]] = defaultdict(Counter)
    for name in names:
        words = text[name.start : name.end]
        if name.label != "TITLE" and words[0].isupper() and words not in not_names():
            counts[words][name.label] += 1
    labels = {words: found.most_common(1)[0][0] for words, found in counts.items()}
    people = [words for words, label in labels.items() if label == "PERSON" and " " in words]
    for last in (words.split()[-1] for words in people):
        if len(last) >= SHORTEST and last[0].isupper() and last not in not_names():
            labels[last] = "PERSON"
    return labels


def _settled(text: str, name: Entity, labels: Mapping[str, Label]) -> Entity:
    words = text[name.start : name.end]
    person = labels.get(words) == "PERSON" and name.label != "TITLE" and " " not in words
    return Entity(name.start, name.end, "PERSON") if person else name


def _places(split: Words, labels: Mapping[str, Label], covered: bytearray) -> Iterator[Entity]:
    text = split.text
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in labels:
        lengths[words.split(" ", 1)[0]].add(len(words))
    longest_first = {word: sorted(found, reverse=True) for word, found in lengths.items()}
    reached = 0
    for start, end in zip(split.starts, split.ends, strict=True):
        if start < reached or covered[start]:
            continue
        for length in longest_first.get(text[start:end], ()):
            stop = start + length
            label = labels.get(text[start:stop])
            if label is not None and not text[stop : stop + 1].isalnum() and not any(covered[start:stop]):
                yield Entity(start, stop, label)
                reached = stop
                break
