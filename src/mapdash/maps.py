"""The map: its documents, the constant base map, the patch that changes its state.

This is the only module that turns longitude, latitude around, because folium
wants latitude first.  Nothing that came from a file passes through a folium
element: branca compiles what it renders as a template on the server.  Names
and texts travel as JSON over HTTP; a patch holds ids and numbers only.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import folium
import pandas as pd
import shapely
from folium.template import Template
from shapely.geometry.base import BaseGeometry

from mapdash.assets import IN_FRAME, Asset, asset, static_assets
from mapdash.intervals import epoch_day
from mapdash.keeping import keep_newest
from mapdash.wording import attribution

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Mapping, Sequence

    from mapdash.atlas import Atlas
    from mapdash.records import Feature

#: The first part of the path of everything served besides the page.
PREFIX = "mapdash"
#: What follows it in the address by which a map says that it is drawn.
DRAWN = "drawn"

# Seen from the frame of streamlit-folium, component/streamlit_folium.st_folium/index.html.
_FROM_FRAME = f"../../{PREFIX}"
_GEOJSON = "application/geo+json"


@dataclass(frozen=True, slots=True)
class MapState:
    """What the map shows: ids and numbers, no text of any file.

    Parameters
    ----------
    layers : sequence of str
        The layers switched on.
    bright : sequence of str or None
        The places that passages of the selection speak of; the others are
        dimmed.  None dims nothing.
    place, feature : str
        The chosen place and its chosen state, or "".
    fly : tuple of (str, int) or None
        A place to bring into view, and a number that grows with each wish.
    compare : date or None
        A second day: what differs between the two is told apart.
    brief : bool
        Whether that ends as soon as the reader moves the day.
    sight : str
        The name under which the map says that it is drawn; or "", if nobody waits for it.
    """

    day: date
    layers: Sequence[str]
    bright: Sequence[str] | None = None
    place: str = ""
    feature: str = ""
    language: str = "en"
    theme: str = "light"
    fly: tuple[str, int] | None = None
    compare: date | None = None
    brief: bool = False
    sight: str = ""

    def patch(self) -> dict[str, Any]:
        """Return the state as the engine reads it."""
        return {
            "day": epoch_day(self.day),
            "layers": list(self.layers),
            "bright": None if self.bright is None else sorted(self.bright),
            "place": self.place or None,
            "feature": self.feature or None,
            "language": self.language,
            "compare": epoch_day(self.compare) if self.compare else None,
            "brief": self.brief,
            "theme": self.theme,
            **({"sight": self.sight} if self.sight else {}),
            "fly": {"place": self.fly[0], "seq": self.fly[1]} if self.fly else None,
        }


class _Engine(folium.MacroElement):
    """Starts the engine on the map, with the addresses of its documents."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.mapdash.start({{ this._parent.get_name() }}, {{ this.options_json }});"
        "{% endmacro %}"
    )

    def __init__(self, options: Mapping[str, str]) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Engine"
        self.options_json = json.dumps(dict(options))


def state_script(state: MapState) -> str:
    """Return the script of a "feature group" that adds nothing: it hands the engine a new state.

    A patch holds ids and numbers, and JSON is JavaScript: nothing in it needs escaping.
    """
    patch = json.dumps(state.patch(), separators=(",", ":"))
    return f"window.mapdash.receive({patch});"


def base_map(atlas: Atlas) -> folium.Map:
    """Return the map without any state: the same script for every run of the page.

    A changed script would remount the frame and lose the reader's view.
    """
    drawn = local_map(atlas, lambda file: f"{_FROM_FRAME}/{file.name}")
    features, basemap = documents(atlas)
    options = {
        "features": f"{_FROM_FRAME}/{features.name}",
        "basemap": f"{_FROM_FRAME}/{basemap.name}",
        "drawn": f"{_FROM_FRAME}/{DRAWN}",
    }
    _Engine(options).add_to(drawn)
    return drawn


