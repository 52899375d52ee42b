"""The map's frame: rendered once, and yet what streamlit-folium would send."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
import streamlit_folium
from streamlit_folium import st_folium

from mapdash.atlas import load_atlas
from mapdash.dashboard import sight
from mapdash.dashboard.components import MAP
from mapdash.dashboard.map_frame import HEIGHT, frame, framed_map


def test_the_frame_is_sent_what_st_folium_itself_would_send(
    isles_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All but the map's state and what is called back is the same, to the letter."""
    atlas = load_atlas(isles_folder)
    expected = frame(atlas)
    sent: dict[str, Any] = {}
    monkeypatch.setattr(streamlit_folium, "_component_func", lambda **given: sent.update(given))
    st_folium(
        framed_map(atlas), key=MAP, height=HEIGHT, use_container_width=True, returned_objects=[]
    )
    del sent["on_change"], sent["feature_group"]
    assert sent == expected


def test_a_map_is_waited_for_only_where_it_can_say_that_it_is_drawn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without a server nobody waits; with one, until the map of that name is drawn."""
    monkeypatch.setattr(sight, "_listening", threading.Event())
    assert sight.expect() == ""
    assert not sight.wait("")
    sight.listen()
    name = sight.expect()
    sight.drawn("another")
    sight.drawn(name)
    assert sight.wait(name)
    sight.drawn(name)
    assert not sight.wait(name)
