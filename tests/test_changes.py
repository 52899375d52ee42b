"""What changes on the map, and when, on both atlases and on invented states."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.atlas import Atlas, load_atlas
from mapdash.changes import Change, changes, changes_on, dated, difference, what
from mapdash.chronicle import chronicle
from mapdash.dashboard.differences import passages_of
from mapdash.intervals import Interval, day_before, day_of_epoch, single_day
from mapdash.queries import change_days, features_on, published_by, select
from mapdash.selection import Selection, opening_selection


@pytest.fixture
def atlas(either_atlas: Atlas) -> Atlas:
    """Return each of the two atlases."""
    return either_atlas


@pytest.fixture(scope="module")
def isles(isles_folder: Path) -> Atlas:
    """Read the second atlas."""
    return load_atlas(isles_folder)


@pytest.fixture(scope="module")
def opening(isles: Atlas) -> Selection:
    """Return the selection the second atlas opens with."""
    return opening_selection(isles.settings)


# ------------------------------------------------------------------ every day of both atlases


def test_the_days_told_are_those_on_which_something_changes(atlas: Atlas) -> None:
    """Each day told differs from the day before it, and no other day does."""
    assert tuple(changes(atlas)) == change_days(atlas)


def test_what_is_told_of_a_day_is_its_difference_from_the_day_before(atlas: Atlas) -> None:
    """The sweep over all states and the comparison of two days agree on every day."""
    assert changes(atlas) == {day: changes_on(atlas, day) for day in changes(atlas)}


def test_no_change_is_left_out_between_two_days(atlas: Atlas) -> None:
    """What holds at the end is what held at the start with every change applied in turn."""
    extent = atlas.settings.extent
    states = {(each.place, each.part): each for each in features_on(atlas, extent.first)}
    for day, found in changes(atlas).items():
        for change in found if day > extent.first else ():
            where = change.place, change.part
            assert states.get(where) == change.before
            if change.after is None:
                del states[where]
            else:
                states[where] = change.after
    assert set(states.values()) == set(features_on(atlas, extent.as_of))


def test_every_change_is_said_in_the_words_of_its_statuses(atlas: Atlas) -> None:
    """No change is without words, and both statuses stand in those of a status that changed."""
    for found in changes(atlas).values():
        for change in found:
            said = what(change)
            assert all(
                state.status in said for state in (change.before, change.after) if state is not None
            )


def test_the_timeline_is_told_of_every_change_and_every_passage(atlas: Atlas) -> None:
    """The document that travels holds the days and the passages of the atlas, in their order."""
    document = json.loads(chronicle(atlas).body)
    told = {day_of_epoch(each["day"]): len(each["told"]) for each in document["changes"]}
    assert told == {day: len(found) for day, found in changes(atlas).items()}
    assert len(document["passages"]) == len(atlas.excerpts)


# ------------------------------------------------------------------ any two days


@given(data=st.data())
def test_the_order_of_two_days_does_not_matter(isles: Atlas, data: st.DataObject) -> None:
    """Whichever day is named first, the difference runs from the earlier to the later."""
    extent = isles.settings.extent
    days = st.dates(extent.first, extent.last)
    one, other = data.draw(days), data.draw(days)
    early, late = min(one, other), max(one, other)
    assert difference(isles, late, early) == difference(isles, early, late)


@given(data=st.data())
def test_a_difference_leads_from_the_one_day_to_the_other(
    isles: Atlas, data: st.DataObject
) -> None:
    """Taking away what was before and adding what is after turns the one day into the other."""
    extent = isles.settings.extent
    days = st.dates(extent.first, extent.as_of)
    early, late = sorted((data.draw(days), data.draw(days)))
    found = difference(isles, early, late)
    states = set(features_on(isles, early)) - {each.before for each in found}
    assert states | {each.after for each in found if each.after} == set(features_on(isles, late))


def test_nothing_is_said_to_end_where_knowledge_ends(isles: Atlas) -> None:
    """Beyond the last known day nothing differs from that day."""
    extent = isles.settings.extent
    assert difference(isles, extent.as_of, extent.last) == ()


def test_a_layer_that_is_off_is_not_compared(isles: Atlas) -> None:
    """Only the layers asked for are told of."""
    extent = isles.settings.extent
    everything = difference(isles, extent.first, extent.as_of)
    layer = everything[0].layer
    only = difference(isles, extent.first, extent.as_of, [layer])
    assert only == tuple(each for each in everything if each.layer == layer)


# ------------------------------------------------------------------ words


def _change(isles: Atlas, before: str, after: str, valid_from: str = "1878-06-01") -> Change:
    """Return a change between two statuses; "" for none."""
    state = isles.features[0]
    return Change(
        state.place,
        state.part,
        replace(state, status=before) if before else None,
        replace(state, status=after, valid_from=valid_from) if after else None,
    )


@pytest.mark.parametrize(
    ("before", "after", "kind", "said"),
    [
        ("", "open", "appeared", "open"),
        ("open", "", "ended", "no longer open"),
        ("proposed", "open", "changed", "open (before: proposed)"),
        ("open", "open", "changed", "drawn anew, still open"),
    ],
)
def test_a_change_is_named_and_said(
    isles: Atlas, before: str, after: str, kind: str, said: str
) -> None:
    """What appeared, ended or changed is told in the data's own words."""
    change = _change(isles, before, after)
    assert (change.kind, what(change)) == (kind, said)


