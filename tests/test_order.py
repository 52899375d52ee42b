"""The order in which passages are listed, and what of an article is shown around them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest

from mapdash.atlas import Atlas
from mapdash.dashboard.finding import search_model
from mapdash.queries import Hit, places_spoken_of, select
from mapdash.search import search
from mapdash.selection import Order, Selection, opening_selection, widened
from mapdash.telling import asides
from mapdash.word_index import index_of

RELATIONS = [None, "itself", "part", "set"]


@pytest.fixture
def atlas(either_atlas: Atlas) -> Atlas:
    """Return each of the two atlases."""
    return either_atlas


def choices(atlas: Atlas, order: Order) -> list[Selection]:
    """Return selections that differ in place, issues, days and axis, all in one order."""
    whole = replace(widened(opening_selection(atlas.settings), atlas.settings), order=order)
    issues = tuple(each.id for each in atlas.settings.issues)
    return [
        replace(each, place=place)
        for place in ("", *list(atlas.places)[:12])
        for each in (
            whole,
            replace(opening_selection(atlas.settings), order=order),
            replace(whole, issues=issues[:2]),
            replace(whole, axis="publication"),
        )
    ]


def _lists(atlas: Atlas, selection: Selection) -> list[tuple[Hit, ...]]:
    answer = select(atlas, selection)
    return [answer.hits, answer.outside]


@pytest.mark.parametrize("order", ["date", "article"])
def test_an_order_changes_nothing_but_the_order(atlas: Atlas, order: Order) -> None:
    """The passages are those that are listed by relevance."""
    for selection in choices(atlas, order):
        by_relevance = _lists(atlas, replace(selection, order="relevance"))
        for found, expected in zip(_lists(atlas, selection), by_relevance, strict=True):
            assert {hit.excerpt.key for hit in found} == {hit.excerpt.key for hit in expected}


def test_by_relevance_the_nearest_and_the_densest_come_first(atlas: Atlas) -> None:
    """A nearer relation goes before all; then the issues chosen; then the number of mentions."""
    for selection in choices(atlas, "relevance"):
        for found in _lists(atlas, selection):
            ranks = [
                (
                    RELATIONS.index(hit.relation),
                    -sum(find.issue in selection.issues for find in hit.excerpt.issues),
                    -len(hit.mentions),
                )
                for hit in found
            ]
            assert ranks == sorted(ranks)


def test_by_date_passages_stand_by_their_first_listed_day(atlas: Atlas) -> None:
    """Of the days a passage speaks of, the first that is listed counts."""
    for selection in choices(atlas, "date"):
        firsts = []
        for hit in select(atlas, selection).hits:
            event = selection.axis == "event"
            times = hit.excerpt.times if event else hit.excerpt.published
            listed = [each.first or date.min for each in times if each.overlaps(selection.listed)]
            firsts.append(min(listed, default=date.max))
        assert firsts == sorted(firsts)


def test_by_article_each_is_read_in_its_own_order_the_earliest_first(atlas: Atlas) -> None:
    """Articles do not mix, and no passage stands before one that it follows."""
    for selection in choices(atlas, "article"):
        for found in _lists(atlas, selection):
            for one, other in pairwise(hit.excerpt for hit in found):
                if one.file == other.file:
                    assert one.passage.start < other.passage.start
                else:
                    order = atlas.article_order
                    assert order[one.file] < order[other.file]
                    if one.published and other.published:
                        first, second = one.published[0].first, other.published[0].first
                        assert first is not None
                        assert second is not None
                        assert first <= second


@pytest.mark.parametrize("order", ["relevance", "date", "article"])
def test_what_a_search_finds_is_sorted_as_one_chooses(atlas: Atlas, order: Order) -> None:
    """By relevance the rank of the search counts; else the order is that of all passages."""
    whole = widened(opening_selection(atlas.settings), atlas.settings)
    counts = places_spoken_of(atlas, select(atlas, whole))
    words = atlas.places[counts.most_common(1)[0][0]].label()
    model = search_model(atlas, replace(whole, search=words, order=order))
    shown = [each["key"] for each in model["excerpts"]]
    assert len(shown) > 1
    if order == "relevance":
        expected = [each.excerpt.key for each in search(index_of(atlas), words).passages]
    else:
        expected = [hit.excerpt.key for hit in select(atlas, replace(whole, order=order)).hits]
    assert shown == [key for key in expected if key in shown]


def test_passages_and_what_surrounds_them_are_the_whole_article(atlas: Atlas) -> None:
    """Every word of a file stands in one passage or in one aside, in the text's order."""
    for file, article in atlas.articles.items():
        passages = [
            (each.start, article.text[each.start : each.end])
            for each in atlas.readings[file].passages
        ]
        around = [(each["start"], each["text"]) for each in asides(atlas, file)]
        shown = "".join(text for _, text in sorted([*passages, *around]))
        assert _letters(shown) == _letters(article.text)


def _letters(text: str) -> str:
    return "".join(each for each in text if each.isalnum())
