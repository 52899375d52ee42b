"""What the commands that write share: which atlas, the question before, the progress of work."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeVar

from mapdash.cli.arguments import folder
from mapdash.errors import MapdashError

Thing = TypeVar("Thing")

# A line of progress comes at most so often, in seconds, where it cannot be overwritten.
_PAUSE = 5.0


def files_and_atlas(named: Sequence[Path]) -> tuple[list[Path], Path]:
    """Part what was named into files and the atlas: a folder named last, or the current one.

    Raises
    ------
    MapdashError
        If no file is named, or there is no atlas.
    """
    files = list(named)
    place = files.pop() if len(files) > 1 and files[-1].is_dir() else Path()
    if not (place / "atlas.toml").is_file():
        raise MapdashError(
            f"{place}: holds no atlas.toml; name the atlas's folder last, or make one with "
            "mapdash new"
        )
    return files, folder(place)


def agreed(question: str, *, yes: bool) -> bool:
    """Ask a person, unless the answer was given beforehand.

    Raises
    ------
    MapdashError
        If nobody can be asked.
    """
    if yes:
        return True
    if not sys.stdin.isatty():
        raise MapdashError("nothing was written, for nobody can be asked; add --yes to write it")
    try:
        answer = input(f"{question} [y/N] ")
    except EOFError:
        print()
        return False
    return answer.strip().lower() in {"y", "yes"}


def with_progress(things: Iterable[Thing], count: int, what: str) -> Iterator[Thing]:
    """Yield things, and tell on standard error how far one has come."""
    live = sys.stderr.isatty()
    last = time.monotonic()
    shown = False
    for number, thing in enumerate(things, start=1):
        yield thing
        now = time.monotonic()
        if count > 1 and (now - last > _PAUSE or (live and now - last > _PAUSE / 20)):
            last, shown = now, True
            end = "\r" if live else "\n"
            print(f"{number:,} of {count:,} {what}", end=end, file=sys.stderr, flush=True)
    if shown and live:
        print(file=sys.stderr)
