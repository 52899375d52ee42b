"""What the brief's scripts work with: passages, places and shapes of a selection, as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from mapdash.export.extract import Extract, take
from mapdash.intervals import epoch_day
from mapdash.maps import documents
from mapdash.queries import Hit, change_days, relation_to, states_of
from mapdash.telling import (
    Model,
    article_model,
    asides,
    excerpt_model,
    issues_model,
    names_model,
    state_model,
    why_text,
)
from mapdash.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from mapdash.atlas import Atlas, Excerpt
    from mapdash.intervals import Interval
    from mapdash.records import Place
    from mapdash.selection import Selection


def held_by(extract: Extract) -> Extract:
    """Return what a brief of an extract holds: of every day, issue and place.

    Those its reader can choose anew; the layers, the articles and the known-on
    day are the extract's.
    """
    selection = replace(extract.selection, place="", feature="", passage="", issues=())
    return take(extract.atlas, selection, whenever=True)


def _texts(held: Extract, listed: set[str]) -> list[Excerpt]:
    """Return every passage of each article that has one listed, as they stand there.

    Mentions on layers that are off are left out, for their places are not in the file.
    """
    files = {each.file for each in held.atlas.excerpts if each.key in listed}
    layers = held.selection.layers
    texts = [each for each in held.atlas.excerpts if each.file in files]
    texts.sort(key=lambda each: (held.atlas.article_order[each.file], each.passage.start))
    return [
        replace(each, mentions=tuple(one for one in each.mentions if one.layer in layers))
        for each in texts
    ]


def brief_data(held: Extract, selection: Selection) -> Model:
    """Return all that the scripts of the brief work with; days are counted from 1970-01-01.

    It opens on `selection`.  `relations` tells for each set of places
    mentioned, its ids joined by blanks, how it speaks of the places in the file.
    """
    atlas = held.atlas
    extent = atlas.settings.extent
    listed = {hit.excerpt.key for hit in held.hits}
    excerpts = _texts(held, listed)
    layers = [each for each in atlas.settings.layers if each.id in selection.layers]
    features, basemap = (json.loads(document.body) for document in documents(atlas))
    places = [
        place.id for layer in layers for place in atlas.places.values() if place.layer == layer.id
    ]
    texts = {each.key for each in excerpts}
    files = list(dict.fromkeys(each.file for each in excerpts))
    window = selection.window
    return {
        "description": atlas.settings.description,
        "centre": atlas.settings.centre,
        "zoom": atlas.settings.zoom,
        "first": epoch_day(extent.first),
        "last": epoch_day(extent.last),
        "asOf": epoch_day(extent.as_of),
        "changes": [epoch_day(day) for day in change_days(atlas)],
        "opening": {
            "day": epoch_day(selection.day),
            "from": epoch_day(window.first or extent.first),
            "to": epoch_day(max(window.last or extent.last, selection.day)),
            "issues": list(selection.issues),
            "place": selection.place if selection.place in places else "",
            "feature": selection.feature,
            "passage": selection.passage if selection.passage in texts else "",
            "language": selection.language,
            "at": selection.at if selection.at in texts else "",
            "order": selection.order,
        },
        "languages": [(each, LANGUAGES.get(each, each)) for each in atlas.settings.languages]
        + [("all", "All names")],
        "layers": [
            {"id": each.id, "title": each.title, "colour": each.colour, "note": each.note}
            for each in layers
        ],
        "issues": issues_model(atlas, [each.id for each in atlas.settings.issues]),
        "articles": {file: article_model(atlas.articles[file]) for file in files},
        "axis": selection.axis,
        "asides": {file: asides(atlas, file) for file in files},
        "passages": [_passage(held, each, each.key in listed) for each in excerpts],
        "relations": _relations(atlas, excerpts, places),
        "places": {each: _place(atlas, atlas.places[each]) for each in places},
        "states": {each.id: state_model(atlas, each) for each in held.features},
        "features": _narrowed(features, selection.layers),
        "basemap": basemap,
    }


def _narrowed(features: Model, layers: Iterable[str]) -> Model:
    """Return the map's document of features with what lies on some layers alone."""
    on = set(layers)
    return {
        **features,
        "layers": [each for each in features["layers"] if each["id"] in on],
        "places": {key: each for key, each in features["places"].items() if each["layer"] in on},
        "features": [each for each in features["features"] if each["properties"]["layer"] in on],
    }


def _passage(held: Extract, excerpt: Excerpt, listed: bool) -> Model:
    atlas = held.atlas
    told = excerpt_model(atlas, Hit(excerpt, None, excerpt.mentions))
    times = excerpt.published if held.selection.axis == "publication" else excerpt.times
    return {
        **told,
        "article": excerpt.file,
        "listed": listed,
        "about": [find.issue for find in excerpt.issues],
        "days": [_bounds(each) for each in times],
        "mentions": [
            {
                "layer": each.layer,
                "places": " ".join(each.places),
                "why": why_text(atlas, excerpt.file, each),
            }
            for each in excerpt.mentions
        ],
    }


def _bounds(interval: Interval) -> list[int | None]:
    return [_day(interval.first), _day(interval.last)]


def _day(day: date | None) -> int | None:
    return None if day is None else epoch_day(day)


def _relations(atlas: Atlas, excerpts: Iterable[Excerpt], places: Iterable[str]) -> Model:
    """Return how each set of places that is mentioned speaks of every place in the file."""
    mentions = {each.places: each for excerpt in excerpts for each in excerpt.mentions}
    return {
        " ".join(meant): {
            place: relation
            for place in places
            if (relation := relation_to(atlas, mention, place)) is not None
        }
        for meant, mention in mentions.items()
    }


def _place(atlas: Atlas, place: Place) -> Model:
    return {
        "labels": place.names,
        "names": names_model(place.names),
        "note": place.note,
        "layer": place.layer,
        "shares": place.shares,
        "within": list(place.within),
        "members": list(place.members),
        "sets": [each.id for each in atlas.places.values() if place.id in each.members],
        "states": [each.id for each in states_of(atlas, place.id)],
    }
