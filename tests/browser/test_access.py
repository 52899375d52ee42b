"""The page for everyone: no barrier that axe-core knows of, in any main state."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from dashboard import until
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from states import DESKTOP, PHONE, STATES, spoken_of

from mapdash.atlas import Atlas, load_atlas
from mapdash.export.brief import brief
from mapdash.export.extract import take
from mapdash.selection import opening_selection

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]},
    "resultTypes": ["violations"],
}
_REACH = (Path(__file__).parent / "reach.js").read_text(encoding="utf-8")
#: The names on the map that stick out of it, or out of the box that was kept free for them.
_CUT = """() => {
  const map = document.querySelector("#map_div").getBoundingClientRect();
  const cut = ({ left, right, top, bottom }) =>
    left < map.left || right > map.right || top < map.top || bottom > map.bottom;
  return [...document.querySelectorAll(".label")]
    .filter((each) => cut(each.getBoundingClientRect()) || each.scrollWidth > each.clientWidth)
    .map((each) => each.textContent);
}"""
#: Where `make screenshots` wants the pictures; else none are taken.
PICTURES = os.environ.get("MAPDASH_PICTURES")
GRAVE = {"serious", "critical"}


@pytest.fixture
def atlas(own_atlas: Atlas) -> Atlas:
    """Return the atlas that the server shows."""
    return own_atlas


def grave(page: Page) -> list[str]:
    """Return what axe-core finds grave, the map's frame included, a line each."""
    axe = Axe()
    for frame in page.frames[1:]:
        frame.evaluate(axe.axe_script)
    found: list[dict[str, Any]] = axe.run(page, options=RULES).response["violations"]
    return [
        f"{each['id']} ({each['impact']}): {node['target']} {node['html'][:160]}: "
        f"{node['failureSummary']}"
        for each in found
        if each["impact"] in GRAVE
        for node in each["nodes"]
    ]


def small(page: Page) -> list[str]:
    """Return the controls that a finger would miss, in the page and in the map's frame."""
    return [line for frame in page.frames for line in frame.evaluate(_REACH)]


