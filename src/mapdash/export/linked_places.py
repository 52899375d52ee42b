"""Places in the Linked Places Format: names, states through time, and who speaks of them.

Format: https://github.com/LinkedPasts/linked-places-format, version 1.1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.export.extract import Record, json_text, layer_uri, link_uri, place_uri, quote
from mapdash.export.features import geometry
from mapdash.queries import relation_to

if TYPE_CHECKING:
    from mapdash.export.extract import Extract
    from mapdash.queries import Hit
    from mapdash.records import Feature, Place

LINKED_PLACES_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
_CERTAINTY = {"high": "certain", "medium": "less-certain", "low": "uncertain"}


def linked_places(extract: Extract) -> str:
    """Return the places that an extract draws or speaks of, as a FeatureCollection."""
    collection = {
        "type": "FeatureCollection",
        "@context": LINKED_PLACES_CONTEXT,
        "atlas": extract.edition,
        "features": [_place(extract, place) for place in _places(extract)],
    }
    return json_text(collection, indent=1) + "\n"


def _places(extract: Extract) -> list[Place]:
    wanted = {feature.place for feature in extract.features}
    wanted |= {place for hit in extract.hits for each in hit.mentions for place in each.places}
    return [place for place in extract.atlas.places.values() if place.id in wanted]


def _place(extract: Extract, place: Place) -> Record:
    owner = place.shares or place.id
    states = [each for each in extract.features if each.place == owner]
    layer = next(each for each in extract.atlas.settings.layers if each.id == place.layer)
    hits = [
        hit
        for hit in extract.hits
        if any(relation_to(extract.atlas, each, place.id) for each in hit.mentions)
    ]
    found = {
        "@id": place_uri(extract.atlas, place.id),
        "type": "Feature",
        "properties": {"title": place.label(), "id": place.id, "note": place.note},
        "names": _names(extract, place, hits),
        "types": [{"identifier": layer_uri(extract.atlas, layer.id), "label": layer.title}],
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [_setting(extract, each) for each in states if each.geometry is not None],
        },
        "relations": _relations(extract, place),
        "links": _links(extract, place, hits),
        "descriptions": _descriptions(extract, hits),
    }
    if states:
        found["when"] = {"timespans": [_timespan(extract, each) for each in states]}
    return found


def _names(extract: Extract, place: Place, hits: list[Hit]) -> list[Record]:
    """Return the names; each cites the articles that use it, or else the atlas itself."""
    used: dict[str, dict[str, Record]] = {}
    for hit in hits:
        article = extract.atlas.articles[hit.excerpt.file]
        citation = {"label": article.title, **({"@id": article.url} if article.url else {})}
        for mention in hit.mentions:
            if place.id in mention.places:
                wording = " ".join(mention.exact.split()).casefold()
                used.setdefault(wording, {})[article.file] = citation
    own = [{"label": f"{extract.atlas.settings.title}, version {extract.atlas.version}"}]
    return [
        {
            "toponym": name,
            "lang": language,
            "citations": list(used.get(name.casefold(), {}).values()) or own,
        }
        for language, names in place.names.items()
        for name in names
    ]


def _setting(extract: Extract, feature: Feature) -> Record:
    """Return a state's shape, when it holds, what it was made from, and how sure that is."""
    return {
        **geometry(feature.geometry),
        "when": {"timespans": [_timespan(extract, feature)], "label": feature.status},
        "citations": [{"label": feature.source}, {"label": feature.status_source}],
        "certainty": _CERTAINTY[feature.confidence],
    }


def _timespan(extract: Extract, feature: Feature) -> Record:
    """Return a valid time; an open end is one beyond what the atlas knows, not a lack of end."""
    extent = extract.atlas.settings.extent
    start, end = feature.valid_from, feature.valid_to
    return {
        "start": {"in": start} if start else {"latest": extent.first.isoformat()},
        "end": {"in": end} if end else {"earliest": extent.as_of.isoformat()},
    }


def _relations(extract: Extract, place: Place) -> list[Record]:
    """Return what a place lies in, and the sets it belongs to."""
    atlas = extract.atlas
    sets = [each.id for each in atlas.places.values() if place.id in each.members]
    return [
        {
            "relationType": "gvp:broaderPartitive",
            "relationTo": place_uri(atlas, whole),
            "label": f"part of {atlas.places[whole].label()}",
        }
        for whole in dict.fromkeys((*place.within, *sets))
    ]


def _links(extract: Extract, place: Place, hits: list[Hit]) -> list[Record]:
    """Return the articles that speak of a place, and the annotations that say where."""
    articles = {hit.excerpt.file: extract.atlas.articles[hit.excerpt.file] for hit in hits}
    identifiers = [each.url for each in articles.values() if each.url]
    identifiers += [
        link_uri(articles[hit.excerpt.file], mention)
        for hit in hits
        for mention in hit.mentions
        if place.id in mention.places
    ]
    return [{"type": "subjectOf", "identifier": each} for each in dict.fromkeys(identifiers)]


def _descriptions(extract: Extract, hits: list[Hit]) -> list[Record]:
    atlas = extract.atlas
    found = []
    for hit in hits:
        article = atlas.articles[hit.excerpt.file]
        said = {"value": quote(atlas, hit.excerpt), "lang": article.language}
        found.append(({"@id": article.url} if article.url else {}) | said)
    return found
