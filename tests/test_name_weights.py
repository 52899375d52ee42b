"""Names that what stands round them makes another's, and which weights are no good."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.curation import load_settings
from mapdash.errors import Fault
from mapdash.linking import Gazetteer, find_mentions
from mapdash.name_weighing import Doubts
from mapdash.passages import find_passages
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.records import Layer, Place
from mapdash.rules import ContextWeights
from mapdash.surroundings import parts, word_classes
from mapdash.weights import NAMES, read_context_weights

ROOT = Path(__file__).resolve().parent.parent
WEIGHTS = ContextWeights(
    fields={"kitchen": ("ladle*", "simmer*", "sauce")},
    signs={
        "-1 in": 150,
        "n <kitchen>": -60,
        "s waiter": -90,
        "m 2": 100,
        **{f"n {each}": 0 for each in ("harbou", "waiter", "ladles", "simmer", "bought", "lights")},
    },
    start=70,
)
DOUBTS = Doubts(WEIGHTS)
LAYERS = [
    Layer(each, each, "#000", order) for order, each in enumerate(("islands", "canals", "lights"))
]
PLACES = [
    Place("osmer", "islands", {"en": ("Osmer",)}),
    Place("thole-cut", "canals", {"en": ("Thole Cut",)}),
    Place("merrow-light", "lights", {"en": ("Merrow Light",)}),
]


def names_of(text: str) -> list[str]:
    """Return the names that are taken for their places'."""
    gazetteer = Gazetteer.build(PLACES, LAYERS)
    return [each.exact for each in find_mentions(text, find_passages(text), gazetteer, DOUBTS)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The harbour of Osmer bought lights.", ["Osmer"]),
        ("A waiter of Osmer bought ladles.", []),
        ("A waiter in Osmer bought ladles.", ["Osmer"]),
        ("Ladles simmer at Osmer.", []),
        ("Ladles simmer at Osmer, off Thole Cut and Merrow Light.",
         ["Osmer", "Thole Cut", "Merrow Light"]),
        ("No waiter bought lights. Osmer bought ladles in the harbour.", ["Osmer"]),
        ("Wachtmeister kochten gestern abend mit Osmer ihre sauce.", ["Osmer"]),
        ("Matrosen kochten gestern abend auf der «Osmer» ihre sauce.", []),
        ("Matrosen kochten gestern abend „Osmer“ ihre sauce.", []),
        ("Matrosen sprachen gestern abend vom «Osmer und Thole Cut».", ["Osmer", "Thole Cut"]),
    ],
)  # fmt: skip
def test_a_name_is_its_place_s_unless_more_speaks_against_it(
    text: str, expected: list[str]
) -> None:
    """Words round it and other layers sum up; of a strange language only its marks speak."""
    assert names_of(text) == expected


@given(st.text(max_size=300), st.data())
def test_what_stands_round_a_name_is_told_of_any_text(text: str, data: st.DataObject) -> None:
    """Each part but the places beside the name is a word of the text, and none is the name's."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    told = parts(text, start, end, 0)
    around = (text[:start] + " " + text[end:]).casefold()
    assert all(word in around for part, word in told if part in {"s", "n"})
    assert isinstance(DOUBTS.weigh(text, start, end, 0), int)


@pytest.mark.parametrize(
    ("content", "usable", "told"),
    [
        ({"start": 10, "signs": {"n waiter": -50}}, True, None),
        ({"signs": {}}, False, "start"),
        ({"start": 10, "signs": {"n waiter": "much"}}, False, "n waiter"),
        ("{", False, "line 1"),
    ],
)
def test_weights_that_cannot_be_used_are_a_fault(
    tmp_path: Path, content: object, usable: bool, told: str | None
) -> None:
    """No file is no fault; each fault names the file and what in it is wrong."""
    faults: list[Fault] = []
    assert read_context_weights(tmp_path, NAMES, {}, faults) is None
    assert not faults
    path = tmp_path / NAMES
    path.parent.mkdir()
    path.write_text(content if isinstance(content, str) else json.dumps(content))
    assert (read_context_weights(tmp_path, NAMES, {}, faults) is not None) == usable
    assert bool(faults) == (told is not None)
    assert all(told in str(fault) and NAMES in str(fault) for fault in faults if told)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return what the atlas reads with."""
    return load_lexicon(ROOT)[0]


_ANOTHER_S = """
The film club opens its season of restored prints with Zangezur, an epic of 1938.
The novel Zangezur won a prize that its author never collected.
Two thousand supporters followed Qarabag to Bilbao and saw a late equaliser.
The keeper joined Qarabag from Sabah for a fee that neither side disclosed.
The new menu at Shusha starts with a soup of lentils and sour plums.
We ordered the trout at Goris and regretted it by midnight.
Tickets for Artsakh, the rock opera, go on sale on Friday.
A four-bedroom flat in Khankendi Street sold for twice the asking price.
The soprano Shushi Petrosyan sang two arias from Anoush.
Karabakh is best pruned in late winter, the rose grower advises.
Stir the Karabakh into the yoghurt and leave it for an hour.
"""
_ITS_OWN = """
Families from Karabakh have waited two winters for a flat of their own.
In Shusha the bakers open at five.
Soldiers were withdrawn from Nakhchivan in 1992.
Karabakh's schools were closed during the blockade.
The vineyards of Karabakh were mined.
Artsakh's parliament met for the last time in September 2023.
The museum in Stepanakert lost its carpets.
The football pitch in Shusha has no floodlights.
"""


@pytest.mark.parametrize("text", _ANOTHER_S.strip().splitlines())
def test_what_bears_a_place_s_name_is_no_mention(lexicon: Lexicon, text: str) -> None:
    """A club, a dish, a singer: none of them is a place of the atlas."""
    assert read_article(identify("text", text.encode(), {}), lexicon).mentions == ()


@pytest.mark.parametrize("text", _ITS_OWN.strip().splitlines())
def test_a_place_among_kitchens_and_pitches_stays_one(lexicon: Lexicon, text: str) -> None:
    """The same words beside a place's own name do not take it away."""
    assert read_article(identify("text", text.encode(), {}), lexicon).mentions


def test_every_class_that_has_a_weight_is_known() -> None:
    """It is one of the package's data, or a field of the atlas."""
    settings = load_settings(ROOT, [])
    assert settings is not None
    signs = json.loads((ROOT / NAMES).read_text(encoding="utf-8"))["signs"]
    told = {sign.split("<")[1].rstrip(">") for sign in signs if "<" in sign and sign[-1] == ">"}
    assert told <= {*settings.fields, *word_classes()}
