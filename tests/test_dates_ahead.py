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
    ("2023-11-14", "They pulled out of the [20 November] meeting.", "2023-11-20"),
    ("2026-05-20", "An exchange before the vote of [7 June] was foretold.", "2026-06-07"),
    ("2026-03-20", "The protocol of [13 January] will be read out.", "2026-01-13"),
    ("2023-12-18", "Both fly to the capital in [January], provided it snows.", "2024-01"),
    (
        "2026-03-20",
        "The pass, begun in [October 2023], is open since [February].",
        "2023-10 2026-02",
    ),
    ("2023-11-02", "Guns set up in [1993] were scrapped in [October].", "1993 2023-10"),
    (
        "2020-11-20",
        "It is left [today], the next on the [25th] and the last on [1 December].",
        "2020-11-20 2020-11-25 2020-12-01",
    ),
    ("2025-09-02", "He shook hands on [Monday]; here they are oiling the gates.", "2025-09-01"),
    (
        "2025-08-28",
        "The rail chief, back from the coast on [Wednesday], will report.",
        "2025-08-27",
    ),
    (
        "2024-08-21",
        "On [Monday] they took up what had been agreed on [9 May 2020], and left the [next day].",
        "2024-08-19 2020-05-09 2024-08-20",
    ),
    (
        "2025-03-31",
        "Between [16 March] and [today] it was told twenty times.",
        "2025-03-16 2025-03-31",
    ),
    ("2024-02-13", "Four dead, and [today] both capitals speak of revenge.", "2024-02-13"),
    ("2024-11-20", "It will be tendered before the [year] is out.", "2024"),
    (
        "2024-11-20",
        "In [late September 2023] eight were led off, one more on the [twenty-seventh].",
        "2023-09-21..2023-09-30 2023-09-27",
    ),
    ("2022-09-20", "This is the ridge that fell on the [13th and 14th].", "2022-09-13..2022-09-14"),
    (
        "2025-01-02",
        "[27.09.-10.11.2020], the war; [19-20.09.2023], the end.",
        "2020-09-27..2020-11-10 2023-09-19..2023-09-20",
    ),
    (
        "2024-01-12",
        "Soldiers took it in [2022]. An answer on [10 January] closed it.",
        "2022 2024-01-10",
    ),
    (
        "2025-01-02",
        "Baku speaks of the [1988] refugees, and in [2019] Georgian families woke.",
        "1988 2019",
    ),
]
UNTOLD = [
    "Clause 2026 of the code is about fish.",
    "Sheets 1914 to 1918 show the line, and documents 2016 to 2019 do not.",
    "It stands on p. 2022 of the fourth volume, and on pp. 1991 and 1992.",
    "Every other Friday somebody fires a flare.",
    "Three hundred households from it live today in Abovyan.",
    "The shelfmark is DK 2020, and the reading room closes at 1800.",
    "REFS: (A) YEREVAN 1988 (B) BAKU 2020.",
    "The 1520 gauge, not the 1435, will be laid there.",
    "Her herd used to spend the summer on the pastures.",
    "Perhaps after the summer heat it will be signed.",
    "They sell it then and today.",
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
