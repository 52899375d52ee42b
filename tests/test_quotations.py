"""What travels once and what travels with each step, put together again."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from mapdash.atlas import Atlas, load_atlas
from mapdash.citation import cite_passage
from mapdash.dashboard.panel import panel_model
from mapdash.queries import RELATIONS, select
from mapdash.quotations import pack, quotations
from mapdash.selection import Selection, opening_selection, widened


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def told(atlas: Atlas) -> dict[str, Any]:
    """Return the document that travels once."""
    document: dict[str, Any] = json.loads(quotations(atlas).body)
    return document


def _restored(value: Any, passages: list[Any]) -> Any:
    """Undo what was packed, as the browser does."""
    if isinstance(value, list):
        return [_restored(each, passages) for each in value]
    if not isinstance(value, dict):
        return value
    if "q" not in value:
        return {key: _restored(each, passages) for key, each in value.items()}
    plain = json.loads(json.dumps(passages[value["q"]]))
    # Only the document says how a passage is cited.
    del plain["reference"]
    for number, mark in enumerate(_marks(plain["nodes"])):
        mark["chosen"] = number in value.get("chosen", []) if "chosen" in mark else None
        if mark["chosen"] is None:
            del mark["chosen"]
    why = [plain["why"][number] for number in value["why"]] if "why" in value else plain["why"]
    more = {key: each for key, each in value.items() if key not in {"q", "chosen", "why"}}
    return plain | more | {"why": why}


def _marks(nodes: list[Any]) -> list[Any]:
    found = []
    for node in nodes:
        if "mark" in node:
            found += [node["mark"], *_marks(node["nodes"])]
    return found


def _everything(atlas: Atlas) -> list[Selection]:
    """Return a selection for the start, for each place, for each article and for a comparison."""
    whole = widened(opening_selection(atlas.settings), atlas.settings)
    extent = atlas.settings.extent
    firsts = {each.file: each.key for each in reversed(atlas.excerpts)}
    return [
        whole,
        replace(whole, compare=extent.first, day=extent.as_of),
        replace(whole, search="toll"),
        replace(whole, sources="all"),
        *(replace(whole, sources="all", place=place) for place in atlas.places),
        *(replace(whole, place=place) for place in atlas.places),
        *(replace(whole, passage=key) for key in firsts.values()),
    ]


def test_a_packed_model_is_the_model_again_once_unpacked(
    atlas: Atlas, told: dict[str, Any]
) -> None:
    """Whatever the panel shows, nothing is lost on the way, the chosen words included."""
    for selection in _everything(atlas):
        model = panel_model(atlas, selection, select(atlas, selection))
        sent = json.loads(json.dumps(pack(atlas, model)))
        places = sent.pop("places", None)
        expected = json.loads(json.dumps({**model, "places": None}))
        assert _restored({**sent, "places": None}, told["passages"]) == expected
        if places is None:
            continue
        rows = [
            {
                "place": told["places"][number]["place"],
                "layer": told["places"][number]["layer"],
                "name": told["places"][number]["names"]["en"],
                "status": places["statuses"][status] if status >= 0 else "",
                "counts": {
                    way: count for way, count in zip(RELATIONS, counts, strict=True) if count
                },
            }
            for number, status, *counts in places["rows"]
        ]
        assert rows == model["places"]


def test_the_document_cites_each_passage(atlas: Atlas, told: dict[str, Any]) -> None:
    """What a reader copies begins as the footnote does."""
    for excerpt, passage in zip(atlas.excerpts, told["passages"], strict=True):
        footnote = cite_passage(atlas, excerpt.key, "", date(1912, 6, 30)).footnote
        assert footnote == f"{passage['reference']}, accessed 30 June 1912."


def test_a_step_sends_no_text_of_any_passage(atlas: Atlas) -> None:
    """The passages' own words travel only in the document."""
    selection = widened(opening_selection(atlas.settings), atlas.settings)
    model = panel_model(atlas, selection, select(atlas, selection))
    assert model["excerpts"]
    assert '"nodes"' not in json.dumps(pack(atlas, model))
