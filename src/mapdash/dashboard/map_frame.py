"""The map's frame: streamlit-folium's component, its base map rendered once.

st_folium renders the folium map anew on every run of the page, a third of
what a run takes.  Ours never changes; so what st_folium would send is made
once, and only the script that hands the engine its state differs.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import folium
import streamlit as st
import streamlit_folium

from mapdash.dashboard.components import MAP
from mapdash.keeping import keep_newest
from mapdash.maps import base_map, state_script

if TYPE_CHECKING:
    from collections.abc import Callable

    from mapdash.atlas import Atlas
    from mapdash.maps import MapState

HEIGHT = 560


def show_map(atlas: Atlas, state: MapState, on_change: Callable[[], None]) -> None:
    """Show the map in a state; `on_change` is called when the reader presses a shape."""
    sent = frame(atlas)

    def changed() -> None:
        st.session_state[MAP] = st.session_state.get(sent["key"], {})
        on_change()

    streamlit_folium._component_func(  # noqa: SLF001 - the version is pinned
        **sent, feature_group=state_script(state), on_change=changed
    )


def frame(atlas: Atlas) -> dict[str, Any]:
    """Return what st_folium sends of the base map, whatever its state."""
    found = _FRAMES.get(atlas.version)
    if found is None:
        found = _FRAMES[atlas.version] = _frame(atlas)
        keep_newest(_FRAMES)
    return found


# By the atlas's version: rendered once, the page runs often.
_FRAMES: dict[str, dict[str, Any]] = {}


def framed_map(atlas: Atlas) -> folium.Map:
    """Return the map as its frame shows it: the base map, in the typeface of the page.

    A frame inherits no typeface; this one is Streamlit's own file, which the page has fetched.
    """
    drawn = base_map(atlas)
    static = Path(st.__file__).parent / "static"
    (file,) = static.glob("static/media/SourceSansVF-Upright.*.woff2")
    address = f"../../{file.relative_to(static).as_posix()}"
    face = f'font-family: "Source Sans"; font-weight: 200 900; src: url("{address}");'
    style = folium.Element(f"<style>@font-face {{ {face} }}</style>")
    drawn.get_root().header.add_child(style, name="typeface")  # type: ignore[attr-defined]
    return drawn


def _frame(atlas: Atlas) -> dict[str, Any]:
    drawn = framed_map(atlas)
    drawn.get_root().render()
    drawn.render()  # type: ignore[no-untyped-call]
    # In st_folium's own order, for its last step changes the map.
    html = streamlit_folium._get_html(drawn)  # noqa: SLF001
    header = streamlit_folium._get_header(drawn)  # noqa: SLF001
    script = streamlit_folium._get_map_string(drawn)  # noqa: SLF001
    return {
        "script": script,
        "header": header,
        "html": html,
        "id": streamlit_folium.get_full_id(drawn),
        "key": streamlit_folium.generate_js_hash(script, MAP),
        "height": HEIGHT,
        "width": None,
        "returned_objects": [],
        "default": {},
        "zoom": None,
        "center": None,
        "return_on_hover": False,
        "layer_control": None,
        "pixelated": False,
        "css_links": [address for _, address in drawn.default_css],
        "js_links": [address for _, address in drawn.default_js],
        "wrap_longitude": False,
    }
