"""Tell what a change won and lost: links, dates and issues over a fixed corpus.

``link_changes.py BEFORE AFTER`` compares two commits, ``.`` being the checkout
as it is, or two saved outputs of ``mapdash annotate`` (``*.jsonl``).  The
corpus is seeds/ and the sentences of tests/gold/, as they are in the checkout,
so that only the program and its atlas differ.  To keep what an expensive side
printed, add ``--save FOLDER``.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "sentences.jsonl"


@dataclass(frozen=True, order=True, slots=True)
class Find:
    """One thing found: a link with its layer and places, a date, or a passage's issue."""

    file: str
    start: int
    end: int
    kind: str
    label: str
    # The words that decide may change without the find's changing.
    surface: str = field(compare=False)

    def __str__(self) -> str:
        words = " ".join(self.surface.split())
        shown = words if len(words) <= 100 else words[:97] + "..."
        return f"{self.kind:9} {self.file}:{self.start}  {self.label}  [{shown}]"


def corpus(folder: Path) -> list[Path]:
    """Write the gold's sentences into a folder; return these files and the seeds."""
    files = sorted((ROOT / "seeds").glob("*.txt"))
    for line in GOLD.read_text(encoding="utf-8").split("\n"):
        record = json.loads(line) if line else {}
        if record.get("type") != "article":
            continue
        # A line that is only a day is read as the day of publication.
        published = record["published"]
        head = published["from"] + "\n\n" if published else ""
        files.append(folder / record["file"])
        files[-1].write_text(head + record["text"], encoding="utf-8")
    return files


@contextmanager
def checked_out(commit: str) -> Iterator[Path]:
    """Give the tree of a commit, in a folder that is removed afterwards."""
    if commit == ".":
        yield ROOT
        return
    with TemporaryDirectory() as folder:
        archive = Path(folder) / "tree.tar"
        tree = Path(folder) / "tree"
        tree.mkdir()
        packed = ["git", "-C", str(ROOT), "archive", "--output", str(archive), commit]
        subprocess.run(packed, check=True)
        subprocess.run(["tar", "-xf", str(archive), "-C", str(tree)], check=True)
        yield tree


def annotated(side: str, files: list[Path]) -> str:
    """Return what ``mapdash annotate`` of a side prints of the corpus."""
    if side.endswith(".jsonl"):
        return Path(side).read_text(encoding="utf-8")
    with checked_out(side) as tree:
        program = "import sys; from mapdash.cli import main; sys.exit(main())"
        command = [sys.executable, "-c", program, "annotate", "--atlas", str(tree)]
        run = subprocess.run(
            [*command, "--format", "jsonl", *map(str, files)],
            env=os.environ | {"PYTHONPATH": str(tree / "src"), "PYTHONUTF8": "1"},
            stdout=subprocess.PIPE,
            check=True,
        )
    return run.stdout.decode("utf-8")


def finds(output: str) -> Counter[Find]:
    """Return what an output's records say, each with its words."""
    records = [json.loads(line) for line in output.split("\n") if line]
    return Counter(find for record in records for find in _of_record(record))


def _of_record(record: dict[str, Any]) -> Iterator[Find]:
    kind = record["type"]
    labels: list[str] = []
    if kind == "mention":
        labels = [f"{record['layer']}: {', '.join(record['places'])}"]
    elif kind == "date":
        labels = [f"{record['from']}/{record['to']}"]
    elif kind == "ambiguity":
        labels = [" or ".join(record["candidates"])]
    elif kind == "issue":
        labels = record["issues"]
    for label in labels:
        evidence = record.get("evidence", {}).get(label, ())
        surface = record.get("surface", ", ".join(words["surface"] for words in evidence))
        yield Find(record["file"], record["start"], record["end"], kind, label, surface)


def changes(before: Counter[Find], after: Counter[Find]) -> Iterator[str]:
    """Tell, file by file, what was lost (-) and what was won (+), then how many of each."""
    lost, won = before - after, after - before
    signed = [*((find, "-") for find in lost.elements()), *((f, "+") for f in won.elements())]
    for find, sign in sorted(signed):
        yield f"{sign} {find}"
    yield from ("", f"{'':10}{'lost':>6}{'won':>6}{'kept':>6}")
    for kind in ("mention", "date", "issue", "ambiguity"):
        told = (lost, won, before & after)
        yield f"{kind:10}" + "".join(f"{_count(kind, each):>6}" for each in told)


def _count(kind: str, counted: Counter[Find]) -> int:
    return sum(number for find, number in counted.items() if find.kind == kind)


def save(folder: Path, sides: Iterable[tuple[str, str]]) -> None:
    """Keep the outputs of both sides in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, output in sides:
        (folder / f"{name}.jsonl").write_text(output, encoding="utf-8")


def main() -> int:
    """Print the report on the two sides that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("before", help="a commit, '.', or a saved output (*.jsonl)")
    parser.add_argument("after", help="likewise")
    parser.add_argument("--save", type=Path, metavar="FOLDER", help="keep both outputs there")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        files = corpus(Path(folder))
        outputs = [annotated(side, files) for side in (arguments.before, arguments.after)]
    if arguments.save:
        save(arguments.save, zip(("before", "after"), outputs, strict=True))
    for line in changes(*map(finds, outputs)):
        print(line)
    return 0


if __name__ == "__main__":
    sys.exit(main())
