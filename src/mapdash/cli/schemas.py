"""``mapdash schemas``: write the JSON Schemas of an atlas's files, for editors."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.errors import MapdashError

if TYPE_CHECKING:
    import argparse

    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("schemas", help="write JSON Schemas of an atlas's files")
    parser.add_argument("folder", type=Path, metavar="DIR", help="where to write them")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write a file for each schema, over the one that is there."""
    from mapdash.export.writing import write_whole
    from mapdash.schemas import schemas

    try:
        options.folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise MapdashError(f"{options.folder}: {error.strerror}; name a folder") from None
    for name, text in schemas().items():
        write_whole(options.folder / name, text.encode(), force=True)
        print(options.folder / name)
    return 0
