"""Links as W3C Web Annotations (JSON-LD): a quoted span, and the place it means.

Model and vocabulary: https://www.w3.org/TR/annotation-model/.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from typing import TYPE_CHECKING

from mapdash.export.extract import Record, json_text, link_uri, place_uri
from mapdash.export.features import geometry
from mapdash.queries import states_of
from mapdash.telling import why_text

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.export.extract import Extract
    from mapdash.queries import Hit
    from mapdash.records import Article, Mention

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: What the standard has no terms for: names by language, a point, how to credit the whole.
OWN_CONTEXT: Record = {
    "@version": 1.1,
    "names": {"@id": "http://www.w3.org/2004/02/skos/core#altLabel", "@container": "@language"},
    "Place": "http://schema.org/Place",
    "geometry": {"@id": "http://www.w3.org/ns/locn#geometry", "@type": "@json"},
    "version": "http://schema.org/version",
    "as_of": {
        "@id": "http://purl.org/dc/terms/valid",
        "@type": "http://www.w3.org/2001/XMLSchema#date",
    },
    "attribution": "http://schema.org/creditText",
    "selection": "http://purl.org/dc/terms/abstract",
}
_AROUND = 32  # characters on either side of a quotation, so that it is found in a changed text


def annotation_collection(extract: Extract) -> str:
    """Return the links as an AnnotationCollection of one page."""
    edition = extract.edition
    items = [_annotation(extract.atlas, hit, each) for hit in extract.hits for each in hit.mentions]
    collection = {
        "@context": [ANNOTATION_CONTEXT, OWN_CONTEXT],
        "type": "AnnotationCollection",
        "label": edition.pop("title"),
        **edition,
        "generator": {"type": "Software", "name": "mapdash"},
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json_text(collection, indent=1) + "\n"


def _annotation(atlas: Atlas, hit: Hit, mention: Mention) -> Record:
    article = atlas.articles[hit.excerpt.file]
    reason = why_text(atlas, hit.excerpt.file, mention)
    return {
        "id": link_uri(article, mention),
        "type": "Annotation",
        "motivation": "identifying" if mention.why == "name" else "linking",
        "body": [
            *(_place(atlas, place) for place in mention.places),
            {"type": "TextualBody", "purpose": "describing", "language": "en", "value": reason},
        ],
        "target": _targets(article, mention),
    }


def _place(atlas: Atlas, place: str) -> Record:
    """Return a place: its names by language, and a point on its latest known shape."""
    found = atlas.places[place]
    shapes = [each.geometry for each in states_of(atlas, place) if each.geometry is not None]
    body: Record = {
        "id": place_uri(atlas, place),
        "type": "Place",
        "label": found.label(),
        "names": {language: list(names) for language, names in found.names.items() if names},
    }
    if shapes:
        body["geometry"] = geometry(shapes[-1].representative_point())
    return body


def _targets(article: Article, mention: Mention) -> list[Record]:
    """Return the span in the article's bytes, and the quotation in its page on the web.

    Offsets hold for the bytes alone, which the first target names by their hash.
    """
    before = article.text[max(0, mention.start - _AROUND) : mention.start]
    after = article.text[mention.end : mention.end + _AROUND]
    quoted = {
        "type": "TextQuoteSelector",
        "exact": mention.exact,
        "prefix": before,
        "suffix": after,
    }
    position = {"type": "TextPositionSelector", "start": mention.start, "end": mention.end}
    text = {
        "id": _hash_uri(article.sha256),
        "type": "Text",
        "format": "text/plain",
        "language": article.language,
        "label": article.file,
    }
    targets = [{"type": "SpecificResource", "source": text, "selector": [quoted, position]}]
    if article.url:
        targets.append({"type": "SpecificResource", "source": article.url, "selector": [quoted]})
    return targets


def _hash_uri(sha256: str) -> str:
    """Return the URI of bytes by their hash (RFC 6920)."""
    digest = urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip("=")
    return f"ni:///sha-256;{digest}?ct=text/plain"
