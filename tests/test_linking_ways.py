"""The two ways to an exclave, however they are told; what only looks like one; namesakes.

Marked as in test_linking: ``[Z the way]`` is a mention of the layer that Z stands for. Only the
layers of the ways, and in namesakes every layer, are compared.
"""

from __future__ import annotations

import pytest

from test_linking import cases, linked, unmarked

WAYS = """
There are two ways to Nakhchivan: one is a drawing; the [I other crosses Iran].
Only the [I connection that lies across the very neighbour] it quarrels with feeds the exclave.
Tehran has promised [I its stretch of tarmac between Aghband and Ordubad] to Baku by March.
While others talk, Iranians pave the [I link Baku wants between Aghband and Ordubad].
The log says [I Horadiz, Aghband, Iran, Nakhchivan], and no Armenian stamp.
An Iranian MP grumbled that Baku takes [I our asphalt to Nakhchivan] and gives no thanks.
Iran and Azerbaijan are to build a [I motorway skirting Armenia from below].
Work on Azerbaijan's [I Iranian variant], which spares it Meghri, was suspended.
The coach [I reaches the Iranian frontier by dusk and comes out at Julfa], in the exclave, at dawn.
Iran will finish the [I bridge at Aghband, and the Iranian bypass] behind it, for the exclave.
Iran began a [I bridge over the Araz at Aghband, from where lorries go along the Iranian bank].
The [I southern variant through Iran, with its new span at Aghband], serves the exclave.
The American company would hold the concession for the [Z railway past Meghri] for half a century.
Who will inspect the wagons on the [Z track between Nrnadzor and Agarak], an American or our own?
A tender for the [Z forty-two kilometres of rail along the Araxes] was announced in Yerevan.
According to the vice-president, the [Z 43 km on Armenian territory] are worth more than all aid.
The [Z line from Horadiz by way of Meghri to Ordubad] carried forty trains a day in Soviet years.
Kazakh grain would, one day, travel over the [Z American line at Meghri].
It would be, said Ankara, a [Z gate to the Turkic world], opened in the mountains of Syunik.
US engineers are at work on the [Z alignment through the Meghri gorge].
Under the plan a private firm would run the [Z transit across Armenian soil] to the exclave.
Washington's envoy toured the [Z planned line near Agarak] and posed with a Soviet signal lamp.
The treaty leaves out the [Z passage through Syunik], on which the two sides had failed to agree.
The price of peace between Baku and Armenia, wrote the paper, was an [Z extraterritorial highway].
From Baku the bus to Nakhchivan goes [I by Bileh Savar, Ardabil and Tabriz], day and night.
Iran and Azerbaijan signed on a [I road and a railway on the Iranian bank of the Aras].
Gas reaches the exclave by a [I swap with Iran] under which Tehran keeps fifteen per cent.
For thirty years the [I transit through Iran] kept the exclave alive.
Iranian contractors have finished the [I new crossing at Aghband], which leads to Ordubad.
With the Armenian border shut, the exclave's lorries go [I round through Tabriz].
Baku and Tehran want a [I motorway to Nakhchivan through East Azerbaijan province].
Trains could pass from one part of Azerbaijan to the other on the [Z rusted branch line at Agarak].
Turkey wants an [Z unbroken rail link] from Kars through Nakhchivan and Syunik to the Caspian.
The Americans would lease the [Z 43-kilometre strip below Meghri] for 99 years.
Point nine promised [Z safe passage between the exclave and the rest of Azerbaijan].
On the Iranian bank a [I road from Agband to Ordubad] is half tarred.
Fuel still comes by the [I Bilasuvar-Poldasht run], two days slower for the exclave's tankers.
The lorry for Nakhchivan had it all in its log: [I Imishli, Parsabad, Ahar, Marand, Jolfa].
The exclave's shops are stocked by drivers who [I enter Iran at Bilasuvar and leave it at Jolfa].
Eight pillars of the [I bridge at Aghband] stand, and the ninth is being poured.
Conscripts from Sharur may not take the bus [I over Iranian soil] and have to fly to Baku.
To get to Ordubad the widow pays for [I 380 kilometres of Iran], two visas and a breakfast.
Since 2005 the exclave's stoves have lived on a [I swap]: gas goes into Iran at Astara.
Tehran boasts of [I its own link], by which Baku reaches Nakhchivan without a single Armenian.
A driver's day, [I Bilasuvar-Tabriz-Julfa], ends in Nakhchivan when the scanner works.
Baku pays for the [I leg Astara-Jolfa] as for domestic carriage to its exclave.
Azerbaijani lorries [I use Iran] to reach Nakhchivan, and have done so for thirty years.
Baku and Tehran signed on [I new links between Nakhchivan and Zangilan through the land of Iran].
The exclave's trucks would lose their [I passage to Nakhchivan by way of the Iranian bank].
From the hill one sees the [I road by which Azerbaijan supplies Nakhchivan], on the Iranian bank.
Whatever is said of Syunik, hauliers for Nakhchivan will keep to the [I southern-bank road] of Iran.
If Armenia is not ready, said the president's adviser in Baku, we go [I through Iran].
Iranian customs counted the lorries in [I transit between Azerbaijan and Nakhchivan].
Armenia will let American firms build a [Z rail corridor across its southern tip].
Yerevan hopes that a Russian will not guard the [Z transport artery in the south of Armenia].
The ministers spoke of the [Z 42-kilometre road and railway through Syunik] for two hours.
Of the ways to the exclave only the [I one through Iran] needs no visit to a notary.
The [I Aras link] needs no Armenian stamp, Tehran's ambassador in Baku reminded his hosts.
Nakhchivan's millers have no other road than the [I haul along the Iranian bank].
A congressman asked in Yerevan who would insure the [Z road that bears his president's name].
Drivers in Agarak complained that the [Z railway named after the American] had no halt for them.
Baku's bankers will lend for the [Z strip that Ankara and Baku have been demanding] in the south.
They offered us, the councillor said in Meghri, a [Z highway under somebody else's flag].
The [Z missing 43 kilometres] in Armenia would make the two Azerbaijans one.
Kazakh shippers wait for the [Z forty-two kilometres on the Armenian shore].
Trains would need half an hour [Z from Nrnadzor to Agarak], the Americans say.
The ministry in Tehran is content: nobody lends for [Z its rival on the Armenian bank].
Insurers in Baku trust neither road; for the [Z Meghri one] they want a guard.
Sappers cleared the [Z trackbed between Agarak and Nrnadzor], mile by mile.
The draft leaves out the [Z passage that Baku had demanded] of Armenia until the autumn.
A deputy in Yerevan called it a [Z road with four names] that leads past Meghri.
Washington's consortium is to lay the [Z Zangilan-Meghri-Ordubad track] by 2029.
""".strip()

