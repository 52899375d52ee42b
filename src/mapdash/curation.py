"""Reading what an editor writes: atlas.toml and geodata/places.toml.

Every fault of a file is collected, with the path of keys that leads to it;
a record with a fault is left out, so that the rest can still be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeGuard

from mapdash.errors import Fault
from mapdash.files import read_toml
from mapdash.intervals import Interval
from mapdash.records import Extent, Issue, Layer, Place
from mapdash.rules import Apart, ContextWeights, Weights
from mapdash.tables import (
    AtlasTable,
    IssueTable,
    LayerTable,
    PlaceTable,
    TimeTable,
    checked,
)
from mapdash.weights import DATES, NAMES, read_context_weights, read_weights
from mapdash.wordlists import resolved, spell_out


@dataclass(frozen=True, slots=True)
class Settings:
    """What atlas.toml says.

    `centre` is longitude, latitude; `zoom` a Leaflet zoom level; `layers`
    are in their drawing order; `words` are the lists that phrases can name,
    `fields` the words of each field, `weights`, `name_weights` and `date_weights` what was
    fitted to them.
    """

    title: str
    description: str
    languages: tuple[str, ...]
    extent: Extent
    centre: tuple[float, float]
    zoom: float
    layers: tuple[Layer, ...]
    issues: tuple[Issue, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    weights: Weights | None = None
    name_weights: ContextWeights | None = None
    date_weights: ContextWeights | None = None


def load_settings(folder: Path, faults: list[Fault]) -> Settings | None:
    """Read an atlas's atlas.toml; None, with faults, if it cannot be used."""
    name = "atlas.toml"
    data = read_toml(folder / name, name, faults)
    words = data.get("words", {}) if data else None
    if data is not None and _is_words(words):
        data["words"] = resolved(words, name, faults)
        data = spell_out(data, data["words"], name, faults)
    table = checked(AtlasTable, data, name, "", faults) if data is not None else None
    if table is None:
        return None
    faults.extend(_time_faults(table.time, name))
    faults.extend(_repeated([each.id for each in table.layer], name, "layer"))
    faults.extend(_repeated([each.id for each in table.issue], name, "issue"))
    rules = [rule.id for each in table.layer for rule in each.rule]
    faults.extend(_repeated(rules, name, "layer.rule"))
    known = {each.id for each in table.layer}
    faults.extend(
        _unknown_layer(name, f"issue {issue.id}", layer)
        for issue in table.issue
        for layer in issue.layers
        if layer not in known
    )
    longitude, latitude = table.view.centre
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        what, remedy = "is not on the globe", "write longitude, latitude"
        faults.append(Fault(name, "view.centre", what, remedy, code="out-of-range"))
    # A window that ends before it starts is no interval.
    if table.time.window[0] > table.time.window[1]:
        return None
    settings = _settings(table)
    issues = [each.id for each in settings.issues]
    return replace(
        settings,
        weights=read_weights(folder, issues, settings.fields, faults),
        name_weights=read_context_weights(folder, NAMES, settings.fields, faults),
        date_weights=read_context_weights(folder, DATES, settings.fields, faults),
    )


def _is_words(words: object) -> TypeGuard[dict[str, str]]:
    return isinstance(words, dict) and all(isinstance(each, str) for each in words.values())


def _time_faults(time: TimeTable, name: str) -> list[Fault]:
    """Say where the atlas's days are out of order."""
    faults = []
    if not time.first <= time.as_of <= time.last:
        what = "from, as_of and to are out of order"
        faults.append(Fault(name, "time", what, "sort them", code="out-of-order"))
    if not time.first <= time.window[0] <= time.window[1] <= time.last:
        what = "does not lie between from and to"
        faults.append(Fault(name, "time.window", what, "move it inside", code="out-of-order"))
    return faults


def _repeated(ids: list[str], name: str, where: str) -> list[Fault]:
    return [
        Fault(
            name, where, f"the id {each!r} is used twice", "give each its own", code="duplicate-id"
        )
        for each in sorted({each for each in ids if ids.count(each) > 1})
    ]


def _settings(table: AtlasTable) -> Settings:
    layers = sorted((_layer(each) for each in table.layer), key=lambda layer: layer.order)
    return Settings(
        title=table.title,
        description=table.description,
        languages=tuple(table.languages),
        extent=Extent(
            first=table.time.first,
            last=table.time.last,
            as_of=table.time.as_of,
            window=Interval(*table.time.window),
        ),
        centre=table.view.centre,
        zoom=table.view.zoom,
        layers=tuple(layers),
        issues=tuple(_issue(each) for each in table.issue),
        words=table.words,
        fields={name: tuple(words.split()) for name, words in table.fields.items()},
    )


