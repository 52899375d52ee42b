"""Words that what stands round them makes no days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapdash.date_weighing import DateDoubts
from mapdash.dates import find_dates
from mapdash.intervals import Interval
from mapdash.passages import find_passages
from mapdash.reading import Lexicon, identify, load_lexicon, read_article
from mapdash.rules import ContextWeights

MORE = " and bought islands that were called and counted."
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


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        (f"The harbour saw 1994 ewes{MORE}", False),
        (f"The harbour saw 1994 teasels{MORE}", False),
        (f"The islands called in 1994 with ewes{MORE}", True),
        (f"The harbour saw the 1994 ewes war{MORE}", True),
        (f"The harbour saw 9 May 1994 ewes{MORE}", True),
        (f"The harbour saw today ewes{MORE}", True),
        ("The harbour saw 1994 ewes.", True),
        ("Hirten sahen gestern abend in Hemden bei Regen saw 1994 ewes.", True),
    ],
)
def test_a_day_of_one_word_is_none_if_more_speaks_against_it(text: str, kept: bool) -> None:
    """Not doubted are a whole date, "today", an event's year, few words and a strange language."""
    written = Interval(date(1994, 5, 9), date(1994, 5, 9))
    passages = find_passages(text)
    assert find_dates(text, passages, written)
    assert bool(find_dates(text, passages, written, DOUBTS.doubted)) == kept


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
