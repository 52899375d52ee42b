"""Dates that lie ahead or years back, told beside a verb; numbers of a series that are no years."""

from __future__ import annotations

import pytest

from test_dates import check, read

TOLD = [
    ("2022-12-08", "The ministry promised to buy new ones in [April].", "2023-04"),
    ("2022-12-08", "In [April] the ministry promised to buy new ones.", "2022-04"),
    ("2024-11-08", "The land is to be bought out by [June].", "2025-06"),
    ("2024-11-08", "The fee has been fixed for us until [March].", "2025-03"),
    ("2024-11-08", "The mission has been extended until [February].", "2025-02"),
    ("2022-10-01", "The posts would be re-occupied in [April], he said.", "2023-04"),
    ("2025-10-01", "It will have bought the last plot by [March].", "2026-03"),
    ("2025-11-07", "The mayors expect surveyors by [late November].", "2025-11-21..2025-11-30"),
    ("2025-01-14", "The leaders go to court from [Friday], and the wives wept.", "2025-01-17"),
    ("2025-01-14", "It was closed from [Friday], and the wives wept.", "2025-01-10"),
    ("2026-02-16", "Two cables agreed in [March four years ago] hang there.", "2022-03"),
    ("2024-09-20", "What was lost in [September two years ago] can be seen.", "2022-09"),
    ("2024-09-20", "Posts were set up in [September last year].", "2023-09"),
    (
        "2024-09-20",
        "They dug in [2021] and in [September of the year after] again.",
        "2021 2022-09",
    ),
    ("2024-09-20", "It will come into force no sooner than [2028].", "2028"),
    ("2024-07-01", "By the sheets of [1976] it was done on [24 May].", "1976 2024-05-24"),
    (
        "2024-07-01",
        "The ministers said after [today]'s telephone call that it rained.",
        "2024-07-01",
    ),
    ("2024-07-01", "The road is open as from [today].", "2024-07-01"),
    ("2024-12-16", "The radars, ordered by Armenia, arrive in [March].", "2025-03"),
    ("2024-07-01", "By the [end of 2025] the zone will be open.", "2025-12-21..2025-12-31"),
]
UNTOLD = [
    "Clause 2026 of the code is about fish.",
    "Sheets 1914 to 1918 show the line, and documents 2016 to 2019 do not.",
    "It stands on p. 2022 of the fourth volume, and on pp. 1991 and 1992.",
    "Every other Friday somebody fires a flare.",
    "Three hundred households from it live today in Abovyan.",
    "Wagon 1988 stood behind locomotive 2020 at pylon 1994.",
]


@pytest.mark.parametrize(("published", "marked", "expected"), TOLD)
def test_what_stands_beside_a_date_tells_its_year(
    published: str, marked: str, expected: str
) -> None:
    """A promise looks ahead, a document's year is not the story's, years ago are counted back."""
    check(marked, expected, published)


@pytest.mark.parametrize("text", UNTOLD)
def test_numbers_of_a_series_and_habits_are_no_dates(text: str) -> None:
    """What numbers a clause, a sheet or a page is no year, and these days are no day."""
    assert read(text, "2024-07-01") == []
