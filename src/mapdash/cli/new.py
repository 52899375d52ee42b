"""``mapdash new``: make an atlas."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import interval
from mapdash.errors import MapdashError

if TYPE_CHECKING:
    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("new", help="make a small atlas to start from")
    parser.add_argument("folder", type=Path, metavar="DIR", help="made; or there, and empty")
    parser.add_argument("--title", help="make an empty atlas of this title, not the sample")
    parser.add_argument("--days", type=interval, metavar="FROM/TO", help="its time, as 1880/1920")
    parser.add_argument(
        "--view", type=_view, metavar="LON,LAT,ZOOM", help="where it opens, as 14.6,48.5,12"
    )
    parser.set_defaults(run=run)


def _view(text: str) -> tuple[float, float, float]:
    try:
        longitude, latitude, zoom = (float(each) for each in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r}: write longitude,latitude,zoom") from None
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90 and 0 <= zoom <= 19):
        raise argparse.ArgumentTypeError(f"{text!r}: is not on the globe, or its zoom not 0 to 19")
    return longitude, latitude, zoom


def run(options: argparse.Namespace) -> int:
    """Make an atlas and say what to do next."""
    from mapdash.ingest.scaffold import new_empty, new_sample

    told = (options.title, options.days, options.view)
    if not any(told):
        new_sample(options.folder)
        print(f"{options.folder}: a sample atlas; its README.md says what each file is.")
    elif all(told):
        new_empty(options.folder, options.title, options.days, options.view)
        print(f"{options.folder}: an empty atlas; add to it with mapdash add and add-layer.")
    else:
        raise MapdashError("an empty atlas needs --title, --days and --view; the sample none")
    print(f"mapdash check {options.folder}    every fault, with what to do")
    print(f"mapdash serve {options.folder}    show it")
    return 0
