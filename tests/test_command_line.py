"""Wrong arguments of any command: one line, and where help is."""

from __future__ import annotations

import pytest

from mapdash.cli import COMMANDS, main

NAMES = ("serve", "check", "new", "add", "add-layer", "annotate", "export", "eval", "schemas")


@pytest.mark.parametrize(
    ("arguments", "prog", "told"),
    [
        ([], "mapdash", "COMMAND"),
        (["frobnicate"], "mapdash", "invalid choice: 'frobnicate'"),
        (["serve", "--port", "no"], "mapdash serve", "'no' is not a port"),
        (["new", "x", "--view", "200,0,1"], "mapdash new", "not on the globe"),
        (["new", "x", "--view"], "mapdash new", "expected one argument"),
        (["add"], "mapdash add", "FILE"),
        (["add", "x\ny", "--basis", "a\x1b[1m\nb"], "mapdash add", "a"),
        (["export", "x"], "mapdash export", "x"),
        (["annotate", "x", "--published", "soon"], "mapdash annotate", "soon"),
        *((["--what", "x"], f"mapdash {name}", "--what") for name in NAMES),
    ],
)
def test_wrong_arguments_are_one_line(
    capsys: pytest.CaptureFixture[str], arguments: list[str], prog: str, told: str
) -> None:
    """The command, what is wrong, and where help is; status 2, and nothing on standard output."""
    if arguments[:1] == ["--what"]:
        arguments = [prog.removeprefix("mapdash "), *_needed(prog), "--what"]
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    assert caught.value.code == 2
    output = capsys.readouterr()
    assert output.out == ""
    (line,) = output.err.splitlines()
    assert line.isprintable()
    assert line.startswith(f"{prog}: ")
    assert told in line
    assert line.endswith(f"; see {prog} --help")


def _needed(prog: str) -> list[str]:
    """Return what a command cannot do without."""
    needed = {
        "new": ["x"],
        "add": ["x"],
        "add-layer": ["x", "--layer", "x"],
        "annotate": ["x"],
        "export": ["links", "-o", "x"],
        "eval": ["x"],
        "schemas": ["x"],
    }
    return needed.get(prog.removeprefix("mapdash "), [])


def test_every_command_is_tried() -> None:
    """A new one is to be entered above."""
    assert len(COMMANDS) == len(NAMES)
