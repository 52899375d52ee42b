"""Reading an atlas's shapes: one GeoJSON file a layer, and the basemap under them.

The files are read as JSON, not through a driver: drivers turn partial dates
and lists into something else.  docs/geodata-format.md describes every
property.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path
from typing import Annotated, Any, Literal

import geopandas as gpd
import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from pyproj import Geod
from shapely.geometry.base import BaseGeometry

from mapdash.errors import Code, Fault
from mapdash.files import parse_json, read_text
from mapdash.geometries import read_geometry
from mapdash.intervals import Interval, parse_bounds
from mapdash.records import Basis, Confidence, Place
from mapdash.tables import Id, Text, checked

_GEOD = Geod(ellps="WGS84")
_NAMED = Annotated[str, StringConstraints(min_length=1)]
_SEE = "see docs/geodata-format.md"


class _Properties(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True)


class FigureTable(_Properties):
    """A published measure; those that disagree stand side by side."""

    quantity: Text
    value: Annotated[float, Field(allow_inf_nan=False)] | str
    unit: str = ""
    source: Text


class FeatureTable(_Properties):
    """The properties of a state of a place, or of a part of it."""

    id: Id
    place: Id
    """The id of a place of this layer."""
    part: Id | None = None
    """Which part of the place; no two states of one place and part hold on one day."""
    status: Text
    """What held, in neutral words, up to about 60 characters."""
    valid_from: str | None
    """The first day, 2023-09-20, 2023-09 or 2023; null is open."""
    valid_to: str | None
    """The last day, included; null is open."""
    basis: Basis
    """How the shape is known."""
    line: Literal["solid", "dashed", "dotted", "none"] = "solid"
    """How its outline or course is drawn."""
    accuracy_m: float | None = Field(default=None, ge=0, allow_inf_nan=False)
    """How far the shape may be off, in metres; null only without a geometry."""
    confidence: Confidence
    source: Text
    """Where the geometry comes from."""
    status_source: Text
    """Who states the status and its days."""
    licence: Text
    figures: list[FigureTable] = []
    note: str | None = None


class GroundTable(_Properties):
    """The properties of a feature of the basemap."""

    id: Id | None = None
    kind: Literal["land", "border", "former-border", "water", "river", "town", "label"]
    names: dict[str, list[_NAMED]] | None = None
    """By language."""
    rank: int = Field(default=5, ge=0, le=9)
    """0 is labelled first."""
    valid_from: str | None = None
    valid_to: str | None = None
    source: str = ""
    licence: Text
    note: str | None = None


_FEATURE_COLUMNS = (*FeatureTable.model_fields, "layer", "first", "last", "geometry")
_GROUND_COLUMNS = (*GroundTable.model_fields, "first", "last", "geometry")


def load_features(
    folder: Path, layers: Sequence[str], places: Sequence[Place] | None, faults: list[Fault]
) -> gpd.GeoDataFrame:
    """Read geodata/layers/<layer>.geojson for each layer.

    Where the places are not known, None, every place that is named may be one.

    Returns
    -------
    geopandas.GeoDataFrame
        In EPSG:4326, longitude before latitude, a row a feature.  `valid_from`
        and `valid_to` are as written (None where open), `first` and `last`
        the days they stand for (NaT where open).  Geometry is None for a
        place that cannot be located.
    """
    layer_of = {place.id: place.layer for place in places or ()}
    rows: list[dict[str, Any]] = []
    for layer in layers:
        name = f"geodata/layers/{layer}.geojson"
        for where, properties, geometry, sound in _read(folder / name, name, faults):
            table = checked(FeatureTable, properties, name, where, faults)
            valid = _valid_time(table, name, where, faults) if table else None
            if table is None or valid is None or not sound:
                continue
            if geometry is None:
                faults.extend(_unexplained(table, name, where))
            if places is not None and layer_of.get(table.place) != layer:
                what = f"{table.place!r} is no place of this layer"
                remedy = "use the id of one in geodata/places.toml"
                faults.append(Fault(name, where, what, remedy, code="unknown-place"))
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
        for where, properties, geometry, sound in _read(path, name, faults):
            table = checked(GroundTable, properties, name, where, faults)
            valid = _valid_time(table, name, where, faults) if table else None
            if table is None or valid is None or not sound:
                continue
            if geometry is None:
                remedy = "give it one or take it out"
                faults.append(Fault(name, where, "has no geometry", remedy, code="null-geometry"))
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
) -> Iterator[tuple[str, dict[str, Any], BaseGeometry | None, bool]]:
    """Yield each feature of a file: where it stands, its properties, its geometry.

    Last, whether the geometry is as it should be; what is wrong with it is told.
    """
    text = read_text(path, name, faults, missing=f"write it; {_SEE}")
    before = len(faults)
    data = parse_json(text, name, "export it anew", faults) if text is not None else None
    if text is None or len(faults) > before:
        return
    features = data.get("features") if isinstance(data, dict) else None
    if not isinstance(data, dict) or not isinstance(features, list):
        what = "is no GeoJSON FeatureCollection"
        faults.append(Fault(name, "", what, "export it as one", code="not-geojson"))
        return
    if "crs" in data and "CRS84" not in json.dumps(data["crs"]):
        what = "is not longitude, latitude"
        faults.append(Fault(name, "crs", what, "reproject it to WGS 84", code="wrong-crs"))
        return
    for number, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            what = "has no properties"
            faults.append(Fault(name, f"feature {number}", what, _SEE, code="not-geojson"))
            continue
        where = f"feature {properties.get('id') or number}"
        before = len(faults)
        geometry = read_geometry(feature.get("geometry"), name, where, faults)
        yield where, properties, geometry, len(faults) == before


def _unexplained(table: FeatureTable, name: str, where: str) -> Iterator[Fault]:
    """Yield a warning if a state without a geometry looks like a slip."""
    what = "has no geometry"
    if table.accuracy_m is not None:
        what += ", and says how exact it is"
    elif table.note:
        return
    remedy = "draw it, or leave accuracy_m out and say in note why it is not drawn"
    yield Fault(name, where, what, remedy, "warning", "null-geometry")


def _valid_time(
    table: FeatureTable | GroundTable, name: str, where: str, faults: list[Fault]
) -> Interval | None:
    try:
        return parse_bounds(table.valid_from, table.valid_to)
    except ValueError as error:
        code: Code = "out-of-order" if "ends (" in str(error) else "bad-date"
        faults.append(Fault(name, where, str(error), "mend valid_from or valid_to", code=code))
        return None


# ---------------------------------------------------------------- all of them


def _repeated(rows: Sequence[dict[str, Any]]) -> list[Fault]:
    layers: dict[str, list[str]] = {}
    for row in rows:
        layers.setdefault(row["id"], []).append(f"geodata/layers/{row['layer']}.geojson")
    return [
        Fault(
            files[-1],
            f"feature {each}",
            f"the id is used twice, also in {files[0]}",
            "give each its own",
            code="duplicate-id",
        )
        for each, files in layers.items()
        if len(files) > 1
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
                remedy = "end one before the other starts"
                faults.append(Fault(name, where, what, remedy, code="states-overlap"))
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
