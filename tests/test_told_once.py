"""What a sentence has told of already, and what only looks like a reference to it."""

from __future__ import annotations

import pytest

from mapdash.gazetteer import Gazetteer
from mapdash.records import Layer, Place
from mapdash.rules import Cue, Rule
from test_linking import cases, linked, unmarked

MILL = Rule(
    "mill",
    "canals",
    "cut",
    ("mill", "wheel", "sluice"),
    cues=(Cue(2, ("@ ...2 by the canal", "water @")), Cue(1, ("Thole",), "near")),
    enough=1,
    again=2,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Thole the mill turns all night.", ["mill"]),
        ("In Thole the mill turns and its wheel hums.", ["mill"]),
        ("In Thole the mill turns. The wheel hums.", ["mill", "wheel"]),
        ("In Thole the mill turns and the sluice by the canal leaks.", ["mill", "sluice"]),
    ],
)
def test_more_must_speak_for_a_second_find_in_a_sentence(text: str, expected: list[str]) -> None:
    """A part of what was told of is found only if the words round it tell what it is."""
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(MILL,))])
    assert [each.exact for each in linked(text, known)[0]] == expected


LONE = Rule(
    "works",
    "canals",
    "cut",
    ("(mill|wheel|old sluice)",),
    modifiers=("paper",),
    cues=(Cue(1, ("Thole",), "near"), Cue(2, ("@ ...2 by the canal",))),
    enough=1,
    lone=2,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In Thole the mill turns all night.", []),
        ("In Thole the mill by the canal turns.", ["mill"]),
        ("In Thole the paper mill turns all night.", ["paper mill"]),
        ("In Thole the old sluice leaks.", ["old sluice"]),
    ],
)
def test_more_must_speak_for_one_word_alone(text: str, expected: list[str]) -> None:
    """A word that nothing goes with tells less than two, modifiers counted."""
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(LONE,))])
    assert [each.exact for each in linked(text, known)[0]] == expected


LEFT = Rule(
    "left",
    "canals",
    "cut",
    ("by Osmer", "past Merrow", "under Thole"),
    forbids=("#canals",),
    cues=(Cue(1, ("boat*",)), Cue(1, ("@ lock",))),
    enough=1,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The boats go by Osmer.", ["by Osmer"]),
        ("The boats go by Osmer and in the evening come home past Merrow.", ["by Osmer"]),
        ("The boats go by Osmer and in the evening past Merrow lock.", ["past Merrow"]),
        ("The boats go by Osmer. Then boats go past Merrow.", ["by Osmer", "past Merrow"]),
        ("The boats go by Osmer and past Merrow.", ["by Osmer and past Merrow"]),
    ],
)
def test_what_speaks_only_alone_speaks_once_a_sentence(text: str, expected: list[str]) -> None:
    """Of several, the one for which more speaks stays, and what stands right beside it."""
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(LEFT,))])
    assert [each.exact for each in linked(text, known)[0]] == expected


@pytest.mark.parametrize(
    ("text", "layer"),
    [
        ("The path by the sea is closed in Thole, where ships and boats lie.", "walks"),
        ("The path by the lake is closed in Thole, where ships and boats lie.", "drives"),
    ],
)
def test_words_of_two_layers_go_to_the_one_told_round_them(text: str, layer: str) -> None:
    """What stands round the words goes before what stands somewhere in the sentence."""
    walks = (Cue(3, ("@ by the sea",)), Cue(1, ("@",)))
    drives = (Cue(2, ("@ by the lake",)), Cue(3, ("ships",)), Cue(3, ("boats",)))
    layers = [
        Layer("walks", "", "", 1, rules=(Rule("w", "walks", "w", ("path",), cues=walks),)),
        Layer("drives", "", "", 2, rules=(Rule("d", "drives", "d", ("path",), cues=drives),)),
    ]
    assert [each.layer for each in linked(text, Gazetteer.build([], layers))[0]] == [layer]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Old Canal is dry. The canal was dug long ago.", ["Old Canal", "canal"]),
        ("The Old Canal is dry. The canal at Osmer was dug long ago.", ["Old Canal"]),
        ("The Old Canal is dry. The canal east of Osmer was dug.", ["Old Canal"]),
        ("The Old Canal is dry. The canal at the border was dug.", ["Old Canal", "canal"]),
    ],
)
def test_what_a_name_places_refers_to_nothing(text: str, expected: list[str]) -> None:
    """An anaphor that may only stand alone is none where a preposition joins a name to it."""
    rules = (
        Rule("old", "canals", "cut", ("Old Canal",)),
        Rule("canal", "canals", "cut", ("canal",), anaphor=True, alone=True),
    )
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=rules)])
    assert [each.exact for each in linked(text, known)[0]] == expected


CUT = Place("cut", "canals", {"en": ("Thole Canal",)})
DIG = Rule("dig", "canals", "cut", ("project",))
WALK = Rule("walk", "walks", "walk", ("canal to Merrow",))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Thole Canal project is late.", ["Thole Canal"]),
        ("The Thole Canal is late, and the project is dear.", ["Thole Canal", "project"]),
        ("A walk along Thole Canal to Merrow is long.", ["Thole Canal"]),
        ("A walk along the canal to Merrow is long.", ["canal to Merrow"]),
    ],
)
def test_a_name_is_told_of_once(text: str, expected: list[str]) -> None:
    """A description right after a name goes with it; one within a name is none of another layer."""
    layers = [Layer("canals", "", "", 1, rules=(DIG,)), Layer("walks", "", "", 2, rules=(WALK,))]
    assert [each.exact for each in linked(text, Gazetteer.build([CUT], layers))[0]] == expected


HELD = """
Azerbaijan's army sits on [O hilltops near Jermuk, Sev Lich and Ishkhanasar], said Yerevan.
Baku would trade the [O Vardenis heights] for a treaty, a colonel in Yerevan believes.
Azerbaijan holds [O posts inside Armenia]; [O those above Jermuk] see the road.
Azerbaijan took the [O ridge above Jermuk] in September 2022, and [O that ridge] now has a mast.
"""

NOT_HELD = """
Azerbaijan's army fired at Armenian positions near Kut in Gegharkunik on Sunday, said Yerevan.
A buffer zone of a kilometre is drawn round each of Armenia's ammunition depots near Goris.
Families from Karabakh applied for papers to leave Armenia, and Azerbaijan took note.
"""


@pytest.mark.parametrize("marked", cases(HELD.strip()))
def test_lists_and_second_mentions_are_each_one_mention(marked: str) -> None:
    """Each mark overlaps one mention of the layer, and nothing else is found."""
    text, expected = unmarked(marked)
    found = [each for each in linked(text)[0] if each.layer == "occupied-heights"]
    assert len(found) == len(expected)
    for (_, words), each in zip(expected, found, strict=True):
        start = text.index(words)
        assert each.start < start + len(words)
        assert start < each.end


@pytest.mark.parametrize("text", cases(NOT_HELD.strip()))
def test_what_is_of_ones_own_or_of_another_kind_is_left_alone(text: str) -> None:
    """Posts of one's own, a zone round a depot, people who leave: nothing of the layer."""
    assert not [each for each in linked(text)[0] if each.layer == "occupied-heights"]
