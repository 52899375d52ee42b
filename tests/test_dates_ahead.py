"""Dates that lie ahead or years back, told beside a verb; numbers of a series that are no years."""

from __future__ import annotations

import pytest

from test_dates import check, read

TOLD = [
    ("2024-06-12", "The law enters into force on [1 March].", "2025-03-01"),
    ("2024-06-12", "The lease runs out in [August].", "2024-08"),
    ("2024-06-12", "Parliament returns on [9 September].", "2024-09-09"),
    ("2024-06-12", "The shop was allowed to open on [Monday].", "2024-06-10"),
    ("2023-02-04", "The return match is set for [Sunday week].", "2023-02-12"),
    ("2023-02-06", "He will speak on [Tuesday fortnight] in the town.", "2023-02-21"),
    (
        "2025-03-15",
        "A horse bolted [a week ago], and [two weeks ago] too.",
        "2025-03-08 2025-03-01",
    ),
    ("2025-03-15", "He died [a fortnight ago].", "2025-03-01"),
    (
        "2024-12-09",
        "They signed in [March 2022]; on [6 October of the year after that] ministers met.",
        "2022-03 2023-10-06",
    ),
    ("2024-12-09", "It began in [1988]; the [year after that] it spread.", "1988 1989"),
    ("2024-12-09", "It began in [1988]; the year after that strike it spread.", "1988"),
    (
        "2026-02-07",
        "It spent 5 billion in the [year just ended]; the [year before] it was 3.8.",
        "2025 2024",
    ),
    ("2026-02-07", "In the [month just gone] nobody crossed.", "2026-01"),
    (
        "2024-12-09",
        "Of those who left in [late September of last year] many moved on by the [end of October].",
        "2023-09-21..2023-09-30 2024-10-21..2024-10-31",
    ),
    ("2026-08-06", "The row will stay shut until [Monday].", "2026-08-10"),
    ("2026-08-06", "The road stays closed until [Monday].", "2026-08-10"),
    ("2026-08-06", "The men shut the road on [Monday].", "2026-08-03"),
    (
        "2025-04-30",
        "Priests read out a plea on [Sunday] against what would part them.",
        "2025-04-27",
    ),
    ("2025-04-30", "Priests read out a plea on [Sunday] to men who will go.", "2025-04-27"),
    (
        "2026-07-01",
        "He told them to keep away [6 to 9 July], when gunners will fire.",
        "2026-07-06..2026-07-09",
    ),
    (
        "2025-01-12",
        "From [12 to 14 May 2021] they rose and [two days later], on the [16th], they sat there.",
        "2021-05-12..2021-05-14 2021-05-16 2021-05-16",
    ),
    (
        "2025-01-12",
        "Talks began on [13 December 2023]; less than a year later, [November 2024], all ended.",
        "2023-12-13 2024-11",
    ),
    (
        "2025-03-05",
        "From [today] the bakeries burn gas, but life is far from today's.",
        "2025-03-05",
    ),
    ("2024-02-12", "That is twice the figure of [2021], and of a rating of 2019.", "2021"),
    ("2022-08-29", "They had until [25 August] to leave.", "2022-08-25"),
    (
        "2026-06-16",
        "It was closed from [Monday to Wednesday of this week].",
        "2026-06-15..2026-06-17",
    ),
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
