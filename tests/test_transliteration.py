"""Spellings that no list holds: which words are read as a name, and which are left alone."""

# ruff: noqa: RUF001 - the names are in the languages that are to be read
from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.folding import fold
from mapdash.linking import Gazetteer, find_mentions
from mapdash.passages import find_passages
from mapdash.records import Place
from mapdash.transliteration import Respelling

NAMES = [
    {"en": ("Nakhchivan",), "az": ("Naxçıvan",), "hy": ("Նախիջևան",), "ru": ("Нахичевань",)},
    {"en": ("Syunik",), "az": ("Sünik",), "hy": ("Սյունիք",), "ru": ("Сюник",)},
    {"en": ("Karabakh", "Artsakh"), "az": ("Qarabağ",), "hy": ("Արցախ", "Ղարաբաղ")},
    {"en": ("Upper Askipara",), "az": ("Yuxarı Əskipara",)},
    {"en": ("Julfa",), "az": ("Culfa",)},
    {"en": ("Jolfa",), "az": ("Culfa",)},
]

PIECES = ["Naxicevan", "naxicevan", "Gharabaq's", "\u00ad", " ", "\u0130", "-\n"]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("nachitschewan", "nakhchivan"),
        ("nahicevan", "nakhchivan"),
        ("naxivan", None),
        ("nakhitchevan", "nakhchivan"),
        ("syounik", "syunik"),
        ("siwnik", "syunik"),
        ("sjunikh", "syunik"),
        ("gharabaq", "karabakh"),
        ("garabakh", "karabakh"),
        ("arzakh", "artsakh"),
        ("askypara", "askipara"),
        ("djoulfa", "julfa"),
        ("garage", None),
        ("sonic", None),
        ("sunlit", None),
        ("caribbean", None),
        ("nakhodka", None),
        ("artisan", None),
        ("siunik", None),
        ("karabakhi", None),
    ],
)
def test_a_transliteration_is_read_as_the_name(word: str, name: str | None) -> None:
    """Letter by letter, from any of the languages; known words are left as they are."""
    assert Respelling(NAMES, {"siunik"})(word) == name


@given(st.text(string.ascii_lowercase, max_size=5) | st.text())
def test_short_words_and_those_of_other_letters_are_left_alone(word: str) -> None:
    """Nothing of fewer than six letters is read as something else, and nothing fails."""
    found = Respelling(NAMES, ())(word)
    assert found is None or (len(word) > 5 and word.isascii())


@given(st.lists(st.sampled_from(PIECES)))
def test_offsets_stay_true(pieces: list[str]) -> None:
    """What is read otherwise leads back to where it stands; only capitalised words are."""
    text = "".join(pieces)
    folded = fold(text, (), Respelling(NAMES, ()))
    at = folded.text.find("nakhchivan")
    if at >= 0:
        start, end = folded.span(at, at + len("nakhchivan"))
        assert text[start:end] == "Naxicevan"


def test_a_name_is_linked_in_a_spelling_that_no_list_holds() -> None:
    """The mention has the words of the text."""
    place = Place("n", "n", NAMES[0], forbids=("Rostov",))
    known = Gazetteer.build([place], [])
    text = "The road to Nakhidschewan's border is shut. Nakhidschewan near Rostov is not."
    mentions, _ = find_mentions(text, find_passages(text), known)
    assert [(each.exact, each.places) for each in mentions] == [("Nakhidschewan", ("n",))]
