"""Dates in figures, and years, decades, seasons and quarters."""

from __future__ import annotations

import re
from datetime import date

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_expressions import Calendar, Expression, Fixed
from mapdash.date_grammar import (
    DASH,
    END,
    GAP,
    MAYBE_GAP,
    OF_YEAR,
    WORD_END,
    YEAR,
    end_of,
    full_year,
    year_of,
    year_pointer,
)
from mapdash.date_guards import (
    before,
    counts_something,
    follows_number,
    is_season,
    leads_to_year,
)
from mapdash.intervals import Interval

_ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_NTH = {"first": 0, "second": 1, "third": 2, "fourth": 3}
_ISO = re.compile(
    rf"(\d{{4}})([-/.])(\d\d)\2(\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?|{END}){WORD_END}"
)
_YEAR_MONTH = re.compile(rf"(\d{{4}})-(0[1-9]|1[0-2]){END}(?!-\d){WORD_END}")
_FIGURES = re.compile(rf"(\d\d?)([-/.])(\d\d?)\2(\d{{4}}){END}{WORD_END}")
_FIGURES_RUN = re.compile(
    rf"(?P<day>\d\d?)\.?(?:(?<=\.)(?P<first>\d\d?)\.?)?{MAYBE_GAP}{DASH}{MAYBE_GAP}"
    rf"(?P<last>\d\d?)\.(?P<month>\d\d?)\.(?P<year>\d{{4}}){END}{WORD_END}"
)
_SHORT_FIGURES = re.compile(rf"(\d\d)(\.)(\d\d)\.(\d\d){END}{WORD_END}")
_MONTH_YEAR = re.compile(rf"(0?[1-9]|1[0-2])/(\d{{4}}){END}{WORD_END}")
_YEARS = re.compile(
    rf"(\d{{4}}){END}{MAYBE_GAP}(?:(?<=\d){DASH}|(?<=\s)[-\u2013]|/){MAYBE_GAP}"
    rf"((?:1\d|20)?\d\d){END}{WORD_END}"
    rf"|(\d{{4}}){END}(?:{GAP}(?:to|through|thru){GAP})(\d{{4}}){END}{WORD_END}"
)
# "1988-2024-77" is a number of something.
_SERIAL = re.compile(rf"{DASH}\d")
_SERIAL_NUMBER = re.compile(rf"{DASH}\d{{4}}{DASH}\d")
_DECADE = re.compile(
    rf"(\d{{3}}0|\d0)(?:[{words.APOSTROPHES}]?s|[{words.HYPHENS}]{words.DECADE_ENDINGS}){WORD_END}"
)
_DECADE_WORD = re.compile(
    rf"(?P<word>{words.one_of(words.DECADES)}){WORD_END}(?!{GAP}of{WORD_END})"
)
_QUARTER_WORD = re.compile(
    rf"(?P<nth>first|second|third|fourth){GAP}quarter{WORD_END}(?!{GAP}(?:of|final){WORD_END})",
    re.IGNORECASE,
)
_IN_THE = re.compile(r"\b(?:in|for|by|during|from|since|until) the\s\Z", re.IGNORECASE)
_ROMAN = re.compile(rf"(\d\d?)\.[ ]?({words.one_of(_ROMAN_MONTHS)})\.[ ]?(\d{{4}}){END}{WORD_END}")
_YEAR_AND = re.compile(r"(?<![\d$€£])(?:19|20)\d\d,?\s(?:and|or)\s\Z")
_YEAR_ALONE = re.compile(YEAR)
_SHORT_YEAR = re.compile(
    rf"(?<![^\W_])[{words.APOSTROPHES}](?P<short>\d\d){END}"
    rf"(?![^\W_]|[{words.HYPHENS}{words.APOSTROPHES}])"
)
_SEASON = re.compile(
    rf"(?P<season>{words.one_of(words.SEASONS)}){WORD_END}(?:{OF_YEAR})?"
    rf"(?:(?P<second>{DASH}|/)(?P<to>(?:20|19)?\d\d){END})?"
)
_QUARTER = re.compile(rf"(?P<letter>[QH])(?P<number>[1-4]){WORD_END}(?:{OF_YEAR})?")


def iso(text: str, at: int) -> Expression | None:
    """Read 2023-09-19 or 2023-09."""
    if found := _ISO.match(text, at):
        return _fixed_day(found, int(found[1]), int(found[3]), int(found[4]))
    if (found := _YEAR_MONTH.match(text, at)) and _is_month_of_year(found):
        month = int(found[2])
        return Calendar(at, found.end(), int(found[1]), months=(month, month))
    return None


def _is_month_of_year(found: re.Match[str]) -> bool:
    """Whether ``2023-09`` is a month: ``2003-09`` is rather a run of years."""
    return int(found[2]) <= int(found[1]) % 100 and 1900 <= int(found[1]) < 2100


def _fixed_day(found: re.Match[str], year: int, month: int, day: int) -> Expression | None:
    try:
        only = date(year, month, day)
    except ValueError:
        return None
    return Calendar(
        found.start(), found.end(), year, months=(month, month), days=(only.day, only.day)
    )


def _run_of_figures(text: str, at: int) -> Expression | None:
    """Read 19-20.09.2023 and 27.09.-10.11.2020."""
    found = _FIGURES_RUN.match(text, at)
    if found is None:
        return None
    year, last_month = int(found["year"]), int(found["month"])
    month = int(found["first"] or last_month)
    last = _fixed_day(found, year, last_month, int(found["last"]))
    first = _fixed_day(found, year - (month > last_month), month, int(found["day"]))
    if not isinstance(first, Calendar) or not isinstance(last, Calendar):
        return None
    begin, end = de.days_of(first, first.year or year), de.days_of(last, year)
    return Fixed(at, found.end(), begin.hull(end)) if begin and end else None


