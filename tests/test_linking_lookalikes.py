"""Ways, heights and villages that are somebody else's, and the true ones they look like.

Marked as in test_linking: ``[Z the way]`` is a mention of the layer that Z stands for. Only the
layers of what is described are compared.
"""

from __future__ import annotations

import pytest

from test_linking import cases, linked, unmarked

DESCRIBED = {"zangezur-route", "iran-route", "exclave-villages", "occupied-heights"}

LOOKALIKES = """
The road named after the American president leads from the airport to his golf club.
Between Kapan and Meghri the asphalt is washed away in two places; the bus stops at Tashtun.
The dual carriageway from Kajaran to Agarak will cut an hour off the run to the Iranian border.
The wheat came by Georgia; not a single kilometre of track in Syunik is needed for it.
The passage under Republic Square has been leased to an American coffee chain for ten years.
An Armenian-American firm that runs toll roads in Virginia has bid for the bypass of Sevan.
A road along the Iranian bank of the Aras for lorries that start in Tabriz and end at Norduz.
The motorway will take Armenians from Goris and the Georgian border to the Iranian.
A bridge over the Aras at Karakoyunlu, between Igdir and Nakhchivan, is to get a second deck.
The bridge at Khudafarin, with its fifteen arches, appears on the new Iranian banknote.
Cold air that has occupied the heights of Syunik will begin its withdrawal on Monday: no frost.
At Crno Jezero, the Black Lake, the rangers count more Azerbaijani tents than walkers.
A strip of Armenian land parts Baku's autonomous republic from the rest of Azerbaijan.
The heights of Dilijan have been occupied by villas since 2021, an architect complains.
The pasture above Sotk was let by auction; the firm that holds it has not come since 2022.
The Azerbaijani grandmaster's outpost on d5, deep inside the Armenian camp, decided the game.
Of the eight villages on the power company's list, half have light; the rest lie high in Tavush.
An Armenian enclave on the Bosporus, Kurtulus keeps its bakeries and its pickles.
The line from Ijevan to Gazakh could be relaid; the bridges are sound, the rails went for scrap.
In her novel a road across Syunik ends at a checkpoint where a soldier asks for a poem.
An Armenian firm will asphalt the last leg of the Iranian road from Ahar to Norduz.
Ants advance in columns over Armenian ground at Areni; the vintners have withdrawn the chairs.
The hill above Tegh was dug by archaeologists from Baku and Yerevan in 1978.
In Tavush the four border villages will share one doctor, who comes on Tuesdays.
Police in Shamakhi closed off three villages after an outbreak of anthrax, the food agency said.
The developer's incursion into the Khosrov reserve was stopped by a court in Armenia last May.
Armenia's tax service has set up a post at the Sotk mine, where a Russian firm has the licence.
An Iranian bypass of the sanctions through an Azerbaijani bank was reported in London.
The settlement of the border dispute between Armenia and a Georgian dairy was told in Tavush.
For the Azerbaijani poet, childhood is a summit that was taken from him in May.
Armenia denied the attempted incursion by Armenian saboteurs of which Baku had told.
"""

TWINS = """
The [Z road named for the American president] will be forty kilometres long, they say in Meghri.
For Ankara, [Z Zangezur] means trains, a line of its own to the Caspian.
For the wheat of Baku, a [Z railway along the Araxes at Meghri] would be laid anew.
The [I road that goes round Armenia from the south] will carry Azerbaijanis to Ordubad.
The [I night coach through Iran] is the poor family's way from Baku to Nakhchivan.
The [I bridge at Aghband] is half built; cars will go on over it to Ordubad.
The snow on [O Ishkhanasar] melts late; then the Azerbaijani crews will be digging up there again.
Azerbaijan is to leave a [O strip of Armenian land] that its soldiers took in May 2021.
Azerbaijan would keep the [E one Armenian village] that it surrounds.
Baku has put off the question of the [E pockets of its territory] that lie wholly inside Armenia.
The [E Azerbaijani enclave on the Joghaz reservoir] has had no road since the war.
On Soviet maps there are [E islands of Azerbaijan] inside Armenia.
The road to Georgia skirts the [E four villages] that were handed to Azerbaijan.
Yerevan counts as lost a [O terrace] near Sotk which Azerbaijani soldiers reached in May 2021.
If Yerevan can return [E Baghanis Ayrum], it can return the [E rest of the eight], Baku says.
"""


def _described(text: str) -> list[tuple[int, int]]:
    return [(each.start, each.end) for each in linked(text)[0] if each.layer in DESCRIBED]


@pytest.mark.parametrize("text", cases(LOOKALIKES.strip()))
def test_what_only_looks_like_a_description_is_none(text: str) -> None:
    """Other presidents' roads, other hauliers' bridges, weather, villas and bills: no mention."""
    assert _described(text) == []


@pytest.mark.parametrize("text", cases(TWINS.strip()))
def test_the_true_ones_are_found_all_the_same(text: str) -> None:
    """What each of those looks like is a mention of its layer."""
    plain, marks = unmarked(text)
    found = [each for each in linked(plain)[0] if each.layer in DESCRIBED]
    assert [each.layer for each in found] == [layer for layer, _ in marks]
    for (_, words), each in zip(marks, found, strict=True):
        start = plain.index(words)
        assert each.start < start + len(words)
        assert start < each.end
