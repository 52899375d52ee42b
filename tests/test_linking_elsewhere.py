"""Descriptions and names in a passage that speaks of other lands, times or matters."""

from __future__ import annotations

import pytest

from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Layer, Place
from mapdash.rules import Apart, Rule


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
        apart=(Apart(("galley*", "18 (0*|1*)"), ("steamer*",)),),
        strangers=("@, ...3 (in|of) Merrow", "New @"),
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


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Galleys made the ferry crossing then.", 0),
        ("At Osmer galleys made the ferry crossing then.", 1),
        ("Galleys gave way to steamers on the ferry crossing.", 1),
        ("Steamers came.\n\nNo galley makes the ferry crossing now.", 1),
    ],
)
def test_another_time_has_its_own(text: str, found: int) -> None:
    """Where another time or matter is told of, a place's name makes no description of this one."""
    mentions, _ = find_mentions(text, find_passages(text), _gazetteer())
    assert len(mentions) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Osmer, a hamlet in Merrow, has a mill. The mill of Osmer is for sale.", 0),
        ("The town was called New Osmer. In Osmer nobody remembers.", 0),
        ("Osmer, a hamlet in Merrow, has a mill.\n\nThe mill of Osmer is for sale.", 1),
        ("Osmer sells its wool in Merrow.", 1),
    ],
)
def test_another_place_keeps_its_name_in_the_passage(text: str, found: int) -> None:
    """What was told to be another place has the name to the passage's end, wherever it stands."""
    mentions, _ = find_mentions(text, find_passages(text), _gazetteer())
    assert len(mentions) == found
