"""What may stand in atlas.toml and geodata/places.toml: their tables, key by key.

The line below a key is its description, which the JSON Schemas hand on to
editors.  docs/atlas-format.md tells the same at length.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, Strict, StringConstraints, ValidationError

from mapdash.errors import Code, Fault
from mapdash.rules import Cue, IssueRule, Reach, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pydantic_core import ErrorDetails

_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_COLOUR = r"^#[0-9A-Fa-f]{6}$"
_PATTERNS = {
    _ID: "id: lower-case letters, digits and hyphens",
    _COLOUR: "colour: #RRGGBB",
}

Id = Annotated[str, StringConstraints(pattern=_ID)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Colour = Annotated[str, StringConstraints(pattern=_COLOUR)]
Day = Annotated[date, Strict()]


class Table(BaseModel):
    """A table of a file: unknown keys are faults, for they are mostly slips."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, use_attribute_docstrings=True
    )


class CueTable(Table):
    """Weak evidence for what is found, or against it."""

    weight: int
    """How much it weighs; below zero it speaks against."""
    within: Reach = "sentence"
    """In the same sentence, near as `setting` is, or also anywhere before in the article."""
    phrases: list[Text] = Field(min_length=1)
    """Phrases of which one must stand there."""

    def record(self) -> Cue:
        """Return it as the rest of the program knows it."""
        return Cue(weight=self.weight, within=self.within, phrases=tuple(self.phrases))


class RuleTable(Table):
    """A description that refers to a place, with the context it needs."""

    id: Id
    place: Id | Literal[""] = ""
    """The place meant; of an anaphor, left out, it is the antecedent's."""
    phrases: list[Text] = Field(min_length=1)
    """How it is worded; see Phrases in docs/atlas-format.md."""
    modifiers: list[Text] = []
    """Words that belong to what is found if they stand before it."""
    needs: list[Text] = []
    """Phrases of which one must stand in the same sentence; #id is a mention of a layer."""
    forbids: list[Text] = []
    """Phrases of which none may stand in the same sentence."""
    setting: list[Text] = []
    """Phrases of which one must stand in the passage, the one before, or the title."""
    anaphor: bool = False
    """Whether it only refers back to a place mentioned before."""
    antecedents: list[Id] = []
    """The places that it can refer back to; left out, any of the layer."""
    rivals: list[Text] = []
    """Phrases for what else it could refer back to."""
    alone: bool = False
    """Whether it refers back only where no preposition joins a name to it."""
    cues: list[CueTable] = []
    """Weak evidence, each of it counted once."""
    enough: int = 0
    """What the evidence must weigh together."""
    again: int = 0
    """What that of it must weigh which stands round the found words themselves, where their
    sentence has told of the layer before."""
    lone: int = 0
    """How much more than enough it must weigh together where what is found is one word."""

    def record(self, layer: str) -> Rule:
        """Return it as the rest of the program knows it, as a rule of a layer."""
        return Rule(
            id=self.id,
            layer=layer,
            place=self.place,
            phrases=tuple(self.phrases),
            modifiers=tuple(self.modifiers),
            needs=tuple(self.needs),
            forbids=tuple(self.forbids),
            setting=tuple(self.setting),
            anaphor=self.anaphor,
            antecedents=tuple(self.antecedents),
            rivals=tuple(self.rivals),
            alone=self.alone,
            cues=tuple(each.record() for each in self.cues),
            enough=self.enough,
            again=self.again,
            lone=self.lone,
        )


class ApartTable(Table):
    """What tells that a passage speaks of another time or matter than a layer's."""

    told: list[Text] = Field(min_length=1)
    """Phrases of which one in a passage tells so."""
    unless: list[Text] = []
    """Phrases of which one in it, the one before, or the title makes it the layer's after all."""


class LayerTable(Table):
    """A group of places that are drawn, chosen and coloured together."""

    id: Id
    """Its shapes are in geodata/layers/<id>.geojson."""
    title: Text
    """What the page calls it."""
    colour: Colour
    """#RRGGBB."""
    order: int = 0
    """Its place among the layers, the lowest first and drawn below."""
    note: str = ""
    """What else a reader has to know, such as the wordings of the different sides."""
    decoys: list[Text] = []
    """Phrases that hold a name or description of the layer and mean something else."""
    elsewhere: list[Text] = []
    """Phrases for other lands: a passage with one, and nothing of `home`, tells of these alone."""
    home: list[Text] = []
    """Phrases that tell, as any name of a place does, that a passage speaks of this land, too."""
    course: list[Text] = []
    """Phrases for what the layer's ways run from, to or by, where that is told of a way."""
    apart: list[ApartTable] = []
    """Other times and matters, of which a passage holds no description of the layer."""
    strangers: list[Text] = []
    """Phrases with an ``@`` for a name of the layer that make it another place's."""
    rule: list[RuleTable] = []


class IssueRuleTable(Table):
    """Words that tell of an issue together."""

    id: Id
    all: list[Annotated[list[Text], Field(min_length=1)]] = Field(min_length=1)
    """Sets of phrases, or of layers as ``#id``: one sentence must hold one of each."""
    without: list[Text] = []
    """Phrases of which none may stand in that sentence."""

    def record(self) -> IssueRule:
        """Return it as the rest of the program knows it."""
        return IssueRule(self.id, tuple(map(tuple, self.all)), tuple(self.without))


