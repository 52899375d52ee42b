"""The controls: layers, issues, names, and the day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from mapdash.chronicle import chronicle
from mapdash.dashboard import events, hearing
from mapdash.dashboard.components import TIMELINE, show_timeline
from mapdash.intervals import Interval, epoch_day
from mapdash.maps import PREFIX
from mapdash.queries import Answer, published_by
from mapdash.search import MOST_SEARCHED
from mapdash.wording import LANGUAGES, as_text, counted, day_text

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.atlas import Atlas
    from mapdash.selection import Selection


def layers(atlas: Atlas) -> None:
    """Show the switches of the layers."""
    titles = {layer.id: layer.title for layer in atlas.settings.layers}
    st.pills(
        "Layers",
        list(titles),
        format_func=lambda key: as_text(titles[key]),
        selection_mode="multi",
        key="layers",
        label_visibility="collapsed",
    )


def choices(atlas: Atlas) -> None:
    """Show the search, the choice of issues and articles, and of the language of names."""
    issues = {issue.id: issue.title for issue in atlas.settings.issues}
    with st.container(key="choices", horizontal=True, width="content"):
        st.text_input(
            "Search passages and places",
            key="search",
            max_chars=MOST_SEARCHED,
            type="search",
            placeholder="Search words, places",
            on_change=events.on_search,
            label_visibility="collapsed",
            width=180,
        )
        st.multiselect(
            "Issues",
            list(issues),
            format_func=issues.__getitem__,
            key="issues",
            placeholder="All issues",
            label_visibility="collapsed",
            width=130,
        )
        titles = {file: article.title for file, article in atlas.articles.items()}
        st.multiselect(
            "Articles",
            list(atlas.article_order),
            format_func=titles.__getitem__,
            key="articles",
            placeholder="All articles",
            label_visibility="collapsed",
            width=130,
        )
        st.selectbox(
            "Names on the map",
            [*atlas.settings.languages, "all"],
            format_func=lambda key: "All names" if key == "all" else LANGUAGES.get(key, key),
            key="language",
            label_visibility="collapsed",
            width=118,
        )


AXES = {"event": "Time of events", "publication": "Time of writing"}
_EXPLAINED = {
    "event": "Passages stand on the days they speak of; one that names no day, on that of writing.",
    "publication": "Passages stand on the day their article was published, whatever they speak of.",
}


def time(atlas: Atlas, chosen: Selection, answer: Answer) -> None:
    """Show the timeline, and below it every date of it to be typed."""
    with st.container(key="time"):
        show_timeline(
            _timeline_model(atlas, chosen, answer),
            lambda: events.on_commit(atlas),
            lambda: events.on_change_opened(atlas),
        )
        with st.container(key="dates-row", horizontal=True, vertical_alignment="bottom"):
            _date_input(atlas, "Day", "day", events.on_typed_day)
            _date_input(atlas, "Window from", "window_from")
            _date_input(atlas, "Window to", "window_to")
            _widen(atlas)
            _date_input(atlas, "Compare with", "compare", help_text=_COMPARE)
            _date_input(atlas, "As known on", "known_on", help_text=_KNOWN_ON)
        with st.container(key="axis-row", horizontal=True, vertical_alignment="center"):
            st.segmented_control(
                "Which time places a passage",
                list(AXES),
                format_func=AXES.__getitem__,
                key="axis",
                required=True,
                label_visibility="collapsed",
            )
            st.caption(_explained(atlas, chosen))


_COMPARE = "A second day: the map and the panel tell what differs between the two."
_KNOWN_ON = (
    "Only articles that were surely published by this day count; "
    "one that is dated by its month counts from the end of it."
)


def _explained(atlas: Atlas, chosen: Selection) -> str:
    """Say in a line which passages are shown where, and which are left out."""
    line = _EXPLAINED[chosen.axis]
    if chosen.known_on is None:
        return line
    known = {each.file for each in atlas.excerpts if published_by(each, chosen.known_on)}
    day = day_text(chosen.known_on)
    return f"{line} As known on {day}: {len(known)} of {counted(len(atlas.articles), 'article')}."


def _timeline_model(atlas: Atlas, chosen: Selection, answer: Answer) -> dict[str, Any]:
    """Return what the timeline is told at each step: days, and which passages are counted."""
    window = atlas.settings.extent.window
    counted_hits = {hit.excerpt.key for hit in (*answer.hits, *answer.outside)}
    passages = [index for index, each in enumerate(atlas.excerpts) if each.key in counted_hits]
    return {
        "url": f"{PREFIX}/{chronicle(atlas).name}",
        "day": epoch_day(chosen.day),
        "from": epoch_day(st.session_state.window_from),
        "to": epoch_day(st.session_state.window_to),
        "axis": chosen.axis,
        "layers": list(chosen.layers),
        "passages": None if len(passages) == len(atlas.excerpts) else passages,
        "compare": epoch_day(chosen.compare) if chosen.compare else None,
        "language": chosen.language,
        "opening": [epoch_day(day) for day in (window.first, window.last) if day],
        "seq": hearing.newest_of(TIMELINE, "commit"),
    }


def _widen(atlas: Atlas) -> None:
    """Show the step between the opening window and the whole period."""
    extent, now = atlas.settings.extent, st.session_state
    whole = now.window_from == extent.first and now.window_to == extent.last
    window = extent.window if whole else Interval(extent.first, extent.last)
    st.button(
        "Back to the opening window" if whole else "Whole period",
        key="widen",
        on_click=_set_window,
        args=(window.first, window.last),
    )


def _date_input(
    atlas: Atlas,
    label: str,
    key: str,
    on_change: Callable[[], None] | None = None,
    help_text: str | None = None,
) -> None:
    """Show a date to be typed, within the atlas's time; one with a help text may be left empty.

    What is shown is always the session's own date: "today" only says that
    there has to be one.
    """
    extent = atlas.settings.extent
    st.date_input(
        label,
        value="today" if help_text is None else None,
        min_value=extent.first,
        max_value=extent.last,
        key=key,
        format="YYYY-MM-DD",
        on_change=on_change,
        help=help_text,
        width=126,
    )


def _set_window(first: date, last: date) -> None:
    st.session_state.window_from, st.session_state.window_to = first, last
