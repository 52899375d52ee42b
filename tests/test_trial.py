"""A file of one's own, tried on the page: read as the atlas reads, escaped, kept nowhere."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import shapely
from lxml import etree

from mapdash.assets import web_text
from mapdash.atlas import Atlas, load_atlas
from mapdash.dashboard.trial import MOST_CHARACTERS, MOST_PAGES, Trial, fault_text
from mapdash.dashboard.trial import tried as tried_on
from mapdash.dashboard.trial_map import NARROW, WIDE, trial_map
from mapdash.dashboard.trial_marks import Mark
from mapdash.errors import UnreadableError
from mapdash.selection import opening_selection
from pdfs import column, pdf

if TYPE_CHECKING:
    from pathlib import Path

LETTER = """\
A Letter About the Cut

The Thole Cut was shut on 2 May 1880, and the toll with it. The Ness Light was seen by nobody.

The boatmen of the Merrow Canal were seen to smile at this, when it was told in early June 1880.
"""
DAY = date(1880, 6, 15)
HOSTILE = "<img src=x onerror=alert(1)> {{ 7*7 }} {% x %} </script> `a` \u2028 $x$"


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Return the second atlas."""
    return load_atlas(isles_folder)


def tried(atlas: Atlas, name: str, data: bytes, day: date = DAY) -> Trial:
    """Try a file while the page shows a day."""
    chosen = replace(opening_selection(atlas.settings), day=day)
    return tried_on(atlas, chosen, name, data)


def test_a_text_is_shown_with_all_that_was_found_in_it(isles: Atlas) -> None:
    """Mentions in their layer's colour, dates with their days, issues, places, what is unclear."""
    html = tried(isles, "letter.txt", LETTER.encode()).html
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


def test_a_text_of_the_atlas_is_recognised(isles: Atlas) -> None:
    """Who tries an article that the atlas has is told so."""
    text = isles.articles["almanac.txt"].text
    assert "This text is in the atlas, as almanac.txt." in tried(isles, "x.txt", text.encode()).html


@pytest.mark.parametrize("name", ["x.txt", "x.md", "x.html"])
def test_markup_in_a_text_is_shown_as_text(isles: Atlas, name: str) -> None:
    """Nothing that a file holds becomes part of the page's own markup."""
    body = HOSTILE.replace("<", "&lt;") if name == "x.html" else HOSTILE
    text = f"{body}\n\n{LETTER}\n\nThe Thole Cut {body} was opened once, and it was closed again."
    if name == "x.html":
        text = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
        text = f"<html><body><article>{text}</article></body></html>"
    html = tried(isles, name, text.encode()).html
    assert "<img" not in html
    assert "&lt;img src=x onerror=alert(1)&gt;" in html
    assert "<script" not in html


def test_a_pdf_is_tried_too(isles: Atlas) -> None:
    """Its text is read as `mapdash add` reads it; a long one is refused."""
    lines = "The Thole Cut was opened on 1 June 1878, at last,\nand nobody was there to see it."
    assert 'title="Thole Cut"' in tried(isles, "x.pdf", pdf([column([lines])])).html
    with pytest.raises(UnreadableError, match="pages"):
        tried(isles, "x.pdf", pdf([column([lines])] * (MOST_PAGES + 1)))


def test_of_a_long_text_the_beginning_is_read(isles: Atlas) -> None:
    """The page answers soon, whatever is tried; what was left out is told."""
    paragraph = "The harbour was as quiet as it is on any day of the year, and nobody came.\n\n"
    trial = tried(isles, "x.txt", (paragraph * 4000).encode())
    assert f"only its first {MOST_CHARACTERS:,} characters were read" in trial.html
    assert (trial.marks, trial.told) == ((), "")


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
    trial = tried(isles, "x.geojson", data)
    for part in (
        "4 rows: Point 1, MultiPolygon 1.",
        "Mended: heights left out (1 row).",
        "Mended: closed rings (1 row).",
        "Mended: made valid (1 row).",
        "Row 3 lies outside the globe",
        "it would give place from “name”",
        "still have to be told: status, basis, source, licence.",
    ):
        assert part in trial.html
    assert "<img" not in trial.html
    assert "--crs" not in trial.html
    assert [mark.shape.geom_type for mark in trial.marks] == ["Point", "MultiPolygon"]
    assert "as it is on 15 June 1880, the day chosen on the page" in trial.told


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("x.txt", b"", "is empty"),
        ("x.txt", "Città".encode("latin-1"), "is not UTF-8, at byte 4, and does not say what it "),
        ("x.txt", "Ferry".encode("utf-16-le"), "NUL characters.*; save it as UTF-8 and choose it"),
        ("x.html", b"<html><meta charset=utf-8>\xff", "says that it is utf-8 but is not"),
        ("x.pdf", b"Ferry", "is no PDF, whatever its name says"),
        ("x.pdf", b"%PDF-1.7", "cannot be read as PDF"),
        ("x.geojson", b"{", "no GeoJSON"),
        ("x.geojson", b"{\xff", "is not UTF-8"),
        ("x.json", b'{"type": "Topology"}', "TopoJSON"),
    ],
)
def test_what_cannot_be_read_is_one_line(isles: Atlas, name: str, data: bytes, told: str) -> None:
    """What is wrong and what to do on the page, which has no switches of a command line."""
    with pytest.raises(UnreadableError) as caught:
        tried(isles, name, data)
    line = fault_text(caught.value)
    assert re.search(told, line)
    assert "--" not in line
    assert "\n" not in line


