"""What changes on the map, and when: pure functions of an atlas.

A change is told of a place, or of a part of one: a state of it begins where
there was none, ends with none to follow, or gives way to another.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from mapdash.intervals import Interval, day_after, day_before, parse_partial
from mapdash.queries import features_on
from mapdash.wording import interval_text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mapdash.atlas import Atlas
    from mapdash.records import Feature

Kind = Literal["changed", "appeared", "ended"]
_ORDER: dict[Kind, int] = {"changed": 0, "appeared": 1, "ended": 2}

#: A place, and the part of it; "" for the whole.
Whereabouts = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to a place, or to a part of it, between two days.

    Parameters
    ----------
    before, after : Feature or None
        Its states on the earlier and on the later day; at least one is given.
    """

    place: str
    part: str
    before: Feature | None
    after: Feature | None

    @property
    def kind(self) -> Kind:
        """Whether a state appeared, ended, or gave way to another."""
        if self.before is None:
            return "appeared"
        return "ended" if self.after is None else "changed"

    @property
    def layer(self) -> str:
        """The layer of the place."""
        return _state(self).layer


def _state(change: Change) -> Feature:
    """Return the later state, or else the earlier one."""
    state = change.after or change.before
    if state is None:
        raise ValueError(f"nothing is known of {change.place!r} on either day")
    return state


def what(change: Change) -> str:
    """Say in words what happened, in the statuses' own words."""
    if change.before is None:
        return _state(change).status
    if change.after is None:
        return f"no longer {change.before.status}"
    if change.before.status == change.after.status:
        return f"drawn anew, still {change.after.status}"
    return f"{change.after.status} (before: {change.before.status})"


def dated(change: Change) -> str:
    """Return the date of a change as its data give it, if only in part: "September 2023", or ""."""
    bound = change.after.valid_from if change.after else _state(change).valid_to
    if not bound:
        return ""
    interval = parse_partial(bound)
    return "" if interval.first == interval.last else interval_text(interval)


def difference(
    atlas: Atlas, early: date, late: date, layers: Sequence[str] | None = None
) -> tuple[Change, ...]:
    """Return what differs on the later of two days from the earlier, on some layers or all.

    What changed stands before what appeared and what ended, then the layers'
    order decides, the size, and the places' names.  After the atlas's `as_of` nothing
    is known, and nothing is said to end there.
    """
    first, last = (min(day, atlas.settings.extent.as_of) for day in sorted((early, late)))
    before = _states_on(atlas, first, layers)
    after = _states_on(atlas, last, layers)
    found = [
        Change(*where, before.get(where), after.get(where))
        for where in before.keys() | after.keys()
        if before.get(where) != after.get(where)
    ]
    return _in_order(atlas, found)


def _states_on(atlas: Atlas, day: date, layers: Sequence[str] | None) -> dict[Whereabouts, Feature]:
    return {(each.place, each.part): each for each in features_on(atlas, day, layers)}


def _in_order(atlas: Atlas, found: Sequence[Change]) -> tuple[Change, ...]:
    order = {layer.id: layer.order for layer in atlas.settings.layers}

    def key(change: Change) -> tuple[int, int, float, str, str]:
        name = atlas.places[change.place].label()
        return (_ORDER[change.kind], order[change.layer], -_size(change), name, change.part)

    return tuple(sorted(found, key=key))


def _size(change: Change) -> float:
    """Return how large a change is on the map, in square degrees: a region before its towns."""
    shape = _state(change).geometry
    return 0.0 if shape is None else float(shape.area)


def changes(atlas: Atlas) -> Mapping[date, tuple[Change, ...]]:
    """Return every day on which something changes, in order, with what changes on it.

    For each of them it is what `difference` finds between the day before and the day.
    """
    by_day: dict[date, list[Change]] = defaultdict(list)
    states: dict[Whereabouts, list[Feature]] = defaultdict(list)
    for feature in atlas.features:
        states[feature.place, feature.part].append(feature)
    for (place, part), each in states.items():
        for day, before, after in _turns(each):
            by_day[day].append(Change(place, part, before, after))
    extent = atlas.settings.extent
    known = Interval(extent.first, extent.as_of)
    return {day: _in_order(atlas, by_day[day]) for day in sorted(by_day) if day in known}


def _turns(states: Sequence[Feature]) -> list[tuple[date, Feature | None, Feature | None]]:
    """Return the days on which one place's states begin and end, with the states on both sides."""
    in_order = sorted(states, key=lambda each: each.valid.first or date.min)
    turns: list[tuple[date, Feature | None, Feature | None]] = []
    for before, after in pairwise([None, *in_order, None]):
        end = day_after(before.valid.last) if before and before.valid.last else None
        start = after.valid.first if after else None
        if end is not None and end == start:
            turns.append((end, before, after))
            continue
        if end is not None:
            turns.append((end, before, None))
        if start is not None:
            turns.append((start, None, after))
    return turns


def changes_on(atlas: Atlas, day: date, layers: Sequence[str] | None = None) -> tuple[Change, ...]:
    """Return what changes on a day, against the day before."""
    return difference(atlas, day_before(day), day, layers)
