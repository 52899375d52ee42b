"""What breaks no rule in an atlas, and yet is probably not meant: warnings."""

from __future__ import annotations

import math
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import shapely

from mapdash.errors import Fault
from mapdash.gazetteer import spelled_names
from mapdash.weights import DATES, NAME, NAMES

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    import geopandas as gpd

    from mapdash.records import Place

# What an ordinary window shows of the map, in pixels, and how wide the world is at zoom 0.
_SHOWN = (1440, 560)
_WORLD = 256

#: Files of an atlas's folders that are for people.
_FOR_PEOPLE = ("notice", "license", "licence", "readme", "copying", "sources")


def shared_names(places: Sequence[Place]) -> Iterator[Fault]:
    """Yield a warning for each name that places share, if their `needs` cannot tell them apart."""
    claims: defaultdict[object, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for place in places:
        if place.linked:
            for phrase, name in spelled_names(place):
                claims[phrase].setdefault(place.id, (name, bool(place.needs)))
    for claim in claims.values():
        if sum(not told_apart for _, told_apart in claim.values()) < 2:
            continue
        first, *others = claim
        what = f"{claim[first][0]!r} is also a name of {', '.join(others)}"
        yield Fault(
            "geodata/places.toml",
            f"place {first}",
            f"{what}: where both may be meant, neither is linked",
            "say in needs which words tell them apart",
            "warning",
            "shared-name",
        )


def swapped_shapes(
    frame: gpd.GeoDataFrame, centre: tuple[float, float], zoom: float
) -> Iterator[Fault]:
    """Yield a warning for each shape that is in view only with its coordinates swapped.

    Parameters
    ----------
    frame : geopandas.GeoDataFrame
        As `load_features` gives it.
    centre : tuple of float
        Longitude, latitude of where the map opens.
    """
    view = _view(centre, zoom)
    for row in frame[frame.geometry.notna()].itertuples():
        if view.intersects(row.geometry):
            continue
        if view.contains(shapely.transform(row.geometry, lambda pairs: pairs[:, ::-1])):
            yield Fault(
                f"geodata/layers/{row.layer}.geojson",
                f"feature {row.id}",
                "lies outside the view, and inside it with longitude and latitude swapped",
                "write longitude first",
                "warning",
                "swapped",
            )


def _view(centre: tuple[float, float], zoom: float) -> shapely.Polygon:
    """Return what the map shows when it opens, as a box of longitudes and latitudes."""
    degrees = 360 / (_WORLD * 2**zoom)
    longitude, latitude = centre
    east = _SHOWN[0] / 2 * degrees
    north = _SHOWN[1] / 2 * degrees * math.cos(math.radians(latitude))
    return shapely.box(longitude - east, latitude - north, longitude + east, latitude + north)


def unused_files(
    folder: Path, articles: Collection[str] | None, layers: Collection[str] | None
) -> Iterator[Fault]:
    """Yield a warning for each file that lies where an atlas's own are and is none of them.

    Parameters
    ----------
    articles, layers : collection of str, or None
        The names of the texts, and the ids of the layers; None where they are not known.
    """
    if articles is not None:
        fitted = (Path(each).name for each in (NAME, NAMES, DATES))
        own = {*articles, "articles.toml", "links.jsonl", *fitted}
        remedy = "add an [[article]] for it to articles.toml, or remove it"
        yield from _unused(folder / "seeds", own, "no [[article]] names it", remedy)
    if layers is not None:
        own = {f"{layer}.geojson" for layer in layers}
        remedy = "add a [[layer]] for it to atlas.toml, or remove it"
        yield from _unused(folder / "geodata" / "layers", own, "no [[layer]] has its name", remedy)
    grounds = {path.name for path in (folder / "geodata" / "basemap").glob("*.geojson")}
    what, remedy = "is no .geojson file", "export it as one, or remove it"
    yield from _unused(folder / "geodata" / "basemap", grounds, what, remedy)


def _unused(folder: Path, own: Iterable[str], what: str, remedy: str) -> Iterator[Fault]:
    below = "/".join(folder.parts[-2:]) if folder.parent.name == "geodata" else folder.name
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        for_people = path.stem.lower() in _FOR_PEOPLE or path.name.startswith(".")
        if not for_people and path.name not in own:
            yield Fault(f"{below}/{path.name}", "", what, remedy, "warning", "unused-file")
