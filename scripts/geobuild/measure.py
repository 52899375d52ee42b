"""Projection to metres and back, and geodesic measures."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import Geod, Transformer
from shapely.geometry import MultiPolygon, Point, Polygon
from shapely.geometry.base import BaseGeometry
from shapely.geometry.polygon import orient

#: UTM zone 38N: the atlas lies within five degrees of its meridian.
METRIC = "EPSG:32638"
#: Decimals of a degree that are written: 0.0001 is about 11 m.
DECIMALS = 4

_GEOD = Geod(ellps="WGS84")
_TO_METRES = Transformer.from_crs("EPSG:4326", METRIC, always_xy=True)
_TO_DEGREES = Transformer.from_crs(METRIC, "EPSG:4326", always_xy=True)


def metres(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape of longitude, latitude in metres."""
    return shapely.transform(shape, lambda coords: _projected(_TO_METRES, coords))


def degrees(shape: BaseGeometry, decimals: int = DECIMALS) -> BaseGeometry:
    """Return a shape of metres in rounded longitude, latitude, wound as RFC 7946 asks.

    Rounding moves equal vertices equally, so neighbours still fit.
    """

    def unproject(coords: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(_projected(_TO_DEGREES, coords), decimals)

    return wound(shapely.remove_repeated_points(shapely.transform(shape, unproject)))


def _projected(transformer: Transformer, coords: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.column_stack(transformer.transform(coords[:, 0], coords[:, 1]))


def wound(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape whose outer rings run counterclockwise, its holes clockwise."""
    if isinstance(shape, Polygon):
        return orient(shape, 1.0)
    if isinstance(shape, MultiPolygon):
        return MultiPolygon([orient(part, 1.0) for part in shape.geoms])
    return shape


def point(longitude: float, latitude: float) -> Point:
    """Return a point in metres."""
    return Point(_TO_METRES.transform(longitude, latitude))


def square_km(shape: BaseGeometry) -> float:
    """Return the geodesic area of a shape of longitude, latitude, in km²."""
    return abs(float(_GEOD.geometry_area_perimeter(shape)[0])) / 1e6


def km(shape: BaseGeometry) -> float:
    """Return the geodesic length of a line of longitude, latitude, in km."""
    return float(_GEOD.geometry_length(shape)) / 1e3
