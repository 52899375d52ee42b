"""What the timeline draws from: when passages speak and were written, and what changed.

It is fetched once, as the map's documents are; a step of the day sends none
of it again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mapdash.assets import Asset, asset
from mapdash.changes import Change, changes, dated, what
from mapdash.intervals import epoch_day
from mapdash.keeping import keep_newest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mapdash.atlas import Atlas, Excerpt
    from mapdash.intervals import Interval


def chronicle(atlas: Atlas) -> Asset:
    """Return the timeline's document: JSON, its days counted from 1970-01-01.

    ``passages`` are in the order of ``atlas.excerpts``; each is [days spoken
    of, days of publication], and these are [first, last] with null for an
    open end.  ``changes`` are days, each with all that is told of it, the
    leading one first; ``dated`` is a date that the data give only in part.
    """
    found = _CHRONICLES.get(atlas.version)
    if found is None:
        body = json.dumps(_document(atlas), ensure_ascii=False, separators=(",", ":")).encode()
        found = _CHRONICLES[atlas.version] = asset("chronicle", ".json", "application/json", body)
        keep_newest(_CHRONICLES)
    return found


# By the atlas's version: made once, the page runs often.
_CHRONICLES: dict[str, Asset] = {}


def _document(atlas: Atlas) -> dict[str, Any]:
    extent = atlas.settings.extent
    events = changes(atlas)
    told = {change.place for found in events.values() for change in found}
    names = {
        place: {key: each[0] for key, each in atlas.places[place].names.items() if each}
        for place in sorted(told)
    }
    return {
        "first": epoch_day(extent.first),
        "last": epoch_day(extent.last),
        "asOf": epoch_day(extent.as_of),
        "names": names,
        "colours": {layer.id: layer.colour for layer in atlas.settings.layers},
        "changes": [_event(day, found) for day, found in events.items()],
        "passages": [_when(excerpt) for excerpt in atlas.excerpts],
    }


def _event(day: date, found: tuple[Change, ...]) -> dict[str, Any]:
    return {"day": epoch_day(day), "told": [_told(change) for change in found]}


def _told(change: Change) -> dict[str, str]:
    return {
        "place": change.place,
        "part": change.part.replace("-", " "),
        "layer": change.layer,
        "what": what(change),
        "dated": dated(change),
    }


def _when(excerpt: Excerpt) -> list[list[list[int | None]]]:
    return [_days(excerpt.times), _days(excerpt.published)]


def _days(intervals: Iterable[Interval]) -> list[list[int | None]]:
    return [
        [epoch_day(each.first) if each.first else None, epoch_day(each.last) if each.last else None]
        for each in dict.fromkeys(intervals)
    ]
