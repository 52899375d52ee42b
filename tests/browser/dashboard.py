"""What a person does with the page, in the tests' words."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

PATIENCE = 60.0
_EPOCH = date(1970, 1, 1)

Answer = TypeVar("Answer")


def until(ask: Callable[[], Answer], told: str) -> Answer:
    """Ask until the answer is yes; the page's policy forbids Playwright's own way of waiting."""
    limit = time.monotonic() + PATIENCE
    while True:
        answer = ask()
        if answer:
            return answer
        if time.monotonic() > limit:
            pytest.fail(f"waited in vain until {told}")
        time.sleep(0.03)


@dataclass
class Dashboard:
    """The page of an atlas, opened in a browser."""

    page: Page

    @classmethod
    def open(cls, page: Page, address: str, query: str = "") -> Dashboard:
        """Open the page and wait for the shapes to be drawn."""
        page.goto(f"{address}/{query}")
        opened = cls(page)
        until(lambda: opened.report()["painted"] > 0, "the map shows shapes")
        page.locator(".panel[data-mode]").wait_for()
        return opened

    def report(self) -> dict[str, Any]:
        """Return what the map's engine says of itself."""
        script = "window.mapdash && window.mapdash.engine ? window.mapdash.engine.report() : null"
        return self.page.evaluate(script) or {"painted": 0, "confirmed": None, "shown": []}

    @property
    def panel(self) -> Locator:
        """The panel beside the map."""
        return self.page.locator(".panel")

    @property
    def day(self) -> date:
        """The day the map shows."""
        return date.fromordinal(self.report()["day"] + _EPOCH.toordinal())

    def until_day(self, day: date) -> None:
        """Wait until the map shows a day and Python has confirmed it."""
        wanted = (day - _EPOCH).days

        def settled() -> bool:
            report = self.report()
            return bool(report.get("day") == report["confirmed"] == wanted)

        until(settled, f"the day is {day}")

    def press(self, feature: str) -> None:
        """Press a shape where the map says that it can be pressed, once that stays where it is."""
        spots = [self._spot(feature)]

        def stays() -> bool:
            spots.append(self._spot(feature))
            return spots[-1] == spots[-2]

        until(stays, f"{feature} stays where it is")
        self.page.mouse.click(*spots[-1])

    def _spot(self, feature: str) -> tuple[float, float]:
        """Return where in the window a shape can be pressed."""
        frame = next(each for each in self.page.frames if "st_folium" in each.url)
        spot = frame.evaluate("id => window.mapdash.engine.spot(id)", feature)
        assert spot is not None, f"{feature} is not on the map"
        # The element's own box, its border not counted.
        box = frame.frame_element().evaluate(
            "each => { const box = each.getBoundingClientRect();"
            " return { x: box.x + each.clientLeft, y: box.y + each.clientTop }; }"
        )
        return box["x"] + spot["x"], box["y"] + spot["y"]

    def until_place(self, place: str) -> None:
        """Wait until the panel tells of a place."""
        self.page.locator(f'.panel[data-place="{place}"]').wait_for()

    def until_at_rest(self) -> None:
        """Wait until Python has answered all that it was told."""
        page = self.page.locator("[data-test-script-state]").first
        until(lambda: page.get_attribute("data-test-script-state") == "notRunning", "Python rests")

    def type_day(self, day: date) -> None:
        """Type a day into the date field, as a person would.

        An answer on its way may bring a day of its own into the field while one types.
        """
        self.until_at_rest()
        field = self.page.locator(".st-key-day")
        field.get_by_role("spinbutton").first.click()
        self.page.keyboard.type(f"{day:%Y%m%d}")
        # The calendar opens as one types; what was typed counts once it is closed.
        self.page.keyboard.press("Escape")
        self.until_day(day)
