"""Article → mentions, on our own offsets: one finder a file; ``find`` puts them together."""

from tapecheck.mentions.finding import Found, find, find_everywhere

__all__ = ["Found", "find", "find_everywhere"]
