"""One run into a folder, in a process that is started for it: ``one_run.py OUT INPUT``; the exit status is the command's."""

from __future__ import annotations

import sys

from run_server import Silent

from tapecheck.cli.exits import clear_errors
from tapecheck.config import Settings
from tapecheck.corpus.batch import How, What, batch
from tapecheck.corpus.workers import Limits

if __name__ == "__main__":
    with clear_errors():
        what = What((sys.argv[2],), Settings(ner="none", figures="patterns"), shard_articles=4)
        batch(what, sys.argv[1], Silent(), How(2, Limits(20), 3, "cheap_work:work"))
