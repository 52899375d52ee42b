"""Extracts: what is needed of a package, cut out and written down.

sources.toml says for each extract which package it comes out of and, under
`how`, in which way; nothing about any place stands here.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from shapely.geometry import Point, box, shape
from shapely.geometry.base import BaseGeometry

from geobuild.measure import square_km
from geobuild.packages import unpacked
from geobuild.workshop import sha256

Source = Mapping[str, Any]
Found = Iterator[tuple[dict[str, Any], BaseGeometry]]
#: Decimals of a degree that an extract keeps: 0.1 m, more than any source knows.
_GRID = 1e-6

# Run where only the reader's library lies, so that its needs don't mix with ours.
_READ_ZONES = """
import json, sys
from timezonefinder import TimezoneFinder
finder = TimezoneFinder()
zones = {name: finder.get_geometry(tz_name=name, coords_as_pairs=True) for name in sys.argv[1:]}
json.dump(zones, sys.stdout)
"""


def refresh(sources: Iterable[Source], folder: Path, tell: Callable[[str], None]) -> None:
    """Write every extract anew, and tell the sha256 of each that is not what it was."""
    with tempfile.TemporaryDirectory() as temporary:
        for source in sources:
            tell(f"{source['file']} from {source['package']} {source['version']}")
            found = _HOW[source["how"]](source, unpacked(source, Path(temporary)))
            extract = _written(source, found)
            (folder / source["file"]).write_bytes(extract)
            if sha256(extract) != source["sha256"]:
                tell(f"{source['file']}: not as before; sha256 is now {sha256(extract)}")


def _written(source: Source, found: Found) -> bytes:
    """Return an extract as GeoJSON, one feature a line."""
    head = {
        "type": "FeatureCollection",
        "name": source["file"].removesuffix(".geojson"),
        "licence": f"{source['licence']}, {source['attribution']}",
        "package": f"{source['package']} {source['version']}",
    }
    lines = [
        json.dumps(
            {
                "type": "Feature",
                "properties": properties,
                "geometry": json.loads(shapely.to_geojson(shapely.set_precision(each, _GRID))),
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for properties, each in found
    ]
    start = json.dumps(head, ensure_ascii=False)[:-1]
    return (start + ', "features": [\n' + ",\n".join(lines) + "\n]}\n").encode()


def _timezones(source: Source, place: Path) -> Found:
    """Take the outlines of time zones, clipped to a box."""
    ran = subprocess.run(
        [sys.executable, "-c", _READ_ZONES, *source["names"]],
        env={"PYTHONPATH": str(place)},
        stdout=subprocess.PIPE,
        check=True,
    )
    for name, polygons in json.loads(ran.stdout).items():
        whole = shapely.union_all([shapely.Polygon(each[0], each[1:]) for each in polygons])
        yield {"tz": name}, shapely.clip_by_rect(whole, *source["box"])


@lru_cache(maxsize=1)
def _countries(path: Path) -> list[tuple[str, BaseGeometry]]:
    features = json.loads(path.read_bytes())["features"]
    return [(each["properties"]["A3"], shape(each["geometry"])) for each in features]


def _near(source: Source, place: Path) -> Found:
    """Yield each country's land within the box."""
    for country, land in _countries(place / source["member"]):
        # Clipped before it is mended: the world's coasts are too much for an overlay.
        within = shapely.make_valid(shapely.clip_by_rect(land, *source["box"]))
        if not within.is_empty:
            yield {"country": country}, within


def _parts(source: Source, place: Path) -> Found:
    """Take those polygons of countries that hold a point."""
    countries = dict(_countries(place / source["member"]))
    for part in source["parts"]:
        pieces = shapely.get_parts(countries[part["country"]])
        found = next(each for each in pieces if each.contains(Point(part["at"])))
        yield {"country": part["country"], "km2": round(square_km(found), 1)}, found


def _gaps(source: Source, place: Path) -> Found:
    """Take what no country covers within a box: seas and lakes, the largest first."""
    land = shapely.union_all([each for _, each in _near(source, place)])
    closed = land.buffer(5e-4).buffer(-5e-4)  # the countries' own lines leave cracks
    gaps = shapely.get_parts(box(*source["box"]).difference(closed))
    sized = sorted(((square_km(each), each) for each in gaps), key=lambda pair: -pair[0])
    for area, gap in sized:
        if area >= source["least_km2"]:
            yield {"km2": round(area)}, gap.simplify(source["simplify"])


def _lines(source: Source, place: Path) -> Found:
    """Take the lines of a GeoPackage's layer whose columns match."""
    table = pyogrio.read_dataframe(place / source["member"], layer=source["layer"])
    for column, value in source["where"].items():
        table = table[table[column] == value]
    for row in table.to_dict("records"):
        yield {key: row[column] for key, column in source["keep"].items()}, row["geometry"]


def _features(source: Source, place: Path) -> Found:
    """Take the features of a GeoJSON file whose property is one of those listed."""
    for feature in json.loads((place / source["member"]).read_bytes())["features"]:
        properties = feature["properties"]
        if all(properties.get(key) in values for key, values in source["where"].items()):
            kept = {key: properties[name] for key, name in source["keep"].items()}
            yield kept, shape(feature["geometry"])


_HOW: dict[str, Callable[[Source, Path], Found]] = {
    "timezones": _timezones,
    "parts": _parts,
    "gaps": _gaps,
    "lines": _lines,
    "features": _features,
}