class IssueTable(Table):
    """A topic that a passage may speak of."""

    id: Id
    title: Text
    """What the page calls it."""
    definition: Text
    """What counts as it, in a sentence."""
    phrases: list[Text] = []
    """A phrase that decides alone."""
    layers: list[Id] = []
    """Layers of which a mention decides alone."""
    terms: list[Text] = []
    """Common words that decide where the subject is near."""
    rule: list[IssueRuleTable] = []
    """Words that decide together, where the subject is near."""
    leanings: list[Text] = []
    """Words of the field, of which several in a sentence tell of it where nothing decides."""
    needs: list[Text] = []
    """Phrases that say that the subject is near."""
    company: list[Text] = []
    """Words of the same field: one in the passage will do for the subject."""
    elsewhere: list[Text] = []
    """Phrases that make a passage without `needs` speak of something else."""
    forbids: list[Text] = []
    """Phrases in which none of the others counts."""


class TimeTable(Table):
    """The atlas's time, in whole days."""

    first: Day = Field(alias="from")
    """The first day that can be chosen."""
    last: Day = Field(alias="to")
    """The last day that can be chosen."""
    as_of: Day
    """The day up to which the data is known; open ends are drawn to it, never to today."""
    window: Annotated[tuple[Day, Day], Field(strict=False)]
    """The days first shown, from and to."""


class ViewTable(Table):
    """Where the map opens."""

    centre: Annotated[tuple[float, float], Field(strict=False)]
    """Longitude, latitude, in degrees."""
    zoom: float = Field(default=7, ge=0, le=19)
    """A zoom level of web maps: 0 is the whole world."""


class AtlasTable(Table):
    """atlas.toml: what the atlas is called, its time, view, layers and issues."""

    title: Text
    description: str = ""
    """What the page says of it where a reader begins, in one or two sentences."""
    languages: list[Text] = Field(default=["en"], min_length=1)
    """The languages of names that the page offers, the first one first."""
    time: TimeTable
    view: ViewTable
    words: dict[Id, Text] = {}
    """Lists that phrases can name as <id>."""
    fields: dict[Id, Text] = {}
    """Words by field, parted by spaces; * at the end stands for all that begin so."""
    layer: list[LayerTable] = []
    issue: list[IssueTable] = []


class PlaceTable(Table):
    """A thing in the world that has names and lies on one layer."""

    id: Id
    layer: Id
    """The id of a [[layer]] of atlas.toml."""
    names: dict[str, list[Text]]
    """By language; the first of each is the one shown; all of them are recognised."""
    spellings: list[Text] = []
    """Other spellings: recognised, never shown."""
    forbids: list[Text] = []
    """Phrases of which none may stand in the sentence of the name."""
    elsewhere: list[Text] = []
    """Phrases for something else of that name: none may stand in the passage."""
    needs: list[Text] = []
    """Phrases of which one must stand in the passage, the one before, or the title."""
    cues: list[CueTable] = []
    """Weak evidence for the names or against them; it must not weigh less than nothing."""
    linked: bool = True
    """Whether its names alone make a mention."""
    members: list[Id] = []
    """Of a set of places, the places in it."""
    shares: str = ""
    """The place whose features this one shares, having none of its own."""
    note: str = ""


class PlacesTable(Table):
    """geodata/places.toml: the places."""

    place: list[PlaceTable] = []


Model = TypeVar("Model", bound=BaseModel)


def checked(
    model: type[Model],
    data: object,
    name: str,
    where: str,
    faults: list[Fault],
    remedy: str = "see docs/atlas-format.md",
) -> Model | None:
    """Return `data` as a `model`, or None with one fault for each thing wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        for each in error.errors(include_url=False, include_input=False):
            path = ".".join(filter(None, (where, *_path(each["loc"], data))))
            faults.append(Fault(name, path, _worded(each), remedy, code=code_of(each["type"])))
        return None


def _path(keys: tuple[int | str, ...], data: Any) -> Iterator[str]:
    """Yield the steps to a place in tables; of a list's table its id, where it has one."""
    for key in keys:
        try:
            data = data[key]
        except (LookupError, TypeError):
            data = None
        name = data.get("id") or data.get("file") if isinstance(data, dict) else None
        yield name if isinstance(key, int) and isinstance(name, str) else str(key)


def _worded(error: ErrorDetails) -> str:
    """Say what is wrong, in the words of those who write the files."""
    match error["type"]:
        case "missing":
            return "is missing"
        case "extra_forbidden":
            return "unknown key"
        case "literal_error":
            return f"is not {error['ctx']['expected']}"
        case "string_pattern_mismatch":
            told = _PATTERNS.get(error["ctx"]["pattern"])
            return f"is no {told}" if told else error["msg"]
        case _:
            return error["msg"]


def code_of(kind: str) -> Code:
    """Return the code for a kind of fault of pydantic's."""
    if kind == "extra_forbidden":
        return "unknown-key"
    if kind == "missing":
        return "missing-key"
    return "bad-date" if kind.startswith("date") else "bad-value"
