"""A first visit, and what the page says where there is nothing to show."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, expect

from conftest import running
from mapdash.atlas import Atlas, load_atlas
from mapdash.cli import main


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows."""
    return load_atlas(isles_folder)


def test_the_hint_of_a_first_visit_is_put_away_for_good(page: Page, isles_server: str) -> None:
    """Three lines, gone at a press, and gone the next time; no cookie is set for it."""
    panel = Dashboard.open(page, isles_server).panel
    hint = panel.get_by_role("region", name="First steps")
    expect(hint.get_by_role("listitem")).to_have_count(3)
    hint.get_by_role("button", name="Got it").click()
    expect(hint).to_have_count(0)
    panel = Dashboard.open(page, isles_server).panel
    expect(panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    expect(hint).to_have_count(0)
    cookies = {each["name"] for each in page.context.cookies()}
    assert all(each.startswith("_streamlit") for each in cookies)


def test_the_hint_goes_once_something_is_chosen(page: Page, isles_server: str) -> None:
    """Who has chosen a place needs no first steps any more."""
    dashboard = Dashboard.open(page, isles_server)
    hint = dashboard.panel.get_by_role("region", name="First steps")
    expect(hint).to_be_visible()
    dashboard.panel.locator(".place-row").first.click()
    dashboard.panel.get_by_role("button", name="Close").click()
    expect(dashboard.panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    expect(hint).to_have_count(0)


def test_a_window_without_passages_says_what_to_do_next(page: Page, isles_server: str) -> None:
    """Passages of other days are offered, and how to come to them is said."""
    first = "1870-01-01"
    dashboard = Dashboard.open(page, isles_server, f"?day={first}&from={first}")
    expect(dashboard.panel.get_by_text("Move the day or widen the window")).to_be_visible()
    expect(dashboard.panel.locator(".outside > summary")).to_be_visible()


def test_after_what_is_known_the_page_says_so(page: Page, isles_server: str, atlas: Atlas) -> None:
    """The panel and the list say that nothing is known, not that there is nothing."""
    extent = atlas.settings.extent
    page.goto(f"{isles_server}/?list=open&day={extent.as_of + timedelta(days=1)}&to={extent.last}")
    listed = page.locator(".list").get_by_role("status")
    expect(listed).to_contain_text("Nothing is on the map", timeout=60_000)
    listed.get_by_role("button", name=re.compile("on other days$")).click()
    expect(page.locator(".list [data-feature]").first).to_be_visible()


def test_without_a_layer_the_page_says_how_to_have_one(
    new_page: Callable[..., Page], isles_server: str, atlas: Atlas
) -> None:
    """Both the panel and the list."""
    page = new_page()
    Dashboard.open(page, isles_server, "?list=open")
    for layer in atlas.settings.layers:
        switch = page.locator(".st-key-layers").get_by_role("button", name=layer.title, exact=True)
        switch.click()
        expect(switch).to_have_attribute("aria-pressed", "false")
    told = page.get_by_text("Every layer is switched off")
    until(lambda: told.count() == 2, "panel and list say that every layer is off")


def test_an_atlas_that_holds_nothing_yet_says_how_it_gets_something(
    new_page: Callable[..., Page], tmp_path: Path
) -> None:
    """Nothing is switched off or chosen away where there is nothing: the commands are named."""
    new = ["new", str(tmp_path / "lake"), "--title", "A lake", "--days", "1880/1920"]
    assert main([*new, "--view", "14.6,48.5,12"]) == 0
    with running(tmp_path / "lake", tmp_path / "log.txt") as address:
        page = new_page()
        page.goto(f"{address}/?list=open")
        told = page.get_by_text("mapdash add-layer FILE --layer ID")
        until(lambda: told.count() == 2, "panel and list name the command")
        expect(page.locator(".panel")).to_contain_text("take one in with “mapdash add FILE”")
        for untrue in ("Every layer is switched off", "None fits what is chosen"):
            assert page.get_by_text(untrue).count() == 0


def test_a_search_without_a_find_says_what_to_try(page: Page, isles_server: str) -> None:
    """Fewer words, another name."""
    dashboard = Dashboard.open(page, isles_server, "?search=qqqqqqqq")
    expect(dashboard.panel).to_contain_text("Try fewer words")
