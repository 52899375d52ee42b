"""Whether a number or a day is a work's, a service's or a stop's name."""

from __future__ import annotations

import pytest

from mapdash.dates import find_dates
from mapdash.intervals import parse_partial
from mapdash.records import Passage

_WRITTEN = parse_partial("2025-06-10")


def _dates(text: str) -> list[tuple[str, str]]:
    found = find_dates(text, [Passage(0, len(text))], _WRITTEN)
    return [(each.exact, str(each.interval)) for each in found]


@pytest.mark.parametrize(
    "text",
    [
        "At 28 May change to the green line, ride four stops to 20 January and leave.",
        "The trolleybus goes past 9 April to the market.",
        "Films, in no order: 1917 for its mud, 2046 for all else.",
        "A screening of 1941 ended in a quarrel.",
        "He owns three copies of 1984.",
        "Residents want the 1915 and the 2020 back.",
        "The 1820 was late again.",
        "The 1988 school bus is still in the yard.",
        "His 1984 lay open on the pillow.",
        "Fans of The 1975 queued.",
        "She read The Man Who Was Thursday twice.",
        "Born on the Fourth of July closes the festival.",
        "Sunday Bloody Sunday closes the season.",
        "Ten broken beds are left of the spring clean.",
        "It has 2019 points, 2010 fewer than the first.",
        "They played Prince's 1999, and danced until the police came.",
        "The radar works at 1990 megahertz.",
        "Only 1994 of the mines on the map have been found.",
        "Under ISO 1996 the noise is measured at night.",
    ],
)
def test_what_is_called_by_a_day_is_no_date(text: str) -> None:
    """A film, a bus, a stop, a book and a cleaning are left alone."""
    assert _dates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("On 28 May the metro will not stop.", [("28 May", "2025-05-28")]),
        ("The metro was closed from 1 May.", [("1 May", "2025-05-01")]),
        (
            "In 2015, 2017 and 2019 the film festival was held.",
            [(str(y), f"{y}-01-01/{y}-12-31") for y in (2015, 2017, 2019)],
        ),
        ("2024 was a good year for the novel.", [("2024", "2024-01-01/2024-12-31")]),
        ("In 1999 the village was full.", [("1999", "1999-01-01/1999-12-31")]),
        ("Armenia's 2020 defeat was bitter.", [("2020", "2020-01-01/2020-12-31")]),
        ("The 1988 earthquake took the cinema.", [("1988", "1988-01-01/1988-12-31")]),
        ("Thursday's screening is sold out.", [("Thursday", "2025-06-12")]),
        ("From Monday trains will not stop here.", [("Monday", "2025-06-16")]),
        ("Ararat play Urartu in the league on Saturday.", [("Saturday", "2025-06-14")]),
        ("They play in Europe for the first time on July 25th.", [("July 25th", "2025-07-25")]),
        ("Her first act was to name October 5th as polling day.", [("October 5th", "2025-10-05")]),
    ],
)
def test_days_beside_works_and_lines_are_read(text: str, found: list[tuple[str, str]]) -> None:
    """A preposition of time keeps a day; a fixture or a day that is named lies ahead."""
    assert _dates(text) == found
