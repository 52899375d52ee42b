"""Reading an atlas's shapes: one GeoJSON file a layer, and the basemap under them.

The files are read as JSON, not through a driver: drivers turn partial dates
and lists into something else.  docs/geodata-format.md describes every
property.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal

import geopandas as gpd
import pandas as pd
import shapely
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from mapdash.curation import Id, Text, checked
from mapdash.errors import Fault
from mapdash.intervals import Interval, parse_bounds
from mapdash.records import Basis, Confidence, Place

_GEOD = Geod(ellps="WGS84")
_NAMED = Annotated[str, StringConstraints(min_length=1)]
_SEE = "see docs/geodata-format.md"


class _Record(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _FigureTable(_Record):
    quantity: Text
    value: float | str
    unit: str = ""
    source: Text


class _FeatureTable(_Record):
    id: Id
    place: Id
    part: Id | None = None
    status: Text
    valid_from: str | None
    valid_to: str | None
    basis: Basis
    line: Literal["solid", "dashed", "dotted", "none"] = "solid"
    accuracy_m: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    confidence: Confidence
    source: Text
    status_source: Text
    licence: Text
    figures: list[_FigureTable] = []
    note: str | None = None


class _GroundTable(_Record):
    id: Id | None = None
    kind: Literal["land", "border", "former-border", "water", "river", "town", "label"]
    names: dict[str, list[_NAMED]] | None = None
    rank: int = Field(default=5, ge=0, le=9)
    valid_from: str | None = None
    valid_to: str | None = None
    source: str = ""
    licence: Text
    note: str | None = None


_FEATURE_COLUMNS = (*_FeatureTable.model_fields, "layer", "first", "last", "geometry")
_GROUND_COLUMNS = (*_GroundTable.model_fields, "first", "last", "geometry")


def load_features(
    folder: Path, layers: Sequence[str], places: Sequence[Place], faults: list[Fault]
) -> gpd.GeoDataFrame:
    """Read geodata/layers/<layer>.geojson for each layer.

    Returns
    -------
    geopandas.GeoDataFrame
        In EPSG:4326, longitude before latitude, a row a feature.  `valid_from`
        and `valid_to` are as written (None where open), `first` and `last`
        the days they stand for (NaT where open).  Geometry is None for a
        place that cannot be located.
    """
    layer_of = {place.id: place.layer for place in places}
    rows: list[dict[str, Any]] = []
    for layer in layers:
        name = f"geodata/layers/{layer}.geojson"
        for where, properties, geometry in _read(folder / name, name, faults):
            table = checked(_FeatureTable, properties, name, where, faults)
            valid = _valid_time(table, name, where, faults) if table else None
            if table is None or valid is None:
                continue
            if layer_of.get(table.place) != layer:
                what = f"{table.place!r} is no place of this layer"
                faults.append(Fault(name, where, what, "use the id of one in geodata/places.toml"))
                continue
            rows.append(_row(table, valid) | {"layer": layer, "geometry": geometry})
    faults.extend(_repeated(rows))
    faults.extend(_overlapping(rows))
    return _frame(rows, _FEATURE_COLUMNS)


def load_basemap(folder: Path, faults: list[Fault]) -> gpd.GeoDataFrame:
    """Read every GeoJSON file of geodata/basemap, in the order of their names."""
    rows: list[dict[str, Any]] = []
    for path in sorted((folder / "geodata" / "basemap").glob("*.geojson")):
        name = f"geodata/basemap/{path.name}"
        for where, properties, geometry in _read(path, name, faults):
            table = checked(_GroundTable, properties, name, where, faults)
            valid = _valid_time(table, name, where, faults) if table else None
            if table is None or valid is None:
                continue
            if geometry is None:
                faults.append(Fault(name, where, "has no geometry", "give it one or take it out"))
                continue
            rows.append(_row(table, valid) | {"geometry": geometry})
    return _frame(rows, _GROUND_COLUMNS)


def _row(table: BaseModel, valid: Interval) -> dict[str, Any]:
    return table.model_dump() | {"first": valid.first, "last": valid.last}


def _frame(rows: list[dict[str, Any]], columns: Sequence[str]) -> gpd.GeoDataFrame:
    """Put rows into a frame whose text columns keep None as None."""
    data: dict[str, Any] = {}
    for column in columns:
        values = [row[column] for row in rows]
        if column in {"first", "last"}:
            data[column] = pd.to_datetime(pd.Series(values, dtype=object)).astype("datetime64[s]")
        elif column in {"accuracy_m", "rank"}:
            data[column] = pd.Series(values, dtype="float64" if column == "accuracy_m" else "int64")
        else:
            data[column] = pd.Series(values, dtype=object)
    return gpd.GeoDataFrame(data, geometry="geometry", crs="EPSG:4326")


# ---------------------------------------------------------------- one file


def _read(
    path: Path, name: str, faults: list[Fault]
) -> Iterable[tuple[str, dict[str, Any], BaseGeometry | None]]:
    """Yield each feature of a file: where it stands, its properties, its geometry."""
    try:
        data = json.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        faults.append(Fault(name, "", "the file is missing", f"write it; {_SEE}"))
        return
    except (UnicodeDecodeError, RecursionError):
        faults.append(Fault(name, "", "is not GeoJSON in UTF-8", "export it anew"))
        return
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        faults.append(Fault(name, where, f"is not JSON: {error.msg}", "export it anew"))
        return
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(features, list):
        faults.append(Fault(name, "", "is no GeoJSON FeatureCollection", "export it as one"))
        return
    if "crs" in data and "CRS84" not in json.dumps(data["crs"]):
        faults.append(Fault(name, "crs", "is not longitude, latitude", "reproject it to WGS 84"))
        return
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            faults.append(Fault(name, f"feature {number}", "has no properties", _SEE))
            continue
        where = f"feature {properties.get('id') or number}"
        before = len(faults)
        geometry = _geometry(feature.get("geometry"), name, where, faults)
        if len(faults) == before:
            yield where, properties, geometry


def _geometry(raw: object, name: str, where: str, faults: list[Fault]) -> BaseGeometry | None:
    """Return a geometry, or None; whatever is wrong with it becomes a fault."""
    if raw is None:
        return None
    try:
        shape = shapely.from_geojson(json.dumps(raw))
    except (shapely.GEOSException, ValueError, TypeError):
        faults.append(Fault(name, where, "the geometry cannot be read", "draw it anew"))
        return None
    if shape is None or shape.is_empty:
        faults.append(Fault(name, where, "the geometry is empty", "draw it, or write null"))
    elif not all(map(math.isfinite, shape.bounds)):
        faults.append(Fault(name, where, "a coordinate is no number", "draw it anew"))
    elif not (-180 <= shape.bounds[0] <= shape.bounds[2] <= 180) or not (
        -90 <= shape.bounds[1] <= shape.bounds[3] <= 90
    ):
        faults.append(
            Fault(name, where, "lies outside the globe", "write degrees, longitude first")
        )
    elif not shape.is_valid:
        why = shapely.is_valid_reason(shape)
        faults.append(Fault(name, where, f"the shape is not valid ({why})", "repair it"))
    return shape


def _valid_time(
    table: _FeatureTable | _GroundTable, name: str, where: str, faults: list[Fault]
) -> Interval | None:
    try:
        return parse_bounds(table.valid_from, table.valid_to)
    except ValueError as error:
        faults.append(Fault(name, where, str(error), "mend valid_from or valid_to"))
        return None


# ---------------------------------------------------------------- all of them


def _repeated(rows: Sequence[dict[str, Any]]) -> list[Fault]:
    ids = [row["id"] for row in rows]
    return [
        Fault("geodata/layers", f"feature {each}", "the id is used twice", "give each its own")
        for each in sorted({each for each in ids if ids.count(each) > 1})
    ]


def _overlapping(rows: Sequence[dict[str, Any]]) -> list[Fault]:
    """Say which features of one place and part hold on the same day."""
    groups: dict[tuple[str, str | None], list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault((row["place"], row["part"]), []).append(row)
    faults = []
    for group in groups.values():
        for one, other in combinations(group, 2):
            shared = Interval(one["first"], one["last"]).intersection(
                Interval(other["first"], other["last"])
            )
            if shared is not None:
                what = f"holds with {other['id']} on the same days ({shared})"
                where = f"feature {one['id']}"
                name = f"geodata/layers/{one['layer']}.geojson"
                faults.append(Fault(name, where, what, "end one before the other starts"))
    return faults


def containment(features: gpd.GeoDataFrame, places: Sequence[Place]) -> dict[str, tuple[str, ...]]:
    """Compute what lies in what: for each place the places that contain it, nearest first.

    A point lies in a region of its own layer if an area of that region, of any
    day, covers it.  Regions are told apart by their largest geodesic area.
    """
    located = features[features.geometry.notna()]
    areas = located[located.geometry.geom_type.isin(["Polygon", "MultiPolygon"])]
    points = located[located.geometry.geom_type == "Point"]
    regions: dict[str, list[BaseGeometry]] = {}
    for place, shape in zip(areas["place"], areas.geometry, strict=True):
        regions.setdefault(place, []).append(shape)
    size = {place: max(map(area_km2, shapes)) for place, shapes in regions.items()}
    layer_of = {place.id: place.layer for place in places}
    found: dict[str, tuple[str, ...]] = {}
    for place, point in zip(points["place"], points.geometry, strict=True):
        holding = [
            region
            for region, shapes in regions.items()
            if region != place
            and layer_of.get(region) == layer_of.get(place)
            and any(shape.covers(point) for shape in shapes)
        ]
        found[place] = tuple(sorted(holding, key=size.__getitem__))
    for place in places:
        if place.shares in found:
            found[place.id] = found[place.shares]
    return found


def area_km2(shape: BaseGeometry) -> float:
    """Return the geodesic area of a shape on WGS 84, in square kilometres."""
    return abs(_GEOD.geometry_area_perimeter(shape)[0]) / 1e6


def length_km(shape: BaseGeometry) -> float:
    """Return the geodesic length of a line on WGS 84, in kilometres."""
    return float(_GEOD.geometry_length(shape)) / 1e3
