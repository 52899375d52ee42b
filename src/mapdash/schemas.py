"""JSON Schemas of an atlas's files, for editors: what the readers check by, written out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, TypeAdapter

from mapdash.articles import ArticlesTable
from mapdash.geodata import FeatureTable, GroundTable
from mapdash.gold import GoldLine
from mapdash.quality import Quality
from mapdash.tables import AtlasTable, PlacesTable
from mapdash.verdicts import LinkVerdict
from mapdash.weights import DATES, NAMES, ContextWeightsTable, WeightsTable

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TYPES = (
    "Point",
    "MultiPoint",
    "LineString",
    "MultiLineString",
    "Polygon",
    "MultiPolygon",
    "GeometryCollection",
)


def _of(model: type[BaseModel], title: str) -> Schema:
    return {"$schema": _DIALECT, **model.model_json_schema(by_alias=True), "title": title}


def _collection(model: type[BaseModel], title: str) -> Schema:
    """Return the schema of a GeoJSON file whose features have the properties of a model."""
    properties = model.model_json_schema(by_alias=True)
    shared = properties.pop("$defs", {})
    geometry = {
        "type": ["object", "null"],
        "required": ["type"],
        "properties": {"type": {"enum": list(_TYPES)}, "coordinates": {"type": "array"}},
    }
    feature = {
        "type": "object",
        "required": ["type", "properties", "geometry"],
        "properties": {
            "type": {"const": "Feature"},
            "properties": properties,
            "geometry": geometry,
        },
    }
    return {
        "$schema": _DIALECT,
        "title": title,
        "type": "object",
        "required": ["type", "features"],
        "properties": {
            "type": {"const": "FeatureCollection"},
            "features": {"type": "array", "items": feature},
        },
        "$defs": shared,
    }


def _gold() -> Schema:
    lines: TypeAdapter[Any] = TypeAdapter(GoldLine)
    title = "A line of a gold file"
    return {"$schema": _DIALECT, **lines.json_schema(by_alias=True), "title": title}


#: The schemas by the names of their files.
_SCHEMAS: Mapping[str, Callable[[], Schema]] = MappingProxyType(
    {
        "atlas.schema.json": lambda: _of(AtlasTable, "atlas.toml"),
        "articles.schema.json": lambda: _of(ArticlesTable, "seeds/articles.toml"),
        "places.schema.json": lambda: _of(PlacesTable, "geodata/places.toml"),
        "layer.schema.json": lambda: _collection(FeatureTable, "geodata/layers/*.geojson"),
        "basemap.schema.json": lambda: _collection(GroundTable, "geodata/basemap/*.geojson"),
        "links.schema.json": lambda: _of(LinkVerdict, "A line of seeds/links.jsonl"),
        "gold.schema.json": _gold,
        "issue-weights.schema.json": lambda: _of(WeightsTable, "seeds/issue-weights.json"),
        "name-weights.schema.json": lambda: _of(ContextWeightsTable, NAMES),
        "date-weights.schema.json": lambda: _of(ContextWeightsTable, DATES),
        "quality.schema.json": lambda: _of(Quality, "quality.json"),
    }
)


def schemas() -> dict[str, str]:
    """Return each schema's text by the name of its file."""
    return {
        name: json.dumps(make(), indent=1, ensure_ascii=False) + "\n"
        for name, make in _SCHEMAS.items()
    }
