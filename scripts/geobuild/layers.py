"""Recipes of states and of the ground to GeoJSON features."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import shapely
from shapely.geometry import Point, box
from shapely.geometry.base import BaseGeometry

from geobuild.measure import degrees, point, wound
from geobuild.shapes import Workshop
from geobuild.workshop import Fact

#: The licence of a coordinate that was stated rather than taken from a data set.
STATED = "CC0 1.0"


def state_feature(
    state: Mapping[str, Any],
    made: Mapping[str, Mapping[str, str]],
    workshop: Workshop,
    facts: Mapping[str, Fact],
) -> dict[str, Any]:
    """Return a state as a GeoJSON feature.

    Raises
    ------
    LookupError
        If it names a fact, a shape or a source that there is not.
    """
    figures = state.get("figures", [])
    named = [*state["facts"], state.get("at"), *(each.get("fact") for each in figures)]
    wanting = [key for key in named if key and key not in facts]
    if wanting:
        raise LookupError(f"states.toml: {state['id']}: no fact {wanting} in facts.csv")
    source, licence = _origin(state, made, facts)
    stated = dict.fromkeys(facts[key]["source"] for key in state["facts"])
    said = [state["status_source"]] if "status_source" in state else []
    properties = {
        "id": state["id"],
        "place": state["place"],
        "part": state.get("part"),
        "status": state["status"],
        "valid_from": state.get("valid_from"),
        "valid_to": state.get("valid_to"),
        "basis": state["basis"],
        "line": state.get("line", "solid"),
        "accuracy_m": state.get("accuracy_m"),
        "confidence": state["confidence"],
        "source": source,
        "status_source": "; ".join([*stated, *said]),
        "licence": licence,
        "figures": [_figure(each, facts) for each in figures],
        "note": state.get("note"),
    }
    return _feature(properties, _shape(state, workshop))


def _figure(figure: Mapping[str, Any], facts: Mapping[str, Fact]) -> Mapping[str, Any]:
    """Return a figure as it is stated, or as the area that a fact gives."""
    if "fact" not in figure:
        return figure
    fact = facts[figure["fact"]]
    value = float(fact["area_km2"])
    return {
        "quantity": figure["quantity"],
        "value": int(value) if value.is_integer() else value,
        "unit": "km²",
        "source": fact["source"],
    }


def _origin(
    state: Mapping[str, Any], made: Mapping[str, Mapping[str, str]], facts: Mapping[str, Fact]
) -> tuple[str, str]:
    """Return where a shape comes from, and its licence."""
    if "at" not in state:
        origin = made[state["made"]]
        return origin["source"], origin["licence"]
    source = facts[state["at"]]["source"]
    return source, "CC BY 4.0, GeoNames" if "GeoNames" in source else STATED


def _shape(recipe: Mapping[str, Any], workshop: Workshop) -> BaseGeometry | None:
    if "at" in recipe:
        return degrees(workshop.positions[recipe["at"]])
    if "shape" not in recipe:
        return None
    return degrees(workshop.shapes[recipe["shape"]].simplify(recipe.get("simplify_m", 0)))


def ground_feature(
    ground: Mapping[str, Any], made: Mapping[str, Mapping[str, str]], workshop: Workshop
) -> dict[str, Any]:
    """Return a piece of the basemap as a GeoJSON feature."""
    origin = made[ground["made"]]
    properties = {
        "id": ground["id"],
        "kind": ground["kind"],
        "names": ground.get("names"),
        "rank": ground.get("rank", 5),
        "valid_from": ground.get("valid_from"),
        "valid_to": ground.get("valid_to"),
        "source": origin["source"],
        "licence": origin["licence"],
    }
    return _feature(properties, _ground_shape(ground, workshop))


def _ground_shape(ground: Mapping[str, Any], workshop: Workshop) -> BaseGeometry | None:
    if "box" in ground:
        return box(*ground["box"])
    if "point" in ground:
        return Point(ground["point"])
    if "water" in ground:
        inside = point(*ground["water"])
        found = [each for _, each in workshop.sources["geomaps100m_water"] if each.covers(inside)]
        close = ground.get("close_m", 0)
        shore = found[0].buffer(close).buffer(-close).simplify(ground["simplify_m"])
        # A grid instead of rounding, which can fold a narrow spit onto itself.
        shore = shapely.set_precision(degrees(shore, decimals=7), 1e-3)
        return wound(max(shapely.get_parts(shore), key=shapely.area))
    return _shape(ground, workshop)


def _feature(properties: dict[str, Any], shape: BaseGeometry | None) -> dict[str, Any]:
    geometry = None if shape is None else json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def by_layer(
    states: Iterable[Mapping[str, Any]], layer_of: Mapping[str, str]
) -> dict[str, list[Mapping[str, Any]]]:
    """Sort states into the layers of their places, keeping their order."""
    found: dict[str, list[Mapping[str, Any]]] = {layer: [] for layer in layer_of.values()}
    for state in states:
        found[layer_of[state["place"]]].append(state)
    return found
