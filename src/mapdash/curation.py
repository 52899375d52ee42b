"""Reading what an editor writes: atlas.toml and geodata/places.toml.

Every fault of a file is collected, with the path of keys that leads to it;
a record with a fault is left out, so that the rest can still be checked.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, TypeGuard, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from mapdash.errors import Fault
from mapdash.intervals import Interval
from mapdash.records import Extent, Issue, Layer, Place, Rule
from mapdash.wordlists import resolved, spell_out

Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9A-Fa-f]{6}$")]

_TOML_PLACE = re.compile(r"\(at (line \d+, column \d+|end of document)\)")


class _Record(BaseModel):
    """A table of a file: unknown keys are faults, for they are mostly slips."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _RuleTable(_Record):
    id: Id
    place: Id | Literal[""] = ""
    phrases: list[Text] = Field(min_length=1)
    needs: list[Text] = []
    forbids: list[Text] = []
    setting: list[Text] = []
    anaphor: bool = False
    antecedents: list[Id] = []
    rivals: list[Text] = []


class _LayerTable(_Record):
    id: Id
    title: Text
    colour: Colour
    order: int = 0
    note: str = ""
    decoys: list[Text] = []
    rule: list[_RuleTable] = []


class _IssueTable(_Record):
    id: Id
    title: Text
    definition: Text
    phrases: list[Text] = []
    layers: list[Id] = []
    hints: list[Text] = []
    beside: list[Text] = []
    beside_layers: list[Id] = []
    terms: list[Text] = []
    needs: list[Text] = []
    company: list[Text] = []
    elsewhere: list[Text] = []
    forbids: list[Text] = []


class _Time(_Record):
    first: date = Field(alias="from")
    last: date = Field(alias="to")
    as_of: date
    window: tuple[date, date] = Field(strict=False)


class _View(_Record):
    centre: tuple[float, float] = Field(strict=False)
    zoom: float = Field(default=7, ge=0, le=19, strict=False)


class _AtlasTable(_Record):
    title: Text
    description: str = ""
    languages: list[Text] = Field(default=["en"], min_length=1)
    time: _Time
    view: _View
    words: dict[Id, Text] = {}
    layer: list[_LayerTable] = Field(min_length=1)
    issue: list[_IssueTable] = []


class _PlaceTable(_Record):
    id: Id
    layer: Id
    names: dict[str, list[Text]]
    spellings: list[Text] = []
    forbids: list[Text] = []
    needs: list[Text] = []
    linked: bool = True
    members: list[Id] = []
    shares: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What atlas.toml says.

    `centre` is longitude, latitude; `zoom` a Leaflet zoom level; `layers`
    are in their drawing order; `words` are the lists that phrases can name.
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


def read_toml(path: Path, name: str, faults: list[Fault]) -> dict[str, Any] | None:
    """Return a TOML file's tables, or None with a fault."""
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8-sig"))
    except FileNotFoundError:
        faults.append(Fault(name, "", "the file is missing", "write it; see docs/atlas-format.md"))
    except OSError as error:
        faults.append(Fault(name, "", f"cannot be read ({error.strerror})", "check its rights"))
    except UnicodeDecodeError as error:
        faults.append(Fault(name, f"byte {error.start}", "is not UTF-8", "save it as UTF-8"))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        what = _TOML_PLACE.sub("", str(error)).strip()
        faults.append(
            Fault(name, place[1] if place else "", f"is not TOML: {what}", "mend the syntax there")
        )
    return None


Model = TypeVar("Model", bound=BaseModel)


def checked(
    model: type[Model], data: object, name: str, where: str, faults: list[Fault]
) -> Model | None:
    """Return `data` as a `model`, or None with one fault for each thing wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            path = ".".join(str(part) for part in (*filter(None, [where]), *each["loc"]))
            unknown = each["type"] == "extra_forbidden"
            what = "unknown key" if unknown else each["msg"]
            faults.append(Fault(name, path, what, "see docs/atlas-format.md"))
        return None


def load_settings(folder: Path, faults: list[Fault]) -> Settings | None:
    """Read an atlas's atlas.toml; None, with faults, if it cannot be used."""
    name = "atlas.toml"
    before = len(faults)
    data = read_toml(folder / name, name, faults)
    words = data.get("words") if data else None
    if data is not None and _is_words(words):
        data["words"] = resolved(words, name, faults)
        data = spell_out(data, data["words"], name, faults)
    table = checked(_AtlasTable, data, name, "", faults) if data is not None else None
    if table is None:
        return None
    faults.extend(_time_faults(table.time, name))
    faults.extend(_repeated([each.id for each in table.layer], name, "layer"))
    faults.extend(_repeated([each.id for each in table.issue], name, "issue"))
    rules = [rule.id for each in table.layer for rule in each.rule]
    faults.extend(_repeated(rules, name, "layer.rule"))
    known = {each.id for each in table.layer}
    faults.extend(
        Fault(name, f"issue {issue.id}", f"unknown layer {layer!r}", "name a [[layer]]'s id")
        for issue in table.issue
        for layer in (*issue.layers, *issue.beside_layers)
        if layer not in known
    )
    longitude, latitude = table.view.centre
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        faults.append(
            Fault(name, "view.centre", "is not on the globe", "write longitude, latitude")
        )
    return _settings(table) if len(faults) == before else None


