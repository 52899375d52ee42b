"""An atlas in a notebook: the truth of the page in tables, shapes and a map that stands alone."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import mapdash
from mapdash.errors import AtlasError
from mapdash.notebook import NotebookAtlas
from mapdash.queries import features_on, select
from mapdash.selection import opening_selection, widened

if TYPE_CHECKING:
    from playwright.sync_api import Page

#: What would be run by a template, by a browser that takes it for markup, or end its script.
HOSTILE = (
    "{{ 7 * 7 }}",
    "{% raise %}",
    "{# gone #}",
    "</script><script>window.hurt = 1</script>",
    "<img src=x onerror='window.hurt = 2'>",
    "`${window.hurt = 3}`",
    "\u2028window.hurt = 4",
    "\\u007b\\u007b 7 * 7 }}",
)


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> NotebookAtlas:
    """Open the second atlas."""
    return mapdash.load_atlas(isles_folder)


@pytest.fixture
def hurtful(isles_folder: Path, tmp_path: Path) -> NotebookAtlas:
    """Open a copy of it in which names, states and sources are all hostile."""
    folder = tmp_path / "hurtful"
    shutil.copytree(isles_folder, folder)
    every = " ".join(("Cut", *HOSTILE))
    layer = folder / "geodata" / "layers" / "canals.geojson"
    told = json.loads(layer.read_text(encoding="utf-8"))
    for each in told["features"]:
        each["properties"] |= {"status": every, "source": every, "note": every, "licence": every}
    layer.write_text(json.dumps(told), encoding="utf-8")
    places = folder / "geodata" / "places.toml"
    named = json.dumps(every).replace("\u2028", "\\u2028")
    text = places.read_text(encoding="utf-8").replace('"Thole Cut"', named, 1)
    places.write_text(text, encoding="utf-8")
    return mapdash.load_atlas(folder)


# ---------------------------------------------------------------- the same truth


def test_the_package_is_imported_at_once(tmp_path: Path) -> None:
    """Nothing heavy is loaded before an atlas is opened, and folium not before a map is drawn."""
    program = (
        "import sys, mapdash\n"
        "assert not {'pandas', 'geopandas', 'folium', 'streamlit'} & {*sys.modules}\n"
        "atlas = mapdash.load_atlas(sys.argv[1])\n"
        "atlas.features, atlas.links, atlas.passages(), atlas.search('canal')\n"
        "assert not {'folium', 'streamlit'} & {*sys.modules}\n"
    )
    isles = Path(__file__).parent / "atlases" / "isles"
    subprocess.run([sys.executable, "-c", program, str(isles)], check=True, cwd=tmp_path)


def test_without_a_folder_the_bundled_atlas_is_opened(atlas_folder: Path) -> None:
    """What comes with mapdash needs no path."""
    assert mapdash.load_atlas().version == mapdash.load_atlas(atlas_folder).version


def test_shapes_are_those_of_the_map(isles: NotebookAtlas) -> None:
    """Of each day on which something changes, the table holds what the map draws."""
    assert list(isles.features["id"]) == [each.id for each in isles.records.features]
    for day in isles.days:
        shown = isles.features_on(day)
        assert list(shown["id"]) == [each.id for each in features_on(isles.records, day)]
        assert shown.crs.to_epsg() == 4326
    by_text = isles.features_on("1879-03-14")
    assert by_text.equals(isles.features_on(date(1879, 3, 14)))


def test_passages_are_those_of_the_panel(isles: NotebookAtlas) -> None:
    """Each place is told of by the passages that the page lists for it, in its order."""
    whole = widened(opening_selection(isles.records.settings), isles.records.settings)
    for place, row in isles.places.iterrows():
        extent = isles.records.settings.extent
        told = isles.passages(str(place), since=extent.first, until=extent.last)
        chosen = replace(whole, place=str(place), day=extent.last)
        hits = select(isles.records, chosen).hits
        assert list(told.get("passage", [])) == [hit.excerpt.key for hit in hits]
        assert len(isles.passages(str(place))) == row["passages"]


def test_a_notebook_may_change_what_it_was_given(isles: NotebookAtlas) -> None:
    """Tables are made anew: what is done to one is not seen in the next."""
    held = isles.features
    held["status"] = "changed"
    assert "changed" not in set(isles.features["status"])


@pytest.mark.parametrize(
    ("asked", "named"),
    [
        (lambda atlas: atlas.map("14.3.1879"), "day"),
        (lambda atlas: atlas.map("1700-01-01"), "day"),
        (lambda atlas: atlas.map(layers="rivers"), "layers"),
        (lambda atlas: atlas.map(place="nowhere"), "place"),
        (lambda atlas: atlas.features_on("1879"), "day"),
        (lambda atlas: atlas.passages(since="1900", until="1899"), "since, until"),
        (lambda atlas: atlas.passages(issues=["weather"]), "issues"),
        (lambda atlas: atlas.passages(known_on="soon"), "known_on"),
    ],
)
def test_what_cannot_be_answered_is_said_with_what_to_do(
    isles: NotebookAtlas, asked: Callable[[NotebookAtlas], object], named: str
) -> None:
    """A fault names the argument and the remedy."""
    with pytest.raises(AtlasError) as refused:
        asked(isles)
    (fault,) = refused.value.faults
    assert fault.file == named
    assert fault.remedy


# ---------------------------------------------------------------- the map


def test_a_map_asks_nobody_for_anything(isles: NotebookAtlas) -> None:
    """Scripts, styles and data stand in it; no address in it leads out."""
    drawn = isles.map("1879-03-14").get_root().render()
    assert re.findall(r"(?:src|href)\s*=\s*['\"](?!data:)", drawn) == []


def test_hostile_words_pass_through_no_template(hurtful: NotebookAtlas) -> None:
    """What names hold is neither computed nor able to end the script that it stands in."""
    drawn = hurtful.map("1879-03-14").get_root().render()
    assert "{{" not in drawn
    assert "<script>window" not in drawn
    assert "\u2028" not in drawn
    assert "\\u007b{ 7 * 7 }}" in drawn
    assert (
        "&lt;script&gt;"
        in NotebookAtlas(
            replace(
                hurtful.records,
                settings=replace(hurtful.records.settings, title="<script>"),
            )
        )._repr_html_()
    )


def test_a_press_tells_what_is_known_as_text(
    hurtful: NotebookAtlas, page: Page, tmp_path: Path
) -> None:
    """In a notebook's frame the map shows its day; hostile words are read, and do nothing."""
    shown = hurtful.map("1879-03-14", layers="canals")._repr_html_()
    file = tmp_path / "notebook.html"
    file.write_text(f"<!doctype html><meta charset='utf-8'>{shown}", encoding="utf-8")
    page.goto(file.as_uri())
    frame = page.frame_locator("iframe")
    frame.locator("path.feature").first.wait_for(state="attached")
    inner = page.frames[1]
    report = inner.evaluate("window.mapdash.engine.report()")
    assert set(report["shown"]) == {
        each.id for each in features_on(hurtful.records, date(1879, 3, 14), ["canals"])
    }
    spot = inner.evaluate("id => window.mapdash.engine.spot(id)", "thole-cut-open")
    box = inner.frame_element().bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + spot["x"], box["y"] + spot["y"])
    told = frame.locator(".told")
    told.wait_for()
    for each in HOSTILE:
        assert " ".join(each.split()) in " ".join(told.inner_text().split())
    assert told.locator("blockquote").count() > 0
    assert inner.evaluate("window.hurt") is None
