"""Our own parts of the page: panel and list beside the map, and the timeline below it.

All are components of Streamlit's second kind, given data and giving events
back.  Streamlit sends a component's source with every run of the page; so
what it is given here only fetches the script and the style, once.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import streamlit as st

from mapdash.assets import static_assets
from mapdash.maps import PREFIX

#: The keys of the components in the session's state; their events arrive there.
LIST = "list"
MAP = "map"
PANEL = "panel"
TIMELINE = "timeline"
JUDGE = "judge"

_LOADER = """\
const part = import(new URL("%s", document.baseURI));
export default (given) => {
  part.then((loaded) => loaded.default(given)).catch((fault) => {
    console.warn(fault);
    given.parentElement.querySelector("section").textContent = "%s";
  });
};
"""


@cache
def _component(name: str, html: str, without: str) -> Callable[..., Any]:
    files = static_assets()
    style = f"{PREFIX}/{files[f'{name}.css'].name}"
    return st.components.v2.component(
        f"mapdash_{name}",
        html=f'<link rel="stylesheet" href="{style}">{html}',
        js=_LOADER % (f"{PREFIX}/{files[f'{name}.js'].name}", without),
    )


def show_panel(model: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show the panel; `on_act` is called when the reader presses something in it."""
    panel = _component(
        "panel",
        '<section class="panel" aria-live="polite"></section>',
        "The passages did not load: load the page again.",
    )
    panel(key=PANEL, data=model, on_act_change=on_act)


def show_list(model: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show the list of features; `on_act` is called when the reader presses something in it."""
    listed = _component(
        "list",
        '<section class="list" aria-label="List of shapes"></section>',
        "The list did not load: load the page again.",
    )
    listed(key=LIST, data=model, on_act_change=on_act)


def show_judge(model: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show where links are judged; `on_act` is called when one is."""
    judge = _component(
        "judge",
        '<section class="judge" aria-label="Editing links"></section>',
        "Editing did not load: load the page again.",
    )
    judge(key=JUDGE, data=model, on_act_change=on_act)


def show_timeline(
    model: dict[str, Any], on_commit: Callable[[], None], on_change: Callable[[], None]
) -> None:
    """Show the timeline.

    `on_commit` is called when the reader has set a day or a window, `on_change`
    when the change that it names is to be opened.
    """
    timeline = _component(
        "timeline",
        '<section class="timeline" aria-label="Timeline"></section>',
        "The timeline did not load; the dates below do the same.",
    )
    timeline(key=TIMELINE, data=model, on_commit_change=on_commit, on_change_change=on_change)