def local_map(atlas: Atlas, address: Callable[[Asset], str]) -> folium.Map:
    """Return a map that asks nobody else for its scripts and styles: they stand at `address`."""
    files = static_assets()
    longitude, latitude = atlas.settings.centre

    def addresses(suffix: str) -> list[tuple[str, str]]:
        names = [name for name in IN_FRAME if name.endswith(suffix)]
        return [(name, address(files[name])) for name in names]

    class LocalMap(folium.Map):
        """A folium map whose every asset comes from where it is told."""

        default_js = addresses(".js")
        default_css = addresses(".css")

    return LocalMap(
        location=(latitude, longitude),
        zoom_start=atlas.settings.zoom,  # type: ignore[arg-type]  # Leaflet takes halves
        tiles=None,
        min_zoom=4,
        max_zoom=14,
        zoom_snap=0.5,
        control_scale=True,
    )


def documents(atlas: Atlas) -> tuple[Asset, Asset]:
    """Return the two GeoJSON documents the engine fetches: features and basemap."""
    found = _DOCUMENTS.get(atlas.version)
    if found is None:
        found = _DOCUMENTS[atlas.version] = _documents(atlas)
        keep_newest(_DOCUMENTS)
    return found


# By the atlas's version: the documents are made once, the page runs often.
_DOCUMENTS: dict[str, tuple[Asset, Asset]] = {}


def _documents(atlas: Atlas) -> tuple[Asset, Asset]:
    return (
        asset("features", ".json", _GEOJSON, _encoded(_features_document(atlas))),
        asset("basemap", ".json", _GEOJSON, _encoded(_basemap_document(atlas))),
    )


def _encoded(document: Mapping[str, Any]) -> bytes:
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def _features_document(atlas: Atlas) -> dict[str, Any]:
    layers = [
        {"id": layer.id, "title": layer.title, "colour": layer.colour}
        for layer in atlas.settings.layers
    ]
    places = {
        place.id: {"layer": place.layer, "names": place.names, "members": place.members}
        | ({"shares": place.shares} if place.shares else {})
        for place in atlas.places.values()
    }
    return {
        "type": "FeatureCollection",
        "title": atlas.settings.title,
        "version": atlas.version,
        "asOf": epoch_day(atlas.settings.extent.as_of),
        "layers": layers,
        "places": places,
        "attribution": attribution(feature.licence for feature in atlas.features),
        "features": [_feature(feature) for feature in atlas.features],
    }


def _feature(feature: Feature) -> dict[str, Any]:
    return {
        "type": "Feature",
        "id": feature.id,
        "properties": {
            "place": feature.place,
            "part": feature.part,
            "layer": feature.layer,
            "status": feature.status,
            "basis": feature.basis,
            "line": feature.line,
            "accuracy": feature.accuracy_m,
            "confidence": feature.confidence,
            "from": _bound(feature.valid.first),
            "to": _bound(feature.valid.last),
            "at": label_point(feature.geometry),
        },
        "geometry": _mapping(feature.geometry),
    }


def _bound(day: date | None) -> int | None:
    return None if day is None else epoch_day(day)


def _mapping(shape: BaseGeometry | None) -> Any:
    return None if shape is None else json.loads(shapely.to_geojson(shape))


def label_point(shape: BaseGeometry | None) -> list[float]:
    """Return the longitude, latitude at which a shape is named and can be pressed."""
    if shape is None or shape.is_empty:
        return [0.0, 0.0]
    if shape.geom_type.endswith("LineString"):
        longest = max(getattr(shape, "geoms", [shape]), key=lambda line: line.length)
        point = longest.interpolate(0.5, normalized=True)
    elif shape.geom_type.endswith("Polygon"):
        largest = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)
        point = shapely.maximum_inscribed_circle(largest).coords[0]
        point = shapely.Point(point)
    else:
        point = shape.representative_point()
    return [round(point.x, 5), round(point.y, 5)]


def _basemap_document(atlas: Atlas) -> dict[str, Any]:
    return {
        "type": "FeatureCollection",
        "attribution": attribution(atlas.basemap["licence"]),
        "features": [_ground(row) for row in atlas.basemap.to_dict("records")],
    }


def _ground(row: Mapping[Hashable, Any]) -> dict[str, Any]:
    first, last = (None if pd.isna(row[key]) else row[key].date() for key in ("first", "last"))
    return {
        "type": "Feature",
        "properties": {
            "kind": row["kind"],
            "names": row["names"] or None,
            "rank": int(row["rank"]),
            "from": _bound(first),
            "to": _bound(last),
        },
        "geometry": _mapping(row["geometry"]),
    }
