"""Article → mentions, on our own offsets: one finder a file; ``find`` puts them together."""

from tapecheck.mentions.finding import find

__all__ = ["find"]
