"""What the panel is asked: a selection, a question, and the answer that both give."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject

from mapdash.atlas import Atlas, load_atlas
from mapdash.dashboard.asking import MOST_ASKED, answer, asked, question
from mapdash.dashboard.panel import panel_model
from mapdash.intervals import Interval
from mapdash.queries import select
from mapdash.quotations import pack, quotations
from mapdash.selection import Selection, opening_selection


@pytest.fixture(scope="module")
def atlas(isles_folder: Path) -> Atlas:
    """Read the second atlas."""
    return load_atlas(isles_folder)


def _drawn(atlas: Atlas, data: DataObject) -> tuple[Selection, tuple[str, ...]]:
    """Draw a selection that a reader could make, and features under the point pressed."""
    settings = atlas.settings
    extent = settings.extent
    days = st.dates(extent.first or date.min, extent.last or date.max)

    def some(known: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
        return st.sets(st.sampled_from(known)).map(lambda each: tuple(sorted(each)))

    def one_or(known: list[str]) -> st.SearchStrategy[str]:
        return st.sampled_from(["", *known])

    first, last = sorted((data.draw(days), data.draw(days)))
    chosen = replace(
        opening_selection(settings),
        day=data.draw(days),
        window=Interval(first, last + timedelta(days=1)),
        layers=data.draw(some([each.id for each in settings.layers])),
        issues=data.draw(some([each.id for each in settings.issues])),
        place=data.draw(one_or(list(atlas.places))),
        passage=data.draw(one_or(list(atlas.excerpt_by_key))),
        sources=data.draw(one_or(["all", *atlas.articles])),
        search=data.draw(st.text(max_size=20)),
        axis=data.draw(st.sampled_from(["event", "publication"])),
        known_on=data.draw(st.none() | days),
        compare=data.draw(st.none() | days),
        change=data.draw(st.none() | days),
    )
    return chosen, data.draw(some(list(atlas.feature_by_id)))


@given(st.data())
def test_a_question_means_to_the_panel_what_the_selection_does(
    atlas: Atlas, data: DataObject
) -> None:
    """Asked over the wire, any selection gives the panel that Python itself would give it."""
    chosen, under = _drawn(atlas, data)
    text = json.dumps(question(atlas, chosen, under))
    read, read_under = asked(atlas, text)
    assert (read.place, read.listed, read_under) == (chosen.place, chosen.listed, under)
    model = panel_model(atlas, chosen, select(atlas, chosen), under)
    found = json.loads(gzip.decompress(answer(atlas, text)))
    # The edition of the passages that its numbers count is told with it.
    assert quotations(atlas).name in found.pop("quotations")
    assert found == json.loads(json.dumps(pack(atlas, model)))


def test_a_question_tells_only_what_is_not_as_the_page_opens(atlas: Atlas) -> None:
    """The opening view asks for its day and its window, and for nothing else."""
    opening = opening_selection(atlas.settings)
    assert set(question(atlas, opening, ())) == {"day", "window"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "nothing",
        "[]",
        "[" * 3000,
        '{"day": "2023-99-99"}',
        '{"window": {"first": "1880-01-01", "last": "1870-01-01"}}',
        '{"layers": "all"}',
        '{"axis": "other"}',
        '{"place": "<script>"}',
        '{"passage": "../.."}',
        '{"sources": "{{7*7}}"}',
        '{"under": "x"}',
        '{"under": [["x"]]}',
        '{"under": ["x"]}',
        f'{{"search": "{"x" * MOST_ASKED}"}}',
    ],
)
def test_what_is_no_question_of_this_atlas_is_refused(atlas: Atlas, text: str) -> None:
    """Whatever comes over the wire, it is answered or refused in a line."""
    with pytest.raises(ValueError, match=r"question"):
        answer(atlas, text)
