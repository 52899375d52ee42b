"""What the panel shows before Python has answered: the same as after."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page, Route, WebSocketRoute, expect
from timeline import Timeline

from mapdash.atlas import Atlas, load_atlas
from mapdash.changes import changes


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the atlas that the server shows, to know what to expect."""
    return load_atlas(isles_folder)


def _asking(page: Page) -> dict[str, Any]:
    """Return what the panel says of its questions."""
    found: dict[str, Any] = page.evaluate("mapdash.panel.report()")
    return found


def _settled(page: Page, told: str = "Python has heard of it", **wanted: object) -> dict[str, Any]:
    """Wait until the panel answers what is wanted and Python has heard of it; return the question.

    Of what is wanted, None is what the question must not name.
    """

    def settled() -> dict[str, Any] | None:
        report = _asking(page)
        asked: dict[str, Any] = json.loads(report["asked"])
        shown = page.locator(".panel").get_attribute("data-asked") == report["asked"]
        there = all(asked.get(key) == value for key, value in wanted.items())
        return asked if there and shown and not report["ahead"] else None

    found = until(settled, told)
    assert found is not None
    assert _asking(page)["misread"] == []
    return found


def _within_reach(dashboard: Dashboard) -> list[str]:
    """Return the shapes that can be pressed: the opening view need not hold all of them."""
    found: list[str] = dashboard.page.evaluate(
        """() => {
          const { engine } = mapdash;
          const { x, y } = engine.map.getSize();
          return engine.report().shown.filter((id) => {
            const at = engine.spot(id);
            return at && at.x > 0 && at.y > 0 && at.x < x && at.y < y;
          });
        }"""
    )
    return found


