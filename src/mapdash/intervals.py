"""Intervals of whole days, both ends included, either end may be open."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_EPOCH = date(1970, 1, 1).toordinal()
_PARTIAL = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{2})(?:-(?P<day>\d{2}))?)?\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from `first` to `last`, both included.

    Parameters
    ----------
    first, last : datetime.date or None
        None is an open end.

    Raises
    ------
    ValueError
        If `first` is after `last`.
    """

    first: date | None
    last: date | None

    def __post_init__(self) -> None:
        if self.first is not None and self.last is not None and self.first > self.last:
            raise ValueError(f"an interval ends ({self.last}) before it starts ({self.first})")

    def __contains__(self, day: date) -> bool:
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)

    def __str__(self) -> str:
        if self.first is not None and self.first == self.last:
            return self.first.isoformat()
        first = self.first.isoformat() if self.first else ""
        last = self.last.isoformat() if self.last else ""
        return f"{first}/{last}"

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share at least one day."""
        return self.intersection(other) is not None

    def intersection(self, other: Interval) -> Interval | None:
        """Return the days the two share, or None if there are none."""
        first = max((d for d in (self.first, other.first) if d), default=None)
        last = min((d for d in (self.last, other.last) if d), default=None)
        if first is not None and last is not None and first > last:
            return None
        return Interval(first, last)

    def hull(self, other: Interval) -> Interval:
        """Return the shortest interval that holds both."""
        first = min(self.first, other.first) if self.first and other.first else None
        last = max(self.last, other.last) if self.last and other.last else None
        return Interval(first, last)

    @property
    def days(self) -> int | None:
        """How many days there are; None if an end is open."""
        if self.first is None or self.last is None:
            return None
        return (self.last - self.first).days + 1


def whole_year(year: int) -> Interval:
    """Return the days of a year."""
    return Interval(date(year, 1, 1), date(year, 12, 31))


def whole_month(year: int, month: int) -> Interval:
    """Return the days of a month."""
    return Interval(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def single_day(day: date) -> Interval:
    """Return the interval of one day."""
    return Interval(day, day)


def day_before(day: date) -> date:
    """Return the day before, or the first day there is."""
    return day if day == date.min else day - timedelta(days=1)


def day_after(day: date) -> date:
    """Return the day after, or the last day there is."""
    return day if day == date.max else day + timedelta(days=1)


def epoch_day(day: date) -> int:
    """Return the days from 1970-01-01, as the browser counts them."""
    return day.toordinal() - _EPOCH


def day_of_epoch(number: int) -> date:
    """Return the day that the browser counts as `number` days from 1970-01-01."""
    return date.fromordinal(number + _EPOCH)


def parse_partial(text: str) -> Interval:
    """Read ``2023``, ``2023-09`` or ``2023-09-19`` as the days it stands for.

    Raises
    ------
    ValueError
        If the text is none of these, or no day of the calendar.
    """
    found = _PARTIAL.match(text)
    if found is None:
        raise ValueError(f"{text!r} is not a date: write 2023, 2023-09 or 2023-09-19")
    year = int(found["year"])
    try:
        if found["day"]:
            return single_day(date(year, int(found["month"]), int(found["day"])))
        if found["month"]:
            return whole_month(year, int(found["month"]))
        return whole_year(year)
    except (ValueError, calendar.IllegalMonthError):
        raise ValueError(f"{text!r} is no day of the calendar") from None


def parse_bounds(first: str | None, last: str | None) -> Interval:
    """Read a valid time from its two bounds; None is an open end.

    A partial start stands for its earliest day, a partial end for its latest.

    Raises
    ------
    ValueError
        If a bound cannot be read, or the end lies before the start.
    """
    return Interval(
        parse_partial(first).first if first else None,
        parse_partial(last).last if last else None,
    )
