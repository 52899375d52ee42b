"""Trying a file of one's own on the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import expect

if TYPE_CHECKING:
    from playwright.sync_api import Page

HARM = "<img src=x onerror='window.harmed=1'> {{ 7*7 }} </script><script>window.harmed=1</script>"
LETTER = f"""\
A Letter About the Cut {HARM}

The Thole Cut was shut on 2 May 1880, and the toll with it. {HARM} It was opened again later.

The boatmen of the Merrow Canal were seen to smile at this, on the day that it was told to them.
"""


def put(page: Page, name: str, data: bytes) -> None:
    """Give the dialog a file."""
    file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
    page.locator("[data-testid='stDialog'] input[type='file']").set_input_files(files=[file])


def test_a_file_of_ones_own_is_read_shown_and_gone(page: Page, isles_server: str) -> None:
    """Text, then shapes, then what is neither; nothing runs, and the map stays as it was."""
    dashboard = Dashboard.open(page, isles_server, "?day=1880-06-15")
    shown = dashboard.report()["shown"]
    page.get_by_role("button", name="Try your own text").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("nothing is written on the server").wait_for()
    put(page, "letter.txt", LETTER.encode())
    dialog.locator("mark", has_text="Thole Cut").first.wait_for()
    assert dialog.locator("mark", has_text="Thole Cut").get_attribute("title") == "Thole Cut"
    assert dialog.get_by_text("<img src=x").first.is_visible()
    picture = dialog.locator("[data-testid='stImage'] img").filter(visible=True)
    expect(picture).to_have_count(1)
    expect(picture).to_have_attribute("alt", "Map of Thole Cut, Merrow Canal")
    day = dialog.get_by_text("15 June 1880, the day chosen on the page").filter(visible=True)
    expect(day).to_have_count(1)
    shapes = {
        "type": "Feature",
        "properties": {"name": HARM},
        "geometry": {"type": "Point", "coordinates": [-28.1, 47.2]},
    }
    put(page, "shapes.geojson", json.dumps(shapes).encode())
    dialog.get_by_text("it would give place from “name”").wait_for()
    put(page, "broken.pdf", b"%PDF-1.7 broken")
    dialog.get_by_text("cannot be read as PDF").wait_for()
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")
    page.get_by_role("button", name="Try your own text").click()
    dialog.get_by_text("nothing is written on the server").wait_for()
    expect(dialog.get_by_text("cannot be read as PDF")).to_have_count(0)
    assert page.evaluate("window.harmed") is None
    assert dashboard.report()["shown"] == shown


@pytest.mark.parametrize(
    ("theme", "width", "background"),
    [("light", 1440, [219, 231, 238]), ("dark", 390, [16, 24, 29])],
)
def test_the_small_map_wears_the_theme_and_fits_the_screen(
    new_page: Callable[..., Page],
    isles_server: str,
    theme: str,
    width: int,
    background: list[int],
) -> None:
    """One picture on a wide screen and on a phone, its water of the map's own colour."""
    page = new_page(viewport={"width": width, "height": 844}, color_scheme=theme)
    Dashboard.open(page, isles_server)
    page.get_by_role("button", name="Try your own text").click()
    put(page, "letter.txt", LETTER.encode())
    picture = page.locator("[data-testid='stDialog'] [data-testid='stImage'] img")
    shown = picture.filter(visible=True)
    expect(shown).to_have_count(1)
    box = shown.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    corner = """image => {
        const canvas = document.createElement("canvas");
        canvas.getContext("2d").drawImage(image, 0, 0);
        return [...canvas.getContext("2d").getImageData(2, 2, 1, 1).data].slice(0, 3);
    }"""
    until(lambda: shown.evaluate(corner) == background, "the water has the colour of the map's")
