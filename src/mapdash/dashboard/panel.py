"""What the panel beside the map says, as plain data: pure functions of atlas and selection.

The browser sets every text as text, so nothing here needs escaping.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from mapdash.dashboard.differences import change_model, difference_model
from mapdash.dashboard.finding import search_model
from mapdash.dashboard.sources import sources_model
from mapdash.queries import (
    Answer,
    Hit,
    features_on,
    is_spoken_of,
    relations_spoken_of,
    states_of,
)
from mapdash.telling import (
    Model,
    article_model,
    excerpt_model,
    layers_model,
    list_model,
    names_model,
    only_article,
    state_model,
    state_row,
)
from mapdash.wording import counted, day_text

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.queries import Relation
    from mapdash.records import Place
    from mapdash.selection import Selection


def panel_model(
    atlas: Atlas, selection: Selection, answer: Answer, under: tuple[str, ...] = ()
) -> Model:
    """Return what the panel shows: an article, sources, a place, changes, a search, or a start."""
    if selection.passage:
        return _article_model(atlas, selection)
    if selection.sources:
        return sources_model(atlas, selection)
    if selection.place:
        return _place_model(atlas, selection, answer, under)
    if selection.change:
        return change_model(atlas, selection, selection.change)
    if selection.search:
        return search_model(atlas, selection)
    if selection.compared:
        return difference_model(atlas, selection, selection.compared)
    return _start_model(atlas, selection, answer)


# ---------------------------------------------------------------- where to begin


#: Rows beyond these are only counted: a list this long is not read to its end.
_MOST = 250


def _start_model(atlas: Atlas, selection: Selection, answer: Answer) -> Model:
    places, rest = _place_rows(atlas, selection, answer)
    return {
        "mode": "start",
        "comparable": True,
        **list_model(atlas, selection),
        "language": selection.language,
        "about": atlas.settings.description,
        "day": day_text(selection.day),
        "articles": len(atlas.articles),
        "layersOn": len(selection.layers),
        "known": selection.day <= atlas.settings.extent.as_of,
        "layers": layers_model(atlas),
        "places": places,
        "rest": rest,
        "summary": _summary(answer),
        "excerpts": [excerpt_model(atlas, hit, selection.place) for hit in answer.hits],
        "outside": [excerpt_model(atlas, hit, selection.place) for hit in answer.outside],
    }


def _place_rows(atlas: Atlas, selection: Selection, answer: Answer) -> tuple[list[Model], int]:
    """Return a row for each place on the map that day or spoken of, and how many more there are."""
    spoken = relations_spoken_of(atlas, answer)
    on_map = features_on(atlas, selection.day, selection.layers)
    status: dict[str, str] = {}
    for feature in on_map:
        status.setdefault(feature.place, feature.status)
    order = {layer: number for number, layer in enumerate(selection.layers)}
    found = [
        place
        for place in atlas.places.values()
        if place.layer in order and ((place.shares or place.id) in status or place.id in spoken)
    ]
    counts = {place.id: spoken.get(place.id, Counter()) for place in found}
    found.sort(key=lambda each: (*_least(counts[each.id]), order[each.layer]))
    rows: list[Model] = [
        {
            "place": place.id,
            "name": place.label(selection.language),
            "layer": place.layer,
            "status": status.get(place.shares or place.id, ""),
            "counts": dict(counts[place.id]),
        }
        for place in found[:_MOST]
    ]
    return rows, max(0, len(found) - _MOST)


def _least(counts: Counter[Relation]) -> tuple[int, int]:
    """Return a key: what is named itself by the most passages comes first."""
    return -counts["itself"], -counts.total()


def _summary(answer: Answer) -> str:
    articles = {hit.excerpt.file for hit in answer.hits}
    if not answer.hits:
        return "No passage"
    return f"{counted(len(answer.hits), 'passage')} from {counted(len(articles), 'article')}"


# ---------------------------------------------------------------- a place


def _place_model(
    atlas: Atlas, selection: Selection, answer: Answer, under: tuple[str, ...]
) -> Model:
    place = atlas.places[selection.place]
    layer = next(each for each in atlas.settings.layers if each.id == place.layer)
    states = states_of(atlas, place.id)
    current = [each for each in features_on(atlas, selection.day) if each in states]
    return {
        "mode": "place",
        "comparable": True,
        **list_model(atlas, selection),
        "place": place.id,
        "layers": layers_model(atlas),
        "layer": {"id": layer.id, "title": layer.title, "note": layer.note},
        "name": place.label(selection.language),
        "names": names_model(place.names),
        "note": place.note,
        "day": day_text(selection.day),
        "current": [state_model(atlas, each) for each in current],
        "states": [state_row(atlas, each, each in current) for each in states],
        "within": [_link(atlas, each, selection) for each in place.within],
        "members": _members(atlas, place, selection),
        "sets": [
            _link(atlas, each.id, selection)
            for each in atlas.places.values()
            if place.id in each.members
        ],
        "under": _under(atlas, under, selection),
        "spokenOf": bool(answer.hits or answer.outside) or is_spoken_of(atlas, place.id),
        "summary": _summary(answer),
        "excerpts": [excerpt_model(atlas, hit, selection.place) for hit in answer.hits],
        "outside": [excerpt_model(atlas, hit, selection.place) for hit in answer.outside],
    }


def _link(atlas: Atlas, place: str, selection: Selection) -> Model:
    found = atlas.places[place]
    return {"place": place, "name": found.label(selection.language), "layer": found.layer}


def _members(atlas: Atlas, place: Place, selection: Selection) -> list[Model]:
    """Return the places of a set, and whether each is drawn on the day."""
    on_map = features_on(atlas, selection.day, selection.layers)
    drawn = {each.place for each in on_map if each.geometry is not None}
    return [
        {**_link(atlas, each, selection), "drawn": (atlas.places[each].shares or each) in drawn}
        for each in place.members
    ]


def _under(atlas: Atlas, under: tuple[str, ...], selection: Selection) -> list[Model]:
    """Return the other places under the point that was pressed, each once."""
    places = dict.fromkeys(atlas.feature_by_id[each].place for each in under)
    places.pop(selection.place, None)
    return [_link(atlas, place, selection) for place in places]


# ---------------------------------------------------------------- an article


def _article_model(atlas: Atlas, selection: Selection) -> Model:
    excerpt = atlas.excerpt_by_key[selection.passage]
    article = atlas.articles[excerpt.file]
    hits = [Hit(each, None, each.mentions) for each in atlas.excerpts if each.file == article.file]
    return {
        "mode": "article",
        "layers": layers_model(atlas),
        "only": only_article(atlas, selection),
        "article": article_model(article),
        "at": excerpt.key,
        "back": selection.place,
        "backName": atlas.places[selection.place].label(selection.language)
        if selection.place
        else "",
        "excerpts": [excerpt_model(atlas, hit, selection.place) for hit in hits],
    }
