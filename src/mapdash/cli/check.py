"""``mapdash check``: report every fault of an atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.cli.arguments import atlas_argument, folder

if TYPE_CHECKING:
    import argparse

    from mapdash.cli.arguments import Commands


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("check", help="report every fault of an atlas")
    atlas_argument(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every fault of an atlas; say how many there are."""
    from mapdash.atlas import examine_atlas
    from mapdash.quality import read_quality

    place = folder(options.atlas)
    atlas, found = examine_atlas(place)
    faults = list(found)
    read_quality(place, faults)
    for fault in sorted(faults, key=lambda each: (each.severity, each)):
        prefix = "warning: " if fault.severity == "warning" else ""
        print(f"{prefix}{fault}")
    errors = sum(fault.severity == "error" for fault in faults)
    if errors or atlas is None:
        print(f"{place}: {errors} faults")
        return 1
    passages = len(atlas.excerpts)
    mentions = sum(len(excerpt.mentions) for excerpt in atlas.excerpts)
    print(
        f"{place}: no faults. {len(atlas.articles)} articles, {passages} passages, "
        f"{mentions} mentions, {len(atlas.places)} places, {len(atlas.features)} features."
    )
    return 0
