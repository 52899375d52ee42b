"""Mending shapes: what can be put right without changing what is meant, and saying so.

Coordinates are longitude, latitude on WGS 84.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError
from shapely.geometry.base import BaseGeometry

#: Decimals of a degree that are kept: about a decimetre.
DECIMALS = 6
#: How a fault of coordinates begins that are none of the globe.
OFF_THE_GLOBE = "lies outside the globe"

_NOTHING = "encloses nothing, or less than a square decimetre"

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Mended:
    """A shape as it can be used.

    Parameters
    ----------
    done : tuple of str
        What was mended.
    fault : str
        What cannot be mended; "" if the shape can be used.
    """

    shape: BaseGeometry | None = field(repr=False)
    done: tuple[str, ...] = ()
    fault: str = ""


def projection(named: str) -> CRS:
    """Return the reference system of that name.

    Raises
    ------
    ValueError
        If there is none.
    """
    try:
        return CRS.from_user_input(named)
    except CRSError:
        raise ValueError(f"{named[:80]!r} is no reference system: write EPSG:4326") from None


def to_degrees(crs: CRS) -> Transformer | None:
    """Return what turns x, y of a reference system into longitude, latitude; None if they are."""
    wgs84 = CRS.from_epsg(4326)
    if crs.equals(wgs84, ignore_axis_order=True):
        return None
    return Transformer.from_crs(crs, wgs84, always_xy=True)


def mended(shape: BaseGeometry | None, turn: Transformer | None) -> Mended:
    """Return a shape in degrees, valid, its rings turned as RFC 7946 has them."""
    if shape is None or shape.is_empty:
        return Mended(None)
    done = []
    if shape.has_z or shapely.has_m(shape):
        shape, done = shapely.force_2d(shape), ["heights left out"]
    if turn is not None:
        x, y = turn.transform(*shapely.get_coordinates(shape).T)
        shape = shapely.set_coordinates(shapely.force_2d(shape), np.column_stack([x, y]))
    fault = _off_the_globe(shape)
    if fault:
        return Mended(None, fault=fault)
    alike = of_one_dimension(shape)
    if shapely.get_num_coordinates(alike) < shapely.get_num_coordinates(shape):
        done.append("points and lines beside areas left out")
    try:
        return _put_right(alike, done)
    except shapely.GEOSException:
        return Mended(None, fault=_NOTHING)


def _put_right(shape: BaseGeometry, done: list[str]) -> Mended:
    """Return a shape of one kind without doubled points, valid, turned and rounded."""
    rounded = shapely.transform(shape, lambda points: np.round(points, DECIMALS))
    single = shapely.remove_repeated_points(rounded)
    if shapely.get_num_coordinates(single) < shapely.get_num_coordinates(shape):
        done.append("doubled points left out")
    valid = single
    if not single.is_valid:
        valid = of_one_dimension(shapely.make_valid(single, method="structure"))
        done.append("made valid")
    turned = shapely.orient_polygons(valid, exterior_cw=False)
    if not shapely.equals_exact(turned, valid):
        done.append("rings turned")
    fitted = shapely.set_precision(turned, 10.0**-DECIMALS)
    if fitted.is_empty or shapely.get_dimensions(fitted) < shapely.get_dimensions(single):
        return Mended(None, fault=_NOTHING)
    return Mended(shapely.orient_polygons(fitted, exterior_cw=False), tuple(done))


def _off_the_globe(shape: BaseGeometry) -> str:
    """Say why coordinates are none on the globe, or return an empty string."""
    numbers = shapely.get_coordinates(shape)
    if not np.isfinite(numbers).all():
        return "holds a coordinate that is no number, or lies where its reference system ends"
    west, south, east, north = shape.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        place = f"{west:g} {south:g} to {east:g} {north:g}"
        return f"{OFF_THE_GLOBE} ({place})"
    return ""


def of_one_dimension(shape: BaseGeometry) -> BaseGeometry:
    """Return a mixed shape's parts of the highest dimension as one, any other shape as it is."""
    if shape.geom_type != "GeometryCollection":
        return shape
    parts = [
        part
        for each in shapely.get_parts(shape)
        for part in shapely.get_parts(of_one_dimension(each))
    ]
    highest = max((shapely.get_dimensions(part) for part in parts), default=-1)
    kept = [part for part in parts if shapely.get_dimensions(part) == highest]
    match highest:
        case 0:
            return shapely.MultiPoint(kept)
        case 1:
            return shapely.MultiLineString(kept)
        case 2:
            return shapely.MultiPolygon(kept)
        case _:
            return shape


def look_swapped(shapes: Sequence[BaseGeometry], region: Box) -> bool:
    """Whether shapes lie in a region only once longitude and latitude are exchanged."""
    west, south, east, north = shapely.total_bounds(shapes)
    as_is = _apart((west, south, east, north), region)
    return as_is and not _apart((south, west, north, east), region)


def swapped(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape with its two coordinates exchanged."""
    return shapely.transform(shape, lambda points: points[:, ::-1])


def _apart(one: Box, other: Box) -> bool:
    return one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
