"""What the endpoints tell of a feature, a place, a passage and a link, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mapdash.export.extract import Record, link_uri, place_uri
from mapdash.export.features import geometry
from mapdash.export.records import found_record, issue_record
from mapdash.export.tables import feature_facts, passage_rows
from mapdash.telling import why_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from mapdash.atlas import Atlas
    from mapdash.export.extract import Extract
    from mapdash.queries import Hit
    from mapdash.records import Article, DateMention, Feature, Mention, Place


def feature_record(extract: Extract, feature: Feature, spoken: Mapping[str, int]) -> Record:
    """Return a state of a place as a GeoJSON feature: longitude, latitude on WGS 84.

    `first` and `last` are the days that its bounds stand for, null where
    open; `passages` tells how many speak of its place.
    """
    first, last = feature.valid.first, feature.valid.last
    return {
        "type": "Feature",
        "id": feature.id,
        "properties": {
            **feature_facts(extract, feature),
            "first": first and first.isoformat(),
            "last": last and last.isoformat(),
            "names": extract.atlas.places[feature.place].names,
            "passages": spoken.get(feature.place, 0),
        },
        "geometry": geometry(feature.geometry),
    }


def place_record(
    atlas: Atlas, place: Place, states: Iterable[Feature], spoken: Mapping[str, int]
) -> Record:
    """Return a place: its names by language, how it lies to others, its states in time's order."""
    return {
        "id": place.id,
        "uri": place_uri(atlas, place.id),
        "label": place.label(),
        "names": place.names,
        "layer": place.layer,
        "within": list(place.within),
        "members": list(place.members),
        "shares": place.shares,
        "note": place.note,
        "features": [each.id for each in states],
        "passages": spoken.get(place.id, 0),
    }


def passage_records(extract: Extract) -> list[Record]:
    """Return each passage with all that was found in it.

    Offsets count code points in the article's text as its file holds it, of
    which a passage's `text` is the part from its `start` to its `end`.
    """
    rows = zip(passage_rows(extract), extract.hits, strict=True)
    return [{**row, **_found(extract.atlas, hit)} for row, hit in rows]


def _found(atlas: Atlas, hit: Hit) -> Record:
    excerpt = hit.excerpt
    article = atlas.articles[excerpt.file]
    place = excerpt.passage.places[0]
    evidence = issue_record(article, place, 0, excerpt.issues)["evidence"]
    return {
        "text": article.text[place.start : place.end],
        "relation": hit.relation,
        "copies": [{"start": each.start, "end": each.end} for each in excerpt.passage.copies],
        "links": [link_record(atlas, article, each) for each in hit.mentions],
        "dates": [_bare(article, each) for each in excerpt.dates],
        "evidence": {issue: [_exact(each) for each in spans] for issue, spans in evidence.items()},
    }


def link_record(atlas: Atlas, article: Article, mention: Mention) -> Record:
    """Return the link of a mention to its places, with its reason and what a person said of it."""
    return {
        "id": link_uri(article, mention),
        **_bare(article, mention),
        "reason": why_text(atlas, article.file, mention),
        "verdict": atlas.verdicts.verdict(article, mention),
    }


def _bare(article: Article, found: Mention | DateMention) -> Record:
    """Return a find without what its passage tells already."""
    record = _exact(found_record(article, found))
    if "context" in record:
        record["context"] = [_exact(each) for each in record["context"]]
    return {key: each for key, each in record.items() if key not in {"type", "file"}}


def _exact(record: Record) -> Record:
    """Call the words of a span what the exports of links call them."""
    return {"exact" if key == "surface" else key: each for key, each in record.items()}
