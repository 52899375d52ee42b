"""What a person asks to have exported, checked against the atlas: every fault at once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from mapdash.errors import AtlasError, Fault
from mapdash.export.extract import Extract, take
from mapdash.intervals import Interval
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from mapdash.atlas import Atlas


@dataclass(frozen=True, slots=True)
class Request:
    """What to export; what is left empty narrows nothing.

    Parameters
    ----------
    day : date or None
        The day of the map, up to which passages are listed; None takes every day.
    """

    day: date | None = None
    layers: tuple[str, ...] = ()
    issues: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()
    place: str = ""


def extract_of(atlas: Atlas, request: Request) -> Extract:
    """Return what a request takes from an atlas.

    Raises
    ------
    AtlasError
        With every layer, issue, article and place that the atlas does not
        have, and a day that lies outside its time.
    """
    faults = list(_faults(atlas, request))
    if faults:
        raise AtlasError(faults)
    opening = opening_selection(atlas.settings)
    extent = atlas.settings.extent
    chosen = replace(
        opening,
        layers=tuple(each for each in opening.layers if each in (request.layers or opening.layers)),
        issues=request.issues,
        articles=request.articles,
        place=request.place,
    )
    if request.day:
        chosen = replace(chosen, day=request.day, window=Interval(extent.first, extent.last))
    return take(atlas, chosen, whenever=request.day is None)


def _faults(atlas: Atlas, request: Request) -> Sequence[Fault]:
    settings, extent = atlas.settings, atlas.settings.extent
    faults = [
        *_unknown("--layers", "layer", request.layers, [each.id for each in settings.layers]),
        *_unknown("--issues", "issue", request.issues, [each.id for each in settings.issues]),
        *_unknown("--articles", "article", request.articles, list(atlas.articles)),
        *_unknown("--place", "place", (request.place,) if request.place else (), [*atlas.places]),
    ]
    if request.day and request.day not in Interval(extent.first, extent.last):
        remedy = f"give one from {extent.first} to {extent.last}"
        faults.append(Fault("--day", "", f"{request.day} lies outside the atlas's time", remedy))
    return faults


def _unknown(option: str, what: str, asked: Sequence[str], known: Collection[str]) -> list[Fault]:
    remedy = f"choose from {', '.join(known)}"
    return [
        Fault(option, "", f"the atlas has no {what} {each!r}", remedy)
        for each in asked
        if each not in known
    ]
