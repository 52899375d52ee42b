"""A geometry as GeoJSON writes it, looked through before it becomes a shape.

The library that makes shapes gives up at the first slip and does not say
where; here each kind of slip is told once, with the path to its first place.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import shapely

from mapdash.errors import Code, Fault

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

#: How deep the positions of each type of geometry lie in its coordinates.
_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
#: Degrees are never as large; metres of a map projection mostly are.
_METRES = 1000

Path = tuple[int | str, ...]


@dataclass(frozen=True, slots=True)
class _Slip:
    code: Code
    what: str
    remedy: str
    at: Path = ()


def read_geometry(raw: object, name: str, where: str, faults: list[Fault]) -> BaseGeometry | None:
    """Return a geometry of longitude, latitude, or None; what is wrong becomes faults."""
    if raw is None:
        return None
    slips = list(_slips(raw))
    shape = None if slips else _shape(raw)
    if shape is not None:
        slips = list(_slips_of_shape(shape))
    elif not slips:
        slips = [_Slip("bad-geometry", "the geometry cannot be read", "draw it anew")]
    for slip in slips:
        place = ".".join(map(str, (where, *slip.at)))
        faults.append(Fault(name, place, slip.what, slip.remedy, code=slip.code))
    return None if slips else shape


def _shape(raw: object) -> BaseGeometry | None:
    try:
        return shapely.from_geojson(json.dumps(raw))
    except (shapely.GEOSException, ValueError, TypeError):
        return None


# ---------------------------------------------------------------- as it is written


def _slips(raw: object, at: Path = ()) -> Iterator[_Slip]:
    """Yield what is wrong with a geometry before it is made, each kind once."""
    if not isinstance(raw, dict):
        yield _unreadable(at)
    elif raw.get("type") == "GeometryCollection" and isinstance(raw.get("geometries"), list):
        for number, each in enumerate(raw["geometries"]):
            if isinstance(each, dict) and each.get("type") == "GeometryCollection":
                yield _unreadable((*at, number))
            else:
                yield from _slips(each, (*at, number))
    elif not isinstance(raw.get("type"), str) or raw["type"] not in _DEPTH:
        yield _unreadable(at)
    else:
        yield from _slips_of_coordinates(raw["type"], raw.get("coordinates"), at)


def _unreadable(at: Path) -> _Slip:
    return _Slip("bad-geometry", "the geometry cannot be read", "draw it anew", at)


def _slips_of_coordinates(kind: str, coordinates: object, at: Path) -> Iterator[_Slip]:
    found = list(_positions(coordinates, _DEPTH[kind], (*at, "coordinates")))
    odd = next((path for path, position in found if not _is_position(position)), None)
    if odd is not None:
        yield _unreadable(odd)
        return
    endless = next((path for path, each in found if not all(map(_is_finite, each))), None)
    if endless is not None:
        yield _Slip("not-a-number", "a coordinate is no number", "draw it anew", endless)
        return
    off = next((path for path, each in found if not _on_globe(each[0], each[1])), None)
    if off is not None:
        yield _off_the_globe([each for _, each in found], off)
        return
    if kind in {"Polygon", "MultiPolygon"}:
        yield from _open_rings(coordinates, kind, (*at, "coordinates"))


def _positions(value: Any, depth: int, at: Path) -> Iterator[tuple[Path, Any]]:
    """Yield what lies where positions should, with its path; also what is no list on the way."""
    if depth == 0 or not isinstance(value, list):
        yield at, value
        return
    for number, each in enumerate(value):
        yield from _positions(each, depth - 1, (*at, number))


def _is_position(value: Any) -> bool:
    return (
        isinstance(value, list)
        and len(value) >= 2
        and all(isinstance(each, int | float) and not isinstance(each, bool) for each in value)
    )


def _is_finite(number: float) -> bool:
    # A whole number can be too large to be asked.
    return isinstance(number, int) or math.isfinite(number)


def _on_globe(longitude: float, latitude: float) -> bool:
    return -180 <= longitude <= 180 and -90 <= latitude <= 90


def _off_the_globe(positions: list[Any], at: Path) -> _Slip:
    what = "lies outside the globe"
    if all(_on_globe(each[1], each[0]) for each in positions):
        what += ", and would lie on it if its coordinates were swapped"
        return _Slip("out-of-range", what, "write longitude first", at)
    if any(abs(each[0]) > _METRES or abs(each[1]) > _METRES for each in positions):
        what += "; its numbers look like metres of another system of coordinates"
        return _Slip("wrong-crs", what, "reproject it to WGS 84, in degrees", at)
    return _Slip("out-of-range", what, "write degrees, longitude first", at)


def _open_rings(coordinates: Any, kind: str, at: Path) -> Iterator[_Slip]:
    """Yield the first ring of a polygon that is none."""
    areas = coordinates if kind == "MultiPolygon" else [coordinates]
    for number, rings in enumerate(areas):
        for index, ring in enumerate(rings):
            path = (*at, *([number] if kind == "MultiPolygon" else []), index)
            if ring and ring[0] != ring[-1]:
                what = "the ring does not end where it began"
                yield _Slip("unclosed-ring", what, "repeat its first position at its end", path)
                return
            if 0 < len(ring) < 4:
                what = f"the ring has {len(ring)} positions, and needs four"
                yield _Slip("bad-geometry", what, "draw it anew", path)
                return


# ---------------------------------------------------------------- as a shape


def _slips_of_shape(shape: BaseGeometry) -> Iterator[_Slip]:
    if shape.is_empty:
        yield _Slip("bad-geometry", "the geometry is empty", "draw it, or write null")
    elif not shape.is_valid:
        reason = shapely.is_valid_reason(shape)
        why = re.sub(r"\[(\S+) (\S+)\]", r" at longitude \1, latitude \2", reason)
        crosses = "self-intersection" in reason.lower()
        yield _Slip(
            "self-intersection" if crosses else "bad-geometry",
            f"the shape is not valid: {why[:1].lower()}{why[1:]}",
            "repair it, as QGIS does with Fix geometries",
        )