def test_python_asks_what_the_browser_has_foreseen(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Presses on map and panel, days let go, changes opened: each was asked as Python asks it."""
    dashboard = Dashboard.open(page, isles_server)
    timeline = Timeline.of(dashboard)
    features = _within_reach(dashboard)
    assert len(features) > 2
    for feature in features:
        dashboard.press(feature)
        _settled(page, f"{feature} is pressed", place=atlas.feature_by_id[feature].place)
    panel = dashboard.panel
    panel.get_by_role("button", name="Close").click()
    assert set(_settled(page, "the place is closed", place=None)) == {"day", "window"}
    place = panel.locator("mark").first.get_attribute("data-place")
    panel.locator("mark").first.click()
    _settled(page, "a mention is pressed", place=place)
    passage = panel.locator(".excerpt").first.get_attribute("data-key")
    panel.get_by_role("button", name="Read it in the article").first.click()
    _settled(page, "its article is opened", place=place, passage=passage)
    panel.get_by_role("button", name="Back to").first.click()
    _settled(page, "the place is there again", place=place, passage=None)
    timeline.handle("day").focus()
    for key in ("PageDown", "Shift+ArrowLeft", "Home", "End"):
        page.keyboard.press(key)
        timeline.dashboard.until_day(timeline.value("day"))
        _settled(page, f"{key} is pressed", day=timeline.value("day").isoformat())
    timeline.news.click()
    day = max(day for day in changes(atlas) if day <= timeline.value("day")).isoformat()
    _settled(page, "the change is opened", change=day, day=day)
    timeline.button("One day back").click()
    _settled(page, "the change is left", change=None)


def test_python_asks_what_the_browser_has_foreseen_of_a_reader(
    page: Page, isles_server: str, atlas: Atlas
) -> None:
    """Sorting, an issue, an article, a day that a passage names, a paragraph read on to."""
    panel = Dashboard.open(page, isles_server).panel
    for order in ("date", "article", "relevance"):
        panel.get_by_label("Sorted by").select_option(order)
        until(lambda: _settled(page).get("order", "relevance") == order, order)  # noqa: B023
    before = _settled(page)["day"]
    panel.locator("button.day").first.click()
    until(lambda: _settled(page)["day"] != before, "the day of the passage")
    panel.locator("button.issue").first.click()
    until(lambda: "issues" in _settled(page), "the issue")
    panel.locator("button.issue").first.click()
    until(lambda: "issues" not in _settled(page), "all issues")
    panel.get_by_role("button", name="Only this article").first.click()
    until(lambda: "articles" in _settled(page), "the article")
    panel.get_by_role("button", name="All articles").click()
    until(lambda: "articles" not in _settled(page), "all articles")
    panel.get_by_role("button", name="Read it in the article").first.click()
    opened = _settled(page)["passage"]
    panel.get_by_role("switch", name="Follow on the map").click()
    panel.get_by_role("button", name="Next paragraph").click()
    until(lambda: _settled(page)["passage"] != opened, "the next paragraph")
    assert _settled(page)["passage"] in atlas.excerpt_by_key


class Held:
    """Python's words to the page: let through, or held back."""

    def __init__(self, page: Page) -> None:
        self.holding = False
        self.waiting: list[Callable[[], None]] = []
        page.route_web_socket("**/_stcore/stream", self._connect)

    def _connect(self, near: WebSocketRoute) -> None:
        far = near.connect_to_server()

        def say(message: str | bytes) -> None:
            if self.holding:
                self.waiting.append(lambda: near.send(message))
            else:
                near.send(message)

        far.on_message(say)

    def release(self) -> None:
        """Let everything through that was held back, and what is to come."""
        self.holding = False
        for send in self.waiting:
            send()
        self.waiting = []


@pytest.fixture
def held(page: Page) -> Held:
    """Stand between the page and Python."""
    return Held(page)


def test_the_passages_are_there_before_python_has_answered(
    page: Page, held: Held, isles_server: str, atlas: Atlas
) -> None:
    """With Python's words held back, a press shows its passages; its words then change nothing."""
    dashboard = Dashboard.open(page, isles_server)
    held.holding = True
    for feature in _within_reach(dashboard)[:2]:
        dashboard.press(feature)
        dashboard.until_place(atlas.feature_by_id[feature].place)
    assert _asking(page)["ahead"]
    # What is built anew would lose this.
    page.evaluate(
        "document.querySelectorAll('*').forEach((each) => each.shadowRoot?.querySelector('.panel')"
        "?.firstElementChild.setAttribute('data-seen', ''))"
    )
    until(lambda: held.waiting, "Python has answered")
    held.release()
    _settled(page, "Python is let through", place=atlas.feature_by_id[feature].place)
    expect(dashboard.panel.locator("[data-seen]")).to_be_attached()


def test_what_python_says_too_late_is_put_aside(page: Page, isles_server: str) -> None:
    """A word of Python's from before the reader's last step does not undo that step."""
    dashboard = Dashboard.open(page, isles_server)
    mark = dashboard.panel.locator("mark").first
    place = mark.get_attribute("data-place")
    assert place
    told = page.evaluate(
        "() => { const { panel } = mapdash;"
        " return { ...panel.addresses, asked: panel.asked, seq: 0, done: 0 }; }"
    )
    # At one stroke: Python must not have heard of the press by the time the late word comes.
    mark.evaluate("(mark, told) => { mark.click(); void mapdash.panel.hear(told); }", told)
    dashboard.until_place(place)
    _settled(page, "Python has heard of the press", place=place)


def test_a_question_that_cannot_be_answered_leaves_the_panel_and_python_answers(
    page: Page, isles_server: str
) -> None:
    """An answer that does not come is asked for again, when Python names the same question."""
    dashboard = Dashboard.open(page, isles_server)
    failed: list[str] = []

    def fail(route: Route) -> None:
        failed.append(route.request.url)
        route.fulfill(status=200, content_type="application/json", body="no answer")

    page.route("**/mapdash/panel?**", fail, times=1)
    mark = dashboard.panel.locator("mark").first
    place = mark.get_attribute("data-place")
    assert place
    mark.click()
    dashboard.until_place(place)
    assert len(failed) == 1
