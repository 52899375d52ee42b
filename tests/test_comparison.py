"""Articles by places: counts that agree with the passages listed, and silence."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from mapdash.atlas import Atlas, load_atlas
from mapdash.comparison import matrix, names_used
from mapdash.intervals import Interval
from mapdash.queries import places_spoken_of, relation_to, relations_spoken_of, select
from mapdash.selection import Selection, opening_selection

if TYPE_CHECKING:
    from pathlib import Path

GAZETTE, LETTER, ALMANAC = "harbour-gazette.txt", "keepers-letter.txt", "almanac.txt"


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Load the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def whole(isles: Atlas) -> Selection:
    """Select everything, whenever it was."""
    last = isles.settings.extent.last
    return replace(opening_selection(isles.settings), day=last, window=Interval(None, None))


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"layers": ("lights",)},
        {"issues": ("tolls",)},
        {"articles": (ALMANAC, LETTER)},
        {"day": date(1880, 1, 1)},
        {"axis": "publication", "day": date(1880, 1, 1)},
        {"place": "thole-cut"},
    ],
)
def test_every_count_is_that_of_the_passages_listed(
    isles: Atlas, whole: Selection, change: dict[str, Any]
) -> None:
    """A cell holds as many passages as the page lists for its article and place."""
    chosen = replace(whole, **change)
    found = matrix(isles, chosen)
    for row in found.rows:
        for article, count in zip(found.articles, row.passages, strict=True):
            cell = replace(chosen, place=row.place, articles=(article,))
            assert count == len(select(isles, cell).hits)


@pytest.mark.parametrize("change", [{}, {"layers": ("lights",)}, {"day": date(1880, 1, 1)}])
def test_the_list_of_places_counts_as_the_matrix_does(
    isles: Atlas, whole: Selection, change: dict[str, Any]
) -> None:
    """One number for a place, wherever it is shown."""
    chosen = replace(whole, **change)
    answer = select(isles, chosen)
    counts, ways = places_spoken_of(isles, answer), relations_spoken_of(isles, answer)
    for row in matrix(isles, chosen).rows:
        assert row.total == counts[row.place]
        assert sum(row.named) == ways.get(row.place, Counter())["itself"]


def test_each_passage_counts_for_a_place_once_by_its_nearest_way(either_atlas: Atlas) -> None:
    """What is counted of every place are the relations of the passages listed for it."""
    last = either_atlas.settings.extent.last
    opening = opening_selection(either_atlas.settings)
    whole = replace(opening, day=last, window=Interval(None, None))
    ways = relations_spoken_of(either_atlas, select(either_atlas, whole))
    for place in either_atlas.places:
        hits = select(either_atlas, replace(whole, place=place)).hits
        assert ways.get(place, Counter()) == Counter(hit.relation for hit in hits)
    assert {way for each in ways.values() for way in each} > {"itself"}


def test_a_mention_of_several_places_speaks_of_another_in_the_nearest_way(isles: Atlas) -> None:
    """A set that is named beside the place's part does not hide the part."""
    whole, member = isles.places["three-lights"], isles.places["skerrow-light"]
    places = isles.places | {
        "any": replace(whole, id="any", members=("hesk-ward",)),
        member.id: replace(member, within=("hesk-ward",)),
    }
    mention = next(each for excerpt in isles.excerpts for each in excerpt.mentions)
    named = replace(mention, places=("any", member.id))
    atlas = replace(isles, places=places)
    assert relation_to(atlas, named, "any") == "itself"
    assert relation_to(atlas, named, "hesk-ward") == "part"
    assert relation_to(atlas, replace(named, places=("any",)), "hesk-ward") == "set"
    assert relation_to(atlas, named, whole.id) == "part"


def test_silence_is_a_zero_and_can_be_asked_for(isles: Atlas, whole: Selection) -> None:
    """An article that does not speak of a place is in its row all the same."""
    found = matrix(isles, whole)
    assert found.articles == (GAZETTE, LETTER, ALMANAC)
    assert {row.place for row in found.rows} == set(isles.places)
    assert found.silent("thole-cut") == (LETTER,)
    assert found.silent("free-harbour") == ()
    with pytest.raises(KeyError):
        found.silent("nowhere")


def test_a_part_counts_for_the_whole_but_does_not_name_it(isles: Atlas, whole: Selection) -> None:
    """Who speaks of one light speaks of the three, and has not named them."""
    rows = {row.place: row for row in matrix(isles, whole).rows}
    spoken = dict(zip(matrix(isles, whole).articles, rows["three-lights"].passages, strict=True))
    named = dict(zip(matrix(isles, whole).articles, rows["three-lights"].named, strict=True))
    assert (spoken[ALMANAC], named[ALMANAC]) == (1, 0)
    assert (spoken[LETTER], named[LETTER]) == (2, 1)
    assert rows["three-lights"].total == 3


def test_an_article_not_yet_written_is_not_called_silent(isles: Atlas, whole: Selection) -> None:
    """As known on a day, an article of later days has no column."""
    assert matrix(isles, replace(whole, known_on=date(1890, 1, 1))).articles == (GAZETTE,)


def test_the_names_that_each_article_uses_stand_side_by_side(
    isles: Atlas, whole: Selection
) -> None:
    """Each article's own words for a place are counted; the silent one stands empty."""
    used = {each.article: each for each in names_used(isles, whole, "thole-cut")}
    assert used[GAZETTE].names == (("Thole Cut", 2), ("ship passage", 1))
    assert used[ALMANAC].names == (("Thole Canal", 1),)
    assert (used[LETTER].names, used[LETTER].passages) == ((), ())
    starts = [hit.excerpt.passage.start for hit in used[GAZETTE].passages]
    assert starts == sorted(starts)
    assert len(starts) == 3
