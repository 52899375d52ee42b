"""An atlas whose every text tries to be something else: markup, a script, a template, a formula."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: What each would do if it were obeyed: set this on the page's window, or ask for an address.
PAYLOADS = (
    '<img src="x" onerror="window.__pwned = 1">',
    "</script><script>window.__pwned = 2</script>",
    "{{ 7919 * 6133 }}",
    "{% raise %}",
    "{# ${window.__pwned = 3} `${window.__pwned = 4}`",
    "<svg/onload=window.__pwned=5>",
    "</style><style>body{background:url(//evil.invalid/)}</style>",
    "[mark](javascript:window.__pwned=6) **bold** $x$ :smile:",
    "'\"--><!-- &lt;b&gt; \\u003cscript\\u003e",
    "\u202egnp.exe\u202c \u2066hidden\u2069 \u2028\u2029\ufeff\u200b",
    "العربية 日本語 ἀρχή e\u0301\u0327 👩\u200d🚀",
)
#: Shown as it stands wherever a text is shown.
ALL = " ".join(PAYLOADS)
FORMULA = '=HYPERLINK("http://evil.invalid","a")'
WHARF, PIER = f"Wharf {PAYLOADS[0]}", f"Pier {PAYLOADS[1]} {PAYLOADS[2]} {PAYLOADS[3]}"
FILE = "'\"><img src=x onerror=window.__pwned=7>{{7919*6133}}.txt"

TEXT = f"""\
A Wharf {PAYLOADS[5]}

By Mallory {PAYLOADS[0]}

The Wharf was sold in 1901 to {ALL} and nobody in the harbour was surprised by it at all.

In 1902 the {WHARF} and the {PIER} stood side by side, {PAYLOADS[2]} and {PAYLOADS[3]} besides.

The Pier was burnt on 3 March 1903, {FORMULA} said the harbour master, who had seen it coming.
"""


def _quoted(text: str) -> str:
    """Return a text as TOML writes it."""
    return json.dumps(text, ensure_ascii=False)


def _atlas() -> str:
    return f"""\
title = {_quoted(f"Harbour {ALL}")}
description = {_quoted(f"About {ALL}")}
languages = ["en", {_quoted(PAYLOADS[0])}]
[time]
from = 1900-01-01
to = 1910-12-31
as_of = 1910-06-30
window = [1900-01-01, 1905-12-31]
[view]
centre = [20.05, 60.05]
zoom = 10
[[layer]]
id = "wharves"
title = {_quoted(f"Wharves {ALL}")}
colour = "#0077BB"
note = {_quoted(f"Note {ALL}")}
[[layer]]
id = "piers"
title = {_quoted(FORMULA)}
colour = "#CC3311"
[[issue]]
id = "sales"
title = {_quoted(f"Sales {ALL}")}
definition = {_quoted(f"Sold {ALL}")}
phrases = ["sold", "burnt"]
"""


def _articles() -> str:
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    return f"""\
[[article]]
file = {_quoted(FILE)}
title = {_quoted(f"Title {ALL}")}
authors = [{_quoted(f"Author {ALL}")}, {_quoted(FORMULA)}]
outlet = {_quoted(f"Outlet {ALL}")}
url = "javascript:window.__pwned=8"
published = {{ from = 1904-01-01, to = 1904-01-31, basis = "inferred", why = {_quoted(ALL)} }}
sha256 = "{digest}"
"""


def _places() -> str:
    rows = (("wharf", "wharves", WHARF, "Wharf"), ("pier", "piers", PIER, "Pier"))
    return "".join(
        f"""\
[[place]]
id = "{key}"
layer = "{layer}"
names = {{ en = [{_quoted(name)}], {_quoted(PAYLOADS[0])} = [{_quoted(f"{plain} {ALL}")}] }}
spellings = ["{plain}"]
note = {_quoted(f"Note {ALL}")}
"""
        for key, layer, name, plain in rows
    )


def _layer(place: str, east: float) -> str:
    ring = [[east, 60.0], [east + 0.04, 60.0], [east + 0.04, 60.1], [east, 60.1], [east, 60.0]]
    states = (("1900", "1902-06-30"), ("1902-07-01", None))
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": f"{place}-{first[:4]}",
                "place": place,
                "status": f"in use {number} {ALL}",
                "valid_from": first,
                "valid_to": last,
                "basis": "schematic",
                "accuracy_m": 100,
                "confidence": "low",
                "source": f"Source {ALL}",
                "status_source": f"Ledger {ALL}",
                "licence": f"CC0 {ALL}",
                "figures": [
                    {"quantity": f"area {ALL}", "value": FORMULA, "unit": ALL, "source": ALL}
                ],
                "note": f"Note {ALL}",
            },
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for number, (first, last) in enumerate(states)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _ground() -> str:
    ring = [[19.9, 59.9], [20.3, 59.9], [20.3, 60.2], [19.9, 60.2], [19.9, 59.9]]
    land = {"kind": "land", "licence": f"CC0 {ALL}", "source": ALL}
    town = {"kind": "town", "licence": "CC0", "names": {"en": [f"Town {ALL}"]}, "rank": 0}
    shapes = (
        (land, {"type": "Polygon", "coordinates": [ring]}),
        (town, {"type": "Point", "coordinates": [20.1, 60.15]}),
    )
    features = [{"type": "Feature", "properties": p, "geometry": g} for p, g in shapes]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _quality() -> str:
    slip = {"kind": "mention", "label": ALL, "file": ALL, "start": 1}
    told = {
        "gold": [ALL],
        "texts": 1,
        "scores": [],
        "traps": [],
        "misses": [slip | {"before": ALL, "exact": ALL, "after": ALL}],
        "false_finds": [],
    }
    return json.dumps(told)


def write_hostile(folder: Path) -> Path:
    """Write the atlas into a folder; return it."""
    files = {
        "atlas.toml": _atlas(),
        "quality.json": _quality(),
        "seeds/articles.toml": _articles(),
        f"seeds/{FILE}": TEXT,
        "geodata/places.toml": _places(),
        "geodata/layers/wharves.geojson": _layer("wharf", 20.0),
        "geodata/layers/piers.geojson": _layer("pier", 20.1),
        "geodata/basemap/land.geojson": _ground(),
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder
