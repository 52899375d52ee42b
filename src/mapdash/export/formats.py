"""What can be exported, and in which formats: one table for the page and the command line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from mapdash.export.annotations import annotation_collection
from mapdash.export.brief import brief
from mapdash.export.extract import Extract
from mapdash.export.features import feature_collection
from mapdash.export.geodata import geopackage, geoparquet
from mapdash.export.linked_places import linked_places
from mapdash.export.tables import csv_text, feature_rows, json_lines, link_rows, passage_rows

Kind = Literal["links", "passages", "features", "annotations", "places", "brief"]


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which one kind of thing leaves an atlas.

    Parameters
    ----------
    name : str
        What the command line calls it.
    suffix : str
        The end of a file's name, with its dot.
    make : callable
        Returns the file's bytes.
    """

    kind: Kind
    name: str
    suffix: str
    media_type: str
    title: str
    make: Callable[[Extract], bytes]


def _encoded(make: Callable[[Extract], str], mark: str = "") -> Callable[[Extract], bytes]:
    return lambda extract: (mark + make(extract)).encode()


def _csv(kind: Kind) -> Format:
    rows = _ROWS[kind]
    # The mark at its start lets spreadsheets see that a table is in UTF-8.
    make = _encoded(lambda extract: csv_text(rows(extract), extract.edition), "\ufeff")
    return Format(kind, "csv", ".csv", "text/csv; charset=utf-8", "Table (CSV)", make)


def _json_lines(kind: Kind) -> Format:
    rows, record = _ROWS[kind], kind.removesuffix("s")
    make = _encoded(lambda extract: json_lines(record, rows(extract), extract.edition))
    return Format(kind, "jsonl", ".jsonl", "application/jsonl", "JSON Lines", make)


_ROWS = {"links": link_rows, "passages": passage_rows, "features": feature_rows}

#: Every format; the first of a kind is the one that is meant where none is named.
FORMATS: tuple[Format, ...] = (
    _csv("links"),
    _json_lines("links"),
    _csv("passages"),
    _json_lines("passages"),
    Format(
        "features",
        "geojson",
        ".geojson",
        "application/geo+json",
        "GeoJSON, with quotes and sources",
        _encoded(feature_collection),
    ),
    Format(
        "features",
        "gpkg",
        ".gpkg",
        "application/geopackage+sqlite3",
        "GeoPackage",
        geopackage,
    ),
    Format(
        "features",
        "parquet",
        ".parquet",
        "application/vnd.apache.parquet",
        "GeoParquet",
        geoparquet,
    ),
    _csv("features"),
    _json_lines("features"),
    Format(
        "annotations",
        "jsonld",
        ".jsonld",
        "application/ld+json",
        "W3C Web Annotation",
        _encoded(annotation_collection),
    ),
    Format(
        "places",
        "lpf",
        ".lpf.json",
        "application/geo+json",
        "Linked Places",
        _encoded(linked_places),
    ),
    Format(
        "brief",
        "html",
        ".html",
        "text/html; charset=utf-8",
        "The brief: one file that works offline",
        _encoded(brief),
    ),
)


def formats_of(kind: str) -> tuple[Format, ...]:
    """Return the formats of a kind, none for an unknown one."""
    return tuple(each for each in FORMATS if each.kind == kind)


def format_for(kind: str, name: str | None, file: str) -> Format | None:
    """Return the format of a kind that is named, or that a file's name tells, or the kind's first.

    None if the kind has no format of that name, or none of the file's ending;
    only a name without an ending leaves the choice to us.
    """
    known = formats_of(kind)
    if name is not None:
        return next((each for each in known if each.name == name), None)
    if PurePath(file).suffix:
        return next((each for each in known if file.casefold().endswith(each.suffix)), None)
    return known[0] if known else None
