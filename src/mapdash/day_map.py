"""A map of one day that stands alone: for a notebook, or for a file of its own.

It loads nothing from anywhere: the scripts and styles of the page's own map
stand in it as data.  What came from a file travels as JSON in which nothing
can open a template or end the script, and the browser sets it as text.
"""

from __future__ import annotations

import json
from base64 import b64encode
from typing import TYPE_CHECKING

import folium
from folium.template import Template

from mapdash.assets import Asset, asset, enclosed, web_text
from mapdash.export.brief import script_json
from mapdash.export.extract import quote
from mapdash.maps import MapState, documents, local_map
from mapdash.queries import relation_to
from mapdash.telling import article_model, state_model
from mapdash.wording import counted

if TYPE_CHECKING:
    from mapdash.export.extract import Extract
    from mapdash.queries import Hit
    from mapdash.records import Feature
    from mapdash.telling import Model

_MOST_QUOTED = 3


class _Alone(folium.MacroElement):
    """Starts the engine on a map, with its documents and its state."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.mapdash.alone({{ this._parent.get_name() }}, {{ this.data }});"
        "{% endmacro %}"
    )

    def __init__(self, data: Model) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Alone"
        self.data = script_json(data)


def day_map(extract: Extract) -> folium.Map:
    """Return the map of an extract's day, its shapes, and what a press on one of them tells.

    The map is folium's own: what else is wanted on it can be added.
    """
    atlas, selection = extract.atlas, extract.selection
    drawn = local_map(atlas, _address)
    # The engine's styles know the map by this name; each map of a notebook has a frame of its own.
    drawn._id = "div"  # noqa: SLF001
    for each in (
        asset("day-map", ".js", "text/javascript", enclosed("day-map.js").encode()),
        asset("day-map", ".css", "text/css", web_text("day-map.css").encode()),
    ):
        add = drawn.add_js_link if each.name.endswith(".js") else drawn.add_css_link
        add(each.name, _address(each))
    state = MapState(
        day=selection.day,
        layers=selection.layers,
        place=selection.place,
        language=selection.language,
    )
    data = {**_documents(extract), "told": _told(extract), "state": state.patch()}
    _Alone(data).add_to(drawn)
    return drawn


def _address(file: Asset) -> str:
    """Return an address that holds the file itself; no brace of it can open a template."""
    media_type = file.media_type.partition(";")[0]
    return f"data:{media_type};charset=utf-8;base64,{b64encode(file.body).decode()}"


def _documents(extract: Extract) -> Model:
    """Return the engine's documents, with the features and layers of the extract alone."""
    features, basemap = (json.loads(each.body) for each in documents(extract.atlas))
    shown = {each.id for each in extract.features}
    return {
        "features": {
            **features,
            "layers": [
                each for each in features["layers"] if each["id"] in extract.selection.layers
            ],
            "features": [each for each in features["features"] if each["id"] in shown],
        },
        "basemap": basemap,
    }


def _told(extract: Extract) -> dict[str, Model]:
    """Return what is told of each feature that is pressed."""
    return {each.id: _card(extract, each) for each in extract.features}


def _card(extract: Extract, feature: Feature) -> Model:
    atlas = extract.atlas
    state = state_model(atlas, feature)
    speaking = [
        hit
        for hit in extract.hits
        if any(relation_to(atlas, each, feature.place) for each in hit.mentions)
    ]
    more = len(speaking) - _MOST_QUOTED
    part = f", {state['part']}" if state["part"] else ""
    return {
        "name": f"{atlas.places[feature.place].label(extract.selection.language)}{part}",
        "status": state["status"],
        "when": state["when"],
        "made": state["made"],
        "quotes": [_quoted(extract, hit) for hit in speaking[:_MOST_QUOTED]],
        "more": f"{counted(more, 'more passage')}" if more > 0 else "",
    }


def _quoted(extract: Extract, hit: Hit) -> Model:
    article = article_model(extract.atlas.articles[hit.excerpt.file])
    told = (article["authors"], article["title"], article["outlet"], article["published"])
    return {
        "quote": quote(extract.atlas, hit.excerpt),
        "source": ", ".join(each for each in told if each),
    }
