"""Rows of a file to features of an atlas, and the places that they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

import shapely
from shapely.geometry import mapping

from mapdash.atlas import Atlas
from mapdash.errors import Fault
from mapdash.geodata import FeatureTable
from mapdash.ingest.columns import (
    NAMES,
    PROPERTIES,
    REQUIRED,
    Choice,
    day_of,
    last_day_before,
    number_of,
    text_of,
)
from mapdash.ingest.draft import slug
from mapdash.ingest.geofiles import Row
from mapdash.ingest.repair import DECIMALS
from mapdash.records import Feature, Place
from mapdash.wording import counted

#: The properties that have one of a few values, and these.
CHOICES: Mapping[str, tuple[str, ...]] = {
    key: get_args(FeatureTable.model_fields[key].annotation)
    for key in ("basis", "line", "confidence")
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants of a file.

    Parameters
    ----------
    layer : str
        The id of the layer, there already or not.
    mapped, given : mapping of str to str
        Columns, and values for all, by property.
    crs : str
        The reference system of the coordinates, where the file does not say.
    swap : bool
        Whether the file has latitude before longitude.
    until_exclusive : bool
        Whether what the file gives as an end is the first day on which a state is over.
    """

    layer: str
    title: str = ""
    colour: str = ""
    note: str = ""
    mapped: Mapping[str, str] = field(default_factory=dict)
    given: Mapping[str, str] = field(default_factory=dict)
    crs: str = ""
    swap: bool = False
    until_exclusive: bool = False


class FeatureMaker:
    """Makes features of rows, and places where there are none yet."""

    def __init__(
        self, atlas: Atlas, wish: Wish, choice: Choice, origin: str, faults: list[Fault]
    ) -> None:
        self.new: dict[str, dict[str, Any]] = {}
        self.known = 0
        self._atlas, self._wish, self._choice = atlas, wish, choice
        self._origin, self._faults = origin, faults
        self._strange: dict[str, list[tuple[int, str]]] = {}
        own = [each for each in atlas.places.values() if each.layer == wish.layer]
        self._places = {name: each.id for each in own for name in _names(each)}
        self._taken = {*atlas.places}
        self._ids = {*atlas.feature_by_id}
        self._there = [each for each in atlas.features if each.layer == wish.layer]

    def feature(self, row: Row) -> Iterable[dict[str, Any]]:
        """Yield a row as a GeoJSON feature, or nothing if the atlas holds it or it is faulty."""
        properties = self._properties(row)
        if properties is None:
            return
        place = self._place(text_of(self._choice.value("place", row.values)), row)
        if any(_same(each, place, properties, row) for each in self._there):
            self.known += 1
            return
        wished = text_of(self._choice.value("id", row.values)) if self._may_name() else ""
        day = properties["valid_from"] or ""
        own = slug(wished, "") or slug(f"{place}-{day}", place)
        yield {
            "type": "Feature",
            "properties": {"id": self._free(own, self._ids), "place": place, **properties},
            "geometry": None if row.shape is None else _coordinates(mapping(row.shape)),
        }

    def _may_name(self) -> bool:
        """Whether the column of ids was named by a person: a file's own numbers are no names."""
        return "id" in self._choice.columns and "id" not in self._choice.guessed

    def _properties(self, row: Row) -> dict[str, Any] | None:
        """Return what a row says, as a feature's properties; None, with faults, if it cannot be."""
        before = len(self._faults)
        text = {key: text_of(self._choice.value(key, row.values)) for key in PROPERTIES}
        last_day = last_day_before if self._wish.until_exclusive else day_of
        days = {
            "valid_from": self._read(row, "valid_from", day_of),
            "valid_to": self._read(row, "valid_to", last_day),
        }
        accuracy = self._read(row, "accuracy_m", number_of)
        for key in REQUIRED:
            if not text[key]:
                self._fault(row, key, "is empty", f"fill it in, or add --set {key}=VALUE")
        for key, allowed in CHOICES.items():
            if text[key] and text[key].lower() not in allowed:
                self._strange.setdefault(key, []).append((row.number, text[key]))
        if len(self._faults) > before:
            return None
        return {
            "part": slug(text["part"], "") or None,
            "status": text["status"],
            **days,
            "basis": text["basis"].lower(),
            "line": text["line"].lower() or "solid",
            "accuracy_m": accuracy,
            "confidence": text["confidence"].lower() or "medium",
            "source": text["source"],
            "status_source": text["status_source"] or text["source"],
            "licence": text["licence"],
            "figures": [],
            "note": text["note"],
        }

    def _read(self, row: Row, key: str, read: Any) -> Any:
        try:
            return read(self._choice.value(key, row.values))
        except ValueError as error:
            self._fault(row, key, str(error), "mend it there")
            return None

    def _fault(self, row: Row, key: str, what: str, remedy: str) -> None:
        column = self._choice.columns.get(key)
        where = f"row {row.number}, {column or key}"
        self._faults.append(Fault(self._origin, where, what, remedy))

    def strange_values(self) -> Iterable[Fault]:
        """Yield a fault for each property of which rows say what an atlas does not know."""
        for key, found in self._strange.items():
            number, value = found[0]
            column = self._choice.columns.get(key)
            rows = f"{counted(len(found), 'row')}, the first is row {number}"
            what = f"{value[:40]!r} is none of {', '.join(CHOICES[key])} ({rows})"
            mend = "mend it there, or add" if column else "give another with"
            yield Fault(self._origin, column or key, what, f"{mend} --set {key}=VALUE")

    def _place(self, name: str, row: Row) -> str:
        """Return the id of the place of that name, which may be a new one."""
        known = self._places.get(_folded(name))
        if known is not None:
            return known
        own = self._free(slug(name, "place"), self._taken)
        self._places[_folded(name)] = own
        language = self._atlas.settings.languages[0]
        names = {language: [name]}
        for key, column in self._choice.columns.items():
            other = text_of(row.values.get(column)) if key.startswith(NAMES) else ""
            if other:
                names.setdefault(key.removeprefix(NAMES), []).append(other)
        self.new[own] = {"id": own, "layer": self._wish.layer, "names": names}
        return own

    def _free(self, wished: str, taken: set[str]) -> str:
        """Return a name that is not taken yet, and take it."""
        tries = (
            wished,
            f"{wished}-{self._wish.layer}",
            *(f"{wished}-{n}" for n in range(2, 10_000)),
        )
        free = next(each for each in tries if each not in taken)
        taken.add(free)
        return free


def _names(place: Place) -> set[str]:
    names = {name for each in place.names.values() for name in each}
    return {_folded(name) for name in (*names, *place.spellings, place.id)}


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _same(feature: Feature, place: str, properties: Mapping[str, Any], row: Row) -> bool:
    """Whether a feature of the atlas says what a row says, of the same shape."""
    days = (properties["valid_from"] or "", properties["valid_to"] or "")
    if (feature.place, feature.part) != (place, properties["part"] or ""):
        return False
    if (feature.status, feature.valid_from, feature.valid_to) != (properties["status"], *days):
        return False
    if feature.geometry is None or row.shape is None:
        return feature.geometry is row.shape
    return bool(shapely.equals(feature.geometry, row.shape))


def _coordinates(geometry: Any) -> Any:
    """Return a geometry of GeoJSON with no more decimals than its coordinates have."""
    if isinstance(geometry, dict):
        return {key: _coordinates(each) for key, each in geometry.items()}
    if isinstance(geometry, list | tuple):
        return [_coordinates(each) for each in geometry]
    return round(geometry, DECIMALS) if isinstance(geometry, float) else geometry
