"""Making a new atlas: a small sample that teaches, or an empty one."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from importlib.resources import as_file, files
from pathlib import Path

from mapdash.errors import MapdashError
from mapdash.ingest.toml_files import toml_value
from mapdash.intervals import Interval

#: Longitude, latitude and zoom.
View = tuple[float, float, float]

_EMPTY = """\
# All keys: docs/atlas-format.md of mapdash. `mapdash add-layer` adds layers and places,
# `mapdash add` articles; rules and issues are written here by hand.

title = {title}
languages = ["en"]            # of place names; the first one is shown first

[time]
from = {first}
to = {last}
as_of = {last}            # up to this day you know; what has no end is drawn until then
window = [{first}, {last}]   # the days whose passages are listed at first

[view]
centre = [{longitude:g}, {latitude:g}]        # longitude, latitude: east before north
zoom = {zoom:g}                     # 1 is the world, 12 a town
"""
_LISTS = {
    "seeds/articles.toml": "# The articles and their facts; `mapdash add FILE` writes them.\n",
    "geodata/places.toml": "# The places and their names; `mapdash add-layer FILE` writes them.\n",
}


def new_sample(folder: Path) -> None:
    """Make a small atlas whose comments teach.

    Raises
    ------
    MapdashError
        If the folder holds anything, or cannot be made.
    """
    with as_file(files("mapdash.ingest").joinpath("template")) as template:
        _make(folder, template)


def new_empty(folder: Path, title: str, days: Interval, view: View) -> None:
    """Make an atlas that holds nothing yet.

    Raises
    ------
    MapdashError
        If the folder holds anything, or cannot be made.
    """
    longitude, latitude, zoom = view
    first, last = days.first or date.min, days.last or date.max
    settings = _EMPTY.format(
        title=toml_value(title),
        first=first,
        last=last,
        longitude=longitude,
        latitude=latitude,
        zoom=zoom,
    )
    with tempfile.TemporaryDirectory(prefix="mapdash-") as name:
        made = Path(name) / "atlas"
        for below in ("seeds", "geodata/layers", "geodata/basemap"):
            (made / below).mkdir(parents=True)
        for file, text in {"atlas.toml": settings, **_LISTS}.items():
            (made / file).write_text(text, encoding="utf-8", newline="\n")
        _make(folder, made)


def _make(folder: Path, model: Path) -> None:
    """Copy a model to a folder, beside it first, so that it comes into being as a whole."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise MapdashError(f"{folder}: is there already and not empty; name another folder")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".mapdash-") as name:
            part = Path(name) / "atlas"
            ignored = shutil.ignore_patterns("__pycache__", "__init__.py")
            shutil.copytree(model, part, ignore=ignored, copy_function=shutil.copyfile)
            if folder.is_dir():
                folder.rmdir()
            part.rename(folder)
    except OSError as error:
        raise MapdashError(f"{folder}: {error.strerror}; name a folder that can be made") from None
