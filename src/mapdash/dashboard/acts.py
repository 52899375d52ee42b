"""What a reader does in the panel, taken into the page's state.

Ids are looked up, and what the atlas does not hold is passed over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from mapdash.dashboard import hearing
from mapdash.dashboard.address import ALL, ORDERS
from mapdash.dashboard.components import PANEL
from mapdash.dashboard.events import choose, go_to, known_features, leave, told_day
from mapdash.dashboard.state import walk

if TYPE_CHECKING:
    from mapdash.atlas import Atlas

Act = hearing.Word


def on_panel(atlas: Atlas) -> None:
    """Take up what was done in the panel: all of it that was not done before, in its order."""
    told = hearing.new_word(PANEL) or {}
    acts = told.get("acts")
    for act in acts if isinstance(acts, list) else ():
        if hearing.is_new(PANEL, act):
            _ACTS.get(str(act.get("type")), _nothing)(atlas, act)
            hearing.done(PANEL, act)


def _nothing(_atlas: Atlas, _act: Act) -> None:
    """Pass over what the panel does not do."""


def _passage(atlas: Atlas, act: Act) -> str:
    told = str(act.get("passage", ""))
    return told if told in atlas.excerpt_by_key else ""


def _choose(atlas: Atlas, act: Act) -> None:
    place, features = str(act.get("place", "")), known_features(atlas, [act.get("feature")])
    if place in atlas.places:
        st.session_state.under = ()
        choose(atlas, place, next(iter(features), ""), at=_passage(atlas, act), fly=True)


def _read(atlas: Atlas, act: Act) -> None:
    """Open an article at a passage, or go on to it; a day told with it is shown."""
    passage = _passage(atlas, act)
    if passage:
        leave("at")
        st.session_state.passage = passage
        _show_day(atlas, act)


def _back(_atlas: Atlas, _act: Act) -> None:
    """Leave the article for the list, where it was left."""
    state = st.session_state
    if state.passage:
        state.at, state.passage = state.passage, ""


def _step(atlas: Atlas, act: Act) -> None:
    passage = _passage(atlas, act)
    if passage:
        st.session_state.at = passage


def _close(_atlas: Atlas, _act: Act) -> None:
    st.session_state.under = ()
    leave("place", "feature", "passage", "at")


def _sort(_atlas: Atlas, act: Act) -> None:
    if act.get("order") in ORDERS:
        leave("at")
        st.session_state.order = act["order"]


def _show_day(atlas: Atlas, act: Act) -> None:
    day = told_day(atlas, act.get("day"))
    if day:
        go_to(day)


def _issue(atlas: Atlas, act: Act) -> None:
    """List passages on an issue alone, or on all again."""
    asked = str(act.get("issue", ""))
    known = asked in {each.id for each in atlas.settings.issues}
    alone = st.session_state.issues == [asked]
    st.session_state.issues = [asked] if known and not alone else []


def _article(atlas: Atlas, act: Act) -> None:
    """List passages of an article alone, or of all again."""
    asked = str(act.get("article", ""))
    st.session_state.articles = [asked] if asked in atlas.articles else []


def _sources(atlas: Atlas, act: Act) -> None:
    """Compare the articles on a place, one of them opened, or on all places."""
    place, article = str(act.get("place", "")), str(act.get("article", ""))
    st.session_state.under = ()
    leave("place", "feature", "at")
    if place in atlas.places:
        choose(atlas, place, fly=True)
    st.session_state.sources = article if article in atlas.articles else ALL


def _alone(_atlas: Atlas, _act: Act) -> None:
    leave("sources")


def _clear(_atlas: Atlas, _act: Act) -> None:
    st.session_state.search = ""


def _leave_change(_atlas: Atlas, _act: Act) -> None:
    if not st.session_state.change:
        st.session_state.compare = None
    leave("change")


def _walked(atlas: Atlas, act: Act) -> None:
    """Go to where the browser's back or forward led."""
    walk(atlas, act.get("query"))


_ACTS = {
    "choose": _choose,
    "read": _read,
    "back": _back,
    "step": _step,
    "close": _close,
    "sort": _sort,
    "day": _show_day,
    "issue": _issue,
    "article": _article,
    "sources": _sources,
    "alone": _alone,
    "clear": _clear,
    "leave": _leave_change,
    "walked": _walked,
}
