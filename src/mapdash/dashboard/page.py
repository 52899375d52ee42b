"""The page itself: run anew by Streamlit after every step of a reader."""

from __future__ import annotations

from datetime import date
from typing import Any

import streamlit as st

from mapdash.atlas import Atlas, shown_atlas
from mapdash.dashboard import controls, events, hearing, judge, state
from mapdash.dashboard.about import show_about
from mapdash.dashboard.acts import on_panel
from mapdash.dashboard.asking import PATH, question
from mapdash.dashboard.components import PANEL, show_list, show_panel
from mapdash.dashboard.finding import found_places
from mapdash.dashboard.listing import listing_model
from mapdash.dashboard.map_frame import show_map
from mapdash.dashboard.share import share
from mapdash.dashboard.trial import show_trial
from mapdash.intervals import day_before
from mapdash.maps import PREFIX, MapState
from mapdash.queries import Answer, places_spoken_of, select
from mapdash.quotations import quotations
from mapdash.selection import Selection
from mapdash.service import service
from mapdash.wording import as_text


def main() -> None:
    """Show the page."""
    atlas = shown_atlas()
    st.set_page_config(page_title=f"{atlas.settings.title} · mapdash", layout="wide")
    state.prepare(atlas)
    chosen = state.selection(atlas)
    answer = select(atlas, chosen)
    heading = st.container(key="heading", horizontal=True, vertical_alignment="center")
    # Only what holds something is laid out: with its place taken, nothing moves when it comes.
    switches = st.container(key="switches").empty()
    left, right = st.columns([1.7, 1], gap="small")
    # What a reader waits for is sent first, wherever it stands.
    with heading:
        st.title(as_text(atlas.settings.title), anchor=False)
    with left:
        stage = st.container(key="stage")
    with stage, st.container(key="map-box"):
        _map(atlas, chosen, answer)
        _version(atlas)
    state.until_drawn()
    with switches:
        controls.layers(atlas)
    with right, st.container(key="side"):
        if service().editing:
            judge.show(atlas)
        show_list(listing_model(atlas, chosen, answer), lambda: events.on_list(atlas))
        show_panel(_panel(atlas, chosen), lambda: on_panel(atlas))
    with stage:
        controls.time(atlas, chosen, answer)
    with heading:
        _tools(atlas, chosen)
    # At the foot: a header has no room for what few readers come for.
    if service().uploads and st.button("Try your own text", key="try", type="tertiary"):
        show_trial(atlas, chosen)


def _tools(atlas: Atlas, chosen: Selection) -> None:
    """Show what stands beside the title."""
    controls.choices(atlas)
    with st.container(key="tools", horizontal=True, width="content"):
        with st.container(key="share-box", width="content"):
            share(atlas, chosen)
        if st.button("About", key="about"):
            show_about(atlas)


def _map(atlas: Atlas, chosen: Selection, answer: Answer) -> None:
    patch = MapState(
        day=chosen.day,
        layers=chosen.layers,
        bright=_bright(atlas, chosen, answer),
        place=state.drawn(atlas, chosen.place),
        feature=chosen.feature,
        language=chosen.language,
        theme="dark" if st.context.theme.type == "dark" else "light",
        fly=st.session_state.fly,
        compare=_other_day(chosen),
        brief=chosen.change is not None,
        sight=st.session_state.sight,
    )
    show_map(atlas, patch, lambda: events.on_map(atlas))


def _panel(atlas: Atlas, chosen: Selection) -> dict[str, Any]:
    """Return what the panel is told: its question, and where passages and answers are.

    `at` is the passage, of those in the answer, at which the reader is; `seq` numbers the
    newest of the reader's steps that were taken up, and `done` the newest of those in the panel.
    """
    return {
        "asked": question(atlas, chosen, st.session_state.under),
        "at": chosen.at,
        "seq": hearing.newest(),
        "done": hearing.newest_of(PANEL),
        "answers": f"{PREFIX}/{PATH}",
        "quotations": f"{PREFIX}/{quotations(atlas).name}",
        "address": state.told_address(chosen, atlas),
    }


def _other_day(chosen: Selection) -> date | None:
    """Return the day with which the map compares the one it shows."""
    return day_before(chosen.change) if chosen.change else chosen.compare


def _bright(atlas: Atlas, chosen: Selection, answer: Answer) -> list[str] | None:
    """Return the places that stay bright while passages are searched or filtered; None for all."""
    if chosen.search:
        return [state.drawn(atlas, each) for each in found_places(atlas, chosen)]
    if not chosen.issues and not chosen.articles:
        return None
    hits = answer if not chosen.place else select(atlas, state.without_place(chosen))
    named = (each for each in places_spoken_of(atlas, hits) if each in atlas.places)
    return [state.drawn(atlas, each) for each in named]


def _version(atlas: Atlas) -> None:
    """Say so if the address was made with another version of the atlas."""
    if st.session_state.cited:
        st.caption(
            f"The address was made with version {st.session_state.cited} of the atlas; "
            f"this is version {atlas.version}."
        )


main()