def keep_picture(page: Page, path: Path) -> None:
    """Keep a picture of the screen, in 256 colours of its own: it travels with the code."""
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    few = shot.quantize(colors=256, kmeans=3, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


DEVICES = {"desktop": DESKTOP, "phone": PHONE}
#: A phone by night differs from one by day as a desktop does: only the tour goes there too.
SCHEMES = {"desktop": ("dark", "light"), "phone": ("light", "dark") if PICTURES else ("light",)}
#: Each device is a group of its own, for together they take longer than any other file.
VISITS = [pytest.param(device, marks=pytest.mark.xdist_group(device)) for device in DEVICES]


def turned(page: Page, scheme: str) -> bool:
    """Tell whether the map of a page, if it has one in a frame, is in a scheme."""
    theme = "document.documentElement.dataset.theme"
    return all(each.evaluate(theme) == scheme for each in page.frames if "st_folium" in each.url)


def each_scheme(page: Page, device: str) -> Iterator[str]:
    """Turn a page, which was opened in the first of the device's schemes, to each of them."""
    for scheme in SCHEMES[device]:
        page.emulate_media(color_scheme=scheme)
        until(partial(turned, page, scheme), f"the map is {scheme}")
        yield scheme


@pytest.mark.parametrize("name", STATES)
@pytest.mark.parametrize("device", VISITS)
def test_a_state_of_the_page_is_open_to_everyone(
    new_page: Callable[..., Page], server: str, atlas: Atlas, name: str, device: str
) -> None:
    """No serious or critical violation, nothing sideways, and on a phone nothing too small.

    It turns from dark to light while it is open, the map with it.  The pictures of
    `make screenshots` are taken here.
    """
    page = new_page(**DEVICES[device], color_scheme=SCHEMES[device][0])
    STATES[name].open(page, server, atlas)
    for scheme in each_scheme(page, device):
        if PICTURES and STATES[name].pictured:
            keep_picture(page, Path(PICTURES) / f"{name}-{device}-{scheme}.png")
        assert not grave(page), scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if device == "phone":
        assert not small(page)


@pytest.mark.parametrize("device", VISITS)
def test_the_brief_is_open_to_everyone(
    new_page: Callable[..., Page], isles_folder: Path, tmp_path: Path, device: str
) -> None:
    """The single file asks for no better eyes or fingers than the page does."""
    atlas = load_atlas(isles_folder)
    path = tmp_path / "brief.html"
    text = brief(take(atlas, opening_selection(atlas.settings)))
    path.write_text(text, encoding="utf-8", newline="")
    page = new_page(**DEVICES[device], color_scheme=SCHEMES[device][0])
    page.goto(path.as_uri())
    until(lambda: page.locator("path.feature").count() > 0, "the brief shows shapes")
    for scheme in each_scheme(page, device):
        assert not grave(page), scheme
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    if device == "phone":
        assert not small(page)


def test_map_timeline_and_typed_dates_are_in_view_together(
    new_page: Callable[..., Page], server: str, atlas: Atlas
) -> None:
    """On a desktop all of them, without scrolling; on a phone the day and the window's first."""
    page = new_page(**DESKTOP)
    STATES["opening"].open(page, server, atlas)
    for part in ("iframe", ".timeline", ".st-key-dates-row"):
        expect(page.locator(part).first).to_be_in_viewport(ratio=1)
    phone = new_page(**PHONE)
    STATES["opening"].open(phone, server, atlas)
    for part in ("iframe", ".timeline .detail", ".timeline .overview", ".timeline .steps"):
        expect(phone.locator(part).first).to_be_in_viewport(ratio=1)
    for typed in (".st-key-day", ".st-key-window_from"):
        expect(phone.locator(typed)).to_be_in_viewport(ratio=1)
    box = phone.locator("iframe").bounding_box()
    assert box
    assert box["height"] >= 300


@pytest.mark.parametrize("name", ["opening", "place"])
@pytest.mark.parametrize("device", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_no_name_is_cut_at_the_edge_of_the_map(
    new_page: Callable[..., Page], server: str, atlas: Atlas, device: dict[str, Any], name: str
) -> None:
    """Every name stands whole inside the map, and fills no more than its own room.

    So it is as the page opens, and where the map was pushed aside until the
    middles of lines and areas are near its edge.
    """
    page = new_page(**device)
    STATES[name].open(page, server, atlas)
    frame = next(each for each in page.frames if "st_folium" in each.url)
    until(lambda: frame.evaluate("document.fonts.status") == "loaded", "the typeface is there")
    for aside in (0, 90, 160):
        # The map itself, which this gives back, would take seconds to bring over.
        frame.evaluate(f"void window.mapdash.engine.map.panBy([{-aside}, 0], {{animate: false}})")
        assert frame.evaluate("document.querySelectorAll('.label').length")
        assert frame.evaluate(_CUT) == []


def test_every_shape_on_the_map_has_a_name_for_who_hears_it(
    page: Page, server: str, atlas: Atlas
) -> None:
    """Place and status, in the language chosen; the ground under them is passed over."""
    opened = STATES["opening"].open(page, server, atlas)
    frame = next(each for each in page.frames if "st_folium" in each.url)
    drawn = [each for each in opened.report()["shown"] if atlas.feature_by_id[each].geometry]
    for feature in map(atlas.feature_by_id.__getitem__, drawn):
        told = frame.locator(f"path.id-{feature.id}").get_attribute("aria-label") or ""
        assert told.startswith(atlas.places[feature.place].label())
        assert told.endswith(feature.status)
    assert frame.locator("path[role=img]").count() == len(drawn)
    language = atlas.settings.languages[1]
    STATES["opening"].open(page, server, atlas)
    page.goto(f"{server}/?language={language}")
    path = page.frame_locator("iframe").locator(f"path.id-{drawn[0]}")
    place = atlas.places[atlas.feature_by_id[drawn[0]].place]
    expect(path).to_have_attribute("aria-label", re.compile(f"^{re.escape(place.label(language))}"))


def test_a_layer_has_one_colour_everywhere(page: Page, server: str, atlas: Atlas) -> None:
    """On its switch, on the map and in its legend, in the list, the panel and the passages."""
    STATES["list"].open(page, server, atlas)
    frame = page.frame_locator("iframe")
    place = atlas.places[spoken_of(atlas)]
    number, layer = next(
        (number, each)
        for number, each in enumerate(atlas.settings.layers)
        if each.id == place.layer
    )
    colour = tuple(int(layer.colour[at : at + 2], 16) for at in (1, 3, 5))
    wanted = f"rgb({', '.join(map(str, colour))})"
    switch = page.locator(".st-key-layers button").nth(number)
    seen = {
        "switch": switch.evaluate("each => getComputedStyle(each, '::before').backgroundColor"),
        "list": _background(page.locator('.list-row[aria-selected="true"] .dot')),
        "panel": _background(page.locator(".panel .place-head .dot")),
    }
    mark = page.locator(".panel mark.chosen").first
    seen["passages"] = mark.evaluate("each => getComputedStyle(each).borderBottomColor")
    frame.locator(".legend summary").click()
    legend = frame.locator(f'.legend li[data-layer="{layer.id}"] rect')
    seen["legend"] = legend.evaluate("each => getComputedStyle(each).stroke")
    shape = frame.locator("path.feature-area.chosen").first
    seen["map"] = shape.evaluate("each => getComputedStyle(each).stroke")
    marks = page.locator(".timeline .detail path.changes")
    timeline = set(marks.evaluate_all("all => all.map(each => getComputedStyle(each).fill)"))
    assert seen == dict.fromkeys(seen, wanted)
    assert wanted in timeline


def _background(node: Locator) -> str:
    return str(node.first.evaluate("each => getComputedStyle(each).backgroundColor"))