@pytest.mark.parametrize(
    ("written", "page", "lines", "told"),
    [
        ("", date(1865, 3, 1), ["dashed"], "The map shows 1 March 1865, the day chosen on the"),
        ("", DAY, ["solid"], "15 June 1880, the day chosen on the page, as the text does not say"),
        ("1875-02-03", DAY, ["dotted"], "3 February 1875, the day on which the text was written."),
        ("1875-02", DAY, ["dotted"], "28 February 1875, the last day on which the text may have"),
        ("2020-01-05", DAY, ["solid"], "the page, as nothing is known of 5 January 2020."),
        ("1852-01-01", DAY, [], "No map: none of these places is drawn on 1 January 1852"),
        ("", date(1919, 1, 1), [], "No map: nothing is known of 1 January 1919"),
    ],
)
def test_a_place_is_drawn_as_it_was_on_one_day(
    isles: Atlas, written: str, page: date, lines: list[str], told: str
) -> None:
    """The day of writing, else the page's; which day it is, and why that, is said in words."""
    head = f"---\ntitle: The Cut\ndate: {written}\n---\n" if written else "# The Cut\n"
    text = f"{head}\nThe boatmen know the Thole Cut well, and they say little of it to anybody.\n"
    trial = tried(isles, "x.md", text.encode(), page)
    assert [mark.line for mark in trial.marks] == lines
    assert told in trial.told


def test_what_is_not_drawn_on_the_day_is_named(isles: Atlas) -> None:
    """A place that is found and has no state then is told of, not left out in silence."""
    text = "The Thole Cut was dug from the Merrow Canal, and the boatmen were not seen to smile."
    trial = tried(isles, "x.txt", text.encode(), date(1857, 1, 1))
    assert "Not drawn on that day: Thole Cut." in trial.told
    assert [mark.name for mark in trial.marks] == ["Merrow Canal"]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_looks_like_the_map(isles: Atlas, theme: str) -> None:
    """The engine's own style, the theme, the ground, the hatch, the day and the names."""
    ward = next(each for each in isles.features if each.id == "free-harbour-1858")
    mark = Mark(ward.geometry, "#0077BB", HOSTILE, schematic=True)
    picture = trial_map(isles, [mark], DAY, theme=theme)
    root = etree.fromstring(picture)
    texts = [each.text for each in root.iter("{*}text")]
    assert root.get("data-theme") == theme
    assert web_text("engine.css") in root.findtext("{*}style")
    assert root.find("{*}path[@class='ground-land']") is not None
    assert root.find("{*}path[@fill='url(#hatch-0077BB)']") is not None
    assert root.find("{*}defs/{*}pattern[@id='hatch-0077BB']") is not None
    assert "15 June 1880" in texts
    assert "<img" not in picture


def test_of_the_ground_what_holds_on_the_day_is_drawn(isles: Atlas) -> None:
    """A line that ended before the day is not shown, nor one that begins after it."""
    mark = Mark(shapely.box(-28.6, 46.9, -27.6, 47.6), "#B0005E")
    paths = {}
    for day in (date(1888, 12, 31), date(1889, 1, 1)):
        root = etree.fromstring(trial_map(isles, [mark], day))
        paths[day] = [each.get("d") for each in root.iterfind("{*}path[@class='ground-border']")]
    before, after = paths.values()
    assert len(before) == len(after) == 1
    assert before != after


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
    """However small or large, what is tried lies within the picture, wide or narrow."""
    for width, height in (WIDE, NARROW):
        picture = trial_map(isles, [Mark(shape, "#B0005E")], DAY, size=(width, height))
        root = etree.fromstring(picture)
        drawn = [each for each in root.iter() if "#B0005E" in {*each.attrib.values()}]
        assert drawn
        for each in drawn:
            if each.tag.endswith("circle"):
                assert 0 <= float(each.attrib["cx"]) <= width
                assert 0 <= float(each.attrib["cy"]) <= height
