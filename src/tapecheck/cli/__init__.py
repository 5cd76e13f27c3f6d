"""The command line: parses options, calls the API, shows what comes back. One file a command, no logic."""

from tapecheck.cli.app import main

__all__ = ["main"]
