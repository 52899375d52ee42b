"""``mapdash check``: report every fault of an atlas."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mapdash.cli.arguments import folder
from mapdash.errors import one_line, told_once

if TYPE_CHECKING:
    import argparse

    from mapdash.cli.arguments import Commands
    from mapdash.inspection import Inspection


def add_to(commands: Commands) -> None:
    """Describe the command's arguments."""
    parser = commands.add_parser("check", help="report every fault of an atlas")
    parser.add_argument(
        "atlas", nargs="*", type=Path, help="atlases' folders; the bundled one if left out"
    )
    parser.add_argument("--strict", action="store_true", help="warnings and hints fail too")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument(
        "--gold",
        action="append",
        default=[],
        type=Path,
        metavar="GOLD.jsonl",
        help="a gold file to check with it",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print every fault of each atlas; say how many there are."""
    import json

    from mapdash.inspection import as_record, inspect_atlas

    folders = [folder(each) for each in options.atlas or [None]]
    found = [inspect_atlas(each, options.gold) for each in folders]
    if options.format == "json":
        records = [as_record(each) for each in found]
        # What cannot be shown stays escaped: the output is ASCII whatever a file holds.
        print(json.dumps({"atlases": records}, indent=1))
    else:
        for each in found:
            _tell(each)
    # Whoever is strict wants a page that is fit to be shown, and an empty one is not.
    return int(any(each.errors or (options.strict and _doubts(each)) for each in found))


def _doubts(found: Inspection) -> bool:
    return bool(found.warnings or found.hints)


def _tell(found: Inspection) -> None:
    """Print an atlas's faults, those alike once, then what it holds or how many there are."""
    from mapdash.wording import counted

    for fault in told_once(found.faults):
        print(f"warning: {fault}" if fault.severity == "warning" else fault)
    for hint in found.hints:
        print(f"hint: {one_line(str(found.folder))}: {hint}")
    warned = f", {counted(found.warnings, 'warning')}" if found.warnings else ""
    warned += f", {counted(len(found.hints), 'hint')}" if found.hints else ""
    if found.atlas is None:
        print(f"{found.folder}: {counted(found.errors, 'fault')}{warned}")
        return
    atlas = found.atlas
    told = "no faults" if not found.errors else counted(found.errors, "fault")
    mentions = sum(len(excerpt.mentions) for excerpt in atlas.excerpts)
    print(
        f"{found.folder}: {told}{warned}. {counted(len(atlas.articles), 'article')}, "
        f"{counted(len(atlas.excerpts), 'passage')}, {counted(mentions, 'mention')}, "
        f"{counted(len(atlas.places), 'place')}, {counted(len(atlas.features), 'feature')}."
    )
