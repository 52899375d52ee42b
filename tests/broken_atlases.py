"""A small atlas without faults, and what breaks it: a change, and the fault that it makes."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The Ferry at Sollen\n\nThe ferry of Sollen was sold in 1901. Nobody in Sollen wept.\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()

ATLAS = """\
title = "Sollen"

[time]
from = 1900-01-01
to = 1910-12-31
as_of = 1910-06-30
window = [1900-01-01, 1905-12-31]

[view]
centre = [20.0, 60.0]
zoom = 9

[[layer]]
id = "ferries"
title = "Ferries"
colour = "#0077BB"

[[issue]]
id = "sales"
title = "Sales"
definition = "What was sold."
phrases = ["sold"]
"""
ARTICLES = f"""\
[[article]]
file = "ferry.txt"
title = "The Ferry at Sollen"
published = {{ from = 1902-01-01, to = 1902-01-31, basis = "stated" }}
sha256 = "{SHA256}"
"""
PLACES = """\
[[place]]
id = "sollen"
layer = "ferries"
names = { en = ["Sollen"] }

[[place]]
id = "marn"
layer = "ferries"
names = { en = ["Marn"] }
"""


def state(**changes: object) -> dict[str, object]:
    """Return the properties of a state, some of them otherwise."""
    properties = {
        "id": "sollen-1900",
        "place": "sollen",
        "status": "in use",
        "valid_from": "1900",
        "valid_to": "1901-06-30",
        "basis": "surveyed",
        "accuracy_m": 50,
        "confidence": "high",
        "source": "a chart",
        "status_source": "a ledger",
        "licence": "CC0 1.0",
    }
    return properties | changes


SQUARE = [[[20.0, 60.0], [20.1, 60.0], [20.1, 60.1], [20.0, 60.0]]]


def feature(geometry: object, **changes: object) -> dict[str, object]:
    """Return a feature of the layer."""
    return {"type": "Feature", "properties": state(**changes), "geometry": geometry}


def collection(*features: object, **more: object) -> str:
    """Return a file of features, each on a line."""
    lines = ",\n".join(json.dumps(each) for each in features)
    rest = "".join(f'"{key}": {json.dumps(value)}, ' for key, value in more.items())
    return f'{{"type": "FeatureCollection", {rest}"features": [\n{lines}\n]}}\n'


def area(coordinates: object, **changes: object) -> str:
    """Return the layer with one area in it."""
    return collection(feature({"type": "Polygon", "coordinates": coordinates}, **changes))


def point(*coordinates: float) -> str:
    """Return the layer with one point in it."""
    return collection(feature({"type": "Point", "coordinates": coordinates}))


def verdict(**changes: object) -> str:
    """Return a line of links.jsonl."""
    start = TEXT.index("Sollen was")
    line = {
        "file": "ferry.txt",
        "sha256": SHA256,
        "start": start,
        "exact": "Sollen",
        "prefix": TEXT[start - 9 : start],
        "suffix": TEXT[start + 6 : start + 15],
        "layer": "ferries",
        "places": ["sollen"],
        "verdict": "confirmed",
        "by": "an editor",
        "at": "2026-01-02T10:00:00Z",
    }
    return json.dumps(line | changes) + "\n"


LAYER = "geodata/layers/ferries.geojson"
GROUND = "geodata/basemap/land.geojson"
QUALITY = {"gold": ["a.jsonl"], "texts": 1, "traps": [], "misses": [], "false_finds": []}
SCORE = {"hits": 1, "misses": 0, "false_finds": 0, "precision": 1.0, "recall": 1.0, "f1": 1.0}

SOUND: dict[str, str] = {
    "atlas.toml": ATLAS,
    "seeds/articles.toml": ARTICLES,
    "seeds/ferry.txt": TEXT,
    "seeds/links.jsonl": verdict(),
    "geodata/places.toml": PLACES,
    LAYER: area(SQUARE),
    GROUND: collection(
        {
            "type": "Feature",
            "properties": {"kind": "land", "licence": "CC0 1.0"},
            "geometry": {"type": "Polygon", "coordinates": SQUARE},
        }
    ),
}


@dataclass(frozen=True)
class Broken:
    """One change to the atlas without faults, and the code of the fault that it makes."""

    name: str
    code: str
    file: str
    content: str | bytes | None


def _changed(file: str, old: str, new: str) -> str:
    assert SOUND[file].count(old) >= 1, (file, old)
    return SOUND[file].replace(old, new, 1)


def _edit(name: str, code: str, file: str, old: str, new: str) -> Broken:
    return Broken(name, code, file, _changed(file, old, new))


_BOW = [[[20.0, 60.0], [20.1, 60.1], [20.1, 60.0], [20.0, 60.1], [20.0, 60.0]]]
_TWICE = collection(
    feature({"type": "Polygon", "coordinates": SQUARE}),
    feature({"type": "Polygon", "coordinates": SQUARE}, valid_from="1902", valid_to=None),
)
_BOTH = collection(
    feature({"type": "Polygon", "coordinates": SQUARE}),
    feature({"type": "Polygon", "coordinates": SQUARE}, id="sollen-1901", valid_from="1901"),
)
_MARN = 'en = ["Marn", "Sollen"]'

BROKEN = (
    Broken("atlas-missing", "missing-file", "atlas.toml", None),
    Broken("text-missing", "missing-file", "seeds/ferry.txt", None),
    Broken("text-binary", "unreadable", "seeds/ferry.txt", b"\x00\x01\x02"),
    Broken("text-empty", "unreadable", "seeds/ferry.txt", b""),
    Broken("text-changed", "text-changed", "seeds/ferry.txt", TEXT.replace("1901", "1902")),
    Broken("not-utf8", "not-utf8", "geodata/places.toml", PLACES.encode()[:-9] + b"\xe4"),
    _edit("syntax-toml", "syntax", "atlas.toml", 'title = "Sollen"', "title = Sollen"),
    Broken("syntax-json", "syntax", LAYER, SOUND[LAYER][:80]),
    _edit("key-misspelt", "unknown-key", "seeds/articles.toml", "published =", "publishd ="),
    _edit("key-missing", "missing-key", "atlas.toml", 'title = "Ferries"\n', ""),
    _edit("colour", "bad-value", "atlas.toml", "#0077BB", "blue"),
    Broken("date-unparsable", "bad-date", LAYER, area(SQUARE, valid_from="1900-02-30")),
    _edit("date-is-text", "bad-date", "atlas.toml", "as_of = 1910-06-30", 'as_of = "June"'),
    Broken("end-before-start", "out-of-order", LAYER, area(SQUARE, valid_to="1899")),
    _edit("window-outside", "out-of-order", "atlas.toml", "[1900-01-01,", "[1800-01-01,"),
    Broken("id-twice", "duplicate-id", LAYER, _TWICE),
    _edit("place-twice", "duplicate-id", "geodata/places.toml", 'id = "marn"', 'id = "sollen"'),
    _edit("layer-unknown", "unknown-layer", "geodata/places.toml", 'layer = "fer', 'layer = "car'),
    _edit("layer-in-needs", "unknown-layer", "geodata/places.toml", "}\n", '}\nneeds = ["#x"]\n'),
    Broken("place-unknown", "unknown-place", LAYER, area(SQUARE, place="solen")),
    Broken(
        "issue-unknown",
        "unknown-issue",
        "quality.json",
        json.dumps(QUALITY | {"scores": [SCORE | {"kind": "issue", "label": "sale"}]}),
    ),
    _edit("list-unknown", "unknown-list", "atlas.toml", '["sold"]', '["<trade>"]'),
    _edit("phrase", "bad-phrase", "atlas.toml", '["sold"]', '["(sold"]'),
    _edit("name-none", "no-name", "geodata/places.toml", 'en = ["Marn"]', "en = []"),
    _edit("name-sign", "no-name", "geodata/places.toml", 'en = ["Marn"]', 'en = ["{{ Marn }}"]'),
    _edit("name-shared", "shared-name", "geodata/places.toml", 'en = ["Marn"]', _MARN),
    Broken("geojson-other", "not-geojson", LAYER, '{"type": "Topology"}\n'),
    Broken("crs-named", "wrong-crs", LAYER, collection(crs={"properties": {"name": "EPSG:3857"}})),
    Broken("crs-metres", "wrong-crs", LAYER, point(2226389.8, 8399737.9)),
    Broken("geometry-empty", "bad-geometry", LAYER, area([])),
    Broken("geometry-short", "bad-geometry", LAYER, area([[[20, 60], [21, 61], [20, 60]]])),
    Broken("coordinate-nan", "not-a-number", LAYER, point(20.0, float("nan"))),
    Broken("coordinate-range", "out-of-range", LAYER, point(200.0, 60.0)),
    Broken("coordinate-swapped", "out-of-range", LAYER, point(60.0, 120.0)),
    Broken("shape-swapped", "swapped", LAYER, point(60.05, 20.05)),
    Broken("ring-unclosed", "unclosed-ring", LAYER, area([SQUARE[0][:-1]])),
    Broken("self-intersection", "self-intersection", LAYER, area(_BOW)),
    Broken("geometry-null", "null-geometry", LAYER, collection(feature(None))),
    Broken("states-overlap", "states-overlap", LAYER, _BOTH),
    Broken("verdict-orphaned", "orphan", "seeds/links.jsonl", verdict(start=3)),
    Broken("file-unused", "unused-file", "geodata/layers/trams.geojson", collection()),
    Broken("change-stopped", "stopped-change", ".mapdash-change/list.json", '["../elsewhere"]'),
)


def write_atlas(folder: Path, files: dict[str, str]) -> None:
    """Write an atlas's files."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content.encode())


def write_broken(folder: Path, broken: Broken) -> Path:
    """Write the atlas with one change into a folder of the fault's name."""
    atlas = folder / broken.name
    write_atlas(atlas, SOUND)
    path = atlas / broken.file
    if broken.content is None:
        path.unlink()
    else:
        content = broken.content
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return atlas
