"""Which endpoints there are: one table, from which requests are answered and the index is told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from mapdash.endpoints import resources
from mapdash.endpoints.parameters import PARAMETERS, Asked
from mapdash.export.request import Request, extract_of

if TYPE_CHECKING:
    from mapdash.atlas import Atlas
    from mapdash.export.extract import Record

#: What every address begins with, below the server's base path.
API = "api/v1"
JSON = "application/json"
GEOJSON = "application/geo+json"

_PASSAGES = ("place", "layer", "issue", "article", "from", "to", "axis", "known")
_PAGE = ("limit", "offset")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An address, what it tells, and what it may be asked.

    Parameters
    ----------
    name : str
        What follows the prefix in the address.
    most : int
        How many items it gives at most; 0 if it gives no list.
    """

    name: str
    about: str
    answer: Callable[[Atlas, Asked], Record]
    parameters: tuple[str, ...] = ()
    media_type: str = JSON
    usual: int = resources.USUAL
    most: int = resources.MOST


def _index(atlas: Atlas, _asked: Asked) -> Record:
    """Return what can be asked, of which atlas."""
    return {
        "atlas": extract_of(atlas, Request()).edition,
        "endpoints": [_told(each) for each in ENDPOINTS.values() if each.name],
    }


def _told(endpoint: Endpoint) -> Record:
    told: Record = {
        "href": endpoint.name,
        "about": endpoint.about,
        "media_type": endpoint.media_type,
        "parameters": [
            {"name": each.name, "about": each.about, "accepts": each.accepts, "many": each.many}
            for each in map(PARAMETERS.__getitem__, endpoint.parameters)
        ],
    }
    return told | ({"usual": endpoint.usual, "most": endpoint.most} if endpoint.most else {})


_ALL = (
    Endpoint("", "what can be asked", _index, most=0),
    Endpoint("atlas", "what the atlas is and holds", resources.atlas_record, most=0),
    Endpoint(
        "features",
        "states of places, with shapes: of a day, or of every day",
        resources.features,
        ("day", "layer", "place", "bbox", *_PAGE),
        GEOJSON,
        usual=resources.MOST_FEATURES,
        most=resources.MOST_FEATURES,
    ),
    Endpoint("places", "places, with names", resources.places, ("layer", "place", *_PAGE)),
    Endpoint(
        "passages",
        "passages, with the links, dates and issues found in them",
        resources.passages,
        (*_PASSAGES, *_PAGE),
    ),
    Endpoint(
        "links",
        "a row for each mention and place it is linked to",
        resources.links,
        (*_PASSAGES, *_PAGE),
    ),
    Endpoint(
        "search",
        "the places and passages that words find, ranked",
        resources.findings,
        ("q", *_PASSAGES, *_PAGE),
    ),
)
#: Every endpoint, by its name; the index has none.
ENDPOINTS: Mapping[str, Endpoint] = MappingProxyType({each.name: each for each in _ALL})
