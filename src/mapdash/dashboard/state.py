"""The page's state: widgets and the URL on one side, a Selection on the other.

Nothing in an address is trusted: ids are looked up, days are kept within the
atlas's time, and what does not fit is put aside.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.intervals import Interval
from mapdash.search import MOST_SEARCHED
from mapdash.selection import Selection, opening_selection

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

ALL = "all"  # of the articles, where sources are compared
OPEN = "open"  # of the list of features
AXES = ("event", "publication")
ORDERS = ("relevance", "date", "article")
#: Parameters of the address that say what the panel is at; all else are filters and days.
AT = ("place", "passage", "at", "change", "sources")


def prepare(atlas: Atlas) -> None:
    """Fill the state of a new session from the URL, or with the atlas's opening view."""
    opening = opening_selection(atlas.settings)
    extent = atlas.settings.extent
    state = st.session_state
    if "opened" not in state:
        state.opened = True
        state.fly = None
        state.cited = _other_version(atlas)
        state.under = ()
        state.feature = ""
        state.window_from = _url_day("from", extent.first, extent.last) or opening.window.first
        state.window_to = _url_day("to", extent.first, extent.last) or opening.window.last
        state.day = _url_day("day", extent.first, extent.last) or state.window_to
        state.known_on = _url_day("known", extent.first, extent.last)
        state.compare = _url_day("compare", extent.first, extent.last)
        state.axis = (_url_ids("axis", AXES) or [opening.axis])[0]
        state.seq = state.heard = 0
        state.layers = _url_ids("layers", opening.layers) or list(opening.layers)
        state.issues = _url_ids("issues", tuple(each.id for each in atlas.settings.issues))
        state.articles = _url_ids("articles", tuple(atlas.articles))
        languages = (*atlas.settings.languages, "all")
        state.search = st.query_params.get("search", "")[:MOST_SEARCHED]
        state.language = (_url_ids("language", languages) or [opening.language])[0]
    _keep_in_order(extent.first, extent.last)
    state.order = (_url_ids("order", ORDERS) or [opening.order])[0]
    place = st.query_params.get("place", "")
    # What changed on a day is told while the map shows that day.
    change = _url_day("change", extent.first, extent.last)
    state.change = change if change == state.day else None
    state.place = place if place in atlas.places else ""
    state.passage, state.at = (_url_passage(atlas, name) for name in ("passage", "at"))
    sources = st.query_params.get("sources", "")
    state.sources = sources if sources == ALL or sources in atlas.articles else ""
    state.listing = st.query_params.get("list") == OPEN


def _other_version(atlas: Atlas) -> str:
    """Return the version that an address was made with, if it is not the atlas's own."""
    told = st.query_params.get("version", "")
    return told if re.fullmatch("[0-9a-f]{12}", told) and told != atlas.version else ""


def _url_day(name: str, first: date, last: date) -> date | None:
    try:
        day = date.fromisoformat(st.query_params.get(name, ""))
    except ValueError:
        return None
    return day if first <= day <= last else None


def _url_passage(atlas: Atlas, name: str) -> str:
    key = st.query_params.get(name, "")
    return key if key in atlas.excerpt_by_key else ""


def _url_ids(name: str, known: tuple[str, ...]) -> list[str]:
    asked = st.query_params.get(name, "").split(",")
    return [each for each in known if each in asked]


def _keep_in_order(first: date, last: date) -> None:
    """Keep the window's ends in order and the day between them."""
    state = st.session_state
    start = state.window_from or first
    end = state.window_to or last
    start, end = min(start, end), max(start, end)
    if start == end:
        start, end = first, last
    state.window_from, state.window_to = start, end
    state.day = max(start, min(state.day or end, end))


def selection(atlas: Atlas) -> Selection:
    """Return what the session's state says as a Selection."""
    state = st.session_state
    order = [layer.id for layer in atlas.settings.layers]
    return Selection(
        day=state.day,
        window=Interval(state.window_from, state.window_to),
        layers=tuple(each for each in order if each in state.layers),
        issues=tuple(state.issues),
        articles=tuple(state.articles),
        place=state.place,
        feature=state.feature,
        passage=state.passage,
        at=state.at,
        order=state.order,
        language=state.language,
        sources=state.sources,
        search=(state.search or "").strip(),
        axis=state.axis,
        known_on=state.known_on,
        compare=state.compare,
        change=state.change,
        listing=state.listing,
    )


def address(chosen: Selection, atlas: Atlas, *, whole: bool = False) -> dict[str, str]:
    """Return the parameters of the page's address; what is as it opens is left out.

    `whole` keeps the days and names the atlas's version, so that the address
    means the same when the atlas has come to open otherwise.
    """
    opening = opening_selection(atlas.settings)
    window, first = chosen.window, opening.window
    wanted = {
        "day": chosen.day.isoformat() if whole or chosen.day != opening.day else "",
        "from": _iso(window.first) if whole or window.first != first.first else "",
        "to": _iso(window.last) if whole or window.last != first.last else "",
        "layers": ",".join(chosen.layers) if chosen.layers != opening.layers else "",
        "issues": ",".join(chosen.issues),
        "articles": ",".join(chosen.articles),
        "language": chosen.language if chosen.language != opening.language else "",
        "search": chosen.search,
        "axis": chosen.axis if chosen.axis != opening.axis else "",
        "known": _iso(chosen.known_on),
        "compare": _iso(chosen.compare),
        "change": _iso(chosen.change),
        "place": chosen.place,
        "passage": chosen.passage,
        "at": chosen.at,
        "order": chosen.order if chosen.order != opening.order else "",
        "sources": chosen.sources,
        "list": OPEN if chosen.listing else "",
        "version": atlas.version if whole else "",
    }
    return {key: value for key, value in wanted.items() if value}


def write_url(chosen: Selection, atlas: Atlas) -> None:
    """Put the selection into the page's address."""
    wanted = address(chosen, atlas)
    if wanted != st.query_params.to_dict():
        st.query_params.from_dict(wanted)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def without_place(chosen: Selection) -> Selection:
    """Return the selection as it is with no place chosen."""
    return replace(chosen, place="", feature="")
