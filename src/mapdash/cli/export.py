"""``mapdash export``: write what an atlas holds, or a selection of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import atlas_option, day, folder, ids
from mapdash.errors import MapdashError

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from mapdash.cli.arguments import Commands
    from mapdash.export.formats import Format


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("export", help="write what an atlas holds, or a selection of it")
    parser.add_argument(
        "kind", choices=("links", "passages", "features", "annotations", "places", "brief")
    )
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FILE")
    atlas_option(parser)
    parser.add_argument("--format", help="else told by the end of FILE; docs/exports.md lists them")
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
        raise MapdashError(_no_format(options, formats_of(options.kind)))
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


def _no_format(options: argparse.Namespace, known: Sequence[Format]) -> str:
    """Say that a kind has no such format, and which it has."""
    has = "has" if options.kind == "brief" else "have"
    if options.format is not None:
        names = ", ".join(each.name for each in known)
        return f"--format: {options.kind} {has} no {options.format!r}; give {names}"
    formats = ", ".join(f"{each.suffix} ({each.title})" for each in known)
    return (
        f"{options.output}: {options.kind} {has} no format of that ending; "
        f"end the name in {formats}, or add --format"
    )
