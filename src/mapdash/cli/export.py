"""``mapdash export``: write what an atlas holds, or a selection of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import atlas_option, day, folder, ids
from mapdash.errors import MapdashError

if TYPE_CHECKING:
    import argparse

    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("export", help="write what an atlas holds, or a selection of it")
    parser.add_argument(
        "kind", choices=("links", "passages", "features", "annotations", "places", "brief")
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    atlas_option(parser)
    parser.add_argument("--format", help="else told by FILE; docs/exports.md lists them")
    parser.add_argument("--day", type=day, metavar="2024-03-19", help="every day if left out")
    parser.add_argument("--layers", type=ids, default=(), metavar="ID,ID", help="else all")
    parser.add_argument("--issues", type=ids, default=(), metavar="ID,ID", help="else all")
    parser.add_argument("--articles", type=ids, default=(), metavar="FILE,FILE", help="else all")
    parser.add_argument("--place", default="", metavar="ID", help="only what speaks of it")
    parser.add_argument("--force", action="store_true", help="write over a file that is there")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write what is asked for to a file; say what it holds."""
    from mapdash.atlas import load_atlas
    from mapdash.export.formats import format_for, formats_of
    from mapdash.export.request import Request, extract_of
    from mapdash.export.writing import write_whole

    form = format_for(options.kind, options.format, options.output.name)
    if form is None:
        known = ", ".join(each.name for each in formats_of(options.kind))
        raise MapdashError(f"--format: {options.kind} have no {options.format!r}; give {known}")
    atlas = load_atlas(folder(options.atlas))
    request = Request(options.day, options.layers, options.issues, options.articles, options.place)
    extract = extract_of(atlas, request)
    data = form.make(extract)
    write_whole(options.output, data, force=options.force)
    print(
        f"{options.output}: {form.title}, {len(extract.hits)} passages and "
        f"{len(extract.features)} features, {len(data):,} bytes"
    )
    return 0
