"""KML: the placemarks of a file, with their own data and their days as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapdash.errors import UnreadableError

if TYPE_CHECKING:
    from lxml.etree import _Element

    from mapdash.ingest.geojson_text import Parts

_ONE = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry")


def read_kml(data: bytes) -> list[Parts]:
    """Return the placemarks of KML; what it points to elsewhere is not fetched.

    Raises
    ------
    UnreadableError
        If it is no KML: why, and what to do, in one line.
    """
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = " ".join(str(error.msg).split())
        raise UnreadableError(f"is not XML at line {error.lineno}: {why}; export it anew") from None
    if _tag(root) != "kml":
        raise UnreadableError(f"is XML but no KML (it begins with {_tag(root)}); export it as KML")
    return [_placemark(each) for each in root.iter("{*}Placemark")]


def _tag(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _text(element: _Element, path: str) -> str:
    return str(element.findtext(path) or "").strip()


def _placemark(placemark: _Element) -> Parts:
    values = dict(_values(placemark))
    drawn = next((each for each in placemark if _tag(each) in _ONE), None)
    if drawn is None:
        return values, None, (), ""
    closed: list[bool] = []
    try:
        return values, _shape(drawn, closed), ("closed rings",) if closed else (), ""
    except (ValueError, shapely.GEOSException):
        return values, None, (), "the shape cannot be read"


def _values(placemark: _Element) -> Iterator[tuple[str, str]]:
    """Yield a placemark's name, description and days, then its own data."""
    for key, path in (
        ("name", "{*}name"),
        ("description", "{*}description"),
        ("begin", "{*}TimeSpan/{*}begin"),
        ("end", "{*}TimeSpan/{*}end"),
        ("begin", "{*}TimeStamp/{*}when"),
    ):
        if _text(placemark, path):
            yield key, _text(placemark, path)
    for each in placemark.iterfind("{*}ExtendedData/{*}Data"):
        yield str(each.get("name") or ""), _text(each, "{*}value")
    for each in placemark.iterfind("{*}ExtendedData/{*}SchemaData/{*}SimpleData"):
        yield str(each.get("name") or ""), (each.text or "").strip()


def _shape(drawn: _Element, closed: list[bool]) -> BaseGeometry:
    kind = _tag(drawn)
    if kind == "MultiGeometry":
        return shapely.GeometryCollection(
            [_shape(each, closed) for each in drawn if _tag(each) in _ONE]
        )
    if kind == "Polygon":
        outer = _ring(drawn, "{*}outerBoundaryIs/{*}LinearRing", closed)
        holes = drawn.iterfind("{*}innerBoundaryIs/{*}LinearRing")
        inner = [_closed(_points(each), closed) for each in holes]
        return shapely.Polygon(outer, inner)
    points = _points(drawn)
    return shapely.Point(points[0]) if kind == "Point" else shapely.LineString(points)


def _ring(polygon: _Element, path: str, closed: list[bool]) -> list[Any]:
    ring = polygon.find(path)
    if ring is None:
        raise ValueError("a polygon without an outline")
    return _closed(_points(ring), closed)


def _closed(points: list[Any], closed: list[bool]) -> list[Any]:
    if len(points) > 2 and points[0] != points[-1]:
        closed.append(True)
        return [*points, points[0]]
    return points


def _points(element: _Element) -> list[tuple[float, float]]:
    """Return longitude, latitude of each position; heights are left out."""
    written = _text(element, "{*}coordinates").split()
    points = [tuple(map(float, each.split(",")[:2])) for each in written]
    if not points or any(len(each) != 2 for each in points):
        raise ValueError("no positions")
    return [(x, y) for x, y in points]
