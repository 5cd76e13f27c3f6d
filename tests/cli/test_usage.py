from __future__ import annotations

import pytest
import typer

from tapecheck.cli.batch_watch import BatchWatch
from tapecheck.cli.usage import Commands
from tapecheck.corpus.reading import Meter

app = typer.Typer(cls=Commands)


@app.command()
def work() -> None:
    raise KeyboardInterrupt


@app.command()
def run() -> None:
    with BatchWatch(Meter()):
        raise KeyboardInterrupt


@pytest.mark.parametrize("command", ["work", "run"])
def test_ctrl_c_is_told_in_a_line_and_has_its_status(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        app([command])
    told = capsys.readouterr().err.split("\n")
    assert stopped.value.code == 130
    assert told[-2:] == ["tapecheck: stopped", ""]
    assert ("tapecheck: what is complete is kept; the same command goes on from there" in told) == (command == "run")
