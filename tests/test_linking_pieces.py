"""Villages told by number or by what they look like, lands by what befell them; look-alikes.

Marked as in test_linking: ``[E the four]`` is a mention of the layer that E stands for. Only the
layers of the places told of here are compared.
"""

from __future__ import annotations

import pytest

from test_linking import cases, linked, unmarked

TOLD = """
Of the [E eight villages] on Baku's list, [E four] lie against the line; the [E rest] were put off.
Armenia gave back [E four abandoned villages]; nobody has begun on the [E others].
Baku wants its [E enclaves] back, and the [E next three] may follow by spring, said Yerevan.
Swap [E Tigranashen] for [E Artsvashen]? The [E latter] is four times the size of the [E former].
[E Karki] lies on the road south; Azerbaijan has asked Armenia for that [E speck] for years.
On Soviet sheets Azerbaijan owns three [E pockets inside Tavush], and each road must go around.
Armenia is to hand Azerbaijan some [E overgrown ruins below Voskepar] where nobody has lived.
Yerevan says that the [E two islets beside Berkaber] belong to whoever holds the shore.
Azerbaijan's army needed 19 and 20 September to be done with the [K enclave], and its people left.
The [K unrecognised republic] was dissolved by a decree of Shahramanyan, its last president.
The freight train is meant to reach [N Azerbaijan's detached western region] by way of Iran.
Aliyev likes a country with a [N part of itself beyond Armenia] to have two doors, one in Iran.
The lorries go to [N Nakhchivan], Aliyev told the summit in Gabala; there is no substitute for it.
Food poisoning was reported in the [N autonomous republic that lies between Armenia and Iran].
Customs in [N Culfa] counted lorries; in [K Stepanakert] bread is sold by coupon, says Baku.
Tents were pitched at [K Shusha], and no Armenian lorry has reached the [K capital below] since.
Two valleys meet in the [S long southern tail] of Armenia, between the Araxes and Iran.
""".strip()

UNTOLD = """
Of the eight ministers in Baku, four lie about the price of bread, and the rest keep silent.
Three of the four villages above the reservoir at Shamkir will get mains water.
New houses were handed to families in eight villages near Ganja, said Baku.
The president's two islands off Baku were sold; the others were given to his cousins.
Serbia's enclave was emptied on 19 and 20 September, and Azerbaijan sent blankets.
Azerbaijan played well in the other half of the match; the smaller half of the ground was empty.
The long southern tail of the queue at Poti reached the church, said Armenia's drivers.
My terrier is called Syunik and answers to nothing else in Armenia.
The Stepanakert, a restaurant near Moscow, closed after a fire.
Her dog, Goris, sleeps under the slide in Burbank.
They eat Stepanakert bread with cheese at a bar in Glendale.
The choir Zangezur, founded by Armenian tailors, sings on Saturday.
Karabakh, four, learns to ride a bicycle; Hadrut is the name she gave her donkey in Armenia.
Roads were closed to the south of Armenia, the coffee city in Colombia.
""".strip()


_LAYERS = {"karabakh", "syunik", "nakhchivan", "exclave-villages"}


def _found(text: str) -> list[tuple[str, int, int]]:
    told = [each for each in linked(text)[0] if each.layer in _LAYERS]
    return [(each.layer, each.start, each.end) for each in told]


@pytest.mark.parametrize("marked", cases(TOLD))
def test_pieces_are_told_by_number_by_place_and_by_what_befell_them(marked: str) -> None:
    """Each mark overlaps one mention of its layer, and nothing else is found."""
    text, expected = unmarked(marked)
    found = _found(text)
    assert sorted(layer for layer, _, _ in found) == sorted(layer for layer, _ in expected)
    at = 0
    for layer, words in expected:
        at = text.index(words, at)
        end = at + len(words)
        assert any(each == layer and first < end and at < last for each, first, last in found)


@pytest.mark.parametrize("text", cases(UNTOLD))
def test_what_is_counted_elsewhere_is_no_such_piece(text: str) -> None:
    """Numbers, rests and halves of other things are none, and no namesake is the place."""
    assert _found(text) == []
