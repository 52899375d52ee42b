"""A file of shapes as a layer of an atlas: its places, its features, what had to be mended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import shapely
from pyproj import CRS, Transformer

from mapdash.atlas import Atlas
from mapdash.errors import AtlasError, Fault
from mapdash.ingest.columns import Choice, choose
from mapdash.ingest.geofiles import Row, Table
from mapdash.ingest.repair import (
    OFF_THE_GLOBE,
    Box,
    look_swapped,
    mended,
    projection,
    swapped,
    to_degrees,
)
from mapdash.ingest.row_features import FeatureMaker, Wish

# Colours that readers who see colours otherwise still tell apart (after P. Tol).
_COLOURS = ("#0077BB", "#CC3311", "#009988", "#997700", "#AA3377", "#EE7733", "#4477AA", "#666633")


@dataclass(frozen=True, slots=True)
class Plan:
    """What would come into an atlas.

    Parameters
    ----------
    layer : dict
        The table of a new layer for atlas.toml; empty if there is one.
    places : tuple of dict
        The tables of new places for places.toml.
    features : tuple of dict
        GeoJSON features.
    known : int
        How many rows the atlas holds already, just so.
    done : mapping of str to list of int
        What was mended, and in which rows.
    """

    wish: Wish
    choice: Choice
    crs: str
    layer: dict[str, Any]
    places: tuple[dict[str, Any], ...]
    features: tuple[dict[str, Any], ...]
    known: int
    done: Mapping[str, list[int]]


def plan_layer(table: Table, rows: Iterable[Row], atlas: Atlas, wish: Wish) -> Plan:
    """Turn a file's rows into features of a layer of an atlas.

    Parameters
    ----------
    rows : iterable of Row
        The table's rows; taken one by one, so that their progress can be told.

    Raises
    ------
    AtlasError
        With everything that keeps the rows from being features.
    """
    faults: list[Fault] = []
    choice = choose(table.columns, wish.mapped, wish.given, table.origin, faults)
    if wish.until_exclusive and not {"valid_to"} & {*choice.columns, *choice.given}:
        what = "nothing says when a state is over"
        faults.append(Fault(table.origin, "valid_to", what, "add --map valid_to=COLUMN"))
    crs = _reference(table, wish, faults)
    if faults or crs is None:
        unread = ((row.number, row.fault) for row in table.rows if row.fault)
        faults.extend(Fault(table.origin, f"row {number}", why) for number, why in unread)
        raise AtlasError(faults)
    done: dict[str, list[int]] = {}
    drawn = list(_drawn(table.origin, rows, to_degrees(crs), wish, done, faults))
    faults.extend(_swap_faults(table.origin, drawn, atlas))
    maker = FeatureMaker(atlas, wish, choice, table.origin, faults)
    features = tuple(each for row in drawn for each in maker.feature(row))
    faults.extend(maker.strange_values())
    if faults:
        raise AtlasError(faults)
    return Plan(
        wish=wish,
        choice=choice,
        crs=str(crs.name),
        layer=_layer(atlas, wish),
        places=tuple(maker.new.values()),
        features=features,
        known=maker.known,
        done=done,
    )


def _reference(table: Table, wish: Wish, faults: list[Fault]) -> CRS | None:
    """Return the reference system of a file's coordinates, or None with a fault."""
    named = wish.crs or table.crs
    if not named:
        what = f"does not say in which reference system its coordinates are ({_extent(table)})"
        faults.append(Fault(table.origin, "", what, "add --crs, for degrees --crs EPSG:4326"))
        return None
    try:
        return projection(named)
    except ValueError as error:
        faults.append(Fault(table.origin, "", str(error), "name it with --crs"))
        return None


def _drawn(
    origin: str,
    rows: Iterable[Row],
    turn: Transformer | None,
    wish: Wish,
    done: dict[str, list[int]],
    faults: list[Fault],
) -> Iterator[Row]:
    """Yield rows with their shapes mended and in degrees; note what was done to which."""
    for row in rows:
        shape = swapped(row.shape) if wish.swap and row.shape is not None else row.shape
        result = mended(shape, turn)
        fault = row.fault or result.fault
        if fault:
            remedy = "mend it, or take it out"
            if fault.startswith(OFF_THE_GLOBE):
                remedy = "name its reference system with --crs, or mend it"
            faults.append(Fault(origin, f"row {row.number}", fault, remedy))
        for word in (*row.notes, *result.done):
            done.setdefault(word, []).append(row.number)
        yield replace(row, shape=result.shape)


def _extent(table: Table) -> str:
    shapes = [row.shape for row in table.rows if row.shape is not None]
    west, south, east, north = shapely.total_bounds(shapes)
    return f"they go from {west:g} {south:g} to {east:g} {north:g}"


def _swap_faults(origin: str, rows: Iterable[Row], atlas: Atlas) -> list[Fault]:
    shapes = [row.shape for row in rows if row.shape is not None]
    region = region_of(atlas)
    if not shapes or region is None or not look_swapped(shapes, region):
        return []
    what = "lies far from the atlas, but in it once longitude and latitude are exchanged"
    return [Fault(origin, "", what, "look at it on a map; if it is so, add --swap")]


def region_of(atlas: Atlas) -> Box | None:
    """Return where an atlas's shapes lie: west, south, east, north; None if it has none."""
    shapes = [*atlas.frame.geometry.dropna(), *atlas.basemap.geometry.dropna()]
    if not shapes:
        return None
    west, south, east, north = shapely.total_bounds(shapes)
    return float(west), float(south), float(east), float(north)


def _layer(atlas: Atlas, wish: Wish) -> dict[str, Any]:
    """Return the table of a layer that the atlas does not have."""
    layers = atlas.settings.layers
    if any(each.id == wish.layer for each in layers):
        return {}
    used = {each.colour.upper() for each in layers}
    free = next((each for each in _COLOURS if each not in used), _COLOURS[0])
    return {
        "id": wish.layer,
        "title": wish.title or wish.layer.replace("-", " ").capitalize(),
        "colour": wish.colour or free,
        "order": max((each.order for each in layers), default=0) + 1,
        "note": wish.note,
    }
