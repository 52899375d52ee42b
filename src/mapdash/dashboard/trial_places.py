"""Where the places of a text lie: on which day they are drawn, and which of them are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from mapdash.dashboard.trial_marks import Mark
from mapdash.queries import features_on
from mapdash.wording import day_text

if TYPE_CHECKING:
    from datetime import date

    from mapdash.atlas import Atlas
    from mapdash.records import Published

# So many are named that are not drawn; the rest is counted.
_MOST_NAMED = 4


def day_of_map(published: Published | None, day: date, as_of: date) -> tuple[date, str]:
    """Return the day on which the places of a text are drawn, and why on that.

    It is the day of writing, the last that it may be, unless that is unknown
    or after all that the atlas knows: then the day that the page shows.
    """
    written = published.interval.last if published else None
    if published is None or written is None:
        return day, "the day chosen on the page, as the text does not say when it was written"
    if written > as_of:
        return day, f"the day chosen on the page, as nothing is known of {day_text(written)}"
    if published.interval.first == written:
        return written, "the day on which the text was written"
    return written, "the last day on which the text may have been written"


def marks_on(atlas: Atlas, places: Iterable[str], day: date, language: str) -> tuple[Mark, ...]:
    """Return what is drawn of places on a day: their own shapes, their members', those they share.

    In the order of the places.
    """
    by_place: dict[str, list[Mark]] = {}
    colours = {layer.id: layer.colour for layer in atlas.settings.layers}
    for feature in features_on(atlas, day):
        if feature.geometry is not None:
            mark = Mark(
                shape=feature.geometry,
                colour=colours[feature.layer],
                name=atlas.places[feature.place].label(language),
                schematic=feature.basis == "schematic",
                line=feature.line,
                accuracy_m=feature.accuracy_m or 0.0,
            )
            by_place.setdefault(feature.place, []).append(mark)
    owners = dict.fromkeys(owner for each in places for owner in _owners(atlas, each))
    return tuple(mark for owner in owners for mark in by_place.get(owner, ()))


def _owners(atlas: Atlas, place: str) -> list[str]:
    """Return the places whose features stand for a place."""
    return [atlas.places[each].shares or each for each in (place, *atlas.places[place].members)]


def day_told(atlas: Atlas, places: Sequence[str], day: date, why: str) -> str:
    """Say in words which day the map of a text shows, and which of its places are not on it."""
    if not places:
        return ""
    said = f"{day_text(day)}, {why}"
    if day > atlas.settings.extent.as_of:
        return f"No map: nothing is known of {said}."
    missing = [each for each in places if not marks_on(atlas, [each], day, "en")]
    if len(missing) == len(places):
        return f"No map: none of these places is drawn on {said}."
    named = ", ".join(atlas.places[each].label() for each in missing[:_MOST_NAMED])
    more = len(missing) - _MOST_NAMED
    rest = f" and {more} more" if more > 0 else ""
    return f"The map shows {said}." + (f" Not drawn on that day: {named}{rest}." if missing else "")
