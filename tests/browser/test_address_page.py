"""The page's address in a browser: it follows the reader, and the reader can go back in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, expect


@pytest.fixture
def isles(page: Page, isles_server: str) -> Dashboard:
    """Open the page of the second atlas."""
    return Dashboard.open(page, isles_server)


def told(isles: Dashboard) -> dict[str, str]:
    """Return the parameters that the address holds."""
    # Asked of the page: Playwright hears late of an address that a frame has changed.
    found = parse_qs(urlsplit(isles.page.evaluate("location.href")).query)
    return {key: values[-1] for key, values in found.items()}


def entries(isles: Dashboard) -> int:
    """Return how many entries the browser's history has."""
    count = isles.page.evaluate("history.length")
    assert isinstance(count, int)
    return count


def open_canal(isles: Dashboard) -> None:
    """Choose a place in the list where one begins."""
    isles.panel.locator(".place-row", has_text="Merrow Canal").first.click()
    isles.until_place("merrow-canal")
    until(lambda: told(isles).get("place") == "merrow-canal", "the address names the place")


def test_back_and_forward_walk_through_what_was_opened(isles: Dashboard) -> None:
    """A place and an article are steps; days and filters on the way are none."""
    before = entries(isles)
    identity = isles.report()["identity"]
    isles.type_day(date(1880, 6, 1))
    until(lambda: told(isles).get("day") == "1880-06-01", "the address names the day")
    assert entries(isles) == before
    open_canal(isles)
    isles.panel.get_by_role("button", name="Read it in the article").first.click()
    until(lambda: "passage" in told(isles), "the address names the passage")
    assert entries(isles) == before + 2
    isles.page.go_back()
    isles.until_place("merrow-canal")
    assert "passage" not in told(isles)
    isles.page.go_back()
    expect(isles.panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    assert told(isles)["day"] == "1880-06-01"
    isles.page.go_forward()
    isles.until_place("merrow-canal")
    isles.until_day(date(1880, 6, 1))
    assert isles.report()["identity"] == identity


def test_going_back_brings_the_filters_of_that_moment(isles: Dashboard) -> None:
    """The day that was typed after a place was opened is taken back with the place."""
    opening = isles.day
    open_canal(isles)
    isles.type_day(date(1880, 6, 1))
    until(lambda: told(isles).get("day") == "1880-06-01", "the address names the day")
    isles.page.go_back()
    expect(isles.panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    isles.until_day(opening)
    isles.page.go_forward()
    isles.until_place("merrow-canal")
    isles.until_day(date(1880, 6, 1))


def test_the_view_of_the_map_is_in_the_address_and_comes_back_with_it(
    isles: Dashboard, new_page: Callable[..., Page], isles_server: str
) -> None:
    """Panning and zooming neither load anything nor add to the history."""
    before = entries(isles)
    frame = next(each for each in isles.page.frames if "st_folium" in each.url)
    frame.locator(".leaflet-control-zoom-in").click()
    until(lambda: "view" in told(isles), "the address holds the view")
    assert entries(isles) == before
    open_canal(isles)
    query = urlsplit(isles.page.evaluate("location.href")).query
    again = Dashboard.open(new_page(), isles_server, f"?{query}")
    again.until_place("merrow-canal")
    zoom, *centre = (float(each) for each in told(again)["view"].split(","))
    there = again.report()
    assert there["zoom"] == zoom
    assert [there["centre"][axis] for axis in ("lat", "lng")] == pytest.approx(centre, abs=1e-3)


def test_a_link_to_a_place_shows_it_on_a_day_on_which_it_is_drawn(
    page: Page, isles_server: str
) -> None:
    """A bare link to a state that is long past moves the day there."""
    opened = Dashboard.open(page, isles_server, "?feature=thole-cut-proposed")
    opened.until_place("thole-cut")
    assert "thole-cut-proposed" in opened.report()["shown"]


def test_what_an_address_cannot_mean_is_said_and_shown_as_text(
    page: Page, isles_server: str
) -> None:
    """The page opens as ever, and a note names the parameter that was passed over."""
    query = "?day=1875-99-99&place=<img src=x onerror=alert(1)>&view=x&issues={{7*7}}"
    opened = Dashboard.open(page, isles_server, query)
    expect(page.get_by_text("day “1875-99-99” was passed over")).to_be_visible()
    expect(page.get_by_text("place “<img src=x onerror=alert(1)>”")).to_be_visible()
    assert opened.day == date(1880, 12, 31)
