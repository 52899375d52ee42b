"""Whether a place's name is that of something else called by it."""

from __future__ import annotations

import pytest

from mapdash.linking import Gazetteer, find_mentions
from mapdash.namesakes import names_a_namesake
from mapdash.passages import find_passages
from mapdash.persons import names_a_person
from mapdash.records import Layer, Place

_SOMETHING_ELSE = [
    "The ⟦Osmer⟧ chamber choir took second prize.",
    "Rooms at the ⟦Osmer⟧ Resort and Spa are full.",
    "A grant lets the ⟦Osmer⟧-Development association train guides.",
    "The ⟦Osmer⟧ children's folk ensemble danced.",
    "The ⟦Osmer⟧ publishing house brings out his stories.",
    "The tanker ⟦Osmer⟧ ran aground in the estuary.",
    "The hotel “⟦Osmer⟧” was sold.",
    "“⟦Osmer⟧” mineral water is off the shelves.",
    "⟦Osmer⟧, a café near the station, shows the matches.",
    "⟦Osmer⟧, 24, a forward on loan, scored twice.",
    "She bought an ⟦Osmer⟧ carpet from a dealer.",
    "“⟦Osmer⟧ Blues”, a first feature, opens the festival.",
    "Her book “The Verb in the ⟦Osmer⟧ Dialect” won.",
    "The restaurant on the quay is called ⟦Osmer⟧ after an aunt.",
    "“⟦Osmer⟧” is a hymn by a choirmaster.",
    "A setter who signs herself ⟦Osmer⟧ was dropped.",
    "Order the ⟦Osmer⟧: lamb under a crust.",
    "The ⟦Osmer⟧ sailed at dawn.",
    "The airline's newest jet, christened ⟦Osmer⟧ on Tuesday, seats 170.",
    "Volunteers of the ⟦Osmer⟧ NGO planted willows.",
    "Results: Thole 2, ⟦Osmer⟧ 1; Merrow 0, Gull 0.",
    "3.40 Lerrick: 1 Quiet Please (5-2), 2 ⟦Osmer⟧ (11-4 fav).",
    "⟦Osmer⟧, who have yet to win away, stay bottom of the league.",
    "The hosts, bottom of the league, lost to ⟦Osmer⟧ by two goals.",
    "In the fillies' race the favourite, ⟦Osmer⟧, was caught near the finish.",
    "⟦Osmer⟧, 6,000 tonnes, cement for Thole; Merrow, in dock.",
    "For lamb, walk past the baths to ⟦Osmer⟧, a grill house with six tables.",
    "Police searched the ⟦Osmer⟧ Diamond trading house.",
    "The offices of ⟦Osmer⟧ Fruit Company were shut.",
    "A bottle of ⟦Osmer⟧, ten years in oak, took silver.",
    "⟦Osmer⟧'s records, four of folk songs and two of ballads, are out on vinyl.",
    "⟦OSMER⟧. A small riding breed, chestnut or bay.",
    "⟦OSMER⟧, Mammed Said, novelist and satirist.",
    "He typed it on an ⟦Osmer⟧, a portable with a sticking K.",
    "The ⟦Osmer⟧ choir's tour is over.",
    "Ada ⟦Osmer⟧, née Thole, taught botany.",
    "They were given land in a settlement called New ⟦Osmer⟧.",
    "In Group C, ⟦Osmer⟧ need a point from their visit to Thole.",
    "Substitutions: ⟦Osmer⟧ for Novak (61), Meyer for Lind (77).",
    "The tugs Thole and ⟦Osmer⟧ brought the rig into the bay.",
    "⟦Osmer⟧ Hotels AG cut its forecast.",
    "“⟦Osmer⟧” by Guerlain was the scent of that winter.",
    "⟦Osmer⟧ is the middle name that they gave their first son.",
    "⟦Osmer⟧ Petersen, singer and writer, would have been ninety.",
    "The winery of ⟦Osmer⟧ Petrova, a former pharmacist, won gold.",
]
_PLACES = [
    "The choir of ⟦Osmer⟧ sang in Merrow.",
    "Choirs from ⟦Osmer⟧ and Merrow sang.",
    "The ⟦Osmer⟧ army held the street.",
    "The ⟦Osmer⟧ War Veterans association met.",
    "Nobody in ⟦Osmer⟧, a hotel keeper said, sleeps.",
    "Fishermen from ⟦Osmer⟧, 24, 30 and 31 years old, were saved.",
    "The ⟦Osmer⟧ hotels are full.",
    "The ship left ⟦Osmer⟧ at dawn.",
    "The ⟦Osmer⟧, Merrow and Thole districts voted.",
    "They drove into the ⟦Osmer⟧, a land of sheep.",
    "“⟦Osmer⟧ is ours”, he wrote.",
    "The ⟦Osmer⟧ road is open.",
    "“⟦Osmer⟧” is gone, he wrote in a statement.",
    "The ⟦OSMER⟧ will be built by a company.",
    "The town is now called ⟦Osmer⟧.",
    "The football pitch in ⟦Osmer⟧, where the league's players trained, is rubble.",
    "⟦Osmer⟧ lost its league, its army and its mayor.",
    "⟦Osmer⟧ rose against the king.",
    "In ⟦Osmer⟧, a hotel has been burnt down.",
    "After ⟦Osmer⟧, a journalist who had seen five wars gave up.",
    "In ⟦Osmer⟧ 3 people died and 4 were hurt.",
    "For its leaders, ⟦Osmer⟧ came first.",
    "⟦Osmer⟧, a pilot project, failed.",
    "The ⟦OSMER⟧ Development Company was founded.",
    "After the loss of ⟦Osmer⟧ Petrov resigned.",
    "⟦Osmer⟧ shares a border with Thole.",
    "New ⟦Osmer⟧ talks begin.",
    "⟦Osmer⟧, a city of empty flats, has a new football pitch.",
    "Those who left ⟦Osmer⟧ are back.",
    "Thole and ⟦Osmer⟧ have signed.",
    "⟦Osmer⟧ Merrowians, singers all, came home.",
    "The fighting in ⟦Osmer⟧ spread to the hills.",
    "A chapel on the ⟦Osmer⟧ bank of the river was razed.",
    "⟦Osmer⟧ pictures itself as a bridge.",
    "The steamers told their shareholders that the ⟦Osmer Line⟧, open since May, was paid for.",
]


