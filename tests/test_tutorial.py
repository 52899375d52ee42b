"""docs/tutorial.md: its commands run as they stand, and print what it says."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from conftest import ROOT, running
from mapdash.atlas import load_atlas

if TYPE_CHECKING:
    from playwright.sync_api import Page

PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps() -> list[tuple[str, list[str]]]:
    """Return each command with the lines that the page shows of its output."""
    lines = [line for block in BLOCKS.findall(PAGE) for line in block.splitlines()]
    starts = [number for number, line in enumerate(lines) if line.startswith("$ ")]
    return [
        (lines[at][2:], [*takewhile(lambda line: not line.startswith("$ "), lines[at + 1 :])])
        for at in starts
    ]


def shown_as(shown: list[str]) -> re.Pattern[str]:
    """Return what an output must look like to be told so: three dots stand for anything."""
    any_part = re.escape("...")
    lines = (f"{re.escape(line).replace(any_part, '.*')}\n" for line in shown)
    return re.compile("".join("(?:.*\n)*" if line == ".*\n" else line for line in lines))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the page's commands, one after the other; return the folder they end in."""
    start = tmp_path_factory.mktemp("tutorial")
    shutil.copytree(ROOT / "docs" / "tutorial", start / "docs" / "tutorial")
    programs = start / "bin"
    programs.mkdir()
    program = programs / "mapdash"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m mapdash "$@"\n')
    program.chmod(0o755)
    place = start
    paths = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": _source()}
    for command, shown in steps():
        if command.startswith("cd "):
            place /= command.removeprefix("cd ")
            continue
        if command.startswith("mapdash serve"):
            continue
        ran = subprocess.run(
            ["sh", "-c", command],  # noqa: S607 -- as a reader types it
            cwd=place,
            env={**os.environ, **paths},
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode == 0, f"{command}\n{ran.stdout}{ran.stderr}"
        assert shown_as(shown).fullmatch(ran.stdout), f"{command}\n{ran.stdout}"
    return place


def _source() -> str:
    import mapdash

    return str(Path(mapdash.__file__).parent.parent)


def test_the_tutorials_commands_run_and_print_what_it_shows(folder: Path) -> None:
    """Three articles, two layers: an atlas without faults."""
    assert len([command for command, _ in steps() if command.startswith("mapdash")]) == 8
    atlas = load_atlas(folder / "orle")
    assert (len(atlas.articles), len(atlas.settings.layers)) == (3, 2)
    assert atlas.warnings == ()
    assert "South Line" in (folder / "orle.html").read_text(encoding="utf-8")


def test_the_tutorial_shows_the_rule_that_it_adds() -> None:
    """What stands on the page is what the file holds."""
    listed = re.search(r"^```toml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert listed is not None
    added = tomllib.loads((ROOT / "docs/tutorial/rules.toml").read_text(encoding="utf-8"))
    assert tomllib.loads(listed[1])["layer"] == added["layer"]


def test_the_tutorials_atlas_can_be_seen(folder: Path, tmp_path: Path, page: Page) -> None:
    """Served, the page shows its title, its shapes and its passages."""
    with running(folder / "orle", tmp_path / "log.txt") as address:
        page.goto(f"{address}/?day=1904-01-01&place=sallow-landing")
        page.get_by_text("the planks were not safe").wait_for(timeout=60_000)
        page.get_by_role("heading", name="Steamers of Lake Orle").wait_for()
        page.get_by_text("closed").first.wait_for()
        shapes = page.frame_locator("iframe").locator("path.feature")
        shapes.first.wait_for(state="attached", timeout=60_000)
