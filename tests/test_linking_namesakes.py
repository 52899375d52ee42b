"""Other places, shops, clubs and villages that have the words of the atlas's places; their twins.

Marked as in ``test_linking``: ``[K Karabakh]`` is a mention of the layer that K stands for.
"""

from __future__ import annotations

import re

import pytest

from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Layer
from mapdash.rules import Rule
from test_linking import LAYERS, linked

_MARK = re.compile(r"\[([A-Z]) ([^]]+)\]")
_TOLD = """
The village of Karabag, in the hills behind Antalya, sells syrup.
Two people died when a bus overturned near Qarabagh in Afghanistan.
The merchants of Julfa in Isfahan lent the shah money.
The settlers were given land in a place called New Karki.
The firms of New Julfa traded silk. The cathedral at Julfa has their ledgers.
In Group C, Karabakh lost 2-1 and their coach sacked the goalkeeper.
Nakhchivan, 6,000 tonnes, cement for Aktau; Shusha, 5,400 tonnes, ballast.
The former state minister of [K Nagorno-Karabakh] was tried in Baku.
The soviet of [K Nagorno-Karabakh] asked to be moved from one republic to the other.
The three Tavush villages near Azerbaijan have new schools, with 190 pupils between them.
[E Karki] is Azerbaijani on paper; nobody in the next village remembers its people.
The football pitch in [K Stepanakert] where the league's players trained is rubble.
Refugees from [K Artsakh] opened a bakery, and their bread won a gold medal.
[K Shusha] was besieged while its football league played on.
[N Nakhchivan], whose shops sell Turkish football shirts, is an exclave under blockade.
"""


@pytest.mark.parametrize("told", _TOLD.strip().split("\n"))
def test_what_has_the_words_of_a_place_is_not_the_place(told: str) -> None:
    """Of the names' layers and the villages, what is marked is found, and nothing else."""
    found, _ = linked(_MARK.sub(r"\2", told))
    layers = {LAYERS[key] for key in "KSNE"}
    names = [(each.layer, each.exact) for each in found if each.layer in layers]
    marked = [(LAYERS[key], exact) for key, exact in _MARK.findall(told)]
    assert [each for each in names if each[1] != "exclave"] == marked


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("They fenced in 200 hectares.", ["200 hectares"]),
        ("They fenced in 4,200 hectares.", []),
        ("They fenced in 4\u00a0200 hectares.", []),
        ("In 1990, 200 hectares were fenced in.", ["200 hectares"]),
    ],
)
def test_a_number_is_not_cut_in_two(text: str, found: list[str]) -> None:
    """A description does not begin within a number."""
    rule = Rule("fields", "canals", "cut", ("200 hectares",))
    known = Gazetteer.build([], [Layer("canals", "", "", 1, rules=(rule,))])
    mentions, _ = find_mentions(text, find_passages(text), known)
    assert [each.exact for each in mentions] == found