@pytest.mark.parametrize(
    ("written", "told"), [("1878-06-01", ""), ("1878-06", "June 1878"), ("1878", "1878")]
)
def test_a_date_known_only_in_part_is_told_as_such(isles: Atlas, written: str, told: str) -> None:
    """A month or a year is not passed off as a day."""
    assert dated(_change(isles, "", "open", written)) == told


# ------------------------------------------------------------------ passages, and what was known


def test_the_passages_of_a_change_speak_of_its_place_and_its_days(
    isles: Atlas, opening: Selection
) -> None:
    """Each passage given with a change overlaps its days; the narrowest dates come first."""
    extent = isles.settings.extent
    days = Interval(extent.first, extent.as_of)
    given_with_any = 0
    for change in difference(isles, extent.first, extent.as_of):
        hits = passages_of(isles, opening, change, days)
        given_with_any += len(hits)
        for hit in hits:
            assert hit.mentions
            assert any(time.overlaps(days) for time in hit.excerpt.times)
    assert given_with_any


def test_a_passage_of_other_days_is_not_given_with_a_change(
    isles: Atlas, opening: Selection
) -> None:
    """A change of one day is not quoted from passages that speak of other times."""
    for day, found in changes(isles).items():
        for change in found:
            for hit in passages_of(isles, opening, change, single_day(day)):
                assert any(day in time for time in hit.excerpt.times)


def test_as_known_on_leaves_only_articles_surely_published_by_then(atlas: Atlas) -> None:
    """On every day of publication, and on the day before it, what counts is what was out."""
    opening = opening_selection(atlas.settings)
    ends = {
        article.published.interval.last
        for article in atlas.articles.values()
        if article.published and article.published.interval.last
    }
    for day in {each - timedelta(days=back) for each in ends for back in (0, 1)}:
        answer = select(atlas, replace(opening, known_on=day))
        known = {hit.excerpt.file for hit in (*answer.hits, *answer.outside)}
        expected = {
            article.file
            for article in atlas.articles.values()
            if article.published
            and article.published.interval.last
            and article.published.interval.last <= day
        }
        assert known <= expected
        assert {each.file for each in atlas.excerpts if published_by(each, day)} <= expected


def test_the_time_of_writing_lists_a_passage_by_its_article(
    isles: Atlas, opening: Selection
) -> None:
    """By the time of writing a passage is listed if its article was out within the window."""
    article = next(each for each in isles.articles.values() if each.published)
    assert article.published is not None
    day = article.published.interval.last
    assert day is not None
    chosen = replace(opening, axis="publication", day=day, window=Interval(day, day))
    assert {hit.excerpt.file for hit in select(isles, chosen).hits} >= {article.file}
    earlier = replace(chosen, day=day_before(day), window=single_day(date(1850, 1, 1)))
    assert article.file not in {hit.excerpt.file for hit in select(isles, earlier).hits}
