"""GeoJSON as people and programs write it, mended where it can be read no other way."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from mapdash.errors import UnreadableError

#: Values, shape, what was mended, why it cannot be read.
Parts = tuple[Mapping[str, Any], BaseGeometry | None, tuple[str, ...], str]

_SHAPES = {
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
}


def read_geojson(data: bytes) -> tuple[list[Parts], str]:
    """Return the features of GeoJSON and what it says of its coordinates.

    Raises
    ------
    UnreadableError
        If it is no GeoJSON: why, and what to do, in one line.
    """
    try:
        held = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        what = f"is not UTF-8, at byte {error.start}, as GeoJSON has to be"
        raise UnreadableError(f"{what}; export it anew") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise UnreadableError(
            f"is no GeoJSON, GeoPackage, shapefile, KML or GeoParquet, or it is broken off "
            f"(not JSON at {where}: {error.msg}); export it anew"
        ) from None
    except RecursionError:
        raise UnreadableError("is nested too deeply to be GeoJSON; export it anew") from None
    if not isinstance(held, dict):
        raise UnreadableError("is JSON but no GeoJSON; export it as a FeatureCollection")
    kind = held.get("type")
    if kind == "Topology":
        raise UnreadableError("is TopoJSON; export it as GeoJSON")
    features = held.get("features") if kind == "FeatureCollection" else [held]
    if not isinstance(features, list) or (kind not in {"FeatureCollection", "Feature", *_SHAPES}):
        raise UnreadableError("is JSON but no GeoJSON; export it as a FeatureCollection")
    return [_feature(each) for each in features], _crs(held.get("crs"))


def _crs(named: Any) -> str:
    """Return what old GeoJSON says of its coordinates; new GeoJSON is always WGS 84."""
    if named is None:
        return "EPSG:4326"
    properties = named.get("properties") if isinstance(named, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return name if isinstance(name, str) else ""


def _feature(feature: Any) -> Parts:
    if not isinstance(feature, dict):
        return {}, None, (), "is no feature"
    bare = feature.get("type") in _SHAPES
    values = {} if bare else feature.get("properties") or {}
    if not isinstance(values, dict):
        return {}, None, (), "has properties that are no object"
    raw = feature if bare else feature.get("geometry")
    if raw is None:
        return values, None, (), ""
    closed: list[bool] = []
    try:
        shape = shapely.from_geojson(json.dumps(_closed(raw, closed)))
    except (shapely.GEOSException, ValueError, TypeError, RecursionError):
        return values, None, (), "the shape cannot be read"
    return values, shape, ("closed rings",) if closed else (), ""


def _closed(raw: Any, done: list[bool]) -> Any:
    """Return a geometry whose rings end where they begin; note in `done` if that was needed."""
    if not isinstance(raw, dict):
        return raw
    if raw.get("type") == "GeometryCollection":
        return raw | {"geometries": [_closed(each, done) for each in raw.get("geometries", [])]}
    coordinates = raw.get("coordinates")
    if raw.get("type") == "Polygon" and isinstance(coordinates, list):
        return raw | {"coordinates": [_ring(each, done) for each in coordinates]}
    if raw.get("type") == "MultiPolygon" and isinstance(coordinates, list):
        return raw | {"coordinates": [[_ring(r, done) for r in each] for each in coordinates]}
    return raw


def _ring(ring: Any, done: list[bool]) -> Any:
    if isinstance(ring, list) and len(ring) > 2 and ring[0] != ring[-1]:
        done.append(True)
        return [*ring, ring[0]]
    return ring
