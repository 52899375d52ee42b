"""Ground and villages told of by what is done with them, in marked text that is read by eye."""

from __future__ import annotations

import pytest

from mapdash.records import Mention
from test_linking import cases, linked, unmarked

HELD = """
Azerbaijani troops have held [O the heights east of Jermuk] since September 2022.
Officials in Yerevan put the [O territory lost to Azerbaijan in the two campaigns] at 215.
After soldiers walked up from the Lachin side, the [O pastures near Tegh] remain off limits.
Armenia wants mirror withdrawal from the [O areas that Azerbaijan's army entered in May 2021].
Azerbaijan built [O military outposts on the slopes] over the resort.
The monitors see [O new Azerbaijani fortifications] six kilometres west of the border near Jermuk.
Farmers can no longer reach [O some 1,200 hectares] since Azerbaijani soldiers came to Kut.
The [O land grab of May 2021] began with a few hundred men and a map.
The [O security belt] that Baku carved out inside Armenia is four kilometres deep.
Its army sits on [O Armenian peaks], and Azerbaijan calls that a border dispute.
Azerbaijan's [O creeping advance] towards Goris has cost Armenia its main road.
They dug in on [O a saddle] between Sotk and Tegh, and that is where Azerbaijan's men are today.
The [O trenches] lie 800 metres from the school of Tegh; the soldiers in them are Azerbaijani.
More than [O 200 sq km of Armenia proper] remain under Azerbaijani control.
They sleep under canvas on [O Armenian pasture], those conscripts from Ganja.
Above the last houses of Khnatsakh [O a row of Azerbaijani tents] has become a row of huts.
Not one metre of [O what was taken in those two years] has been returned by Azerbaijan to Armenia.
He points to [O the ridge] over Jermuk: it was ours, and now there is a flag.
Since September 2022 Azerbaijani sentries have watched Jermuk from a [O knoll] by the ski lift.
In Verin Shorzha foreign soldiers dug in on the [O crest] where the mayor's herd used to drink.
Herders in Gegharkunik have not reached the upper [O meadow] since Azerbaijani units moved in.
The [O redoubt] over Norabak, manned by Azerbaijani conscripts, has been there since May 2021.
The pact is silent on the [O hilltops] around Vardenis where Baku's soldiers still sit.
""".strip()

NOT_HELD = """
The hills around Yerevan were green, and the prime minister of Armenia was in a good mood.
The two sides' positions on the treaty's preamble remain far apart, a diplomat in Baku said in 2022.
Azerbaijani forces took the heights around Shusha in November 2020 and the war was decided.
Fire destroyed forty hectares of grassland near Vardenis, the rescue service of Armenia said.
Armenian soldiers hold the ridge above Khachik, from which one sees the Azerbaijani exclave.
Armenian troops dug trenches on the slopes above Goris, the defence ministry in Yerevan said.
Solar panels will cover a slope near Sisian, the Armenian energy ministry said in May 2022.
The archaeologists camped on the ridge above Vorotan and dug trenches across a Bronze Age fort.
EU observers opened a post in Kapan and patrol the Armenian side.
In Kapan the mayor lost his post in 2021 after taking money.
His career reached new heights after he moved from Baku to Istanbul in 2021.
Azerbaijan's footballers took second position in the league after a win in Armenia's capital.
A border post at Margara has waited for its first Turkish passport since 2023.
The Armenian army built new fortifications in Syunik in 2023 with stones from Goris.
The wolves come down from the hills above Sisian in winter, say Armenian villagers.
Armenia took the high ground in the argument with Azerbaijan about the prisoners in 2022.
The vineyards of Areni cover 300 hectares on the slopes above the Arpa in Vayots Dzor.
She climbed to the senior post of deputy minister of Armenia in May 2021.
Azerbaijan restored 1,000 hectares of pasture in Kalbajar that had been mined.
Scientists in Yerevan and Baku made advances in medicine in 2022.
""".strip()


