"""The page's address: what is written is read back, and nothing that is read is trusted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.atlas import load_atlas
from mapdash.dashboard.address import address, asked, is_view
from mapdash.intervals import Interval
from mapdash.selection import Selection, opening_selection

ISLES = load_atlas(Path(__file__).parent / "atlases" / "isles")
EXTENT = ISLES.settings.extent
DAYS = st.dates(EXTENT.first, EXTENT.last)


def some(known: Mapping[str, object] | tuple[str, ...]) -> st.SearchStrategy[tuple[str, ...]]:
    """Draw some of the ids, in the atlas's order."""
    ids = tuple(known)
    return st.sets(st.sampled_from(ids)).map(lambda kept: tuple(i for i in ids if i in kept))


@st.composite
def selections(draw: st.DrawFn) -> Selection:
    """Draw a selection that a reader can make."""
    layers = tuple(each.id for each in ISLES.settings.layers)
    issues = tuple(each.id for each in ISLES.settings.issues)
    first, day, last = sorted(draw(st.lists(DAYS, min_size=3, max_size=3)))
    if first == last:
        first, last = EXTENT.first, EXTENT.last
    feature = draw(st.sampled_from(["", *ISLES.feature_by_id]))
    places = ["", *ISLES.places] if not feature else [ISLES.feature_by_id[feature].place]
    return Selection(
        day=day,
        window=Interval(first, last),
        layers=draw(some(layers)),
        issues=draw(some(issues)),
        articles=draw(some(ISLES.articles)),
        axis=draw(st.sampled_from(["event", "publication"])),
        place=draw(st.sampled_from(places)),
        feature=feature,
        passage=draw(st.sampled_from(["", *ISLES.excerpt_by_key])),
        at=draw(st.sampled_from(["", *ISLES.excerpt_by_key])),
        order=draw(st.sampled_from(["relevance", "date", "article"])),
        language=draw(st.sampled_from([*ISLES.settings.languages, "all"])),
        search=draw(st.text(st.characters(categories=["L", "P", "S"]), max_size=20)),
        sources=draw(st.sampled_from(["", "all", *ISLES.articles])),
        known_on=draw(st.none() | DAYS),
        compare=draw(st.none() | DAYS),
        change=draw(st.sampled_from([None, day])),
        listing=draw(st.booleans()),
    )


@given(selections(), st.booleans())
def test_an_address_restores_the_selection_it_was_written_for(
    chosen: Selection, whole: bool
) -> None:
    """Whatever was chosen comes back exactly, and there is nothing to note."""
    found = asked(address(chosen, ISLES, whole=whole), ISLES)
    assert found.selection == chosen
    assert not found.notes
    assert not found.other_version


@given(st.dictionaries(st.text(max_size=12), st.text(max_size=60), max_size=4))
def test_whatever_an_address_holds_the_page_opens(parameters: dict[str, str]) -> None:
    """Unknown parameters change nothing."""
    known = address(replace(opening_selection(ISLES.settings), search="x"), ISLES, whole=True)
    strange = {key: value for key, value in parameters.items() if key not in known}
    assert asked(strange, ISLES).selection == opening_selection(ISLES.settings)


HOSTILE = "\u202e<script>alert(1)</script>"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        *((name, HOSTILE) for name in ("day", "from", "to", "known", "compare", "change")),
        *((name, HOSTILE) for name in ("layers", "issues", "articles", "language", "axis")),
        *((name, HOSTILE) for name in ("place", "feature", "passage", "sources")),
        *((name, HOSTILE) for name in ("list", "version", "view", "at", "order")),
        *(("view", value) for value in ("x", "7,95,0", "7,0", "7,0,NaN")),
        ("day", "0001-01-01"),
        ("day", "1875-02-30"),
        ("layers", "none,nothing"),
        ("search", "x" * 500),
        ("nonsense", HOSTILE),
    ],
)
def test_what_cannot_be_meant_gives_the_default_and_a_note(name: str, value: str) -> None:
    """One line says which parameter was passed over, on one line and without what hides."""
    found = asked({name: value}, ISLES)
    assert replace(found.selection, search="") == opening_selection(ISLES.settings)
    (note,) = found.notes
    assert name == "nonsense" or name in note
    assert "\u202e" not in note
    assert len(note) < 160


def test_a_link_to_a_state_or_a_place_puts_the_day_where_it_is_drawn() -> None:
    """Every state and every place that has one is drawn on the day that its bare link opens."""
    for feature in ISLES.features:
        found = asked({"feature": feature.id}, ISLES).selection
        assert found.place == feature.place
        assert found.day in feature.valid
        assert found.day in found.window
    drawn = {feature.place for feature in ISLES.features}
    for place in drawn:
        day = asked({"place": place}, ISLES).selection.day
        assert any(day in each.valid for each in ISLES.features if each.place == place)


def test_a_day_that_is_named_is_kept_and_the_window_opens_to_it() -> None:
    """Outside of the opening window too, and where the place is not drawn."""
    feature = next(each for each in ISLES.features if each.valid.first)
    assert feature.valid.first
    day = max(EXTENT.first, feature.valid.first - timedelta(days=1))
    found = asked({"feature": feature.id, "day": day.isoformat()}, ISLES).selection
    assert found.day == day
    assert day in found.window


@pytest.mark.parametrize("value", ["7,39.7,46.2", "10.5,-3,-170.1234"])
def test_a_view_is_zoom_latitude_and_longitude(value: str) -> None:
    """What the map writes of itself passes without a note."""
    assert is_view(value)
    assert not asked({"view": value}, ISLES).notes


def test_the_parameters_of_an_address_are_plain_text() -> None:
    """They can be sent to the browser as they are."""
    chosen = replace(opening_selection(ISLES.settings), known_on=date(1880, 1, 1))
    assert json.dumps(address(chosen, ISLES)) == '{"known": "1880-01-01"}'
