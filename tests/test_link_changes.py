"""The report on what a change won and lost."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

SCRIPT = Path(__file__).resolve().parent.parent / "scripts" / "link_changes.py"
SPAN = {"file": "x.txt", "start": 4, "end": 16, "surface": "Merrow Canal"}
LINK = {"type": "mention", **SPAN, "layer": "canals", "places": ["merrow-canal"], "why": "name"}
DATE = {"type": "date", **SPAN, "from": "1904-01-01", "to": "1904-01-01"}
ISSUES = {"type": "issue", "file": "x.txt", "start": 0, "end": 30, "issues": ["tolls", "wrecks"]}


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """Return the script as a module."""
    spec = importlib.util.spec_from_file_location("link_changes", SCRIPT)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their module up there
    spec.loader.exec_module(module)
    return module


def told(script: ModuleType, before: list[Any], after: list[Any]) -> list[str]:
    """Return the signed lines of the report on two lists of records."""
    outputs = ["\n".join(map(json.dumps, records)) for records in (before, after)]
    return [
        line for line in script.changes(*map(script.finds, outputs)) if line[:2] in ("- ", "+ ")
    ]


@pytest.mark.parametrize(
    ("before", "after", "signs"),
    [
        pytest.param([LINK, DATE, ISSUES], [DATE, ISSUES, LINK], "", id="order does not matter"),
        pytest.param([LINK], [LINK | {"why": "rule"}], "", id="nor does the reason"),
        pytest.param([LINK], [], "-", id="a link lost"),
        pytest.param([], [LINK], "+", id="a link won"),
        pytest.param([LINK], [LINK | {"places": ["thole-cut"]}], "-+", id="another place"),
        pytest.param([DATE], [DATE | {"to": "1904-01-31"}], "-+", id="other days"),
        pytest.param([ISSUES], [ISSUES | {"issues": ["tolls"]}], "-", id="an issue lost"),
    ],
)
def test_each_change_is_told_once(
    script: ModuleType, before: list[Any], after: list[Any], signs: str
) -> None:
    """What only one side found has a line, with its sign, its words and what was said of them."""
    lines = told(script, before, after)
    assert sorted(line[0] for line in lines) == sorted(signs)
    for line in lines:
        assert "x.txt:" in line


def test_two_saved_outputs_can_be_compared(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The report ends with how much was lost, won and kept of each kind."""
    for name, records in {"before.jsonl": [LINK, DATE], "after.jsonl": [LINK]}.items():
        (tmp_path / name).write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    arguments = [str(tmp_path / name) for name in ("before.jsonl", "after.jsonl")]
    monkeypatch.setattr("sys.argv", ["link_changes.py", *arguments])
    assert script.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("- date")
    assert [line.split() for line in lines[-4:-2]] == [
        ["mention", "0", "0", "1"],
        ["date", "1", "0", "0"],
    ]
