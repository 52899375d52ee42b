"""Nothing is lost: whoever writes is killed at every step, and the file is the old or the new."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from mapdash.inspection import inspect_atlas
from mapdash.verdicts import LinkVerdict

if TYPE_CHECKING:
    from collections.abc import Iterator

# Does what it is told over and over, each time in a child of its own that is
# killed before the n-th change that it asks the file system for in the folder.
KILLER = """\
import os, shutil, signal, sys
from pathlib import Path
from mapdash.cli import main
folder, old, arguments = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3:]
CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "shutil.rmtree",
           "tempfile.mkstemp"}

def changes(event, given):
    to_write = event == "open" and given[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    here = any(str(folder) in os.fsdecode(each) for each in given
               if isinstance(each, str | bytes | Path))
    return here and (to_write or event in CHANGES)

def watch(left):
    def count(event, given):
        nonlocal left
        if event.startswith(("open", "os.", "shutil.", "tempfile.")) and changes(event, given):
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(count)

def begin():
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(old, folder)

sys.stdout = sys.stderr = open(os.devnull, "w")
begin()
main(arguments)  # what is imported on the way is then there for every child
for moment in range(300):
    begin()
    child = os.fork()
    if child == 0:
        watch(moment)
        os._exit(main(arguments))
    done = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    shutil.copytree(folder, old.parent / "found" / f"{moment:04}")
    if done != -signal.SIGKILL:
        sys.exit(done)
sys.exit(99)
"""
LETTER = """\
The Buoy at Calder

By Ines Marrow

March 3, 1880

The Thole Cut was closed for a day while the buoy at Calder was painted, and the board of the
Free Harbour charged the boatmen for the paint.
"""


def environment() -> dict[str, str]:
    """Return what a process needs to import the program as it is tested here."""
    source = Path(sys.modules["mapdash"].__file__ or "").parent.parent
    return {**os.environ, "PYTHONPATH": str(source)}


@pytest.fixture
def old(isles_folder: Path, tmp_path: Path) -> Path:
    """Return an atlas, and beside it what is to be added and compared with."""
    folder = tmp_path / "old"
    shutil.copytree(isles_folder, folder / "atlas")
    (folder / "letter.txt").write_text(LETTER)
    (folder / "quality.json").write_text('"the old figures"')
    (folder / "links.csv").write_text("the old table")
    record = {"type": "mention", "file": "almanac.txt", "start": 0, "end": 3, "layer": "canals"}
    (folder / "gold.jsonl").write_text(json.dumps(record))
    return folder


def killed_at_every_step(old: Path, *arguments: str) -> Iterator[Path]:
    """Run a command over and over, killed ever later; give each folder that is left."""
    folder = old.parent / "work"
    told = [each.replace("FOLDER", str(folder)) for each in arguments]
    command = [sys.executable, "-c", KILLER, str(folder), str(old), *told]
    done = subprocess.run(command, env=environment(), check=False, timeout=500)
    assert done.returncode == 0
    yield from sorted((old.parent / "found").iterdir())


COMMANDS = {
    "links.csv": (
        "export",
        "links",
        "-o",
        "FOLDER/links.csv",
        "--atlas",
        "FOLDER/atlas",
        "--force",
    ),
    "quality.json": (
        *("eval", "FOLDER/gold.jsonl", "--atlas", "FOLDER/atlas"),
        *("--save", "FOLDER/quality.json"),
    ),
}


@pytest.mark.parametrize("file", COMMANDS)
def test_a_file_that_is_written_is_the_old_or_the_new_one(old: Path, file: str) -> None:
    """Killed at the first, the second, ... step, a command leaves one whole file."""
    found = [(each / file).read_bytes() for each in killed_at_every_step(old, *COMMANDS[file])]
    before, after = (old / file).read_bytes(), found[-1]
    assert before != after
    assert set(found) == {before, after}
    # Once it was new it was never old again; and it was killed before and after.
    assert found == sorted(found, key=[before, after].index)
    assert found.count(before) > 1


def test_an_article_that_is_added_is_there_wholly_or_not_at_all(old: Path) -> None:
    """Killed at every step of `mapdash add`, the atlas has no fault, and three or four articles."""
    counts = []
    arguments = ("add", "FOLDER/letter.txt", "FOLDER/atlas", "--yes")
    for folder in killed_at_every_step(old, *arguments):
        found = inspect_atlas(folder / "atlas")
        assert found.atlas is not None, found.faults
        counts.append(len(found.atlas.articles))
    assert set(counts) == {3, 4}
    assert counts == sorted(counts)


# ---------------------------------------------------------------- killed at any time

APPENDER = """\
import sys
from datetime import UTC, datetime
from pathlib import Path
from mapdash.articles import load_articles
from mapdash.verdicts import add_verdicts, anchored
folder, by = Path(sys.argv[1]), sys.argv[2]
article = load_articles(folder, [])[0]
print("ready", flush=True)
for number in range(100_000):
    said = anchored(article, number % 99, number % 99 + 1, "canals", ["thole-cut"], "confirmed",
                    f"{by} {number}", datetime(2026, 1, 1, tzinfo=UTC))
    add_verdicts(folder, lambda _: [said])
    print(number, flush=True)
"""


def test_a_verdict_that_was_given_is_kept_whenever_its_writer_is_killed(
    isles_folder: Path, tmp_path: Path
) -> None:
    """Two writers at once, killed again and again: every line is whole, none told of is missing."""
    folder = tmp_path / "isles"
    shutil.copytree(isles_folder, folder)
    chance = random.Random(7)  # noqa: S311 -- moments, not secrets
    told: set[str] = set()
    for turn in range(6):
        writers = {
            f"{name}{turn}": subprocess.Popen(
                [sys.executable, "-c", APPENDER, str(folder), f"{name}{turn}"],
                env=environment(),
                stdout=subprocess.PIPE,
                text=True,
            )
            for name in "ab"
        }
        for each in writers.values():
            assert each.stdout is not None
            assert each.stdout.readline() == "ready\n"
        for each in writers.values():
            time.sleep(chance.uniform(0.02, 0.25))
            each.send_signal(signal.SIGKILL)
        for by, each in writers.items():
            out, _ = each.communicate()
            told |= {f"{by} {number}" for number in out.split("\n")[:-1]}
    lines = (folder / "seeds" / "links.jsonl").read_text().splitlines()
    kept = [LinkVerdict.model_validate_json(line).by for line in lines]
    assert told
    assert told <= set(kept)
    assert len(set(kept)) == len(kept)
    assert inspect_atlas(folder).errors == 0