def _layer(table: LayerTable) -> Layer:
    return Layer(
        id=table.id,
        title=table.title,
        colour=table.colour,
        order=table.order,
        note=table.note,
        rules=tuple(rule.record(table.id) for rule in table.rule),
        decoys=tuple(table.decoys),
        elsewhere=tuple(table.elsewhere),
        home=tuple(table.home),
        course=tuple(table.course),
        apart=tuple(Apart(tuple(each.told), tuple(each.unless)) for each in table.apart),
        strangers=tuple(table.strangers),
    )


def _issue(table: IssueTable) -> Issue:
    rules = tuple(rule.record() for rule in table.rule)
    lists = {key: tuple(value) for key, value in table if isinstance(value, list) and key != "rule"}
    return Issue(table.id, table.title, table.definition, rules=rules, **lists)


def load_places(folder: Path, settings: Settings | None, faults: list[Fault]) -> tuple[Place, ...]:
    """Read an atlas's geodata/places.toml; what is faulty is left out and told.

    Without settings, what it says of layers is not checked.
    """
    name = "geodata/places.toml"
    data = read_toml(folder / name, name, faults)
    if data is None:
        return ()
    data = spell_out(data, settings.words, name, faults) if settings else data
    tables = data.pop("place", [])
    faults.extend(
        Fault(name, key, "unknown key", "a place is a [[place]] table", code="unknown-key")
        for key in data
    )
    if not isinstance(tables, list):
        what = "is not a list of tables"
        faults.append(Fault(name, "place", what, "write [[place]]", code="bad-value"))
        return ()
    places = []
    for number, raw in enumerate(tables, start=1):
        label = raw.get("id") if isinstance(raw, dict) else None
        table = checked(PlaceTable, raw, name, f"place {label or number}", faults)
        if table is not None:
            places.append(_place(table))
    faults.extend(_repeated([place.id for place in places], name, "place"))
    what, remedy = "has no name", "give it one in names"
    faults.extend(
        Fault(name, f"place {place.id}", what, remedy, code="no-name")
        for place in places
        if not any(place.names.values())
    )
    faults.extend(_reference_faults(places, settings, name) if settings else ())
    return tuple(places)


def _place(table: PlaceTable) -> Place:
    return Place(
        id=table.id,
        layer=table.layer,
        names={language: tuple(names) for language, names in table.names.items()},
        spellings=tuple(table.spellings),
        forbids=tuple(table.forbids),
        elsewhere=tuple(table.elsewhere),
        needs=tuple(table.needs),
        cues=tuple(each.record() for each in table.cues),
        linked=table.linked,
        members=tuple(table.members),
        shares=table.shares,
        note=table.note,
    )


def _reference_faults(places: list[Place], settings: Settings, name: str) -> list[Fault]:
    """Say which layers and places are named but do not exist."""
    layers = {layer.id for layer in settings.layers}
    ids = {place.id for place in places}
    faults = []
    for place in places:
        where = f"place {place.id}"
        if place.layer not in layers:
            faults.append(_unknown_layer(name, where, place.layer))
        faults.extend(
            _unknown_place(name, where, other)
            for other in (*place.members, *filter(None, [place.shares]))
            if other not in ids
        )
    for layer in settings.layers:
        for rule in layer.rules:
            where = f"rule {rule.id}"
            if not rule.place and not rule.anaphor:
                what, remedy = "means no place", "give it a place's id"
                faults.append(Fault("atlas.toml", where, what, remedy, code="missing-key"))
            faults.extend(
                _unknown_place("atlas.toml", where, other)
                for other in (*filter(None, [rule.place]), *rule.antecedents)
                if other not in ids
            )
    return faults


def _unknown_layer(name: str, where: str, layer: str) -> Fault:
    remedy = "use the id of a [[layer]] of atlas.toml"
    return Fault(name, where, f"unknown layer {layer!r}", remedy, code="unknown-layer")


def _unknown_place(name: str, where: str, place: str) -> Fault:
    remedy = "use the id of a [[place]] of geodata/places.toml"
    return Fault(name, where, f"unknown place {place!r}", remedy, code="unknown-place")
