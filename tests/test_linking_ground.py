"""Armenian ground held since 2021, by whatever noun, number or clause it is told; look-alikes.

Marked as in test_linking: ``[O the third one]`` is a mention. Only this layer is compared.
"""

from __future__ import annotations

import pytest

from test_linking import cases, linked, unmarked

HELD = """
Two seasons ago the [O fort which Azerbaijan's army has built above Sotk] was a sheepfold.
You can count the [O Azerbaijani posts] from Jermuk: [O one by the pylon], [O two over the quarry].
The [O post on the saddle] above Sotk looks at our yard; the [O upper one] looks at Azerbaijan.
[O Mets Ishkhanasar] has a mast now, said a shepherd, and the mast has a dog.
How much did the neighbour take? Yerevan says [O 241 square km] since 2021.
Azerbaijani forces control [O 10 square km of Armenia] after this week's fighting at Jermuk.
The report lists the [O September incursions], and Yerevan's protests.
Villagers of Khoznavar mow up to [O where the Azerbaijani soldiers have pitched camp], no further.
Armenia wants [O whatever has been taken since May 2021] to be given back.
Azerbaijani engineers began digging [O in the fields of Tegh] on 30 March.
They report from the [O Vardenis and Sotk sectors] that Azerbaijan's guns are quiet.
If they leave [O our soil], said the secretary in Yerevan of Azerbaijan's army, we shall talk.
Azerbaijan's army sits on [O several pockets of occupation] from Sotk to Kapan.
At night the guests in Jermuk see the [O Azerbaijani lights].
The [O hay land that the army of Azerbaijan has fenced since 2021] was his, near Kut.
Azerbaijan is roofing its [O bases east of Jermuk and above Sev Lich] before the winter.
""".strip()

NOT_HELD = """
The ministry advertised two new posts in Jermuk; candidates take up their positions in May.
EU monitors opened their forward base in Jermuk and man observation posts near Sotk.
Police took up positions on the slopes above Jermuk to keep demonstrators from the mine.
The wind farm's developers fenced the pastures above Sisian and called it a safety zone.
Moscow will set up two strongpoints of its 102nd base near Goris, Baku was told.
The Armenian army has dug new trenches and bunkers above Jermuk, well behind the line.
A snow bulge above the Vardenis pass gave way, and Azerbaijan's television showed it.
Kyrgyz herders say that Tajik soldiers have dug trenches in their summer pastures.
Botanists from Baku wrote of the orchids in the meadows at Sev Lich.
Kapan's miners occupied the office; their positions were seized upon by the party.
From the school in Verin Shorzha came a choir that sang in Baku.
The summer camp of the Goris scouts stood by the water before last May.
""".strip()


def _ground(text: str) -> list[tuple[int, int]]:
    found = [each for each in linked(text)[0] if each.layer == "occupied-heights"]
    return [(each.start, each.end) for each in found]


@pytest.mark.parametrize("marked", cases(HELD))
def test_held_ground_is_known_by_what_is_told_of_it(marked: str) -> None:
    """Each mark overlaps one mention, and nothing else is found."""
    text, expected = unmarked(marked)
    found = _ground(text)
    assert len(found) == len(expected)
    for _, words in expected:
        start = text.index(words)
        assert any(first < start + len(words) and start < last for first, last in found)


@pytest.mark.parametrize("text", cases(NOT_HELD))
def test_ground_that_nobody_took_is_left_alone(text: str) -> None:
    """Posts of monitors and of clerks, own trenches, tourists' slopes: none is a mention."""
    assert _ground(text) == []
