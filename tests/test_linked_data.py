"""Annotations and places as linked data, read by a JSON-LD processor."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
from pyld import jsonld

from mapdash.atlas import Atlas, load_atlas
from mapdash.export.annotations import ANNOTATION_CONTEXT, annotation_collection
from mapdash.export.extract import Extract, link_uri, place_uri, take
from mapdash.export.linked_places import LINKED_PLACES_CONTEXT, linked_places
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from pathlib import Path

AS = "http://www.w3.org/ns/activitystreams#"
OA = "http://www.w3.org/ns/oa#"
LPO = "http://linkedpasts.org/ontology/lpo_latest.ttl#"
CITES = "http://purl.org/spar/cito#cites"

_OA_TYPES = ("Annotation", "SpecificResource", "TextualBody", "TextQuoteSelector")
_OA_TERMS = (
    *("TextPositionSelector", "identifying", "linking", "describing"),
    *("start", "end", "exact", "prefix", "suffix"),
)
_GEOJSON = (
    *("FeatureCollection", "Feature", "GeometryCollection", "Point", "LineString"),
    *("Polygon", "MultiPolygon", "properties"),
)

_TERMS: dict[str, Any] = {
    "oa": OA,
    "dc": "http://purl.org/dc/elements/1.1/",
    "as": AS,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "id": "@id",
    "type": "@type",
    **{name: f"oa:{name}" for name in (*_OA_TYPES, *_OA_TERMS)},
    "Text": "http://purl.org/dc/dcmitype/Text",
    "Software": "as:Application",
    "AnnotationCollection": "as:OrderedCollection",
    "AnnotationPage": "as:OrderedCollectionPage",
    "body": {"@id": "oa:hasBody", "@type": "@id"},
    "target": {"@id": "oa:hasTarget", "@type": "@id"},
    "source": {"@id": "oa:hasSource", "@type": "@id"},
    "selector": {"@id": "oa:hasSelector", "@type": "@id"},
    "motivation": {"@id": "oa:motivatedBy", "@type": "@vocab"},
    "purpose": {"@id": "oa:hasPurpose", "@type": "@vocab"},
    "generator": {"@id": "as:generator", "@type": "@id"},
    "items": {"@id": "as:items", "@type": "@id", "@container": "@list"},
    "first": {"@id": "as:first", "@type": "@id"},
    "total": "as:totalItems",
    "startIndex": "as:startIndex",
    "format": "dc:format",
    "language": "dc:language",
    "value": "rdf:value",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "name": "http://xmlns.com/foaf/0.1/name",
}
_PLACE_TERMS: dict[str, Any] = {
    "id": "@id",
    "type": "@type",
    "lpo": LPO,
    "gvp": "http://vocab.getty.edu/ontology#",
    "dct": "http://purl.org/dc/terms/",
    "geojson": "https://purl.org/geojson/vocab#",
    "identifier": "dct:identifier",
    "label": "http://www.w3.org/2000/01/rdf-schema#label",
    "value": "http://www.w3.org/1999/02/22-rdf-syntax-ns#value",
    "title": "dct:title",
    **{name: f"geojson:{name}" for name in _GEOJSON},
    "coordinates": {"@id": "geojson:coordinates", "@container": "@list"},
    "features": {"@id": "lpo:hasFeature", "@container": "@set"},
    "geometry": "geojson:geometry",
    "geometries": {"@id": "lpo:setting", "@container": "@set"},
    "when": "lpo:when",
    "timespans": {"@id": "lpo:timespan", "@container": "@set"},
    "start": "lpo:has_start",
    "end": "lpo:has_end",
    "in": "lpo:in",
    "earliest": "lpo:earliest",
    "latest": "lpo:latest",
    "names": {"@id": "lpo:name_attestation", "@container": "@set"},
    "toponym": "lpo:toponym",
    "lang": "dct:language",
    "citations": {"@id": CITES, "@type": "@id"},
    "types": {"@id": "lpo:type_attestation", "@container": "@set"},
    "relations": {"@id": "lpo:rel_attestation", "@container": "@set"},
    "relationType": "lpo:relation_type",
    "relationTo": "lpo:relation_to",
    "certainty": "lpo:has_certainty",
    "links": {"@id": "lpo:link_attestation", "@container": "@set"},
    "subjectOf": "http://erlangen-crm.org/current/P129i_is_subject_of",
    "descriptions": {"@id": "dct:description", "@container": "@set"},
}


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def whole(isles: Atlas) -> Extract:
    """Take everything from it."""
    return take(isles, opening_selection(isles.settings), whenever=True)


def _loaded(url: str, _options: object) -> dict[str, Any]:
    """Return the terms of the two published contexts that are used, for want of a network."""
    terms = {ANNOTATION_CONTEXT: _TERMS, LINKED_PLACES_CONTEXT: _PLACE_TERMS}[url]
    document = {"@context": terms}
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": url,
        "document": document,
    }


def expanded(text: str) -> list[dict[str, Any]]:
    """Return what a JSON-LD processor makes of a document."""
    found: list[dict[str, Any]] = jsonld.expand(json.loads(text), {"documentLoader": _loaded})
    return found


def node(items: Any, *path: str) -> Any:
    """Return the one value at the end of a path of full terms, its wrapping taken off."""
    for term in path:
        (item,) = items if isinstance(items, list) else [items]
        items = item[term]
    (item,) = items
    return item.get("@value", item.get("@id"))


def test_a_json_ld_processor_reads_the_annotations(isles: Atlas, whole: Extract) -> None:
    """Every mention is an annotation: a quotation at its offsets, the place as its body."""
    (collection,) = expanded(annotation_collection(whole))
    assert collection["@type"] == [f"{AS}OrderedCollection"]
    page = collection[f"{AS}first"][0]
    items = page[f"{AS}items"][0]["@list"]
    found = {item["@id"]: item for item in items}
    mentions = [(each, mention) for each in isles.excerpts for mention in each.mentions]
    assert len(found) == len(items) == len(mentions)
    assert node(collection[f"{AS}totalItems"]) == len(items)
    for excerpt, mention in mentions:
        article = isles.articles[excerpt.file]
        item = found[link_uri(article, mention)]
        assert item["@type"] == [f"{OA}Annotation"]
        bodies = [body["@id"] for body in item[f"{OA}hasBody"] if "@id" in body]
        assert bodies == [place_uri(isles, place) for place in mention.places]
        selectors = item[f"{OA}hasTarget"][0][f"{OA}hasSelector"]
        quoted, position = selectors
        start, end = node(position, f"{OA}start"), node(position, f"{OA}end")
        assert article.text[start:end] == node(quoted, f"{OA}exact")
        assert article.text[:start].endswith(node(quoted, f"{OA}prefix"))
        assert article.text[end:].startswith(node(quoted, f"{OA}suffix"))
        motivation = "identifying" if mention.why == "name" else "linking"
        assert node(item[f"{OA}motivatedBy"]) == f"{OA}{motivation}"


def test_an_annotation_names_its_place_in_each_language_and_says_where_it_is(
    whole: Extract,
) -> None:
    """The body has the names with their languages, and a point in GeoJSON."""
    collection = json.loads(annotation_collection(whole))
    body = next(
        body
        for item in collection["first"]["items"]
        for body in item["body"]
        if body.get("label") == "Merrow Canal"
    )
    assert body["names"] == {"en": ["Merrow Canal"], "fr": ["Canal de Merrow"]}
    assert body["geometry"]["type"] == "Point"
    graph = jsonld.to_rdf(collection, {"documentLoader": _loaded})["@default"]
    names = [each["object"] for each in graph if each["predicate"]["value"].endswith("altLabel")]
    assert {"type": "literal", "value": "Canal de Merrow", "language": "fr"}.items() <= next(
        name for name in names if name["value"] == "Canal de Merrow"
    ).items()


def test_an_article_on_the_web_is_a_target_too(isles: Atlas) -> None:
    """Offsets hold for the file's bytes alone; the page on the web is quoted."""
    file = "harbour-gazette.txt"
    url = "https://gazette.example/1879"
    article = replace(isles.articles[file], url=url)
    atlas = replace(isles, articles={**isles.articles, file: article})
    taken = take(atlas, replace(opening_selection(atlas.settings), articles=(file,)), whenever=True)
    item = json.loads(annotation_collection(taken))["first"]["items"][0]
    text, page = item["target"]
    assert text["source"]["label"] == file
    assert page["source"] == url
    assert [each["type"] for each in page["selector"]] == ["TextQuoteSelector"]


