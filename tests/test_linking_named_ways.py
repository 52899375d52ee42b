"""Ways told by a land's or a bank's name, by a part of them, or told of once and not twice.

Marked as in test_linking: ``[Z the way]`` is a mention of the layer that Z stands for. Only the
layers of the ways, and the land that one of them is named for, are compared.
"""

from __future__ import annotations

import pytest

from test_linking import cases, linked, unmarked

NAMED = """
With [Z Zengezur] open, a lorry loaded in Kars would reach the Caspian in half a day.
If Yerevan drags its feet over [Z Zangezur], the lorries for [N Nakhchivan] will keep to Georgia.
Forwarders do not care if containers go by [Z Meghri] or by the [I Iranian shore opposite].
The [Z Meghri variant] was put off; trucks from Baku will go by the [I southern bank of the Aras].
Turkish trains stop short of Armenia, and the [Z missing piece] lies in [S southern Armenia].
Iran offers [I its own soil] to those in Baku who want to get to [N Nakhchivan].
The works by the [Z American road] go on at Meghri; Iran, over the water, has the [I other road].
Tehran inspected the [I works on the southern bank] that are to tie [N Nakhchivan] to Baku.
Two bridges on the Aras are planned so that [N Nakhchivan] is tied to Baku [I by Iranian soil].
Iran is building a [I line from the Aghband crossing to Jolfa], and Baku pays for the sleepers.
For Ankara the [Z Zangezur corridor] is the first new branch since Soviet days.
""".strip()

UNNAMED = """
The shop in Meghri is open on Sundays, and the bus goes to the school in Agarak, Armenia.
Bypass surgery kept the mayor of Meghri from the talks on Armenia's budget.
Iranian villagers on the southern bank of the Aras looked at the fires in Nakhchivan.
The missing piece of the jigsaw lay under a sofa in southern Armenia.
Iran opened its roads ministry's archive to scholars from Nakhchivan.
The missing section of the fibre cable between Goris and Kapan was laid by Americans.
Trump's route to the nomination is a data story by a student in Yerevan.
An American has leased land near Meghri for an eco-hotel; the concession runs for fifty years.
The flight from Baku to Nakhchivan goes over Iran, as the way over Armenia is closed to planes.
The other bridge in Tabriz is older than the Soviet railway to Jolfa.
""".strip()

_WAYS = {"zangezur-route", "iran-route"}


@pytest.mark.parametrize("marked", cases(NAMED))
def test_a_way_is_told_by_what_it_passes(marked: str) -> None:
    """Each marked way is found once, and nothing else that would be one."""
    text, marks = unmarked(marked)
    found = [each for each in linked(text)[0] if each.layer in _WAYS]
    wanted = [(layer, words) for layer, words in marks if layer in _WAYS]
    assert [each.layer for each in found] == [layer for layer, _ in wanted]
    for each, (_, words) in zip(found, wanted, strict=True):
        start = text.index(words)
        assert each.start < start + len(words)
        assert start < each.end


@pytest.mark.parametrize("text", cases(UNNAMED))
def test_the_same_words_tell_no_way_elsewhere(text: str) -> None:
    """Where nothing is carried anywhere, a land or a bank is no way."""
    assert [each.exact for each in linked(text)[0] if each.layer in _WAYS] == []


def test_a_corridor_without_more_is_the_one_that_is_called_so() -> None:
    """Where another way was told of last, "the corridor" still refers to the corridor."""
    text = (
        "TRIPP has a sponsor. The detour through Iran has lorries. The corridor has neither rails."
    )
    found = [(each.layer, each.exact) for each in linked(text)[0] if each.layer in _WAYS]
    assert found[-1] == ("zangezur-route", "corridor")


def test_a_town_that_a_way_is_named_for_is_not_the_province() -> None:
    """The name is the way's; the province is told by its own name beside it."""
    text = "The Meghri road would cross Syunik, Armenia said."
    found = [each.exact for each in linked(text)[0] if each.layer == "syunik"]
    assert found == ["Syunik"]
