"""Trying a file of one's own on the page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from dashboard import Dashboard

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
    dashboard = Dashboard.open(page, isles_server)
    shown = dashboard.report()["shown"]
    page.get_by_role("button", name="Try your own text").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("nothing is written on the server").wait_for()
    put(page, "letter.txt", LETTER.encode())
    dialog.locator("mark", has_text="Thole Cut").first.wait_for()
    assert dialog.locator("mark", has_text="Thole Cut").get_attribute("title") == "Thole Cut"
    assert dialog.get_by_text("<img src=x").first.is_visible()
    dialog.locator("[data-testid='stImage'] img").wait_for()
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
    assert dialog.get_by_text("cannot be read as PDF").count() == 0
    assert page.evaluate("window.harmed") is None
    assert dashboard.report()["shown"] == shown
