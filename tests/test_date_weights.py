"""Words that what stands round them makes no days."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.date_weighing import DateDoubts
from mapdash.dates import find_dates
from mapdash.passages import find_passages
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.rules import ContextWeights

ROOT = Path(__file__).resolve().parent.parent
DOUBTS = DateDoubts(
    ContextWeights(
        fields={},
        signs={
            "+1 ewes": -200,
            "year: +1 teasels": -200,
            "= May": -50,
            "-1 in": 100,
            **{f"n {each}": 0 for each in ("harbou", "bought", "called", "islands", "counte")},
        },
        start=20,
    )
)


def dates_of(text: str) -> list[str]:
    """Return the days that are found."""
    found = find_dates(text, find_passages(text), None, DOUBTS.doubted)
    return [each.exact for each in found]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The harbour saw 1994 ewes.", False),
        ("The harbour saw 1994 teasels.", False),
        ("The islands called in 1994 with ewes.", True),
        ("The harbour saw the 1994 ewes war.", True),
        ("The harbour saw 9 May 1994 ewes.", True),
        ("Hirten sahen gestern abend saw 1994 ewes.", True),
    ],
)
def test_a_day_of_one_word_is_none_if_more_speaks_against_it(text: str, kept: bool) -> None:
    """A whole date, an event's year, and what is told in a strange language are not doubted."""
    assert find_dates(text, find_passages(text), None)
    assert bool(dates_of(text)) == kept


@given(st.text(max_size=300))
def test_what_is_doubted_is_only_taken_away(text: str) -> None:
    """In any text the days are some of those that the rules find."""
    passages = find_passages(text)
    rules_alone = {(each.start, each.end) for each in find_dates(text, passages, None)}
    found = find_dates(text, passages, None, DOUBTS.doubted)
    assert {(each.start, each.end) for each in found} <= rules_alone


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """Return what the atlas reads with."""
    return load_lexicon(ROOT)[0]


@pytest.mark.parametrize(
    "text",
    [
        "Before the 2020 war the bakery sold three hundred loaves a day.",
        "In 2016 the village had one shop; since 2021 it has none.",
        "Its 1995 constitution says so, and so did the 2018 revolution.",
        "The 1991 declaration drew no line.",
    ],
)
def test_days_among_soldiers_and_bakers_stay_days(lexicon: Lexicon, text: str) -> None:
    """What the rules find is kept."""
    article = identify("text", text.encode(), {})
    alone = find_dates(text, find_passages(text), None)
    assert alone == read_article(article, lexicon).dates
    assert alone
