"""Features as GeoJSON, each with the sentences that speak of its place and its sources."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from mapdash.export.extract import Record, article_facts, json_text, quote
from mapdash.export.tables import feature_facts
from mapdash.queries import relation_to
from mapdash.telling import why_text

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from mapdash.export.extract import Extract


def feature_collection(extract: Extract) -> str:
    """Return the features as GeoJSON (RFC 7946): longitude, latitude on WGS 84.

    The edition of the atlas is a member of the collection.  Each feature
    holds its place's names by language and the passages that speak of it.
    """
    quotes: dict[str, list[Record]] = {}
    for feature in extract.features:
        if feature.place not in quotes:
            quotes[feature.place] = _quotes(extract, feature.place)
    collection = {
        "type": "FeatureCollection",
        "atlas": extract.edition,
        "features": [
            {
                "type": "Feature",
                "id": feature.id,
                "properties": {
                    **feature_facts(extract, feature),
                    "names": extract.atlas.places[feature.place].names,
                    "passages": quotes[feature.place],
                },
                "geometry": geometry(feature.geometry),
            }
            for feature in extract.features
        ],
    }
    return json_text(collection) + "\n"


def _quotes(extract: Extract, place: str) -> list[Record]:
    """Return the passages that speak of a place, each with the words that do."""
    atlas = extract.atlas
    found = []
    for hit in extract.hits:
        speaking = [each for each in hit.mentions if relation_to(atlas, each, place)]
        if speaking:
            found.append(
                {
                    **article_facts(atlas.articles[hit.excerpt.file]),
                    "start": hit.excerpt.passage.start,
                    "end": hit.excerpt.passage.end,
                    "quote": quote(atlas, hit.excerpt),
                    "mentions": [
                        {
                            "start": each.start,
                            "end": each.end,
                            "exact": each.exact,
                            "reason": why_text(atlas, hit.excerpt.file, each),
                        }
                        for each in speaking
                    ],
                }
            )
    return found


def geometry(shape: BaseGeometry | None) -> Any:
    """Return a shape as GeoJSON wants it, outer rings anticlockwise; None where it is unknown."""
    if shape is None or shape.is_empty:
        return None
    return json.loads(shapely.to_geojson(shapely.orient_polygons(shape)))
