"""The least there can be: a page with nothing but an empty map by st_folium."""

from __future__ import annotations

import folium
import streamlit as st
from streamlit_folium import st_folium


class LocalMap(folium.Map):
    """A folium map that needs no network."""

    default_js = [("leaflet", "../../app/static/leaflet.js")]  # noqa: RUF012 - folium's own form
    default_css = [("leaflet_css", "../../app/static/leaflet.css")]  # noqa: RUF012


st.set_page_config(layout="wide")
st_folium(
    LocalMap(location=(47.25, -28.2), zoom_start=9, tiles=None),
    key="map",
    height=470,
    use_container_width=True,
    returned_objects=[],
)
