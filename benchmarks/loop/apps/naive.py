"""What most apps do: the folium map is built anew on every rerun, and st_folium tells of clicks."""

from __future__ import annotations

import html
import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import folium
import streamlit as st
from streamlit_folium import st_folium

FILES = Path(os.environ["LOOP_FILES"])
DAYS = json.loads((FILES / "days.json").read_text())
FIRST, LAST = date(2010, 1, 1), date(2019, 12, 31)


class LocalMap(folium.Map):
    """A folium map that needs no network."""

    default_js = [("leaflet", "../../app/static/leaflet.js")]  # noqa: RUF012 - folium's own form
    default_css = [("leaflet_css", "../../app/static/leaflet.css")]  # noqa: RUF012


@st.cache_resource
def read() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Read the features and the passages, once."""
    features = json.loads((FILES / "features.geojson").read_text())["features"]
    return features, json.loads((FILES / "passages.json").read_text())


def style(feature: dict[str, Any]) -> dict[str, Any]:
    """Return a feature's look."""
    told = feature["properties"]
    return {
        "color": told["colour"],
        "weight": 1.6,
        "fillOpacity": 0.38,
        "className": f"feature id-{told['id']}",
    }


def holds(feature: dict[str, Any], day: str) -> bool:
    """Whether a feature is on the map on a day."""
    told = feature["properties"]
    return (told["valid_from"] or "") <= day <= (told["valid_to"] or "9999")


def quoted(passage: dict[str, Any], place: str) -> str:
    """Return a passage as HTML, the chosen place marked."""
    text = html.escape(passage["text"])
    if place in passage["places"]:
        name = html.escape(passage["places"][place])
        text = text.replace(name, f"<mark data-place='{place}'>{name}</mark>")
    return f"<blockquote>{text}</blockquote><p>{passage['title']}, {passage['day']}</p>"


def step() -> None:
    """Go to the next of the days to be shown."""
    st.session_state.step += 1
    st.session_state.day = date.fromisoformat(DAYS[st.session_state.step])


st.set_page_config(layout="wide")
features, passages = read()
st.session_state.setdefault("step", 0)
st.session_state.setdefault("day", date.fromisoformat(DAYS[0]))
left, right = st.columns([1.7, 1])
with left:
    st.slider("Day", FIRST, LAST, key="day")
    st.button("Step", on_click=step)
    day = st.session_state.day.isoformat()
    drawn = LocalMap(location=(47.25, -28.2), zoom_start=9, tiles=None)
    now = [each for each in features if holds(each, day)]
    folium.GeoJson(
        {"type": "FeatureCollection", "features": now},
        style_function=style,
        tooltip=folium.GeoJsonTooltip(["name", "status"]),
    ).add_to(drawn)
    told = st_folium(
        drawn,
        key="map",
        height=470,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
    )
with right:
    chosen = (told.get("last_active_drawing") or {}).get("properties", {}).get("place", "")
    hits = [each for each in passages if FIRST.isoformat() <= each["day"] <= day]
    if chosen:
        hits = [each for each in hits if chosen in each["places"]]
    st.html(
        f"<div class='listed' data-day='{day}' data-place='{chosen}'>"
        + "".join(quoted(each, chosen) for each in hits)
        + "</div>"
    )