def test_a_json_ld_processor_and_geopandas_read_the_linked_places(
    isles: Atlas, whole: Extract, tmp_path: Path
) -> None:
    """Every place has its names, its states in time and the articles that speak of it."""
    text = linked_places(whole)
    (collection,) = expanded(text)
    places = {each["@id"]: each for each in collection[f"{LPO}hasFeature"]}
    assert set(places) == {place_uri(isles, place) for place in isles.places}
    for place in isles.places.values():
        found = places[place_uri(isles, place.id)]
        names = [node(each[f"{LPO}toponym"]) for each in found[f"{LPO}name_attestation"]]
        assert names == [name for each in place.names.values() for name in each]
        assert all(each[CITES] for each in found[f"{LPO}name_attestation"])
    path = tmp_path / "places.geojson"
    path.write_text(text, encoding="utf-8")
    frame = gpd.read_file(path)
    assert set(frame["title"]) == {place.label() for place in isles.places.values()}


def test_a_state_has_both_ends_in_linked_places(isles: Atlas, whole: Extract) -> None:
    """An open end is told as one later than the data, for a missing one would end at its start."""
    features = json.loads(linked_places(whole))["features"]
    by_id = {feature["properties"]["id"]: feature for feature in features}
    spans = by_id["merrow-canal"]["when"]["timespans"]
    states = [each for each in isles.features if each.place == "merrow-canal"]
    assert len(spans) == len(states)
    for span, state in zip(spans, states, strict=True):
        assert span["start"] == {"in": state.valid_from}
        assert span["end"] == (
            {"in": state.valid_to} if state.valid_to else {"earliest": "1912-06-30"}
        )
    settings = by_id["merrow-canal"]["geometry"]["geometries"]
    assert all(each["when"]["timespans"] and each["certainty"] for each in settings)
