"""Whether a way is the layer's, by what it is told to run from, to and through."""

from __future__ import annotations

import pytest

from mapdash.courses import courses
from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Layer, Place
from mapdash.rules import Cue, Rule


def _found(text: str) -> list[str]:
    rules = (
        Rule(
            "the-way",
            "ways",
            "cut",
            ("road",),
            cues=(Cue(1, ("Osmer*", "islander*"), "near"),),
            enough=1,
        ),
        Rule("the-canal", "ways", "cut", ("ship canal",)),
        Rule("that-way", "ways", "cut", ("the [(way|line)]",), anaphor=True),
    )
    layer = Layer("ways", "Ways", "#332288", 1, rules=rules, course=("Osmer", "Gull Sound"))
    gazetteer = Gazetteer.build((Place("cut", "ways", {"en": ("Thole Cut",)}),), (layer,))
    mentions, _ = find_mentions(text, find_passages(text), gazetteer)
    return [each.exact for each in mentions]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A road from Osmer to Merrow is open.", ["road"]),
        ("A road from Merrow by way of Gull Sound to Skerry avoids Osmer.", ["road"]),
        ("Osmer paid for a road from Merrow by way of Skerry to Lundy.", []),
        ("Osmer surveys a road planned between the fish market at Merrow and Skerry.", []),
        ("Osmer is glad of the Merrow-Skerry road.", []),
        ("In Osmer the Merrow stretch of the road is mocked.", []),
        ("Osmer's road is shut from May to June.", ["road"]),
        ("Osmer's road through the hills is shut.", ["road"]),
    ],
)
def test_a_way_runs_where_its_layer_is(text: str, found: list[str]) -> None:
    """A way whose ends and stations are named is the layer's only if one of them is."""
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Osmer has a road from Merrow to Skerry; the road is bad.", []),
        ("The way is bad. The ship canal is dry.", ["ship canal"]),
        ("Osmer has a road from Merrow to Skerry; a road is planned.", ["road"]),
        ("Osmer has a road from Merrow to Skerry; the road past Osmer is good.", ["road"]),
        (
            "The ship canal is dry; as a road from Merrow to Skerry opens, the way is bad.",
            ["ship canal"],
        ),
        (
            "A road from Merrow to Skerry opens. The ship canal is dry, the way is bad.",
            ["ship canal", "way"],
        ),
    ],
)
def test_what_is_known_may_be_a_way_elsewhere(text: str, found: list[str]) -> None:
    """After a way that runs elsewhere "the road" means that one, unless it says itself where."""
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Osmer plans a road, a ship canal and a road.", ["road, a ship canal and a road"]),
        ("Osmer plans a road, Thole Cut and a ship canal.", ["road", "Thole Cut", "ship canal"]),
    ],
)
def test_ways_of_one_list_are_one_mention(text: str, found: list[str]) -> None:
    """What is built together is described once; what is named, or known, stands by itself."""
    assert _found(text) == found


def test_a_weighed_way_needs_its_land_near() -> None:
    """Where neither a land nor a station of the layer is near, nor a place's name, none is told."""
    assert _found("The islanders have a road.") == []
    assert _found("The islanders of Osmer have a road.") == ["road"]
    assert _found("The islanders of Thole Cut have a road.") == ["Thole Cut", "road"]


def test_a_course_ends_with_its_sentence() -> None:
    """Neither a clause nor a month is a station."""
    assert not list(courses("the road. From Perth to Crieff it rains", 4, 8))
    assert not list(courses("the road through which Perth is fed", 4, 8))
    assert not list(courses("the road is shut from May to June", 4, 8))
