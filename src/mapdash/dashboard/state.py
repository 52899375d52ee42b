"""The page's state: widgets and the URL on one side, a Selection on the other.

Nothing that came back from the browser is trusted: ids are looked up, days
are kept within the atlas's time, and what does not fit is put aside.
"""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from mapdash.dashboard import hearing, sight
from mapdash.dashboard.address import VIEW, address, asked, stop
from mapdash.intervals import Interval
from mapdash.selection import Selection
from mapdash.wording import as_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mapdash.atlas import Atlas


def prepare(atlas: Atlas) -> None:
    """Fill the state of a new session from the address.

    From then on the address follows the state, and the browser tells when the
    reader has gone back or forward.
    """
    state = st.session_state
    if "opened" not in state:
        state.opened = True
        state.sight = sight.expect()
        hearing.begin()
        state.fly = None
        state.written = None
        state.walked = None
        take_up(atlas, st.query_params.to_dict())
        if state.place and VIEW not in st.query_params:
            state.fly = (drawn(atlas, state.place), now())
    _keep_in_order(atlas.settings.extent.first, atlas.settings.extent.last)
    if state.change != state.day:
        # What changed on a day is told while the map shows that day.
        state.change = None


def until_drawn() -> None:
    """Wait, in a session's first run only, until its map is drawn."""
    if st.session_state.sight:
        sight.wait(st.session_state.sight)
        st.session_state.sight = ""


def take_up(atlas: Atlas, parameters: Mapping[str, str]) -> None:
    """Show what an address asks for."""
    found = asked(parameters, atlas)
    chosen, state = found.selection, st.session_state
    state.cited, state.under = found.other_version, ()
    state.window_from, state.window_to = chosen.window.first, chosen.window.last
    for key in _LISTS:
        state[key] = list(getattr(chosen, key))
    for key in _AS_CHOSEN:
        state[key] = getattr(chosen, key)
    for note in found.notes:
        st.toast(as_text(note), duration="infinite")


#: What the session's state holds as the selection does, and as a list.
_AS_CHOSEN = (
    *("day", "place", "feature", "passage", "at", "order", "language", "sources"),
    *("search", "axis", "known_on", "compare", "change", "listing"),
)
_LISTS = ("layers", "issues", "articles")


def now() -> int:
    """Return a number that grows: milliseconds."""
    return time.time_ns() // 1_000_000


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
    told = {key: state[key] for key in _AS_CHOSEN}
    return Selection(
        **told
        | {
            "window": Interval(state.window_from, state.window_to),
            "layers": tuple(each for each in order if each in state.layers),
            "issues": tuple(state.issues),
            "articles": tuple(state.articles),
            "search": (state.search or "").strip(),
        }
    )


def walk(atlas: Atlas, query: Any) -> None:
    """Take up the address that the browser went back or forward to."""
    if isinstance(query, dict):
        st.session_state.walked = None
        take_up(atlas, {str(key): str(value) for key, value in query.items()})


def told_address(chosen: Selection, atlas: Atlas) -> dict[str, Any]:
    """Return what the browser is told of the page's address.

    Opening something in the panel is a step that Back undoes; whatever else
    changes, the entry in the browser's history is only put right.
    """
    state = st.session_state
    wanted, walked = address(chosen, atlas), stop(chosen)
    if wanted != state.written:
        # Only a new number is acted on: an address told twice is written once.
        state.written = wanted
        state.entry = {"query": wanted, "seq": now()}
        state.entry["push"] = state.walked is not None and walked != state.walked
    state.walked = walked
    entry: dict[str, Any] = state.entry
    return entry


def without_place(chosen: Selection) -> Selection:
    """Return the selection as it is with no place chosen."""
    return replace(chosen, place="", feature="")


def drawn(atlas: Atlas, place: str) -> str:
    """Return the place whose features stand for a place, and "" for none."""
    return (atlas.places[place].shares or place) if place else ""
