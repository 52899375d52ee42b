"""What the panel says of changes: on one day, or between two days that are compared."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mapdash.changes import Change, changes_on, dated, difference
from mapdash.intervals import Interval, single_day
from mapdash.queries import Hit, select
from mapdash.telling import Model, excerpt_model, kept_to, layers_model
from mapdash.wording import counted, day_text

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mapdash.atlas import Atlas
    from mapdash.selection import Selection

#: Rows beyond these are only counted: nobody reads them, and everyone waits for them.
_MOST = 60


def change_model(atlas: Atlas, selection: Selection, day: date) -> Model:
    """Return what changed on a day, with the passages that speak of that day."""
    found = changes_on(atlas, day, selection.layers)
    return {
        **_model(atlas, selection, found, single_day(day)),
        "title": f"What changed on {day_text(day)}",
        "note": "Passages are those that speak of the place and of this day, "
        "or of the month or year it lies in.",
        "leave": "Close",
    }


def difference_model(atlas: Atlas, selection: Selection, days: Interval) -> Model:
    """Return what differs between two days, with the passages that speak of the time between."""
    early, late = days.first, days.last
    if early is None or late is None:
        raise ValueError("two days are compared: neither end may be open")
    found = difference(atlas, early, late, selection.layers)
    as_of = atlas.settings.extent.as_of
    known = f" Nothing is known after {day_text(as_of)}." if late > as_of else ""
    return {
        **_model(atlas, selection, found, days),
        "title": f"{day_text(early)} and {day_text(late)} compared",
        "note": "Passages are those that speak of the place and of the days between." + known,
        "leave": "Stop comparing",
    }


def _model(atlas: Atlas, selection: Selection, found: Sequence[Change], days: Interval) -> Model:
    rows = [_row(atlas, selection, each, days) for each in found[:_MOST]]
    return {
        "mode": "difference",
        "layers": layers_model(atlas),
        **kept_to(atlas, selection),
        "summary": _summary(found),
        "rows": rows,
        "rest": max(0, len(found) - _MOST),
    }


def _summary(found: Sequence[Change]) -> str:
    kinds = [change.kind for change in found]
    words = {"appeared": "appeared", "changed": "changed status", "ended": "ended"}
    parts = [f"{kinds.count(kind)} {text}" for kind, text in words.items() if kind in kinds]
    return ", ".join(parts) if parts else "Nothing differs on the layers that are on."


def _row(atlas: Atlas, selection: Selection, change: Change, days: Interval) -> Model:
    hits = passages_of(atlas, selection, change, days)
    state = change.after or change.before
    return {
        "kind": change.kind,
        "place": change.place,
        "feature": state.id if state else "",
        "name": atlas.places[change.place].label(selection.language),
        "layer": change.layer,
        "part": change.part.replace("-", " "),
        "before": change.before.status if change.before else "",
        "after": change.after.status if change.after else "",
        "dated": dated(change),
        "source": state.status_source if state else "",
        "summary": counted(len(hits), "passage"),
        "excerpts": [excerpt_model(atlas, hit, change.place) for hit in hits],
    }


def passages_of(
    atlas: Atlas, selection: Selection, change: Change, days: Interval
) -> tuple[Hit, ...]:
    """Return the passages that speak of a change's place and of some of these days.

    Those whose own dates are the narrowest come first: they are about these
    days rather than about the year they lie in.
    """
    last = days.last or selection.day
    asked = replace(selection, day=last, window=days, feature="", passage="")
    found: dict[str, Hit] = {}
    for place in atlas.places.values():
        if change.place in (place.id, place.shares):
            answer = select(atlas, replace(asked, place=place.id))
            found |= {hit.excerpt.key: hit for hit in answer.hits}
    return tuple(sorted(found.values(), key=lambda hit: _breadth(hit, days)))


def _breadth(hit: Hit, days: Interval) -> int:
    """Return how many days the narrowest fitting date of a passage spans."""
    spans = [each.days for each in hit.excerpt.times if each.overlaps(days)]
    return min((span for span in spans if span is not None), default=10**6)
