"""Our own parts of the page: the panel beside the map, and the live slider.

Both are components of Streamlit's second kind: plain JavaScript from web/,
given data and giving events back.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import streamlit as st

from mapdash.assets import web_text

#: The key of the panel in the session's state; its events arrive there.
PANEL = "panel"


@lru_cache(maxsize=1)
def _panel() -> Callable[..., Any]:
    return st.components.v2.component(
        "mapdash_panel",
        html='<section class="panel" aria-live="polite"></section>',
        css=web_text("panel.css"),
        js=web_text("panel.js"),
    )


@lru_cache(maxsize=1)
def _live_slider() -> Callable[..., Any]:
    return st.components.v2.component("mapdash_live_slider", js=web_text("live-slider.js"))


def show_panel(model: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show the panel; `on_act` is called when the reader presses something in it."""
    _panel()(key=PANEL, data=model, on_act_change=on_act)


def make_slider_live(key: str, first: int, last: int) -> None:
    """Let the map follow the slider of that key while it is dragged.

    `first` and `last` are the slider's limits in days since 1970-01-01.
    """
    _live_slider()(key="live-slider", data={"slider": key, "first": first, "last": last})
