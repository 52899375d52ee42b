"""What a person or a program asks for, checked against the atlas: every fault at once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import TYPE_CHECKING

from mapdash.errors import AtlasError, Fault
from mapdash.export.extract import Extract, take
from mapdash.intervals import Interval
from mapdash.selection import Axis, opening_selection

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.selection import Selection

#: What the command line calls each part of a request.
OPTIONS: Mapping[str, str] = MappingProxyType(
    {name: f"--{name}" for name in ("day", "layers", "issues", "articles", "place")}
)
_MOST_LISTED = 20  # ids; of more, those most like the one asked for are named


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for; what is left empty narrows nothing.

    Parameters
    ----------
    day : date or None
        The day of the map, up to which passages are listed; None takes every day.
    window : Interval or None
        The days that passages are listed from, where no day is given; an open
        end is the atlas's own.
    axis, known_on, search
        As in a `Selection`.
    """

    day: date | None = None
    layers: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    place: str = ""
    window: Interval | None = None
    axis: Axis = "event"
    known_on: date | None = None
    search: str = ""


def extract_of(atlas: Atlas, request: Request, named: Mapping[str, str] = OPTIONS) -> Extract:
    """Return what a request takes from an atlas.

    Parameters
    ----------
    named : mapping of str to str
        What whoever asks calls the parts of the request, for the faults to say.

    Raises
    ------
    AtlasError
        With every layer, issue, article and place that the atlas does not
        have, and a day that lies outside its time.
    """
    faults = list(request_faults(atlas, request, named))
    if faults:
        raise AtlasError(faults)
    whenever = request.day is None and request.window is None
    return take(atlas, _selection(atlas, request), whenever=whenever)


def _selection(atlas: Atlas, request: Request) -> Selection:
    opening = opening_selection(atlas.settings)
    chosen = replace(
        opening,
        layers=tuple(each for each in opening.layers if each in (request.layers or opening.layers)),
        issues=request.issues,
        articles=request.articles,
        place=request.place,
        axis=request.axis,
        known_on=request.known_on,
        search=request.search,
    )
    extent = atlas.settings.extent
    whole = Interval(extent.first, extent.last)
    if request.day:
        return replace(chosen, day=request.day, window=whole)
    if request.window:
        last = request.window.last or max(extent.last, request.window.first or extent.last)
        first = request.window.first or min(extent.first, last)
        return replace(chosen, day=last, window=Interval(first, last))
    return chosen


def request_faults(
    atlas: Atlas, request: Request, named: Mapping[str, str] = OPTIONS
) -> Iterator[Fault]:
    """Give what is asked for that the atlas does not have."""
    settings, extent = atlas.settings, atlas.settings.extent
    places = (request.place,) if request.place else ()
    yield from _unknown(named, "layers", request.layers, [each.id for each in settings.layers])
    yield from _unknown(named, "issues", request.issues, [each.id for each in settings.issues])
    yield from _unknown(named, "articles", request.articles, list(atlas.articles))
    yield from _unknown(named, "place", places, list(atlas.places))
    if request.day and request.day not in Interval(extent.first, extent.last):
        remedy = f"give one from {extent.first} to {extent.last}"
        yield Fault(named["day"], "", f"{request.day} lies outside the atlas's time", remedy)


def _unknown(
    named: Mapping[str, str], part: str, asked: Sequence[str], known: Collection[str]
) -> Iterator[Fault]:
    for each in asked:
        if each not in known:
            what = f"the atlas has no {part.removesuffix('s')} {each!r}"
            yield Fault(named[part], "", what, _choice(each, known))


def _choice(asked: str, known: Collection[str]) -> str:
    """Say what could be chosen instead."""
    if len(known) <= _MOST_LISTED:
        return f"choose from {', '.join(known)}"
    near = get_close_matches(asked, known, n=3)
    return f"did you mean {' or '.join(near)}?" if near else f"choose one of its {len(known)}"
