"""``mapdash add-layer``: take a file of shapes into an atlas."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import encoding
from mapdash.cli.consent import agreed, files_and_atlas, with_progress
from mapdash.errors import MapdashError, UnreadableError

if TYPE_CHECKING:
    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("add-layer", help="take shapes into an atlas, once you agree")
    parser.add_argument(
        "named",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="GeoJSON, GeoPackage, shapefile, KML or GeoParquet; a folder named last is the atlas",
    )
    parser.add_argument("--layer", type=_id, required=True, metavar="ID", help="made if it is new")
    parser.add_argument("--title", default="", help="of a new layer")
    parser.add_argument("--colour", type=_colour, metavar="#RRGGBB", help="likewise")
    parser.add_argument("--note", default="", help="likewise")
    for name, form, told in (
        ("--map", "KEY=COLUMN", "which column says what"),
        ("--set", "KEY=VALUE", "what holds where no column says it"),
    ):
        parser.add_argument(name, type=_pair, action="append", default=[], metavar=form, help=told)
    parser.add_argument("--crs", default="", help="of the coordinates, if the file does not say")
    parser.add_argument("--swap", action="store_true", help="the file has latitude first")
    parser.add_argument(
        "--until-exclusive", action="store_true", help="valid_to is the first day no longer in it"
    )
    parser.add_argument("--table", default="", help="which one of several in the file")
    parser.add_argument("--encoding", type=encoding, help="of a shapefile's texts")
    parser.add_argument("--yes", action="store_true", help="write without asking")
    parser.set_defaults(run=run)


def _id(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", text):
        raise argparse.ArgumentTypeError(f"{text!r}: write small letters, digits and hyphens")
    return text


def _colour(text: str) -> str:
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise argparse.ArgumentTypeError(f"{text!r} is no colour: write #RRGGBB")
    return text


def _pair(text: str) -> tuple[str, str]:
    key, sign, value = text.partition("=")
    if not (key and sign and value):
        raise argparse.ArgumentTypeError(f"{text!r}: write KEY=VALUE, as in licence=CC0-1.0")
    return key.strip(), value.strip()


def run(options: argparse.Namespace) -> int:
    """Show what a file would bring; write it if a person agrees."""
    from mapdash.atlas import load_atlas
    from mapdash.ingest.admission import admit_layer
    from mapdash.ingest.geofiles import read_table
    from mapdash.ingest.layer import plan_layer
    from mapdash.ingest.layer_report import layer_told
    from mapdash.ingest.row_features import Wish

    files, folder = files_and_atlas(options.named)
    if len(files) > 1:
        raise MapdashError("add one file of shapes at a time: each has columns of its own")
    atlas = load_atlas(folder)
    try:
        table = read_table(files[0], options.table, options.encoding or "")
    except OSError as error:
        raise MapdashError(f"{files[0]}: {error.strerror}; name a file of shapes") from None
    except UnreadableError as error:
        raise MapdashError(f"{files[0]}: {error}") from None
    wish = Wish(
        options.layer,
        options.title,
        options.colour or "",
        options.note,
        dict(options.map),
        dict(options.set),
        options.crs,
        options.swap,
        options.until_exclusive,
    )
    rows = with_progress(table.rows, len(table.rows), "shapes read")
    plan = plan_layer(table, rows, atlas, wish)
    for line in layer_told(table, plan):
        print(line)
    if not plan.features:
        print(f"{folder}: holds all of it already; nothing was written.")
        return 0
    what = f"{len(plan.features)} features and {len(plan.places)} places"
    if not agreed(f"Add {what} to {folder}?", yes=options.yes):
        print("Nothing was written.")
        return 0
    after = admit_layer(folder, plan)
    mentions = sum(len(each.mentions) for each in after.readings.values())
    print(
        f"{folder}: {len(after.features)} features of {len(after.places)} places, "
        f"{mentions} mentions of them."
    )
    return 0
