"""What a temporal expression says, before its missing parts are filled in.

An expression is what stands in the text ("the 7th of December", "last
Tuesday", "five months later"); `days_of` places one on the calendar once its
year is known.  Conventions, where usage leaves a choice:

- early, mid, late: days 1-10, 11-20, 21-end of a month; four months each of
  a year; one month each of a season; years 0-3, 4-6, 7-9 of a decade.
- The beginning and the end of a month are its early and late days; of a season
  its first and last month; of a year January, and the late days of December.
- Spring is March to May, and so on; the winter of a year is its December and
  the two months after.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Literal

from mapdash.intervals import Interval, single_day, whole_month

Unit = Literal["day", "week", "month", "year", "decade"]
#: How an expression points: from the day of writing (this, last, next), or
#: from the date last named (that, following, previous, the).
Pointer = Literal["", "this", "last", "next", "that", "following", "previous", "the"]
Part = Callable[[Interval], Interval]


#: The months of a day whose month is the one last named.
LAST_NAMED = (0, 0)


@dataclass(frozen=True, slots=True)
class Calendar:
    """A day, month, season, year or decade, or a part of one.

    Parameters
    ----------
    year : int or None
        None where the text leaves it out.
    of_year : Pointer or int
        Which year, where it is pointed to ("February this year"), or so many years from
        that of writing ("February two years ago": -2).
    months : (int, int) or None
        First and last; above 12 they lie in the next year, and `LAST_NAMED` is told before.
        None is a year.
    days : (int, int) or None
        Days of the one month.
    years : int
        How many years, from `year` on: 1, or 10 for a decade.
    pointer : Pointer
        As in "last December", "that summer".
    """

    start: int
    end: int
    year: int | None = None
    of_year: Pointer | int = ""
    months: tuple[int, int] | None = None
    days: tuple[int, int] | None = None
    years: int = 1
    pointer: Pointer = ""
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Fixed:
    """Days that need nothing else, such as a date in figures that reads two ways."""

    start: int
    end: int
    interval: Interval
    note: str = ""


@dataclass(frozen=True, slots=True)
class Weekdays:
    """A weekday or a run of them; Monday is 0.

    `weeks` is the week that is told with it, seen from that of writing: "of last
    week" is -1.  `further` is how many weeks after the next such day ("Sunday week": 1).
    """

    start: int
    end: int
    first: int
    last: int
    pointer: Pointer = ""
    weeks: int | None = None
    further: int = 0


@dataclass(frozen=True, slots=True)
class Pointed:
    """A day, week, month or year told by pointing at it, perhaps a part of it.

    `further` is how many units beyond it lies: "the week before last" is -1.
    """

    start: int
    end: int
    unit: Unit | Literal["weekend"]
    pointer: Pointer
    part: Part | None = None
    further: int = 0


@dataclass(frozen=True, slots=True)
class Distance:
    """A number of days, weeks, months or years from the day of writing or another.

    An exact one ("a month ago today") is of the very day, or of one `beside` it
    ("a month ago tomorrow": 1).
    """

    start: int
    end: int
    count: int
    unit: Unit
    from_writing: bool = False
    exact: bool = False
    beside: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """From one expression to another."""

    start: int
    end: int
    first: Expression
    last: Expression


Expression = Calendar | Fixed | Weekdays | Pointed | Distance | Stretch
_YEARS = range(date.min.year, date.max.year - 1)


def days_of(expression: Calendar, year: int) -> Interval | None:
    """Return the days of an expression in a year, or None if it has no such day."""
    if year not in _YEARS or year + expression.years not in _YEARS:
        return None
    if expression.months is None:
        whole = Interval(date(year, 1, 1), date(year + expression.years - 1, 12, 31))
    elif expression.days is not None:
        found = _days_of_month(year, expression.months[0], expression.days)
        if found is None:
            return None
        whole = found
    else:
        first, last = (whole_month(*_carried(year, month)) for month in expression.months)
        whole = first.hull(last)
    return expression.part(whole) if expression.part else whole


def _carried(year: int, month: int) -> tuple[int, int]:
    return year + (month - 1) // 12, (month - 1) % 12 + 1


def _days_of_month(year: int, month: int, days: tuple[int, int]) -> Interval | None:
    try:
        return Interval(date(year, month, days[0]), date(year, month, days[1]))
    except ValueError:
        return None


def shifted(interval: Interval, count: int, unit: Unit) -> Interval | None:
    """Return the interval moved by days or weeks, or the whole months around it.

    "A year later" than a day is that month a year later: who means the very
    day says so otherwise.
    """
    if interval.first is None or interval.last is None:
        return None
    try:
        if unit in {"day", "week"}:
            step = timedelta(days=count * (7 if unit == "week" else 1))
            return Interval(interval.first + step, interval.last + step)
        months = count * {"month": 1, "year": 12}.get(unit, 120)
        first, last = (
            whole_month(*_carried(day.year, day.month + months))
            for day in (interval.first, interval.last)
        )
        return first.hull(last)
    except (ValueError, OverflowError):
        return None


def moved(day: date, count: int, unit: Unit) -> Interval | None:
    """Return the very day so many days, weeks, months or years on."""
    if unit in {"day", "week"}:
        return shifted(single_day(day), count, unit)
    months = shifted(single_day(day), count, unit)
    if months is None or months.first is None or months.last is None:
        return None
    return single_day(months.first.replace(day=min(day.day, months.last.day)))


def _third(which: int, interval: Interval) -> Interval:
    """Return the first, second or last third of a week, month, season, year or decade."""
    first, last = _ends(interval)
    if interval.days is not None and interval.days < 28:
        # A week or weekend may run over a month's end: it is counted in its own days.
        start, stop = (first + timedelta(days=n * interval.days // 3) for n in (which, which + 1))
        return Interval(start, max(start, stop - timedelta(days=1)))
    if interval.days is not None and interval.days <= 31:
        bounds = (1, 11, 21, None)
        return _between_days(interval, bounds[which] or 1, bounds[which + 1])
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    starts = (0, 48, 84, 120) if months == 120 else (0, months // 3, 2 * months // 3, months)
    return _between_months(first, starts[which], starts[which + 1])


def _edge(which: int, interval: Interval) -> Interval:
    """Return the beginning (0) or the end (2): a month, or late December, else a third."""
    first, last = _ends(interval)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months in {1, 120}:
        return _third(which, interval)
    if months == 12 and which == 2:
        return _third(which, whole_month(last.year, last.month))
    return _between_months(first, *((0, 1) if which == 0 else (months - 1, months)))


def _half(which: int, interval: Interval) -> Interval:
    """Return the first or second half: 15 days of a month, else whole months."""
    first, last = _ends(interval)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if months == 1:
        return _between_days(interval, *((1, 16) if which == 0 else (16, None)))
    return _between_months(first, *((0, months // 2) if which == 0 else (months // 2, months)))


def _quarter(which: int, interval: Interval) -> Interval:
    first, last = _ends(interval)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return _between_months(first, which * months // 4, (which + 1) * months // 4)


def _stretch_of(count: int, unit: Unit, which: int, interval: Interval) -> Interval:
    """Return the first (0) or last (2) so many days, weeks or months."""
    first, last = _ends(interval)
    if unit == "month":
        months = (last.year - first.year) * 12 + last.month - first.month + 1
        count = min(count, months)
        return _between_months(first, *((0, count) if which == 0 else (months - count, months)))
    step = timedelta(days=count * (7 if unit == "week" else 1) - 1)
    days = Interval(first, first + step) if which == 0 else Interval(last - step, last)
    return interval.intersection(days) or interval


def _nth(number: int, unit: Unit, interval: Interval) -> Interval:
    """Return the so-manieth day or week, weeks counted from the first day."""
    first, _ = _ends(interval)
    size = 7 if unit == "week" else 1
    start = first + timedelta(days=(number - 1) * size)
    found = interval.intersection(Interval(start, start + timedelta(days=size - 1)))
    return found or interval


def _ends(interval: Interval) -> tuple[date, date]:
    return interval.first or date.min, interval.last or date.max


def _between_days(interval: Interval, first: int, stop: int | None) -> Interval:
    """Return the days of a month from `first` to before `stop`, or to its end."""
    start, end = _ends(interval)
    stop_day = end if stop is None else start.replace(day=1) + timedelta(days=stop - 2)
    days = Interval(start.replace(day=1) + timedelta(days=first - 1), stop_day)
    return interval.intersection(days) or interval


def _between_months(start: date, first: int, stop: int) -> Interval:
    """Return the months from `first` to before `stop`, counted from that of `start`."""
    begin = whole_month(*_carried(start.year, start.month + first))
    return begin.hull(whole_month(*_carried(start.year, start.month + stop - 1)))


EARLY, MID, LATE = (partial(_third, which) for which in range(3))
BEGINNING, END = partial(_edge, 0), partial(_edge, 2)
HALVES = tuple(partial(_half, which) for which in range(2))
QUARTERS = tuple(partial(_quarter, which) for which in range(4))


def across(first: Part, last: Part) -> Part:
    """Return the part from one part to another, as in "mid-to-late"."""
    return lambda interval: first(interval).hull(last(interval))


def first_of(count: int, unit: Unit) -> Part:
    """Return the part that is the first so many days, weeks or months."""
    return partial(_stretch_of, count, unit, 0)


def last_of(count: int, unit: Unit) -> Part:
    """Return the part that is the last so many days, weeks or months."""
    return partial(_stretch_of, count, unit, 2)


def nth_of(number: int, unit: Unit) -> Part:
    """Return the part that is one day or week by its number."""
    return partial(_nth, number, unit)
