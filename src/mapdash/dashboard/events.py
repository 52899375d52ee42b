"""What the map, the timeline and the controls tell, taken into the page's state.

Nothing that came back from the browser is trusted: ids are looked up, days
are kept within the atlas's time, and what does not fit is passed over.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from mapdash.dashboard import hearing
from mapdash.dashboard.components import LIST, MAP, TIMELINE
from mapdash.dashboard.state import drawn, now
from mapdash.intervals import day_of_epoch, epoch_day
from mapdash.queries import day_within

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

#: What of the state says what the panel is at; all else are filters and days.
AT = ("place", "feature", "passage", "at", "change", "sources")


def leave(*names: str) -> None:
    """Leave what the panel is at."""
    for name in names:
        st.session_state[name] = None if name == "change" else ""


def choose(atlas: Atlas, place: str, feature: str = "", *, at: str = "", fly: bool = False) -> None:
    """Choose a place, a state of it, and a passage on it; bring the place into view if asked."""
    state = st.session_state
    state.place, state.passage, state.at, state.feature = place, "", at, feature
    if feature:
        go_to(day_within(atlas, feature, state.day))
    if fly:
        state.fly = (drawn(atlas, place), now())


def go_to(day: date) -> None:
    """Show a day; the window opens to hold it."""
    state = st.session_state
    state.day = day
    state.window_from = min(state.window_from, day)
    state.window_to = max(state.window_to, day)


def on_search() -> None:
    """Take up what is looked for: the panel leaves what it was at."""
    st.session_state.under = ()
    leave(*AT)


def on_typed_day() -> None:
    """Take up a typed day; the window opens to hold it."""
    if st.session_state.day:
        go_to(st.session_state.day)


def on_commit(atlas: Atlas) -> None:
    """Take up the day and the window that the timeline was left at."""
    told = hearing.new_word(TIMELINE, "commit")
    if told is None:
        return
    state = st.session_state
    day, start, end = (told_day(atlas, told.get(key)) for key in ("day", "from", "to"))
    if day and start and end:
        state.day, state.window_from, state.window_to = day, start, end
    hearing.done(TIMELINE, told, "commit")


def on_change_opened(atlas: Atlas) -> None:
    """Open what changed on the day that the timeline names; the day goes there."""
    told = hearing.new_word(TIMELINE, "change")
    if told is None:
        return
    day = told_day(atlas, told.get("day"))
    if day is not None:
        st.session_state.under = ()
        go_to(day)
        leave(*AT)
        st.session_state.change = day
    hearing.done(TIMELINE, told, "change")


def told_day(atlas: Atlas, told: Any) -> date | None:
    """Return a day that the browser told as a number, if it lies in the atlas's time."""
    if not isinstance(told, int) or isinstance(told, bool):
        return None
    extent = atlas.settings.extent
    inside = epoch_day(extent.first) <= told <= epoch_day(extent.last)
    return day_of_epoch(told) if inside else None


def on_map(atlas: Atlas) -> None:
    """Take up a press on the map."""
    told = st.session_state.get(MAP)
    if not isinstance(told, dict) or not hearing.is_new(MAP, told):
        return
    pressed = atlas.feature_by_id.get(str(told.get("feature")))
    if pressed is not None:
        st.session_state.under = known_features(atlas, told.get("under"))
        choose(atlas, pressed.place, pressed.id)
    hearing.done(MAP, told)


def known_features(atlas: Atlas, asked: Any) -> tuple[str, ...]:
    """Return the ids, of those that the browser told, that are features' of the atlas."""
    if not isinstance(asked, list):
        return ()
    return tuple(each for each in asked if isinstance(each, str) and each in atlas.feature_by_id)


def on_list(atlas: Atlas) -> None:
    """Take up a press in the list: a feature chosen, or the list itself opened or shut."""
    act = hearing.new_word(LIST)
    if act is None:
        return
    feature = atlas.feature_by_id.get(str(act.get("feature", "")))
    if act.get("type") == "choose" and feature is not None:
        st.session_state.under = ()
        choose(atlas, feature.place, feature.id, fly=True)
    elif act.get("type") == "open":
        st.session_state.listing = True
    elif act.get("type") == "shut":
        st.session_state.listing = False
    hearing.done(LIST, act)
