"""The addresses under which a program reads what the page shows."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from mapdash.endpoints.catalogue import API

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.selection import Selection


def features_address(atlas: Atlas, selection: Selection) -> str:
    """Return the address of the shapes on the map, below the server's base path."""
    asked = {"day": selection.day.isoformat(), "layer": _layers(atlas, selection)}
    return _address("features", asked | {"place": selection.place})


def passages_address(atlas: Atlas, selection: Selection) -> str:
    """Return the address of the passages listed, or of those that the words looked for find."""
    listed = selection.listed
    asked = {
        "q": selection.search,
        "place": selection.place,
        "layer": _layers(atlas, selection),
        "issue": ",".join(selection.issues),
        "article": ",".join(selection.articles),
        "from": listed.first.isoformat() if listed.first else "",
        "to": listed.last.isoformat() if listed.last else "",
        "axis": "publication" if selection.axis == "publication" else "",
        "known": selection.known_on.isoformat() if selection.known_on else "",
    }
    return _address("search" if selection.search else "passages", asked)


def _layers(atlas: Atlas, selection: Selection) -> str:
    """Return the layers that are on, "" if all are."""
    every = len(selection.layers) == len(atlas.settings.layers)
    return "" if every else ",".join(selection.layers)


def _address(name: str, asked: dict[str, str]) -> str:
    said = {key: each for key, each in asked.items() if each}
    return f"{API}/{name}?{urlencode(said, safe=',')}"
