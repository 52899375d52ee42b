"""Links, passages and features as tables: CSV for spreadsheets, JSON Lines for programs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from mapdash.export.extract import Record, article_facts, json_text, quote
from mapdash.queries import relation_to
from mapdash.telling import why_text

if TYPE_CHECKING:
    from mapdash.export.extract import Extract
    from mapdash.records import Feature

# A cell that begins so may be run as a formula; the wide forms of the signs count too.
_FORMULA = re.compile("'*[=+\\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")


# ---------------------------------------------------------------- rows


def link_rows(extract: Extract) -> list[Record]:
    """Return a row for each mention and place it is linked to, in the order of the passages."""
    atlas = extract.atlas
    return [
        {
            **article_facts(atlas.articles[hit.excerpt.file]),
            "passage": hit.excerpt.key,
            "start": mention.start,
            "end": mention.end,
            "exact": mention.exact,
            "place": place,
            "place_name": atlas.places[place].label(),
            "layer": mention.layer,
            "why": mention.why,
            "rule": mention.rule,
            "reason": why_text(atlas, hit.excerpt.file, mention),
            "days": [str(each) for each in dict.fromkeys(hit.excerpt.times)],
            "dated": hit.excerpt.dated,
            "issues": [find.issue for find in hit.excerpt.issues],
            "quote": quote(atlas, hit.excerpt),
        }
        for hit in extract.hits
        for mention in hit.mentions
        for place in mention.places
    ]


def passage_rows(extract: Extract) -> list[Record]:
    """Return a row for each passage."""
    atlas = extract.atlas
    return [
        {
            **article_facts(atlas.articles[hit.excerpt.file]),
            "passage": hit.excerpt.key,
            "start": hit.excerpt.passage.start,
            "end": hit.excerpt.passage.end,
            "kind": hit.excerpt.passage.kind,
            "places": list(dict.fromkeys(p for each in hit.mentions for p in each.places)),
            "layers": list(dict.fromkeys(each.layer for each in hit.mentions)),
            "days": [str(each) for each in dict.fromkeys(hit.excerpt.times)],
            "dated": hit.excerpt.dated,
            "issues": [find.issue for find in hit.excerpt.issues],
            "quote": quote(atlas, hit.excerpt),
        }
        for hit in extract.hits
    ]


def feature_rows(extract: Extract) -> list[Record]:
    """Return a row for each state of a place, its shape left to the formats for shapes.

    `longitude` and `latitude` are of a point on it, degrees on WGS 84.
    """
    return [
        {
            **feature_facts(extract, feature),
            **_point(feature),
            "passages": _spoken(extract, feature),
        }
        for feature in extract.features
    ]


def feature_facts(extract: Extract, feature: Feature) -> Record:
    """Return all that is told of a state but its shape."""
    place = extract.atlas.places[feature.place]
    return {
        "id": feature.id,
        "place": feature.place,
        "place_name": place.label(),
        "part": feature.part,
        "layer": feature.layer,
        "status": feature.status,
        "valid_from": feature.valid_from,
        "valid_to": feature.valid_to,
        "basis": feature.basis,
        "accuracy_m": feature.accuracy_m,
        "confidence": feature.confidence,
        "source": feature.source,
        "status_source": feature.status_source,
        "licence": feature.licence,
        "figures": [
            {"quantity": f.quantity, "value": f.value, "unit": f.unit, "source": f.source}
            for f in feature.figures
        ],
        "note": feature.note,
    }


def _point(feature: Feature) -> Record:
    if feature.geometry is None or feature.geometry.is_empty:
        return {"longitude": None, "latitude": None}
    point = feature.geometry.representative_point()
    return {"longitude": round(point.x, 5), "latitude": round(point.y, 5)}


def _spoken(extract: Extract, feature: Feature) -> int:
    """Return how many of the passages speak of a feature's place."""
    return sum(
        any(relation_to(extract.atlas, each, feature.place) for each in hit.mentions)
        for hit in extract.hits
    )


# ---------------------------------------------------------------- forms


def csv_text(rows: Sequence[Record], edition: Record) -> str:
    """Return rows as CSV (RFC 4180), the edition's facts in columns of their own.

    What stands in a cell as text and may be run as a formula gets an
    apostrophe before it, as docs/exports.md tells; numbers stay numbers.  The
    columns are those of the first row; without rows only the edition is told.
    """
    about = {f"atlas_{key}": value for key, value in edition.items()}
    names = list(rows[0] if rows else {})
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*names, *about])
    for row in rows or [{}]:
        writer.writerow(
            [_cell(value) for value in (*(row[name] for name in names), *about.values())]
        )
    return out.getvalue()


def _cell(value: Any) -> str | int | float:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return value
        case list():
            return defused(_joined(value))
        case _:
            return defused(str(value))


def _joined(values: Iterable[Any]) -> str:
    return "; ".join(each if isinstance(each, str) else json_text(each) for each in values)


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula; `undefused` undoes it."""
    return f"'{text}" if _FORMULA.match(text) else text


def undefused(text: str) -> str:
    """Return the text that a cell of a table stands for."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def json_lines(kind: str, rows: Iterable[Record], edition: Record) -> str:
    """Return rows as JSON Lines, the edition first; each names its `type`."""
    records = [{"type": "atlas", **edition}, *({"type": kind, **row} for row in rows)]
    return "".join(f"{json_text(record)}\n" for record in records)
