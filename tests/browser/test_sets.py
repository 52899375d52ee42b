"""A set of places on the page: it is drawn as its members are."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import expect

from mapdash.atlas import load_atlas
from mapdash.dashboard.address import asked
from mapdash.queries import features_on, relations_spoken_of, select
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from mapdash.atlas import Atlas
    from mapdash.queries import Relation
    from mapdash.records import Feature, Place

MARKED = "list => list.map(each => each.getAttribute('class').match(/ id-(\\S+)/)[1])"
IN_VIEW = """list => list.every(each => {
  const { left, right, top, bottom } = each.getBoundingClientRect();
  return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
})"""


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Read the second atlas."""
    return load_atlas(isles_folder)


def drawn(atlas: Atlas, places: tuple[str, ...], day: date) -> list[Feature]:
    """Return the features on the map that stand for places."""
    owners = {atlas.places[each].shares or each for each in places}
    found = (each for each in features_on(atlas, day) if each.geometry is not None)
    return [each for each in found if each.place in owners]


def largest_set(atlas: Atlas) -> Place:
    """Return the set that holds the most places."""
    return max(atlas.places.values(), key=lambda each: len(each.members))


@pytest.mark.parametrize(("name", "served"), [("own_atlas", "server"), ("isles", "isles_server")])
def test_the_members_of_a_set_stand_out_in_view_and_are_named_before_its_passages(
    page: Page, request: pytest.FixtureRequest, name: str, served: str
) -> None:
    """Those drawn on the day alone are ringed and underlined, on the map and among the chips."""
    atlas, address = request.getfixturevalue(name), request.getfixturevalue(served)
    chosen = largest_set(atlas)
    day = opening_selection(atlas.settings).day
    expected = drawn(atlas, chosen.members, day)
    assert expected
    dashboard = Dashboard.open(page, address, f"?place={chosen.id}")
    dashboard.until_place(chosen.id)
    frame = next(each for each in page.frames if "st_folium" in each.url)
    ringed = frame.locator("path.feature.chosen")
    wanted = sorted(each.id for each in expected)
    until(lambda: sorted(ringed.evaluate_all(MARKED)) == wanted, "the members are ringed")
    until(lambda: ringed.evaluate_all(IN_VIEW), "they are in view")
    # The frame may get its size after the flight.
    size = page.viewport_size
    assert size
    page.set_viewport_size({"width": size["width"], "height": size["height"] - 180})
    page.set_viewport_size({"width": size["width"] - 120, "height": size["height"] - 60})
    until(lambda: ringed.evaluate_all(IN_VIEW), "they stay in view")
    page.set_viewport_size(size)
    names = {atlas.places[each.place].label() for each in expected}
    underlined = frame.locator(".label-selected")
    until(lambda: set(underlined.all_inner_texts()) & names, "members are named on the map")
    assert set(underlined.all_inner_texts()) <= names
    chips = dashboard.panel.locator(".place-head ~ .links").first.locator(".chip")
    assert chips.all_inner_texts() == [atlas.places[each].label() for each in chosen.members]


def test_a_set_tells_how_many_of_it_are_drawn_and_a_press_on_one_opens_it(
    page: Page, isles_server: str, isles: Atlas
) -> None:
    """What is not on the map that day is told apart; nothing of it is ringed."""
    chosen = largest_set(isles)
    day = date(1870, 1, 1)
    (only,) = drawn(isles, chosen.members, day)
    dashboard = Dashboard.open(page, isles_server, f"?place={chosen.id}&day={day}")
    dashboard.until_place(chosen.id)
    panel = dashboard.panel
    panel.get_by_text("A set of 3 places, 1 of them on the map on 1 January 1870:").wait_for()
    assert panel.locator(".chip.away").count() == 2
    panel.get_by_role("button", name=isles.places[only.place].label()).first.click()
    dashboard.until_place(only.place)


WAYS: dict[Relation, str] = {
    "itself": "it",
    "part": "only a part of it",
    "set": "only a set it belongs to",
}


def in_words(counts: Counter[Relation]) -> str:
    """Return how many passages name a place, a part of it, a set it is in."""
    first, *others = [(counts[way], told) for way, told in WAYS.items() if counts[way]]
    verb = "names" if first[0] == 1 else "name"
    parts = [f"{first[0]} {verb} {first[1]}", *(f"{count} {told}" for count, told in others)]
    return ", ".join(parts)


@pytest.mark.parametrize(("name", "served"), [("own_atlas", "server"), ("isles", "isles_server")])
def test_what_only_a_set_or_a_part_is_named_for_is_told_apart_wherever_passages_are_counted(
    page: Page, request: pytest.FixtureRequest, name: str, served: str
) -> None:
    """In the list of places, among all shapes and above the passages: the same, once each."""
    atlas, address = request.getfixturevalue(name), request.getfixturevalue(served)
    query = {"day": atlas.settings.extent.as_of.isoformat(), "list": "open"}
    found = relations_spoken_of(atlas, select(atlas, asked(query, atlas).selection))
    drawn_now = {each.place for each in features_on(atlas, asked(query, atlas).selection.day)}
    place = next(each for each in found if {*found[each]} - {"itself"} and each in drawn_now)
    told, label = in_words(found[place]), atlas.places[place].label()
    dashboard = Dashboard.open(page, address, f"?day={query['day']}&list=open")
    row = dashboard.panel.locator(".place-row").filter(has_text=label).first
    expect(row.locator(".place-count")).to_have_text(str(found[place].total()))
    expect(row.locator(".place-ways")).to_have_text(told)
    dashboard.page.get_by_role("searchbox", name="Filter the list").fill(label)
    cell = dashboard.page.locator(".list-rows .passages").first
    expect(cell).to_have_attribute("title", f"{found[place].total()}: {told}")
    row.click()
    dashboard.until_place(place)
    expect(dashboard.panel.locator(".ways")).to_have_text(told)
