"""Whether a number or a day is the name of a work, a service, a stop, a club or a thing."""

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


@pytest.mark.parametrize(
    "text",
    [
        "FC Arden 1935 drew with Noah, and the stand sang.",
        "Ostrava won, and Arden 1935 have bought a striker from Omsk.",
        "They beat Olympia 1925 by two goals.",
        "The president poured the 1947 port himself.",
        "She opened a 1982 Margaux, and they drank a 1995 Rioja.",
        "He restored a 1956 cabriolet.",
        "The coupons bear numbers from 1921 to 2005, and each buys a kilo.",
        "The badges run from 1901 to 2020.",
        "Cards are numbered 1991, 1992 and 1993.",
        "Jars labelled 1918 to 1944 hold seeds.",
        'They live at "Summer Street 2000", in a shed.',
        'A brass plate says "Villa Aurora 1911".',
        "The bay won the autumn mile by a neck.",
        "Demand at the winter peak is 150 megawatts.",
        "The autumn hunt was banned.",
        "The Friday preacher told worshippers.",
    ],
)
def test_the_year_of_a_thing_is_no_date(text: str) -> None:
    """A club, a wine, a car, a serial number, a sign and the name of a race are left alone."""
    assert _dates(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("FC Arden was founded in 1935.", ["1935"]),
        ("In 1935 Arden lost to Noah.", ["1935"]),
        ("The 1905 port strike is told.", ["1905"]),
        ("The 1961 Berlin crisis passed.", ["1961"]),
        ("The 2001 Paris talks failed.", ["2001"]),
        ("A 2013 report by the bank said so.", ["2013"]),
        ("The number of pupils fell from 1990 to 2000.", ["1990 to 2000"]),
        ("Figures from 1989 to 1994 are missing.", ["1989 to 1994"]),
        ("Coupons from 1992 to 1994 are worthless.", ["1992 to 1994"]),
        ('A plate says "Built in 1902".', ["1902"]),
        ("The autumn offensive failed.", ["autumn"]),
        ("In the autumn troops crossed.", ["autumn"]),
    ],
)
def test_the_year_of_an_event_is_a_date(text: str, found: list[str]) -> None:
    """What looks like the year of a thing is one of an event, or of when it was."""
    assert [words for words, _ in _dates(text)] == found
