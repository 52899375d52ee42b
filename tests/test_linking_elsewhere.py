"""Descriptions in a passage that speaks of other lands."""

from __future__ import annotations

import pytest

from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Layer, Place
from mapdash.rules import Rule


def _gazetteer() -> Gazetteer:
    rule = Rule(id="crossing", layer="ferries", place="sound", phrases=("ferry crossing",))
    layer = Layer(
        id="ferries",
        title="Ferries",
        colour="#332288",
        order=1,
        rules=(rule,),
        elsewhere=("Merrow",),
        home=("islander*",),
    )
    place = Place(id="osmer", layer="ferries", names={"en": ("Osmer",)})
    return Gazetteer.build((place,), (layer,))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The ferry crossing was shut.", 1),
        ("In Merrow the ferry crossing was shut.", 0),
        ("In Merrow the islanders' ferry crossing was shut.", 1),
        ("Osmer is not Merrow: its ferry crossing was shut.", 2),
        ("The islanders complained.\n\nAs in Merrow, the ferry crossing was shut.", 1),
    ],
)
def test_other_lands_have_their_own(text: str, found: int) -> None:
    """Where only other lands are named, nothing is described; their names alone forbid nothing."""
    mentions, _ = find_mentions(text, find_passages(text), _gazetteer())
    assert len(mentions) == found
