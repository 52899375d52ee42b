"""What each endpoint answers: the questions that the page asks too, told as records."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlencode

import shapely

from mapdash.endpoints.parameters import NAMED
from mapdash.endpoints.records import feature_record, passage_records, place_record
from mapdash.errors import AtlasError, Fault
from mapdash.export.extract import Record, article_facts, layer_uri
from mapdash.export.request import Request, extract_of
from mapdash.export.tables import link_rows
from mapdash.queries import Answer, places_spoken_of, states_by_place
from mapdash.search import search
from mapdash.word_index import index_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mapdash.atlas import Atlas
    from mapdash.endpoints.parameters import Asked, Box
    from mapdash.records import Feature

Item = TypeVar("Item")

#: How many of a list are given where nothing is said, and at most.
USUAL, MOST = 100, 1000
#: Shapes are given all at once: a GIS opens one address as one layer.
MOST_FEATURES = 10_000


# ---------------------------------------------------------------- the whole


def atlas_record(atlas: Atlas, asked: Asked) -> Record:
    """Return what the atlas is: title, version, time, layers, issues, articles, counts."""
    settings, extent = atlas.settings, atlas.settings.extent
    spoken = Counter(find.issue for each in atlas.excerpts for find in each.issues)
    return {
        **extract_of(atlas, asked.request, NAMED).edition,
        "description": settings.description,
        "from": extent.first.isoformat(),
        "to": extent.last.isoformat(),
        "languages": list(settings.languages),
        "centre": list(settings.centre),
        "layers": _layers(atlas),
        "issues": [
            {
                "id": each.id,
                "title": each.title,
                "definition": each.definition,
                "passages": spoken[each.id],
            }
            for each in settings.issues
        ],
        "articles": [
            {**article_facts(each), "language": each.language, "sha256": each.sha256}
            for each in atlas.articles.values()
        ],
        "counts": {
            "articles": len(atlas.articles),
            "passages": len(atlas.excerpts),
            "mentions": sum(len(each.mentions) for each in atlas.excerpts),
            "places": len(atlas.places),
            "features": len(atlas.features),
        },
    }


def _layers(atlas: Atlas) -> list[Record]:
    places = Counter(each.layer for each in atlas.places.values())
    features = Counter(each.layer for each in atlas.features)
    return [
        {
            "id": each.id,
            "uri": layer_uri(atlas, each.id),
            "title": each.title,
            "colour": each.colour,
            "note": each.note,
            "places": places[each.id],
            "features": features[each.id],
        }
        for each in atlas.settings.layers
    ]


# ---------------------------------------------------------------- lists


def features(atlas: Atlas, asked: Asked) -> Record:
    """Return states of places as a GeoJSON FeatureCollection (RFC 7946)."""
    extract = extract_of(atlas, asked.request, NAMED)
    found = extract.features if asked.box is None else _touching(extract.features, asked.box)
    page, told = _page("features", asked, found, MOST_FEATURES, MOST_FEATURES)
    spoken = _spoken(atlas, asked.request)
    return {
        "type": "FeatureCollection",
        "atlas": extract.edition,
        **told,
        "features": [feature_record(extract, each, spoken) for each in page],
    }


def _touching(found: Sequence[Feature], box: Box) -> tuple[Feature, ...]:
    """Return the features whose shape touches a box; what is not located touches none."""
    west, south, east, north = box
    spans = ((west, east),) if west <= east else ((west, 180.0), (-180.0, east))
    area = shapely.union_all([shapely.box(first, south, last, north) for first, last in spans])
    touches = shapely.intersects([each.geometry for each in found], area)
    return tuple(each for each, inside in zip(found, touches, strict=True) if inside)


def _spoken(atlas: Atlas, request: Request) -> Counter[str]:
    """Return how many of the passages asked for speak of each place."""
    extract = extract_of(atlas, replace(request, place=""), NAMED)
    return places_spoken_of(atlas, Answer(extract.hits, ()))


def places(atlas: Atlas, asked: Asked) -> Record:
    """Return places with their names by language."""
    request = asked.request
    extract = extract_of(atlas, request, NAMED)
    found = [
        each
        for each in atlas.places.values()
        if each.layer in extract.selection.layers and request.place in {"", each.id}
    ]
    page, told = _page("places", asked, found)
    spoken, states = _spoken(atlas, request), states_by_place(atlas)
    listed = [place_record(atlas, each, states[each.id], spoken) for each in page]
    return {"atlas": extract.edition, **told, "places": listed}


def passages(atlas: Atlas, asked: Asked) -> Record:
    """Return passages, those nearest to the place first, each with all that was found in it."""
    extract = extract_of(atlas, asked.request, NAMED)
    page, told = _page("passages", asked, extract.hits)
    listed = passage_records(replace(extract, hits=page))
    return {"atlas": extract.edition, **told, "passages": listed}


def links(atlas: Atlas, asked: Asked) -> Record:
    """Return a row for each mention and place it is linked to, as `mapdash export links` does."""
    extract = extract_of(atlas, asked.request, NAMED)
    page, told = _page("links", asked, link_rows(extract))
    return {"atlas": extract.edition, **told, "links": page}


def findings(atlas: Atlas, asked: Asked) -> Record:
    """Return the places and the passages that words find, the best first."""
    words = asked.request.search
    if not words:
        raise AtlasError([Fault("q", "", "is missing", "give the words looked for")])
    extract = extract_of(atlas, replace(asked.request, search=""), NAMED)
    by_key = {hit.excerpt.key: hit for hit in extract.hits}
    found = search(index_of(atlas), words, by_key)
    page, told = _page("search", asked, found.passages)
    hits = tuple(by_key[each.excerpt.key] for each in page)
    listed = passage_records(replace(extract, hits=hits))
    for record, each in zip(listed, page, strict=True):
        record["score"] = round(each.score, 4)
        record["found"] = [{"start": span.start, "end": span.end} for span in each.spans]
    return {
        "atlas": extract.edition,
        "q": words,
        "read_as": [{"word": word, "taken": taken} for word, taken in found.read_as],
        "places": [
            {
                "place": each.place,
                "name": each.name,
                "language": each.language,
                "layer": atlas.places[each.place].layer,
                "passages": each.passages,
            }
            for each in found.places[:MOST]
        ],
        **told,
        "passages": listed,
    }


# ---------------------------------------------------------------- pages of a list


def _page(
    name: str, asked: Asked, items: Sequence[Item], usual: int = USUAL, most: int = MOST
) -> tuple[tuple[Item, ...], Record]:
    """Return the page of a list that is asked for, and what is told of it.

    `next` is a relative reference, to be resolved against the address asked:
    it holds behind any proxy.
    """
    limit = asked.limit or usual
    if limit > most:
        what = f"{limit} are more than are given at once"
        raise AtlasError([Fault("limit", "", what, f"give at most {most}, and follow `next`")])
    page = tuple(items[asked.offset : asked.offset + limit])
    end = asked.offset + len(page)
    following = [*asked.query, ("limit", str(limit)), ("offset", str(end))]
    more = bool(page) and end < len(items)
    return page, {
        "matched": len(items),
        "returned": len(page),
        "next": f"{name}?{urlencode(following)}" if more else None,
    }
