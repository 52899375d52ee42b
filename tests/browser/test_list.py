"""The list beside the map: every feature as a row, complete by keyboard."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Locator, Page, expect
from states import PHONE

from mapdash.atlas import Atlas
from mapdash.queries import features_on, places_spoken_of, select
from mapdash.records import Feature
from mapdash.selection import opening_selection


@pytest.fixture
def atlas(own_atlas: Atlas) -> Atlas:
    """Return the atlas that the server shows."""
    return own_atlas


@pytest.fixture
def dashboard(page: Page, server: str) -> Dashboard:
    """Open the page with its list open."""
    opened = Dashboard.open(page, server, "?list=open")
    _rows(opened).first.wait_for()
    return opened


def _grid(dashboard: Dashboard) -> Locator:
    return dashboard.page.get_by_role("grid", name=re.compile("^Shapes on "))


def _rows(dashboard: Dashboard) -> Locator:
    return _grid(dashboard).locator("[data-feature]")


def _count(dashboard: Dashboard) -> int:
    """Return how many rows the grid says it has, its headings not counted."""
    grid = dashboard.page.locator(".list-grid")
    return int(grid.get_attribute("aria-rowcount") or 0) - 1


def _walked(dashboard: Dashboard, many: int) -> list[str]:
    """Return the ids of the first rows, walked to with the arrow key."""
    rows = _rows(dashboard)
    rows.first.focus()
    found = []
    for number in range(many):
        row = _grid(dashboard).locator(f'[aria-rowindex="{number + 2}"]')
        expect(row).to_be_focused()
        expect(row).to_be_in_viewport(ratio=0.9)
        found.append(row.get_attribute("data-feature") or "")
        dashboard.page.keyboard.press("ArrowDown")
    return found


def _elsewhen(atlas: Atlas) -> Feature:
    """Return a feature that does not hold on the opening day, named as no other state is."""
    now = {each.place for each in features_on(atlas, opening_selection(atlas.settings).day)}
    gone = [each for each in atlas.features if each.place not in now and each.geometry]
    return next(each for each in gone if [one.place for one in gone].count(each.place) == 1)


def test_every_feature_of_the_day_is_a_row_and_those_of_other_days_are_one_press_away(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """The rows are the features on the map; on all days, every feature of the atlas."""
    shown = dashboard.report()["shown"]
    assert _count(dashboard) == len(shown)
    assert sorted(_walked(dashboard, len(shown))) == shown
    dashboard.page.get_by_label("All days").check()
    assert _count(dashboard) == len(atlas.features)
    assert _rows(dashboard).count() < len(atlas.features), "rows out of sight are not built"
    status = dashboard.page.locator(".list").get_by_role("status")
    expect(status).to_have_text(f"{len(atlas.features)} shapes on any day.")


@pytest.mark.parametrize("heading", ["Name", "Layer", "Status", "Since", "Until", "Passages"])
def test_a_heading_sorts_the_rows_and_says_so(
    dashboard: Dashboard, atlas: Atlas, heading: str
) -> None:
    """Once upwards and once downwards; the grid's headings tell which."""
    counts = places_spoken_of(atlas, select(atlas, opening_selection(atlas.settings)))
    titles = {layer.id: layer.title for layer in atlas.settings.layers}
    keys: dict[str, Callable[[Feature], object]] = {
        "Name": lambda each: atlas.places[each.place].label()[0],
        "Layer": lambda each: titles[each.layer][:1],
        "Status": lambda each: (each.part or each.status)[:1].upper(),
        "Since": lambda each: each.valid.first.toordinal() if each.valid.first else 0,
        "Until": lambda each: each.valid.last.toordinal() if each.valid.last else 10**7,
        "Passages": lambda each: counts[each.place],
    }
    head = _grid(dashboard).get_by_role("columnheader", name=heading)
    seen = set()
    for _ in range(2):
        head.get_by_role("button").click()
        way = head.get_attribute("aria-sort")
        seen.add(way)
        walked = [keys[heading](atlas.feature_by_id[each]) for each in _walked(dashboard, 25)]
        whole = [keys[heading](each) for each in features_on(atlas, dashboard.day)]
        expected = sorted(whole, reverse=way == "descending")  # type: ignore[type-var]
        assert walked == expected[:25]
    assert seen == {"ascending", "descending"}


