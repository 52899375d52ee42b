"""What the list beside the map draws from: a row for every feature, on whatever day it holds.

It is fetched once, and only by who opens the list; a step of the day sends
which rows are meant, not what they say.
"""

from __future__ import annotations

import json
from collections import defaultdict
from typing import TYPE_CHECKING, Any

from mapdash.assets import Asset, asset
from mapdash.intervals import epoch_day
from mapdash.keeping import keep_newest

if TYPE_CHECKING:
    from datetime import date

    from mapdash.atlas import Atlas
    from mapdash.records import Feature


def roster(atlas: Atlas) -> Asset:
    """Return the list's document: JSON, its days counted from 1970-01-01.

    ``places`` are the names of each place by language, the one shown first;
    ``rows`` are the features, the ``places`` of each being its own and those
    that share it.  ``from`` and ``to`` are null for an open end; ``since`` and
    ``until`` are the same as the data give them, partial dates included.
    """
    found = _ROSTERS.get(atlas.version)
    if found is None:
        body = json.dumps(_document(atlas), ensure_ascii=False, separators=(",", ":")).encode()
        found = _ROSTERS[atlas.version] = asset("roster", ".json", "application/json", body)
        keep_newest(_ROSTERS)
    return found


# By the atlas's version: made once, the page runs often.
_ROSTERS: dict[str, Asset] = {}


def _document(atlas: Atlas) -> dict[str, Any]:
    sharing: defaultdict[str, list[str]] = defaultdict(list)
    for place in atlas.places.values():
        if place.shares:
            sharing[place.shares].append(place.id)
    rows = [_row(each, [each.place, *sharing[each.place]]) for each in atlas.features]
    shown = {place for row in rows for place in row["places"]}
    return {
        "asOf": epoch_day(atlas.settings.extent.as_of),
        "layers": [
            {"id": layer.id, "title": layer.title, "colour": layer.colour}
            for layer in atlas.settings.layers
        ],
        "places": {place: atlas.places[place].names for place in sorted(shown)},
        "rows": rows,
    }


def _row(feature: Feature, places: list[str]) -> dict[str, Any]:
    return {
        "id": feature.id,
        "places": places,
        "part": feature.part.replace("-", " "),
        "layer": feature.layer,
        "status": feature.status,
        "from": _bound(feature.valid.first),
        "to": _bound(feature.valid.last),
        "since": feature.valid_from,
        "until": feature.valid_to,
    }


def _bound(day: date | None) -> int | None:
    return None if day is None else epoch_day(day)
