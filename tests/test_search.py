"""Search: what words find, and where they match."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.atlas import Atlas, load_atlas
from mapdash.search import Findings, search
from mapdash.word_index import Index, bare, build_index, index_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def index(isles: Atlas) -> Index:
    """Return its index."""
    return build_index(isles)


def quoted(atlas: Atlas, found: Findings) -> list[list[str]]:
    """Return the words that are highlighted in each passage found."""
    return [
        [
            " ".join(atlas.articles[each.excerpt.file].text[span.start : span.end].split())
            for span in each.spans
        ]
        for each in found.passages
    ]


@pytest.mark.parametrize(
    ("asked", "highlighted", "places"),
    [
        ("penny", [["penny"]], []),
        ("lifeb", [["lifeboat"]], []),
        (
            "percee de thole",
            [["Thole Cut"]] * 2 + [["ship passage"], ["Thole Canal"]],
            ["thole-cut"],
        ),
        ("PHARE DE SKERROW", [["Skerrow Light"], ["Skerrow Lighthouse"]], ["skerrow-light"]),
        ('"a penny a ton"', [["a penny a ton"]], []),
        ("Heske Ward", [["Heske Ward"], ["Hesk Ward"]], ["hesk-ward"]),
        ("Thole Canal tolls", [["Thole Canal", "tolls"]], ["thole-cut"]),
        ("Merow Navigation", [["Merrow Canal"]] * 2, ["merrow-canal"]),
    ],
)
def test_words_find_passages_by_beginnings_and_by_any_name_of_a_place(
    isles: Atlas, index: Index, asked: str, highlighted: list[list[str]], places: list[str]
) -> None:
    """A word finds what begins with it; a name in any language finds all that is linked."""
    found = search(index, asked)
    assert sorted(quoted(isles, found)) == sorted(highlighted)
    assert [place.place for place in found.places] == places


def test_every_passage_linked_to_a_place_is_found_by_each_of_its_names(
    either_atlas: Atlas,
) -> None:
    """No name of a place, in whatever language, finds fewer passages than are linked to it."""
    index = index_of(either_atlas)
    for place in either_atlas.places.values():
        linked = {
            each.key
            for each in either_atlas.excerpts
            if any(place.id in mention.places for mention in each.mentions)
        }
        for name in (*(name for names in place.names.values() for name in names), *place.spellings):
            found = search(index, name)
            assert linked <= {each.excerpt.key for each in found.passages}, name
            assert place.id in {each.place for each in found.places}, name


def test_a_quoted_run_finds_only_words_that_stand_together(index: Index) -> None:
    """The words of a quotation count where they follow each other."""
    apart = search(index, "ton penny")
    together = search(index, '"ton penny"')
    assert apart.passages
    assert not together.passages


def test_a_misspelt_word_is_read_as_the_nearest_and_that_is_said(index: Index) -> None:
    """A word that stands nowhere is no silent guess."""
    found = search(index, "Skerow")
    assert found.read_as == (("skerow", "skerrow"),)
    assert found.passages
    assert search(index, "qqqqqqqq") == Findings()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *[("kh", "h"), ("kh", "x"), ("j", "dj"), ("sh", "ch"), ("v", "w"), ("y", "i")],
        *[("gh", "g"), ("q", "k"), ("k", "q"), ("ts", "c"), ("a", "e"), ("o", "u"), ("r", "rr")],
    ],
)
def test_a_place_is_found_under_spellings_that_nobody_listed(
    either_atlas: Atlas, one: str, other: str
) -> None:
    """A name of one word, transliterated otherwise in one sound, finds its place all the same."""
    index = index_of(either_atlas)
    for place in either_atlas.places.values():
        for name in place.names.get("en", ())[:1]:
            variant = name.lower().replace(one, other, 1)
            if name.isalpha() and len(name) > 4 and variant != name.lower():
                found = search(index, variant).places
                assert place.id in [each.place for each in found], variant


def test_a_search_keeps_to_the_passages_it_is_given(isles: Atlas, index: Index) -> None:
    """What a selection leaves out is not found."""
    keys = {each.key for each in isles.excerpts if each.file == "almanac.txt"}
    found = search(index, "light", among=keys)
    assert {each.excerpt.file for each in found.passages} == {"almanac.txt"}


def test_all_words_count_before_some(index: Index) -> None:
    """While a passage has every word, those with fewer are left out."""
    both = search(index, "boatmen merrow").passages
    assert both
    assert {each.excerpt.key for each in both} < {
        each.excerpt.key for each in search(index, "merrow").passages
    }


@given(asked=st.text(max_size=60))
def test_any_words_can_be_asked_and_highlights_stay_in_their_passage(
    index: Index, asked: str
) -> None:
    """Whatever is typed is answered, in order, with spans inside the passage, none over another."""
    found = search(index, asked)
    scores = [each.score for each in found.passages]
    assert scores == sorted(scores, reverse=True)
    for each in found.passages:
        passage = each.excerpt.passage
        assert each.spans
        assert passage.start <= each.spans[0].start
        assert each.spans[-1].end <= passage.end
        for before, after in pairwise(each.spans):
            assert before.end <= after.start


@given(data=st.data())
def test_every_word_of_a_passage_finds_it(isles: Atlas, index: Index, data: st.DataObject) -> None:
    """Any word that stands in a passage finds the passage, with the word highlighted."""
    number = data.draw(st.integers(0, len(index.excerpts) - 1))
    word = data.draw(st.sampled_from(index.words[number]))
    found = {each.excerpt.key: each for each in search(index, word).passages}
    hit = found[index.excerpts[number].key]
    text = isles.articles[hit.excerpt.file].text
    assert any(word in bare(text[span.start : span.end]) for span in hit.spans)


def test_the_index_of_an_atlas_is_built_once(isles: Atlas) -> None:
    """A second search does not read the texts again."""
    assert index_of(isles) is index_of(isles)
