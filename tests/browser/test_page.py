"""The page in a real browser: what a person sees and does."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, expect
from states import DESKTOP, PHONE

from mapdash.atlas import Atlas
from mapdash.queries import features_on, is_spoken_of, select
from mapdash.records import Feature
from mapdash.selection import opening_selection


@pytest.fixture
def atlas(own_atlas: Atlas) -> Atlas:
    """Return the atlas that the server shows, to know what to expect."""
    return own_atlas


@pytest.fixture
def dashboard(page: Page, server: str) -> Dashboard:
    """Open the page as it opens for everyone."""
    return Dashboard.open(page, server)


def _spoken_of(atlas: Atlas, kind: str) -> Feature:
    """Return a feature of a kind, on the opening day, whose place is named by most passages."""
    opening = opening_selection(atlas.settings)
    now = [
        feature
        for feature in features_on(atlas, opening.day)
        if feature.geometry is not None and feature.geometry.geom_type.endswith(kind)
    ]
    return max(now, key=lambda each: len(select(atlas, replace(opening, place=each.place)).hits))


def _middle(atlas: Atlas) -> tuple[Feature, date]:
    """Return a feature that ends inside the opening window, and its last day."""
    window = opening_selection(atlas.settings).window
    for feature in atlas.features:
        last = feature.valid.last
        if last and last in window and feature.geometry is not None and feature.valid.first:
            return feature, last
    raise AssertionError("no feature ends inside the opening window")


def test_page_opens_with_the_shapes_of_the_opening_day_and_a_place_to_begin(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """The map shows exactly the features that hold on the opening day, the panel how to begin."""
    day = opening_selection(atlas.settings).day
    assert dashboard.day == day
    assert dashboard.report()["shown"] == sorted(each.id for each in features_on(atlas, day))
    expect(dashboard.panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    counted = dashboard.page.get_by_text(re.compile(rf"of {len(atlas.features)} on the map"))
    expect(counted).to_be_visible()


@pytest.mark.parametrize("kind", ["Polygon", "LineString", "Point"])
def test_a_press_on_a_shape_opens_the_passages_that_speak_of_it(
    dashboard: Dashboard, atlas: Atlas, kind: str
) -> None:
    """The panel lists the very passages the query gives, the mention of each marked in it."""
    feature = _spoken_of(atlas, kind)
    dashboard.press(feature.id)
    dashboard.until_place(feature.place)
    wanted = select(atlas, replace(opening_selection(atlas.settings), place=feature.place))
    quoted = dashboard.panel.locator(".excerpt")
    assert wanted.hits
    shown = quoted.evaluate_all("list => list.map(each => each.dataset.key)")
    assert shown[: len(wanted.hits)] == [hit.excerpt.key for hit in wanted.hits]
    for number, hit in enumerate(wanted.hits):
        marks = quoted.nth(number).locator("mark.chosen").all_inner_texts()
        marks = [" ".join(mark.split()) for mark in marks]
        for mention in hit.mentions:
            clean = " ".join(mention.exact.replace("*", "").split())
            # A mention that another one crosses is marked in two pieces.
            crossed = any(map(clean.startswith, marks)) and any(map(clean.endswith, marks))
            assert crossed or any(clean in mark for mark in marks)
        expect(quoted.nth(number).locator("cite")).to_have_text(
            atlas.articles[hit.excerpt.file].title
        )


def test_the_panel_tells_of_a_place_what_it_is_called_and_how_its_shape_is_known(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """Names in every language, status, valid time, how the shape was made, and its source."""
    feature = _spoken_of(atlas, "Polygon")
    dashboard.press(feature.id)
    dashboard.until_place(feature.place)
    text = dashboard.panel.inner_text()
    for names in atlas.places[feature.place].names.values():
        assert names[0] in text
    assert feature.status in text
    dashboard.panel.locator(".facts summary").first.click()
    assert feature.source in " ".join(dashboard.panel.inner_text().split())


def test_the_map_follows_the_day_and_shapes_come_and_go(dashboard: Dashboard, atlas: Atlas) -> None:
    """A feature is on the map on its last day and gone on the next."""
    feature, last = _middle(atlas)
    dashboard.type_day(last)
    assert feature.id in dashboard.report()["shown"]
    dashboard.type_day(last + timedelta(days=1))
    assert feature.id not in dashboard.report()["shown"]


def test_a_layer_switched_off_leaves_the_map_and_the_list(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """Its shapes vanish, and come back when it is switched on again."""
    layer = atlas.settings.layers[0]
    before = dashboard.report()["shown"]
    switch = dashboard.page.locator(".st-key-layers").get_by_role(
        "button", name=layer.title, exact=True
    )
    switch.click()
    of_layer = {each.id for each in atlas.features if each.layer == layer.id}
    until(lambda: not of_layer & set(dashboard.report()["shown"]), "the layer's shapes are gone")
    switch.click()
    until(lambda: dashboard.report()["shown"] == before, "the layer's shapes are back")


def test_an_issue_chosen_leaves_only_its_passages(dashboard: Dashboard, atlas: Atlas) -> None:
    """The list holds the passages of the issue, and what none of them names is dimmed."""
    opening = opening_selection(atlas.settings)
    answers = {
        each.id: select(atlas, replace(opening, issues=(each.id,)))
        for each in atlas.settings.issues
    }
    issue = min(
        (each for each in atlas.settings.issues if answers[each.id].hits),
        key=lambda each: len(answers[each.id].hits),
    )
    dashboard.page.locator(".st-key-issues").get_by_role("combobox").click()
    dashboard.page.get_by_role("option", name=issue.title).click()
    shown = dashboard.panel.locator(":scope > .excerpt")
    expect(shown).to_have_count(len(answers[issue.id].hits))
    frame = next(each for each in dashboard.page.frames if "st_folium" in each.url)
    until(lambda: frame.locator("path.dimmed").count() > 0, "the other shapes are dimmed")


def test_a_mention_in_an_excerpt_takes_the_map_to_its_place(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """A press on a marked word chooses its place, without loading the page anew."""
    before = dashboard.report()["identity"]
    mark = dashboard.panel.locator("mark").first
    place = mark.get_attribute("data-place")
    assert place in atlas.places
    mark.click()
    dashboard.until_place(place)
    assert dashboard.report()["identity"] == before


def test_an_excerpt_opens_its_article_at_the_passage_and_leads_back(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """The article is shown whole, the passage marked and in view."""
    excerpt = dashboard.panel.locator(".excerpt").first
    key = excerpt.get_attribute("data-key")
    assert key is not None
    excerpt.get_by_role("button", name="Read it in the article").click()
    at = dashboard.panel.locator(".passage.at")
    expect(at).to_be_in_viewport()
    assert at.get_attribute("data-key") == key
    file = atlas.excerpt_by_key[key].file
    whole = [each for each in atlas.excerpts if each.file == file]
    expect(dashboard.panel.locator(".passage")).to_have_count(len(whole))
    dashboard.panel.get_by_role("button", name="Back to the list").click()
    expect(dashboard.panel.get_by_role("heading", name="Where to begin")).to_be_visible()


def test_the_map_is_never_remounted_and_keeps_the_readers_view(
    dashboard: Dashboard, atlas: Atlas
) -> None:
    """Zoom, position and the very frame survive dates, layers, places and articles."""
    page = dashboard.page
    frame = next(each for each in page.frames if "st_folium" in each.url)
    frame.evaluate("void window.mapdash.engine.map.setView([39.9, 46.0], 7.5, {animate: false})")
    before = dashboard.report()
    feature, last = _middle(atlas)
    dashboard.type_day(last)
    dashboard.press(feature.id)
    dashboard.until_place(feature.place)
    page.locator(".st-key-layers").get_by_role("button").last.click()
    until(lambda: len(dashboard.report()["shown"]) >= 1, "the map has taken the layer up")
    dashboard.panel.get_by_role("button", name="Close").click()
    expect(dashboard.panel.get_by_role("heading", name="Where to begin")).to_be_visible()
    after = dashboard.report()
    assert (after["identity"], after["zoom"]) == (before["identity"], before["zoom"])
    assert after["centre"] == before["centre"]


def test_the_address_restores_the_page(
    new_page: Callable[..., Page], server: str, atlas: Atlas
) -> None:
    """A link that names a day and a place opens the page there."""
    feature, last = _middle(atlas)
    opened = Dashboard.open(new_page(), server, f"?day={last}&place={feature.place}")
    opened.until_place(feature.place)
    opened.until_day(last)


def test_a_hostile_address_gives_the_page_as_it_opens(
    new_page: Callable[..., Page], server: str, atlas: Atlas
) -> None:
    """Nonsense and markup in the address neither break the page nor reach it."""
    query = "?day=2023-99-99&place=<script>alert(1)</script>&layers=x&issues={{7*7}}&passage=../.."
    opened = Dashboard.open(new_page(), server, query)
    assert opened.day == opening_selection(atlas.settings).day


@pytest.fixture
def isles(page: Page, isles_server: str) -> Dashboard:
    """Open the page of the second atlas."""
    return Dashboard.open(page, isles_server)


def test_another_subject_is_shown_by_the_same_page(isles: Dashboard) -> None:
    """The second atlas has its own shapes, words and days."""
    isles.press("thole-cut-open")
    isles.until_place("thole-cut")
    assert "Percée de Thole" in isles.panel.inner_text()
    isles.type_day(date(1871, 10, 1))
    assert "thole-cut-proposed" in isles.report()["shown"]


def test_a_place_no_article_speaks_of_is_told_apart_from_a_choice_that_hides_it(
    page: Page, server: str, atlas: Atlas
) -> None:
    """Nothing is asked to be taken back where nothing was chosen."""
    silent = next(each.place for each in atlas.features if not is_spoken_of(atlas, each.place))
    panel = Dashboard.open(page, server, f"?place={silent}").panel
    expect(panel.get_by_text("No article here speaks of this place")).to_be_visible()
    expect(panel.get_by_text("None fits what is chosen")).to_have_count(0)


WHOLE = "each => each.scrollWidth <= each.clientWidth && each.scrollHeight <= each.clientHeight"


@pytest.mark.parametrize("device", [DESKTOP, PHONE])
def test_the_issues_chosen_and_those_to_choose_from_are_read_whole(
    new_page: Callable[..., Page], server: str, atlas: Atlas, device: dict[str, Any]
) -> None:
    """No title is cut in the box, in its menu or in the panel, which leads back to all."""
    longest, other = sorted(atlas.settings.issues, key=lambda each: -len(each.title))[:2]
    page = new_page(**device)
    panel = Dashboard.open(page, server, f"?issues={longest.id}").panel
    box = page.locator(".st-key-issues")
    expect(box.get_by_title(longest.title)).to_be_visible()
    assert box.get_by_title(longest.title).evaluate(WHOLE)
    expect(panel.locator(".kept-to")).to_contain_text(f"Only on {longest.title}.")
    box.get_by_role("combobox").focus()
    page.keyboard.press("ArrowDown")
    options = page.get_by_role("option")
    expect(options.filter(has_text=other.title)).to_be_visible()
    for text in options.locator("> div").all():
        assert text.evaluate(WHOLE)
    menu = page.get_by_test_id("stMultiSelectDropdown").bounding_box()
    assert menu is not None
    assert menu["x"] >= 0
    assert menu["x"] + menu["width"] <= device["viewport"]["width"]
    options.filter(has_text=other.title).click()
    page.keyboard.press("Escape")
    titles = [each.title for each in atlas.settings.issues if each in (longest, other)]
    expect(panel.locator(".kept-to")).to_contain_text(f"Only on {', '.join(titles)}.")
    panel.get_by_role("button", name="All issues").click()
    expect(panel.locator(".kept-to")).to_have_count(0)
    expect(box.locator("[data-tag]")).to_have_count(0)
