"""The main states of the page, each opened as a reader would come to it.

The tests of access, of fingers and of the phone walk over them, and so do the
pictures of `make screenshots`: a state that is missing here is seen by none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from dashboard import Dashboard, until
from timeline import Timeline

from mapdash.queries import features_on, select
from mapdash.selection import opening_selection

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from mapdash.atlas import Atlas

DESKTOP: dict[str, Any] = {"viewport": {"width": 1440, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}

Query = Callable[["Atlas"], dict[str, str]]
Act = Callable[[Dashboard], object]


@dataclass(frozen=True)
class State:
    """A state: what the tour says of it, its address, what is pressed once it is open.

    Some are no part of the tour, and not `pictured`.
    """

    told: str
    query: Query = lambda _: {}
    act: Act | None = None
    pictured: bool = True

    def open(self, page: Page, address: str, atlas: Atlas) -> Dashboard:
        """Open the page in this state; wait until the map has its names and the timeline stands."""
        asked = self.query(atlas)
        opened = Dashboard.open(page, address, f"?{urlencode(asked)}" if asked else "")
        Timeline.of(opened)
        until(lambda: opened.report()["labels"], "the map has names on it")
        if self.act:
            self.act(opened)
        return opened


def spoken_of(atlas: Atlas) -> str:
    """Return the place drawn on the opening day of which the most passages speak."""
    opening = opening_selection(atlas.settings)
    drawn = dict.fromkeys(each.place for each in features_on(atlas, opening.day) if each.geometry)
    return max(drawn, key=lambda place: len(select(atlas, replace(opening, place=place)).hits))


def _reader(atlas: Atlas) -> dict[str, str]:
    place = spoken_of(atlas)
    hit = select(atlas, replace(opening_selection(atlas.settings), place=place)).hits[0]
    return {"place": place, "passage": hit.excerpt.key}


def _word(atlas: Atlas) -> dict[str, str]:
    return {"search": atlas.places[spoken_of(atlas)].label("en")}


def _days(atlas: Atlas) -> dict[str, str]:
    window = opening_selection(atlas.settings).window
    return {"compare": str(window.first), "day": str(window.last)}


def _about(opened: Dashboard) -> None:
    opened.page.get_by_role("button", name="About", exact=True).click()
    opened.page.get_by_role("dialog").get_by_role("heading", name="Limits").wait_for()


def _share(opened: Dashboard) -> None:
    opened.page.get_by_role("button", name="Share", exact=False).first.click()
    opened.page.get_by_text("Address of this view").wait_for()


STATES: dict[str, State] = {
    "opening": State("The page as it opens: a map of one day, and where to begin."),
    "place": State(
        "A place chosen: its names, its state on that day, and every passage that speaks of it.",
        lambda atlas: {"place": spoken_of(atlas)},
    ),
    "reader": State("The whole article, at the passage one came from.", _reader),
    "search": State("Search: places and passages, what is found marked and bright.", _word),
    "sources": State(
        "Sources compared: articles by places, silence included.", lambda _: {"sources": "all"}
    ),
    "place-sources": State(
        "One place, and what each article calls it.",
        lambda atlas: {"sources": "all", "place": spoken_of(atlas)},
        pictured=False,
    ),
    "two-days": State("Two days compared, on the map and as a table.", _days),
    "list": State(
        "Every shape as a row: filtered, sorted, chosen with the keyboard.",
        lambda atlas: {"list": "open", "place": spoken_of(atlas)},
        lambda opened: opened.page.locator(".list-rows .list-row").first.wait_for(),
    ),
    "about": State("About: method, sources, licences, limits, measured quality.", act=_about),
    "share": State("Share: cite the view, or take it away as files.", act=_share, pictured=False),
}
