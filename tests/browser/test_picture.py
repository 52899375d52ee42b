"""The map as a picture to take away."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from dashboard import Dashboard
from PIL import Image, ImageColor
from playwright.sync_api import Page

from mapdash.atlas import Atlas
from mapdash.wording import day_text

SCREENS = {
    "desktop-light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "phone-dark": {"viewport": {"width": 390, "height": 844}, "color_scheme": "dark"},
}


@pytest.fixture
def atlas(own_atlas: Atlas) -> Atlas:
    """Return the atlas that the server shows."""
    return own_atlas


def parted(image: Image.Image, colour: str) -> int:
    """Return how many pixels have a colour to the letter."""
    wanted = ImageColor.getrgb(colour)
    counts = image.convert("RGB").getcolors(maxcolors=2**24) or []
    return sum(count for count, seen in counts if seen == wanted)


@pytest.mark.parametrize("screen", SCREENS)
def test_the_map_is_saved_as_a_picture_that_says_what_it_shows(
    new_page: Callable[..., Page], server: str, atlas: Atlas, tmp_path: Path, screen: str
) -> None:
    """The PNG has the layers' colours, room for title, legend and credits, and tells them all."""
    page = new_page(**SCREENS[screen])
    opened = Dashboard.open(page, server)
    frame = next(each for each in page.frames if "st_folium" in each.url)
    with page.expect_download() as download:
        frame.get_by_role("button", name="Save the map as a picture").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    assert path.name == f"map-{opened.day.isoformat()}.png"
    with Image.open(path) as image:
        texts = image.text  # type: ignore[attr-defined]  # a PNG's
        colours = {layer.id: parted(image, layer.colour) for layer in atlas.settings.layers}
        width, height = image.size
    credited = frame.locator(".leaflet-control-attribution").text_content()
    shape = frame.evaluate("[innerWidth, innerHeight]")
    assert width >= 1600
    assert height > width * shape[1] / shape[0]
    assert atlas.settings.title in texts["Title"]
    assert day_text(opened.day) in texts["Title"]
    assert atlas.version in texts["Source"]
    assert server not in texts["Source"], "nobody else can open it"
    assert texts["Copyright"] == credited
    drawn = {each.layer for each in atlas.features if each.id in opened.report()["shown"]}
    assert drawn
    assert all(colours[layer] for layer in drawn)
