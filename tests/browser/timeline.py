"""What a hand does to the timeline, in the tests' words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dashboard import Dashboard, until

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Locator

_EPOCH = date(1970, 1, 1)
_TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


@dataclass
class Timeline:
    """The timeline of an opened page."""

    dashboard: Dashboard

    @classmethod
    def of(cls, dashboard: Dashboard) -> Timeline:
        """Wait for the page's timeline to stand."""
        found = cls(dashboard)
        until(lambda: found.handle("day").get_attribute("aria-valuenow"), "the timeline stands")
        return found

    @property
    def address(self) -> str:
        """Return the page's address as it is now."""
        return str(self.dashboard.page.evaluate("location.href"))

    @property
    def root(self) -> Locator:
        """Return all of it."""
        return self.dashboard.page.locator(".timeline")

    @property
    def news(self) -> Locator:
        """Return the line that names the last change."""
        return self.root.locator(".news")

    def handle(self, kind: str) -> Locator:
        """Return one of the handles: day, from or to."""
        return self.root.locator(f".handle-{kind}")

    def value(self, kind: str) -> date:
        """Return the day at which a handle stands."""
        return _EPOCH + timedelta(days=int(self.handle(kind).get_attribute("aria-valuenow") or 0))

    def button(self, name: str) -> Locator:
        """Return one of the buttons, by its name."""
        return self.root.get_by_role("button", name=name, exact=True)

    def x(self, kind: str) -> float:
        """Return where a handle stands on the page, in pixels."""
        box = self.handle(kind).locator(".line").bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2

    def track(self, name: str = "detail") -> dict[str, float]:
        """Return the place of a track on the page, in pixels."""
        box = self.root.locator(f".{name}").bounding_box()
        assert box is not None
        return dict(box)

    def grip(self, kind: str) -> tuple[float, float]:
        """Return where a handle is taken, in pixels."""
        chosen = ".day-label" if kind == "day" else ".grip"
        box = self.handle(kind).locator(chosen).bounding_box()
        assert box is not None
        return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2

    def view_width(self) -> float:
        """Return how wide the view is within the whole, in pixels."""
        brush = self.root.locator(".brush").bounding_box()
        assert brush is not None
        return brush["width"]


@dataclass
class Finger:
    """A finger on a screen; Playwright's own can only tap."""

    session: CDPSession

    def touch(self, kind: str, *points: tuple[float, float]) -> None:
        """Put fingers down, move them, or lift them."""
        names = {"down": "touchStart", "move": "touchMove", "up": "touchEnd"}
        told: dict[str, Any] = {
            "type": names[kind],
            "touchPoints": [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)],
        }
        self.session.send("Input.dispatchTouchEvent", told)
        # A busy page holds moves back, and tells of several at once: let it come to rest.
        self.session.send("Runtime.evaluate", {"expression": _TWO_FRAMES, "awaitPromise": True})

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """Drag one finger from one point to another."""
        self.touch("down", start)
        for step in range(1, steps + 1):
            part = step / steps
            here = (start[0] + (end[0] - start[0]) * part, start[1] + (end[1] - start[1]) * part)
            self.touch("move", here)
        self.touch("up")
