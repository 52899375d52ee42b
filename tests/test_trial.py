"""A file of one's own, tried on the page: read as the atlas reads, escaped, kept nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
import shapely
from lxml import etree

from mapdash.atlas import Atlas, load_atlas
from mapdash.dashboard.trial import MOST_CHARACTERS, MOST_PAGES, tried
from mapdash.dashboard.trial_map import HEIGHT, WIDTH, trial_map
from mapdash.errors import UnreadableError
from pdfs import column, pdf

if TYPE_CHECKING:
    from pathlib import Path

LETTER = """\
A Letter About the Cut

The Thole Cut was shut on 2 May 1880, and the toll with it. The Ness Light was seen by nobody.

The boatmen of the Merrow Canal were seen to smile at this, when it was told in early June 1880.
"""
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} {% x %} </script> `a` \u2028 $x$"


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Return the second atlas."""
    return load_atlas(isles_folder)


def test_a_text_is_shown_with_all_that_was_found_in_it(isles: Atlas) -> None:
    """Mentions in their layer's colour, dates with their days, issues, places, what is unclear."""
    html, picture = tried(isles, "letter.txt", LETTER.encode())
    for part in (
        "A Letter About the Cut, date unknown",
        "3 passages, 2 links, 2 dates.",
        '<mark style="border-bottom: 2px solid #CC3311" title="Thole Cut">Thole Cut</mark>',
        "<u>2 May 1880</u>, and the",
        "<u>early June 1880</u><small> 1\u201310 June 1880</small>",
        "<span>Tolls and dues</span>",
        "Merrow Canal 1</li>",
        "“Ness Light” may be North Ness Light or South Ness Light: not linked.",
    ):
        assert part in html
    assert etree.fromstring(picture).tag.endswith("svg")
    assert picture.count("#CC3311") > 1


def test_a_text_of_the_atlas_is_recognised(isles: Atlas) -> None:
    """Who tries an article that the atlas has is told so."""
    text = isles.articles["almanac.txt"].text
    assert "This text is in the atlas, as almanac.txt." in tried(isles, "x.txt", text.encode())[0]


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html"])
def test_markup_in_a_text_is_shown_as_text(isles: Atlas, name: str) -> None:
    """Nothing that a file holds becomes part of the page's own markup."""
    body = HOSTILE.replace("<", "&lt;") if name == "x.html" else HOSTILE
    text = f"{body}\n\n{LETTER}\n\nThe Thole Cut {body} was opened once, and it was closed again."
    if name == "x.html":
        text = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
        text = f"<html><body><article>{text}</article></body></html>"
    html, _ = tried(isles, name, text.encode())
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<script" not in html


def test_a_pdf_is_tried_too(isles: Atlas) -> None:
    """Its text is read as `mapdash add` reads it; a long one is refused."""
    lines = "The Thole Cut was opened on 1 June 1878, at last,\nand nobody was there to see it."
    assert 'title="Thole Cut"' in tried(isles, "x.pdf", pdf([column([lines])]))[0]
    with pytest.raises(UnreadableError, match="pages"):
        tried(isles, "x.pdf", pdf([column([lines])] * (MOST_PAGES + 1)))


def test_of_a_long_text_the_beginning_is_read(isles: Atlas) -> None:
    """The page answers soon, whatever is tried; what was left out is told."""
    paragraph = "The harbour was as quiet as it is on any day of the year, and nobody came.\n\n"
    html, picture = tried(isles, "x.txt", (paragraph * 4000).encode())
    assert f"only its first {MOST_CHARACTERS:,} characters were read" in html
    assert picture == ""


def feature(geometry: object, **properties: str) -> dict[str, object]:
    """Return a feature of GeoJSON."""
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_shapes_are_drawn_and_what_is_wrong_with_them_told(isles: Atlas) -> None:
    """Kinds, repairs, faults, and what would be missing for a layer; markup in names is escaped."""
    ring = [[-28.2, 47.1], [-28.1, 47.2], [-28.1, 47.1], [-28.2, 47.2]]
    held = [
        feature({"type": "Point", "coordinates": [-28.1, 47.2, 3]}, name="One", **{HOSTILE: "x"}),
        feature({"type": "Polygon", "coordinates": [ring]}, name="Two"),
        feature({"type": "Point", "coordinates": [900, 0]}, name="Three"),
        feature(None, name="Four"),
    ]
    data = json.dumps({"type": "FeatureCollection", "features": held}).encode()
    html, picture = tried(isles, "x.geojson", data)
    for part in (
        "4 rows: Point 1, MultiPolygon 1.",
        "Mended: heights left out (1 row).",
        "Mended: closed rings (1 row).",
        "Mended: made valid (1 row).",
        "Row 3 lies outside the globe",
        "it would give place from “name”",
        "still have to be told: status, basis, source, licence.",
    ):
        assert part in html
    assert "<img" not in html
    assert etree.fromstring(picture) is not None


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("x.txt", b"", "is empty"),
        ("x.txt", "Città".encode("latin-1"), "not UTF-8"),
        ("x.pdf", b"%PDF-1.7", "cannot be read as PDF"),
        ("x.geojson", b"{", "no GeoJSON"),
        ("x.json", b'{"type": "Topology"}', "TopoJSON"),
    ],
)
def test_what_cannot_be_read_is_one_line(isles: Atlas, name: str, data: bytes, told: str) -> None:
    """The same words as on the command line."""
    with pytest.raises(UnreadableError, match=told):
        tried(isles, name, data)


@pytest.mark.parametrize(
    "shape",
    [
        shapely.Point(-28.1, 47.2),
        shapely.LineString([(-28.1, 47.2), (-28.1, 47.2000001)]),
        shapely.box(-180, -90, 180, 90),
        shapely.MultiPoint([(-179.9, 0), (179.9, 0)]),
        shapely.Point(0, 90),
    ],
)
def test_a_picture_holds_every_shape(isles: Atlas, shape: shapely.Geometry) -> None:
    """However small or large, what is tried lies within the picture."""
    root = etree.fromstring(trial_map(isles, [(shape, "")]))
    drawn = [each for each in root.iter() if "#B0005E" in {*each.attrib.values()}]
    assert drawn
    for each in drawn:
        if each.tag.endswith("circle"):
            assert 0 <= float(each.attrib["cx"]) <= WIDTH
            assert 0 <= float(each.attrib["cy"]) <= HEIGHT
