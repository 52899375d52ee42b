"""How a page opens: its map first, then all else, and nothing moves."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from dashboard import Dashboard, until
from playwright.sync_api import Page

#: By how many pixels a part of the page is higher than it is at least.
_GROWTH = "(part) => part.offsetHeight - parseFloat(getComputedStyle(part).minHeight)"


def _top(page: Page) -> float:
    box = page.locator(".st-key-map-box iframe").bounding_box()
    assert box is not None
    return float(box["y"])


@pytest.mark.parametrize(
    "screen",
    [
        {"viewport": {"width": 1440, "height": 900}},
        {"viewport": {"width": 390, "height": 844}, "has_touch": True},
    ],
    ids=["desktop", "phone"],
)
def test_the_map_stays_where_it_is_when_the_rest_of_the_page_comes(
    new_page: Callable[..., Page], isles_server: str, screen: dict[str, Any]
) -> None:
    """A map that never says that it is drawn holds up the rest for a moment, and is not moved."""
    page = new_page(**screen)
    page.route("**/mapdash/drawn?**", lambda route: route.fulfill(status=204))
    page.goto(isles_server)
    dashboard = Dashboard(page)
    until(lambda: dashboard.report()["painted"] > 0, "the map shows shapes")
    before = _top(page)
    page.get_by_role("button", name="About").wait_for()
    page.locator(".panel .excerpt").first.wait_for(state="attached")
    page.locator(".st-key-day").wait_for()
    assert _top(page) == pytest.approx(before, abs=1)
    # However fast it came: above the map nothing grew beyond the room that was kept for it.
    for part in (".st-key-heading", ".st-key-switches"):
        assert page.locator(part).evaluate(_GROWTH) <= 1