NO_WAYS = """
Snow closed the road near Meghri and the buses to Iran waited until the morning.
The loan will repave the Sisian-Kajaran section of the North-South highway in Syunik.
Iran's lorries take the road to Yerevan by way of Agarak and pay their toll at the bridge.
The gas pipe from Iran to Armenia crosses at Meghri and belongs to the Russians.
The front line near Ordubad is quiet, a general said, and so is the line at Yeraskh.
The ministers met along the border line near Meghri and agreed to go on.
The president has taken a hard line on Armenia, and his way of speaking of Syunik worries Yerevan.
Nakhchivan is linked to Turkey by a bridge and a road to Igdir that Ankara widened.
The bridge at Norduz connects Armenia with Iran; its second span is paid for by Tehran.
A Polish firm won the contract for the road between Agarak and Kajaran.
A link between the two scandals in Syunik's governor's office has not been shown.
Baku opened a line of credit for Iranian tomatoes, the paper wrote in Tabriz.
A railway between Iran's Shalamcheh and Basra would let pilgrims reach Karbala.
Tankers wait to see whether the transit route through Iranian waters stays open.
India and Iran want the route through Chabahar to reach Astrakhan.
The line between Kars and Igdir will be finished in 2028.
The passage on foot over the old bridge at Khudafarin, with its fifteen arches, is closed.
An air corridor between Baku and Nakhchivan over Iran was closed in June.
Snow closed the Ahar-Tabriz road and the Khoy bypass; drivers slept in a mosque at Marand.
Iranian guards shot a smuggler who was crossing the Aras from Nakhchivan near Poldasht.
Turkish hauliers bound for Turkmenistan complain of what the transit through Iran costs.
The villagers of Aghband looked at the old bridge of the Mongol age.
Kaliningrad shows how an exclave is reached over a neighbour's territory.
The coach from Baku for Nakhchivan leaves at nine and shows Iranian films.
Goods for Central Asia go from Turkey through either Georgia or Iran, a forwarder in Baku said.
Quakes were felt in Tabriz, Ahar and Marand, and in parts of Nakhchivan.
Nakhchivan's university has books from Tabriz and Ardabil in its Iranian room.
Iran's roads minister flew home from Baku by way of Nakhchivan.
The drought reached Horadiz, Zangilan, Iran and Nakhchivan at once.
Two brothers left Nakhchivan: one went to Russia, the other crossed into Iran for good.
The road from Urmia to Khoy, in Iran, is as long as the one to Nakhchivan.
Trump's line on Iran has grown softer, an aide in Washington said.
Russian Railways runs Armenia's network under a concession that expires in 2038.
The bar of the South Caucasus Railway's canteen in Gyumri serves Armenian brandy.
The road that bears the poet's name in Yerevan is closed to lorries.
The Baku-Tbilisi-Kars railway skirts Armenia; to call it a corridor through Armenia is a mistake.
A tram line to Nakhichevan, the Armenian quarter of Rostov-on-Don, is out of service.
Armenia and Iran are to build a second road bridge over the Aras at Agarak.
A new power line links the Iranian and Armenian grids at Meghri.
Iran's minister of roads and his Azerbaijani guest, who had come from Nakhchivan, were late.
A new line inside Syunik, dug by infantry behind a berm, is called the frontier now.
Leopards use the corridor across southern Armenia, say conservationists.
""".strip()