def _is_words(words: object) -> TypeGuard[dict[str, str]]:
    return isinstance(words, dict) and all(isinstance(each, str) for each in words.values())


def _time_faults(time: _Time, name: str) -> list[Fault]:
    """Say where the atlas's days are out of order."""
    faults = []
    if not time.first <= time.as_of <= time.last:
        faults.append(Fault(name, "time", "from, as_of and to are out of order", "sort them"))
    if not time.first <= time.window[0] <= time.window[1] <= time.last:
        faults.append(
            Fault(name, "time.window", "does not lie between from and to", "move it inside")
        )
    return faults


def _repeated(ids: list[str], name: str, where: str) -> list[Fault]:
    return [
        Fault(name, where, f"the id {each!r} is used twice", "give each its own")
        for each in sorted({each for each in ids if ids.count(each) > 1})
    ]


def _settings(table: _AtlasTable) -> Settings:
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
    )


def _layer(table: _LayerTable) -> Layer:
    rules = tuple(
        Rule(
            id=rule.id,
            layer=table.id,
            place=rule.place,
            phrases=tuple(rule.phrases),
            needs=tuple(rule.needs),
            forbids=tuple(rule.forbids),
            setting=tuple(rule.setting),
            anaphor=rule.anaphor,
            antecedents=tuple(rule.antecedents),
            rivals=tuple(rule.rivals),
        )
        for rule in table.rule
    )
    return Layer(
        id=table.id,
        title=table.title,
        colour=table.colour,
        order=table.order,
        note=table.note,
        rules=rules,
        decoys=tuple(table.decoys),
    )


def _issue(table: _IssueTable) -> Issue:
    return Issue(
        id=table.id,
        title=table.title,
        definition=table.definition,
        phrases=tuple(table.phrases),
        layers=tuple(table.layers),
        hints=tuple(table.hints),
        beside=tuple(table.beside),
        beside_layers=tuple(table.beside_layers),
        terms=tuple(table.terms),
        needs=tuple(table.needs),
        company=tuple(table.company),
        elsewhere=tuple(table.elsewhere),
        forbids=tuple(table.forbids),
    )


def load_places(folder: Path, settings: Settings, faults: list[Fault]) -> tuple[Place, ...]:
    """Read an atlas's geodata/places.toml; what is faulty is left out and told."""
    name = "geodata/places.toml"
    data = spell_out(read_toml(folder / name, name, faults), settings.words, name, faults)
    if data is None:
        return ()
    tables = data.pop("place", [])
    faults.extend(Fault(name, key, "unknown key", "a place is a [[place]] table") for key in data)
    if not isinstance(tables, list):
        faults.append(Fault(name, "place", "is not a list of tables", "write [[place]]"))
        return ()
    places = []
    for number, raw in enumerate(tables, start=1):
        label = raw.get("id") if isinstance(raw, dict) else None
        table = checked(_PlaceTable, raw, name, f"place {label or number}", faults)
        if table is not None:
            places.append(_place(table))
    faults.extend(_repeated([place.id for place in places], name, "place"))
    faults.extend(_reference_faults(places, settings, name))
    return tuple(places)


def _place(table: _PlaceTable) -> Place:
    return Place(
        id=table.id,
        layer=table.layer,
        names={language: tuple(names) for language, names in table.names.items()},
        spellings=tuple(table.spellings),
        forbids=tuple(table.forbids),
        needs=tuple(table.needs),
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
            faults.append(Fault(name, where, f"unknown layer {place.layer!r}", "use a layer's id"))
        faults.extend(
            Fault(name, where, f"unknown place {other!r}", "use a place's id")
            for other in (*place.members, *filter(None, [place.shares]))
            if other not in ids
        )
        if not any(place.names.values()):
            faults.append(Fault(name, where, "has no name", "give it one in names"))
    for layer in settings.layers:
        for rule in layer.rules:
            where = f"rule {rule.id}"
            if not rule.place and not rule.anaphor:
                faults.append(Fault("atlas.toml", where, "means no place", "give it a place's id"))
            faults.extend(
                Fault("atlas.toml", where, f"unknown place {other!r}", "use a place's id")
                for other in (*filter(None, [rule.place]), *rule.antecedents)
                if other not in ids
            )
    return faults
