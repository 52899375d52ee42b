"""The page's state: widgets and the URL on one side, a Selection on the other.

Nothing that came back from the browser is trusted: ids are looked up, days
are kept within the atlas's time, and what does not fit is put aside.
"""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from mapdash.dashboard.components import LIST, PANEL, TIMELINE
from mapdash.intervals import Interval
from mapdash.maps import day_of_epoch, epoch_day
from mapdash.queries import day_within
from mapdash.search import MOST_SEARCHED
from mapdash.selection import Selection, opening_selection

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

MAP = "map"
ALL = "all"  # of the articles, where sources are compared
OPEN = "open"  # of the list of features
AXES = ("event", "publication")


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
        languages = (*atlas.settings.languages, "all")
        state.search = st.query_params.get("search", "")[:MOST_SEARCHED]
        state.language = (_url_ids("language", languages) or [opening.language])[0]
    _keep_in_order(extent.first, extent.last)
    place, passage = st.query_params.get("place", ""), st.query_params.get("passage", "")
    # What changed on a day is told while the map shows that day.
    change = _url_day("change", extent.first, extent.last)
    state.change = change if change == state.day else None
    state.place = place if place in atlas.places else ""
    state.passage = passage if passage in atlas.excerpt_by_key else ""
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
        place=state.place,
        feature=state.feature,
        passage=state.passage,
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
        "language": chosen.language if chosen.language != opening.language else "",
        "search": chosen.search,
        "axis": chosen.axis if chosen.axis != opening.axis else "",
        "known": _iso(chosen.known_on),
        "compare": _iso(chosen.compare),
        "change": _iso(chosen.change),
        "place": chosen.place,
        "passage": chosen.passage,
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


# ---------------------------------------------------------------- events


def heard() -> int:
    """Return the number of the newest of the reader's steps that this run has taken up."""
    state = st.session_state
    told = [state.get(MAP)]
    told += [getattr(state.get(part), "act", None) for part in (PANEL, LIST)]
    told += [getattr(state.get(TIMELINE), name, None) for name in ("commit", "change")]
    numbers = [each.get("seq") for each in told if isinstance(each, dict)]
    state.heard = max([state.heard, *(each for each in numbers if isinstance(each, int))])
    return int(state.heard)


def choose(atlas: Atlas, place: str, feature: str = "", *, fly: bool = False) -> None:
    """Choose a place, and a state of it; bring it into view if asked."""
    state = st.session_state
    st.query_params["place"] = place
    st.query_params.pop("passage", None)
    state.place, state.passage, state.feature = place, "", feature
    if feature:
        state.day = day_within(atlas, feature, state.day)
        state.window_from = min(state.window_from, state.day)
        state.window_to = max(state.window_to, state.day)
    if fly:
        state.fly = (atlas.places[place].shares or place, time.time_ns() // 1_000_000)


def on_search() -> None:
    """Take up what is looked for: the panel leaves what it was at."""
    state = st.session_state
    state.feature, state.under = "", ()
    for key in ("place", "passage", "change", "sources"):
        st.query_params.pop(key, None)


def on_typed_day() -> None:
    """Take up a typed day; the window opens to hold it."""
    state = st.session_state
    if state.day:
        state.window_from = min(state.window_from, state.day)
        state.window_to = max(state.window_to, state.day)


def on_commit(atlas: Atlas) -> None:
    """Take up the day and the window that the timeline was left at."""
    told = getattr(st.session_state.get(TIMELINE), "commit", None)
    if not isinstance(told, dict):
        return
    state = st.session_state
    day, start, end = (_told_day(atlas, told.get(key)) for key in ("day", "from", "to"))
    if day and start and end:
        state.day, state.window_from, state.window_to = day, start, end
    if isinstance(told.get("seq"), int):
        state.seq = told["seq"]


def on_change_opened(atlas: Atlas) -> None:
    """Open what changed on the day that the timeline names; the day goes there."""
    told = getattr(st.session_state.get(TIMELINE), "change", None)
    day = _told_day(atlas, told.get("day")) if isinstance(told, dict) else None
    if day is None:
        return
    state = st.session_state
    state.feature, state.under, state.day = "", (), day
    on_typed_day()
    for key in ("place", "passage", "sources"):
        st.query_params.pop(key, None)
    st.query_params["change"] = day.isoformat()


def _told_day(atlas: Atlas, told: Any) -> date | None:
    """Return a day that the browser told as a number, if it lies in the atlas's time."""
    if not isinstance(told, int) or isinstance(told, bool):
        return None
    extent = atlas.settings.extent
    inside = epoch_day(extent.first) <= told <= epoch_day(extent.last)
    return day_of_epoch(told) if inside else None


def on_map(atlas: Atlas) -> None:
    """Take up a press on the map."""
    value = st.session_state.get(MAP)
    if not isinstance(value, dict):
        return
    pressed = value.get("feature")
    if not isinstance(pressed, str) or pressed not in atlas.feature_by_id:
        return
    st.session_state.under = _known_features(atlas, value.get("under"))
    choose(atlas, atlas.feature_by_id[pressed].place, pressed)


def _known_features(atlas: Atlas, asked: Any) -> tuple[str, ...]:
    if not isinstance(asked, list):
        return ()
    return tuple(each for each in asked if isinstance(each, str) and each in atlas.feature_by_id)


def on_panel(atlas: Atlas) -> None:
    """Take up a press in the panel."""
    act = getattr(st.session_state.get(PANEL), "act", None)
    if not isinstance(act, dict):
        return
    state = st.session_state
    place, passage, feature = (str(act.get(key, "")) for key in ("place", "passage", "feature"))
    if act.get("type") == "choose" and place in atlas.places:
        state.under = ()
        known = _known_features(atlas, [feature])
        choose(atlas, place, known[0] if known else "", fly=True)
    elif act.get("type") == "open" and passage in atlas.excerpt_by_key:
        st.query_params["passage"] = passage
    elif act.get("type") == "back":
        st.query_params.pop("passage", None)
    elif act.get("type") == "close":
        state.feature, state.under = "", ()
        for key in ("place", "passage"):
            st.query_params.pop(key, None)
    elif act.get("type") == "sources":
        _compare_sources(atlas, place, str(act.get("article", "")))
    elif act.get("type") == "alone":
        st.query_params.pop("sources", None)
    elif act.get("type") == "clear":
        state.search = ""
    elif act.get("type") == "leave":
        st.query_params.pop("change", None)
        if not state.change:
            state.compare = None


def on_list(atlas: Atlas) -> None:
    """Take up a press in the list: a feature chosen, or the list itself opened or shut."""
    act = getattr(st.session_state.get(LIST), "act", None)
    if not isinstance(act, dict):
        return
    feature = atlas.feature_by_id.get(str(act.get("feature", "")))
    if act.get("type") == "choose" and feature is not None:
        st.session_state.under = ()
        choose(atlas, feature.place, feature.id, fly=True)
    elif act.get("type") == "open":
        st.query_params["list"] = OPEN
    elif act.get("type") == "shut":
        st.query_params.pop("list", None)


def _compare_sources(atlas: Atlas, place: str, article: str) -> None:
    """Compare the articles on a place, one of them opened, or on all places."""
    st.session_state.feature, st.session_state.under = "", ()
    if place in atlas.places:
        choose(atlas, place, fly=True)
    else:
        st.query_params.pop("place", None)
    st.query_params["sources"] = article if article in atlas.articles else ALL