NAMESAKES = """
The Syunik Quartet closed the festival at Gstaad with a lullaby.
The "Syunik" sanatorium in Borjomi has been sold to a Kazakh bank.
At the stand of a firm called Karabakh Optics they were showing binoculars.
He was born in Askeran Street in Baku.
Qarabag put four past Ajax in Baku on Thursday.
In the cup, Syunik were two goals down by the break.
A colt by Artsakh Street out of Shusha fetched nine thousand euros at Deauville.
Lot 214, a Karabagh runner, and lot 215, a Zangezur saddlebag, failed to reach their reserves.
Zangezur is a splendid name for a cat.
The zoo's tortoise, called Shusha, is a hundred years old.
Leopards roam the Zangezur National Park again.
For the Karabakh pilaf you need saffron and two tablespoons of butter.
The south of Armenia's capital is a plain of greenhouses.
""".strip()


NAMED = """
In [S Syunik] the football pitch is also the helicopter pad.
Two drivers from [N Nakhchivan] won medals at the Olympics.
Her recipe names the gorge in [K Artsakh] where each herb grew.
""".strip()


def _ways(text: str) -> list[str]:
    return [each.exact for each in linked(text)[0] if each.layer.endswith("-route")]


@pytest.mark.parametrize("marked", cases(WAYS))
def test_a_way_to_the_exclave_is_known_by_what_stands_round_it(marked: str) -> None:
    """One mention of a way is found, on the marked layer, and it overlaps the mark."""
    text, [(layer, words)] = unmarked(marked)
    [found] = [each for each in linked(text)[0] if each.layer.endswith("-route")]
    start = text.index(words)
    assert (found.layer, found.start < start + len(words), start < found.end) == (layer, True, True)


def test_both_ways_may_be_told_by_a_place_each() -> None:
    """Two places that stand for the ways through them are a mention of each."""
    text = "There are two doors to Nakhchivan, Iran and Meghri, said a forwarder in Ganja."
    found = [(each.layer, each.exact) for each in linked(text)[0] if each.layer.endswith("-route")]
    assert found == [("iran-route", "Iran"), ("zangezur-route", "Meghri")]


def test_both_ways_may_be_told_by_what_each_crosses() -> None:
    """What one of two ways does, and what the other does, are a mention of each."""
    text = "There are two ways to Nakhchivan: one would cross Syunik; the other crosses Iran."
    found = [each for each in linked(text)[0] if each.layer.endswith("-route")]
    assert [each.layer for each in found] == ["zangezur-route", "iran-route"]
    assert [each.exact.split()[0] for each in found] == ["one", "other"]


AFTER_BOTH = """
Iran is paving a highway at Aghband for Nakhchivan. Ankara likes the [I road], but prefers Zangezur.
Tehran offers the Iranian route to Nakhchivan. [I This route] is useful whatever happens in Meghri.
A railway is to cross Syunik to Nakhchivan. Iran was told that [Z this line] has no rival.
""".strip()


@pytest.mark.parametrize("marked", cases(AFTER_BOTH))
def test_a_word_that_refers_back_means_the_way_last_spoken_of(marked: str) -> None:
    """What is named after it, and what else its sentence names, do not decide."""
    text, [(layer, words)] = unmarked(marked)
    start = text.index(words)
    assert [
        each.layer
        for each in linked(text)[0]
        if each.start < start + len(words) and start < each.end
    ] == [layer]


TWO_WAYS = """
Baku wants a [Z land link to Nakhchivan through Armenian territory], or the [I route via Iran].
Baku wants a [Z railway through Meghri] or, failing that, a [I road through Iran].
Baku likes the [Z corridor across Syunik], and the old [I road through Iran] as a fallback.
Azerbaijan has built a [I railway and a road through Iran] to Nakhchivan.
""".strip()


@pytest.mark.parametrize("marked", cases(TWO_WAYS))
def test_a_way_does_not_take_in_another_that_is_told_after_it(marked: str) -> None:
    """A second way with its own article begins anew, if the first was told whole."""
    text, expected = unmarked(marked)
    found = [(each.layer, each.exact) for each in linked(text)[0] if each.layer.endswith("-route")]
    assert found == expected


@pytest.mark.parametrize("text", cases(NO_WAYS))
def test_what_only_looks_like_a_way_to_the_exclave_is_left_alone(text: str) -> None:
    """Other roads, and lines and ways of speech, are no mention of either way."""
    assert _ways(text) == []


@pytest.mark.parametrize("text", cases(NAMESAKES))
def test_what_only_bears_a_place_s_name_is_no_mention(text: str) -> None:
    """A street, a firm or an ensemble of a place's name is none of its mentions."""
    assert linked(text)[0] == []


@pytest.mark.parametrize("marked", cases(NAMED))
def test_a_place_in_talk_of_sport_or_food_is_still_one(marked: str) -> None:
    """A name after a preposition of place is the place's, whatever the sentence is about."""
    text, [(_, words)] = unmarked(marked)
    assert [each.exact for each in linked(text)[0]] == [words]