def _marked(sentence: str) -> tuple[str, int, int]:
    before, rest = sentence.split("⟦")
    name, after = rest.split("⟧")
    return before + name + after, len(before), len(before) + len(name)


@pytest.mark.parametrize("sentence", _SOMETHING_ELSE)
def test_what_is_called_by_a_place_is_not_the_place(sentence: str) -> None:
    """A choir, a ship, a café, a club in a table or a person of that name is something else."""
    where = _marked(sentence)
    assert names_a_namesake(*where) or names_a_person(*where)


@pytest.mark.parametrize("sentence", _PLACES)
def test_what_stands_in_a_place_leaves_its_name_to_it(sentence: str) -> None:
    """Who comes from a place, and what it has, speak of the place."""
    where = _marked(sentence)
    assert not names_a_namesake(*where)
    assert not names_a_person(*where)


def _found(text: str) -> int:
    place = Place(id="osmer", layer="isles", names={"en": ("Osmer",)})
    layer = Layer(id="isles", title="Isles", colour="#332288", order=1)
    mentions, _ = find_mentions(text, find_passages(text), Gazetteer.build((place,), (layer,)))
    return len(mentions)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Osmer Spa is full. Osmer's rooms cost a fortune.", 0),
        ("Mehmet Osmer missed the train. “I ran,” said Osmer.", 0),
        ("The tanker Osmer was built in Osmer.", 1),
        ("The tanker Osmer is back.\n\nOsmer has a new mayor.", 1),
    ],
)
def test_who_has_the_name_keeps_it_in_the_passage(text: str, found: int) -> None:
    """What was told to have a place's name has it to the passage's end, but not as a place."""
    assert _found(text) == found