def test_the_filter_knows_every_language_and_says_what_to_do_where_nothing_fits(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """A name in any language finds its rows; states of other days are offered, nonsense cleared."""
    box = dashboard.page.get_by_role("searchbox", name="Filter the list")
    status = dashboard.page.locator(".list").get_by_role("status")
    now = features_on(atlas, dashboard.day)
    place, whole = atlas.places[now[0].place], len(now)
    for names in place.names.values():
        box.fill(f"{names[0]} ")
        until(lambda: 0 < _count(dashboard) < whole, "the list is narrowed")
        assert any(
            atlas.feature_by_id[each.get_attribute("data-feature") or ""].place == place.id
            for each in _rows(dashboard).all()
        )
    gone = _elsewhen(atlas)
    box.fill(atlas.places[gone.place].label())
    expect(status).to_contain_text("Nothing on ")
    status.get_by_role("button", name=re.compile(r"^Show \d+ on other days$")).click()
    expect(_grid(dashboard).locator(f'[data-feature="{gone.id}"]')).to_be_visible()
    box.fill("qqqq zzzz")
    status.get_by_role("button", name="Clear the filter").click()
    assert _count(dashboard) == len(atlas.features)
    expect(box).to_be_focused()


def test_enter_on_a_row_of_another_day_takes_map_panel_and_day_to_it(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """All by keyboard: filter, arrow, Enter; the day moves to one on which the feature holds."""
    gone = _elsewhen(atlas)
    page = dashboard.page
    identity = dashboard.report()["identity"]
    page.get_by_label("All days").press("Space")
    page.get_by_role("searchbox", name="Filter the list").press_sequentially(
        atlas.places[gone.place].label()
    )
    page.keyboard.press("ArrowDown")
    expect(_grid(dashboard).locator(f'[data-feature="{gone.id}"]')).to_be_focused()
    page.keyboard.press("Enter")
    dashboard.until_place(gone.place)
    until(lambda: gone.id in dashboard.report()["shown"], "the map shows the feature")
    assert dashboard.day in gone.valid
    row = _grid(dashboard).locator(f'[data-feature="{gone.id}"]')
    expect(row).to_have_attribute("aria-selected", "true")
    expect(row).to_be_focused()
    assert dashboard.report()["identity"] == identity
    assert dashboard.report()["feature"] == gone.id


def test_a_press_on_the_map_marks_its_row_and_brings_it_into_view(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """Whatever the order the list is in."""
    drawn = [each for each in features_on(atlas, dashboard.day) if each.geometry is not None]
    feature = next(each for each in drawn if each.geometry.geom_type.endswith("Polygon"))
    _grid(dashboard).get_by_role("columnheader", name="Name").get_by_role("button").click()
    dashboard.press(feature.id)
    dashboard.until_place(feature.place)
    row = _grid(dashboard).locator('[aria-selected="true"]')
    expect(row).to_have_count(1)
    expect(row).to_be_in_viewport()
    assert row.get_attribute("data-feature") == feature.id


def test_the_list_follows_layers_and_day_and_the_address_opens_it(
    page: Page, server: str, atlas: Atlas
) -> None:
    """Shut, it is one line with the count; a press opens it and the address says so."""
    opening = opening_selection(atlas.settings)
    layer = opening.layers[0]
    day = opening.window.first
    assert day is not None
    dashboard = Dashboard.open(page, server, f"?layers={layer}")
    toggle = page.get_by_role("button", name=re.compile(r"^List\b"))
    expect(toggle).to_contain_text(f"of {len(atlas.features)} on the map")
    toggle.click()
    until(lambda: "list=open" in page.evaluate("location.href"), "the address opens the list")
    expect(toggle).to_have_attribute("aria-expanded", "true")
    until(
        lambda: _count(dashboard) == len(features_on(atlas, opening.day, [layer])),
        "the list holds what is on the map",
    )
    dashboard.type_day(day)
    until(
        lambda: _count(dashboard) == len(features_on(atlas, day, [layer])),
        "the list holds what is on the map that day",
    )
    toggle.click()
    until(
        lambda: "list=open" not in page.evaluate("location.href"),
        "the address no longer opens the list",
    )
    expect(_grid(dashboard)).to_be_hidden()


def test_the_list_is_of_use_on_a_phone(new_page: Callable[..., Page], server: str) -> None:
    """Nothing scrolls sideways, a row can be met with a finger, and a tap opens its passages."""
    page = new_page(**PHONE)
    dashboard = Dashboard.open(page, server, "?list=open")
    row = _rows(dashboard).nth(3)
    row.scroll_into_view_if_needed()
    box = row.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    name = row.locator(".name").inner_text()
    row.tap()
    head = dashboard.panel.get_by_role("heading", name=name, exact=True)
    expect(head).to_be_in_viewport()
