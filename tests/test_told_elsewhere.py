"""Whether a name is another's: told where it lies, spelt out, or with nothing of its land."""

from __future__ import annotations

import pytest

from mapdash.acronyms import spelled_out
from mapdash.appositions import set_where, told_where
from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Layer, Place
from mapdash.rules import Rule

_PLACES = (
    Place(id="osmer", layer="isles", names={"en": ("Osmer", "OSMER")}),
    Place(id="thole", layer="isles", names={"en": ("Thole",)}),
)
_RULES = (
    Rule("forts", "isles", "thole", ("four forts",)),
    Rule("the-fort", "isles", "", ("the [fort]",), anaphor=True),
)
_LAYER = Layer(
    id="isles",
    title="Isles",
    colour="#332288",
    order=1,
    home=("Islander*", "Gull Sound"),
    rules=_RULES,
)


def _found(text: str) -> list[str]:
    mentions, _ = find_mentions(text, find_passages(text), Gazetteer.build(_PLACES, (_LAYER,)))
    return [each.exact for each in mentions]


@pytest.mark.parametrize(
    "text",
    [
        "Osmer, a village in Ayrshire, has lost its bus.",
        "Two boys drowned at Osmer, half an hour west of Perth.",
        "Osmer, on the left bank of the Clyde, surprises its diggers.",
        "Osmer, in Bihar's Purnia district, will have its school mended.",
        "OSMER, the Office for Spirits, Malts, Essences and Rum, is shut.",
        "The Order of Saddlers, Millers, Engravers and Riders (OSMER) meets. OSMER is old.",
        "Osmer the tabby came home in a van.",
        "19.30 Osmer. A widow looks for her son.",
        "Osmer gata keeps for a week in a tin.",
        "The bazaar is in Osmer Hall on Sunday.",
        "Osmer has learned to open the fridge.",
        "On stage: Osmer, and then the jugglers.",
        "The part of Osmer, the blind miller, is taken by a student.",
        "The Osmers are small and golden. One Osmer ate a hat.",
        "The caretaker calls his wheelbarrow Osmer.",
        "A kitten answers to Osmer and to sardines.",
        "Osmer means wages there: the copper works of that name pay well.",
        "The Osmer Hall is shut. The drains in Osmer Hall are mended.",
    ],
)
def test_what_is_told_to_be_elsewhere_or_else_is_no_place_of_the_atlas(text: str) -> None:
    """A village of another land, an acronym, a cat, a film, a dish, a hall."""
    assert _found(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Osmer, a village in Islander hands, has lost its bus.", ["Osmer"]),
        ("Osmer, half an hour west of Thole, is dry.", ["Osmer", "Thole"]),
        ("Osmer, on the left bank of Gull Sound, is dry.", ["Osmer"]),
        ("Osmer, a city of painters, is full.", ["Osmer"]),
        ("Osmer has learned to open the fridge, Islanders say.", ["Osmer"]),
        ("She left her fridge in Osmer.", ["Osmer"]),
        ("Osmer's mayor has no fridge.", ["Osmer"]),
        ("At 19.30 Osmer was dark.", ["Osmer"]),
        ("They called their capital Osmer.", ["Osmer"]),
        ("Osmer was the cradle of the pianist's art.", ["Osmer"]),
    ],
)
def test_what_is_told_to_be_in_its_land_keeps_its_name(text: str, found: list[str]) -> None:
    """Where its land or a neighbour is told of, or where something is, a place is meant."""
    assert _found(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Four forts of Merrow's south are shut.", []),
        ("Four forts on the Merrow coast are shut.", []),
        ("Four forts near Merrow and Thole are shut.", ["Four forts", "Thole"]),
        ("Four forts of the Islander league are shut.", ["Four forts"]),
        ("Four forts of May 1904 are shut.", ["Four forts"]),
        ("Osmer has a mayor. The fort is shut.", ["Osmer", "fort"]),
        ("Osmer has a mayor. The fort of Merrow is shut, a thing of Thole.", ["Osmer", "Thole"]),
        ("Osmer has a mayor. The fort above Gull Sound is shut.", ["Osmer", "fort"]),
    ],
)
def test_a_description_set_in_a_place_elsewhere_is_none(text: str, found: list[str]) -> None:
    """The name that it goes on with is looked at, and those that are joined to that."""
    assert _found(text) == found


def test_an_acronym_is_spelt_out_by_initials() -> None:
    """Small words may lend a letter; a capital that is none of the name's ends the search."""
    assert spelled_out("OSMER (Oil and Salt Mines' Eastern Register)", 0, 5) == (7, 43)
    assert spelled_out("OSMER (Oil and Tin Mines)", 0, 5) is None
    assert spelled_out("Osmer (Oil, Salt, Mines, Earth, Rum)", 0, 5) is None


def test_where_a_name_lies_is_told_right_after_it() -> None:
    """The stretch ends with its clause."""
    text = "Osmer, a village in Ayrshire, has lost its bus"
    assert told_where(text, 5) == (5, 28)
    assert told_where("Osmer and a village in Ayrshire", 5) is None


def test_where_a_description_is_set_is_told_right_after_it() -> None:
    """The stretch ends with the last name that is joined to the first."""
    assert set_where("the fort near Merrow's Gull Sound is shut", 8) == (8, 33)
    assert set_where("the fort in June", 8) is None
    assert set_where("the fort of two Merrow men", 8) is None