def figures(text: str, at: int) -> Expression | None:
    """Read 19.09.2023; of 11/12/2020 both readings, for nothing tells which is meant."""
    if run := _run_of_figures(text, at):
        return run
    found = _FIGURES.match(text, at) or _SHORT_FIGURES.match(text, at)
    if found is None:
        if found := _ROMAN.match(text, at):
            return _fixed_day(
                found, int(found[3]), _ROMAN_MONTHS.index(found[2]) + 1, int(found[1])
            )
        if found := _MONTH_YEAR.match(text, at):
            month = int(found[1])
            return Calendar(at, found.end(), int(found[2]), months=(month, month))
        return None
    first, second, year = int(found[1]), int(found[3]), full_year(found[4])
    if not 1000 <= year < 2200:
        return None
    day_first = _fixed_day(found, year, second, first)
    if found[2] == "." or first == second:
        return day_first
    month_first = _fixed_day(found, year, first, second)
    if day_first is None or month_first is None:
        return day_first or month_first
    days = sorted((date(year, second, first), date(year, first, second)))
    return Fixed(at, found.end(), Interval(*days), "the day or the month may come first")


def years(text: str, at: int) -> Expression | None:
    """Read 2021-2022, 1988-94 or "1988 to 1994"."""
    found = _YEARS.match(text, at)
    if found is None or follows_number(text, at):
        return None
    if "/" not in found[0] and counts_something(text, found.end()):
        return None
    first, last = found[1] or found[3], found[2] or found[4]
    second = int(last) if len(last) == 4 else int(first) // 100 * 100 + int(last)
    if not (1000 <= int(first) < second < 2200 and second - int(first) <= 200):
        return None
    if _SERIAL.match(text, found.end()):
        return None
    return Calendar(at, found.end(), int(first), years=second - int(first) + 1)


def decade(text: str, at: int) -> Expression | None:
    """Read "1990s" or "'90s"."""
    found = _DECADE.match(text, at)
    if found is None:
        return None
    number = int(found[1])
    possessive = len(found[1]) == 4 and found[0][-2] in words.APOSTROPHES
    if possessive and before(text, at).lower() not in words.BEFORE["into_decade"]:
        return None
    if number < 100:
        number += 1900 if number >= 30 else 2000
    # "The 1800s" is a century; "the 2000s" are ten years.
    if not 1500 <= number < 2100 or (number % 100 == 0 and number < 2000):
        return None
    return Calendar(at, found.end(), number, years=10)


def decade_word(text: str, at: int) -> Expression | None:
    """Read "the nineties"; "the fifties of his life" are none."""
    found = _DECADE_WORD.match(text, at)
    if found is None or before(text, at).lower() not in words.BEFORE["into_decade"]:
        return None
    return Calendar(at, found.end(), words.DECADES[found["word"]], years=10)


def year(text: str, at: int) -> Expression | None:
    """Read a year, unless the number counts or numbers something."""
    found = _YEAR_ALONE.match(text, at)
    if found is None or follows_number(text, at):
        return None
    if _SERIAL_NUMBER.match(text, found.end()):
        return None
    plain = found.end() == found.end("year")
    if plain and not leads_to_year(text, at):
        return None
    earlier = _YEAR_AND.search(text[max(0, at - 12) : at])
    listed = earlier is not None and int(earlier[0][:4]) < int(found["year"])
    if (
        plain
        and not listed
        and counts_something(text, found.end(), number=int(found["year"]), at=at)
    ):
        return None
    year = int(found["year"])
    if year < 1800 and not _is_old_year(text, at, found.end()):
        return None
    return Calendar(at, end_of(found), year)


def _is_old_year(text: str, at: int, end: int) -> bool:
    """Whether a number below 1800 is a year: "in 1639", "the 1639 treaty", and not "the 1435"."""
    previous = before(text, at).lower()
    named = previous != "the" or text[end : end + 1].isspace()
    return named and previous in words.BEFORE["into_old_year"]


def short_year(text: str, at: int) -> Expression | None:
    """Read "in '92", the apostrophe included."""
    found = _SHORT_YEAR.match(text, at - 1) if at else None
    if found is None or before(text, at - 1).lower() not in words.BEFORE["into_old_year"]:
        return None
    return Calendar(at - 1, found.end(), full_year(found["short"]))


def season(text: str, at: int) -> Expression | None:
    """Read "summer 2024", "the winter of 2022-2023" or "last autumn"."""
    found = _SEASON.match(text, at)
    if found is None:
        return None
    year, of_year = year_of(found), year_pointer(found)
    if not is_season(text, at, found.end("season"), found["season"], dated=bool(year or of_year)):
        return None
    months = words.SEASONS[found["season"]]
    return Calendar(at, found.end(), year, of_year, months)


def quarter(text: str, at: int) -> Expression | None:
    """Read Q2 2024 or H1 2023."""
    found = _QUARTER.match(text, at)
    if found is None or not (year_of(found) or year_pointer(found)):
        return None
    number = int(found["number"]) - 1
    if found["letter"] == "H":
        part = de.HALVES[number] if number < 2 else None
    else:
        part = de.QUARTERS[number]
    return (
        Calendar(at, found.end(), year_of(found), year_pointer(found), part=part) if part else None
    )


def quarter_word(text: str, at: int) -> Expression | None:
    """Read "in the second quarter", of the year that the text speaks of."""
    found = _QUARTER_WORD.match(text, at)
    if found is None or _IN_THE.search(text[max(0, at - 12) : at]) is None:
        return None
    number = _NTH[found["nth"].lower()]
    return Calendar(at, found.end(), months=(3 * number + 1, 3 * number + 3))
