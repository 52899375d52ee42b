"""The passages as the panel shows them: they travel once, a step sends only which and how.

A panel's model is packed before it is sent: each passage in it becomes a
reference into the document of all passages, with what is told differently
of it, such as the words that speak of the chosen place; and each row of the
list of places, five numbers.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mapdash.assets import Asset, asset
from mapdash.citation import references
from mapdash.keeping import keep_newest
from mapdash.queries import RELATIONS, Hit
from mapdash.telling import Model, asides, excerpt_model

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mapdash.atlas import Atlas
    from mapdash.records import Place


def quotations(atlas: Atlas) -> Asset:
    """Return the document: JSON, all passages and all places in the atlas's order.

    In `asides` stands what of each article is no passage.
    """
    return _known(atlas)[0]


def pack(atlas: Atlas, model: Model) -> Model:
    """Return a panel's model with numbers in the place of its passages and of its places.

    A reference is ``{"q": index}``, with the keys that differ from what the
    document says; of ``why`` only the lines' numbers, and in ``chosen`` the
    numbers of the marks that are chosen.  ``places`` are [place, status or
    -1, and how many passages speak of it in each way], the statuses listed once.
    The browser undoes it.
    """
    _, plain, index = _known(atlas)

    def packed(value: Any) -> Any:
        if isinstance(value, list):
            return [packed(each) for each in value]
        if not isinstance(value, dict):
            return value
        number = index.get(value.get("key", "")) if "nodes" in value else None
        if number is None:
            return {key: packed(each) for key, each in value.items()}
        return {"q": number, **_told_otherwise(value, plain[number])}

    small = {key: packed(value) for key, value in model.items()}
    if "places" in model:
        small["places"] = _rows(atlas, model["places"])
    return small


def _rows(atlas: Atlas, rows: Sequence[Model]) -> Model:
    """Return the rows of the list of places as numbers."""
    number = {place: index for index, place in enumerate(atlas.places)}
    statuses = {text: index for index, text in enumerate(dict.fromkeys(_statuses(rows)))}
    return {
        "statuses": list(statuses),
        "rows": [
            [
                number[row["place"]],
                statuses.get(row["status"], -1),
                *(row["counts"].get(relation, 0) for relation in RELATIONS),
            ]
            for row in rows
        ],
    }


def _statuses(rows: Sequence[Model]) -> Iterator[str]:
    return (row["status"] for row in rows if row["status"])


def _told_otherwise(model: Model, plain: Model) -> Model:
    """Return what a passage's model says otherwise than the document does."""
    told = {
        key: value
        for key, value in model.items()
        if key not in {"nodes", "why"} and value != plain.get(key)
    }
    if model["why"] != plain["why"]:
        told["why"] = [plain["why"].index(line) for line in model["why"]]
    chosen = [number for number, mark in enumerate(_marks(model["nodes"])) if mark.get("chosen")]
    return told | ({"chosen": chosen} if chosen else {})


def _marks(nodes: Sequence[Model]) -> Iterator[Model]:
    """Yield the marks of a passage, the outer before the inner, as they stand in the text."""
    for node in nodes:
        if "mark" in node:
            yield node["mark"]
            yield from _marks(node["nodes"])


def _shown(place: Place) -> dict[str, str]:
    """Return the name shown of a place in each language that has one."""
    return {key: names[0] for key, names in place.names.items() if names}


_Known = tuple[Asset, tuple[Model, ...], dict[str, int]]

# By the atlas's version: made once, the page runs often.
_KNOWN: dict[str, _Known] = {}


def _known(atlas: Atlas) -> _Known:
    found = _KNOWN.get(atlas.version)
    if found is None:
        cited = references(atlas)
        plain = tuple(
            {**excerpt_model(atlas, Hit(each, None, each.mentions)), "reference": cited[each.key]}
            for each in atlas.excerpts
        )
        places = [
            {"place": each.id, "layer": each.layer, "names": _shown(each)}
            for each in atlas.places.values()
        ]
        beside = {file: asides(atlas, file) for file in atlas.articles}
        told = {"passages": plain, "places": places, "asides": beside}
        body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
        document = asset("quotations", ".json", "application/json", body)
        index = {each.key: number for number, each in enumerate(atlas.excerpts)}
        found = _KNOWN[atlas.version] = (document, plain, index)
        keep_newest(_KNOWN)
    return found
