"""The controls: layers, issues, names, and the day."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from mapdash.assets import web_text
from mapdash.dashboard.components import make_slider_live
from mapdash.maps import epoch_day
from mapdash.queries import change_days
from mapdash.wording import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.atlas import Atlas


def style(atlas: Atlas) -> None:
    """Give the page its look, the layers' switches their colours."""
    dots = "\n".join(
        f".st-key-layers button:nth-of-type({number})::before {{ background: {layer.colour}; }}"
        for number, layer in enumerate(atlas.settings.layers, start=1)
    )
    st.html(f"<style>{web_text('page.css')}\n{dots}</style>")


def layers(atlas: Atlas) -> None:
    """Show the switches of the layers."""
    titles = {layer.id: layer.title for layer in atlas.settings.layers}
    st.pills(
        "Layers",
        list(titles),
        format_func=titles.__getitem__,
        selection_mode="multi",
        key="layers",
        label_visibility="collapsed",
    )


def choices(atlas: Atlas) -> None:
    """Show the choice of issues, and of the language of names."""
    issues = {issue.id: issue.title for issue in atlas.settings.issues}
    with st.container(key="choices", horizontal=True, width="content"):
        st.multiselect(
            "Issues",
            list(issues),
            format_func=issues.__getitem__,
            key="issues",
            placeholder="All issues",
            label_visibility="collapsed",
            width=300,
        )
        st.selectbox(
            "Names on the map",
            [*atlas.settings.languages, "all"],
            format_func=lambda key: "All names" if key == "all" else LANGUAGES.get(key, key),
            key="language",
            label_visibility="collapsed",
            width=150,
        )


def time(atlas: Atlas) -> None:
    """Show the day's slider, its steps, and the window."""
    state = st.session_state
    extent = atlas.settings.extent
    changes = change_days(atlas)
    with st.container(key="time"):
        with st.container(key="slider-row", horizontal=True, vertical_alignment="center"):
            before = _before(changes, state.day, state.window_from)
            after = _after(changes, state.day, state.window_to)
            st.button(
                "Previous change",
                icon=":material/skip_previous:",
                key="previous",
                disabled=before is None,
                on_click=_go,
                args=(before,),
            )
            st.slider(
                "Day",
                min_value=state.window_from,
                max_value=state.window_to,
                key="day",
                format="D MMM YYYY",
                label_visibility="collapsed",
            )
            st.button(
                "Next change",
                icon=":material/skip_next:",
                key="next",
                disabled=after is None,
                on_click=_go,
                args=(after,),
            )
        with st.container(key="dates-row", horizontal=True, vertical_alignment="bottom"):
            _date_input(atlas, "Day", "typed_day", _typed)
            _date_input(atlas, "Window from", "window_from")
            _date_input(atlas, "to", "window_to")
            whole = state.window_from == extent.first and state.window_to == extent.last
            window = extent.window
            st.button(
                "Back to the opening window" if whole else "Whole period",
                key="widen",
                on_click=_set_window,
                args=(window.first, window.last) if whole else (extent.first, extent.last),
            )
        make_slider_live("day", epoch_day(state.window_from), epoch_day(state.window_to))


def _date_input(
    atlas: Atlas, label: str, key: str, on_change: Callable[[], None] | None = None
) -> None:
    """Show a date to be typed, within the atlas's time."""
    extent = atlas.settings.extent
    st.date_input(
        label,
        min_value=extent.first,
        max_value=extent.last,
        key=key,
        format="YYYY-MM-DD",
        on_change=on_change,
        width=150,
    )


def _before(changes: tuple[date, ...], day: date, first: date) -> date | None:
    index = bisect_left(changes, day)
    return changes[index - 1] if index and changes[index - 1] >= first else None


def _after(changes: tuple[date, ...], day: date, last: date) -> date | None:
    index = bisect_right(changes, day)
    return changes[index] if index < len(changes) and changes[index] <= last else None


def _go(day: date) -> None:
    st.session_state.day = day


def _typed() -> None:
    """Take up a typed day; the window opens to hold it."""
    state = st.session_state
    if state.typed_day:
        state.window_from = min(state.window_from, state.typed_day)
        state.window_to = max(state.window_to, state.typed_day)
        state.day = state.typed_day


def _set_window(first: date, last: date) -> None:
    st.session_state.window_from, st.session_state.window_to = first, last