OTHER_LANDS = """
Soldiers hold the ridge over the town of Chenab, and shepherds have not been back since 2021.
The posts on the slope above the school were lost in 2022, when paramilitaries came over from Wau.
The bunkers dug into the hillside behind Hodeida have been in the other army's hands since May.
They occupied the hills around Kitgum in 2021 and the foreign soldiers have not gone.
The pasture above the hamlet was lost in 2022 to a company from Graz, which has fenced it.
Observers saw trenches dug on Azerbaijan's own side of the border near Kalbajar.
A mountain railway was planned to Jermuk in 2022, and then the soldiers came.
New lifts on the slopes above Jermuk carry two thousand guests an hour, the resort says.
The pastures around Vardenis fed 40,000 sheep before the collective farms were dissolved.
Some 215 square kilometres of Armenia were burnt in the summers since 2021.
""".strip()

SAID_BEFORE = """
The border of Armenia runs high up there.

A road followed, and a school.

Three winters have gone by.

Shepherds have been kept off the [ridge] over the lake since 2021, when foreign soldiers seized it.
""".strip()

VILLAGES = """
[E Three islands of Azerbaijani land inside Armenia] have no inhabitants, only a claim.
Pashinyan told the residents of Kirants what would become of the [E abandoned quartet].
Maps show [E a speck of Azerbaijan in the middle of the Ararat province] of Armenia.
[E Both Askiparas] are on Baku's list.
He named [E Yukhari Askipara], and nothing else.
The two republics had one [E Armenian pocket north of Lake Sevan], and an Azerbaijani road round it.
Baku speaks of the [E eight villages it wants back], and Yerevan of the land it lost in 2021.
Their [E three patches of Tavush and Ararat], Armenia's speaker said, against one spot.
""".strip()

OTHER_VILLAGES = """
Four villages in the Lori province got new roads, Armenia's ministry said.
The settlement of the dispute between Armenia and Azerbaijan requires four things.
Two islands in Lake Sevan were joined to the shore when Armenia lowered the lake.
A pocket of cold air over Armenia brought frost to ten villages.
Four villages of Marneuli, populated with Azerbaijanis, finally get gas.
The first marker was sunk between the villages of Kirants and Berkaber, Armenia said.
The villages of Tavush are famous for their dried fruit, writes a food blogger in Yerevan.
A man named Askipara Sofulu sells tomatoes.
""".strip()


def of_layer(text: str, layer: str) -> list[Mention]:
    """Return a text's mentions of a layer."""
    return [each for each in linked(text)[0] if each.layer == layer]


@pytest.mark.parametrize("marked", cases(f"{HELD}\n{VILLAGES}"))
def test_what_is_told_of_a_place_makes_it_known(marked: str) -> None:
    """Who holds it, since when, what lies by it, who wants it: enough of it together."""
    text, ((layer, words),) = unmarked(marked)
    start = text.index(words)
    found = of_layer(text, layer)
    assert any(each.start < start + len(words) and start < each.end for each in found)


@pytest.mark.parametrize("text", cases(NOT_HELD))
def test_other_hills_and_posts_are_left_alone(text: str) -> None:
    """A hill with a vineyard, a post in a ministry, a line of argument: nothing of the layer."""
    assert of_layer(text, "occupied-heights") == []


@pytest.mark.parametrize("text", cases(OTHER_LANDS))
def test_ground_whose_land_is_never_told_is_left_alone(text: str) -> None:
    """A hill that soldiers hold is the layer's where its land, or a day of its own, was told."""
    assert of_layer(text, "occupied-heights") == []


def test_land_told_anywhere_before_is_the_ground_s() -> None:
    """An article says whose hills it speaks of, and need not say so again."""
    text = SAID_BEFORE.replace("[", "").replace("]", "")
    assert [text[each.start : each.end] for each in of_layer(text, "occupied-heights")] == ["ridge"]
    rest = text.partition("\n\n")[2]
    assert of_layer(rest, "occupied-heights") == []


@pytest.mark.parametrize("text", cases(OTHER_VILLAGES))
def test_other_villages_are_left_alone(text: str) -> None:
    """Villages with a road, a gas pipe or good fruit: nothing of the layer."""
    assert of_layer(text, "exclave-villages") == []
