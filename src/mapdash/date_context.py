"""Filling in what an expression leaves out: from the day of writing, or from the text.

A month without a year is taken from the dates told just before it, where the
text runs on from them, and else from the day of writing: the last such month
before it, or the next if the sentence looks ahead.  Where the day of writing
is only known as an interval, both its ends are tried; if they disagree, the
whole stretch between the readings is kept.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_expressions import (
    Calendar,
    Distance,
    Expression,
    Fixed,
    Pointed,
    Stretch,
    Weekdays,
)
from mapdash.date_guards import before
from mapdash.intervals import Interval, single_day, whole_month, whole_year

# How far from a date, in characters, a verb tells its tense.
_REACH = 160
# Days within which a date is at hand, and beyond which it is far off.
_AT_HAND, _FAR = 45, 250
_UNTIL = frozenset({"before", "by", "until", "till"})
_VERB = re.compile(
    rf"\b(?:(?P<future>{words.FUTURE})|(?P<past>{words.PAST}|(?<!\bbe )[a-z]{{2,14}}ed)"
    rf"|(?P<present>{words.PRESENT}))\b",
    re.IGNORECASE,
)
_NARRATIVE = frozenset("in on during by throughout from early mid late".split())


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: its passage, its sentence, the sentence's ends."""

    passage: int
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Dated:
    """A date already read: what later expressions may refer back to."""

    interval: Interval
    precision: de.Unit
    exact: str
    place: Place
    narrative: bool


@dataclass(slots=True)
class Context:
    """What is known while a text is read from its beginning to its end."""

    text: str
    published: Interval | None
    recent: deque[Dated] = field(default_factory=lambda: deque(maxlen=24))
    last: dict[de.Unit, Dated] = field(default_factory=dict)
    _sentence: Place | None = None
    _verbs: tuple[list[int], list[str | None]] = ([], [])

    def verbs(self, place: Place) -> tuple[list[int], list[str | None]]:
        """Return where a sentence's telling verbs begin, and their tenses."""
        if self._sentence != place:
            found = list(_VERB.finditer(self.text, place.start, place.end))
            self._verbs = ([verb.start() for verb in found], [verb.lastgroup for verb in found])
            self._sentence = place
        return self._verbs

    def remember(self, dated: Dated) -> None:
        """Let later expressions refer to a date."""
        self.recent.append(dated)
        self.last[dated.precision] = dated


@dataclass(frozen=True, slots=True)
class Resolved:
    """The days of an expression, how exact they are, and what supplied a part."""

    interval: Interval
    precision: de.Unit
    against: str = ""


def resolve(expression: Expression, context: Context, place: Place) -> Resolved | None:
    """Return the days an expression stands for, or None if nothing tells them."""
    match expression:
        case Fixed():
            return Resolved(expression.interval, "day", expression.note)
        case Calendar():
            return _calendar(expression, context, place)
        case Weekdays():
            return _weekdays(expression, context, place)
        case Pointed():
            return _pointed(expression, context, place)
        case Distance():
            return _distance(expression, context)
        case Stretch():
            return _stretch(expression, context, place)


def _precision(expression: Calendar) -> de.Unit:
    if expression.days is not None:
        return "day"
    if expression.months is not None and expression.months[0] == expression.months[1]:
        return "month"
    return "year" if expression.years == 1 else "decade"


# ---------------------------------------------------------------- calendar dates
def _calendar(expression: Calendar, context: Context, place: Place) -> Resolved | None:
    precision = _precision(expression)
    if expression.year is not None:
        days = de.days_of(expression, expression.year)
        return Resolved(days, precision) if days else None
    if expression.months == (0, 0):
        return _day_of_month_named(expression, context, place)
    if expression.of_year:
        return _of_pointed_year(expression, context, precision)
    if expression.pointer in {"that", "following", "previous"}:
        return _from_named(expression, context, precision)
    if expression.pointer:
        return _from_writing(context, precision, lambda day: _nearest(expression, day))
    return _yearless(expression, context, place, precision)


def _day_of_month_named(expression: Calendar, context: Context, place: Place) -> Resolved | None:
    named = context.recent[-1] if context.recent else None
    if named is None or named.place.passage != place.passage or named.interval.first is None:
        return None
    if named.precision not in {"day", "month"}:
        return None
    month = named.interval.first.month
    whole = Calendar(0, 0, months=(month, month), days=expression.days)
    days = de.days_of(whole, named.interval.first.year)
    return Resolved(days, "day", named.exact) if days else None


def _of_pointed_year(expression: Calendar, context: Context, precision: de.Unit) -> Resolved | None:
    if expression.of_year in {"that", "following", "previous"}:
        named = _latest(context, ("day", "month", "year"))
        if named is None or named.interval.first is None:
            return None
        step = {"following": 1, "previous": -1}.get(expression.of_year, 0)
        days = de.days_of(expression, named.interval.first.year + step)
        return Resolved(days, precision, named.exact) if days else None
    step = {"last": -1, "next": 1}.get(expression.of_year, 0)
    return _from_writing(context, precision, lambda day: de.days_of(expression, day.year + step))


def _from_named(expression: Calendar, context: Context, precision: de.Unit) -> Resolved | None:
    """Return "that summer", "the following January": counted from the date last named."""
    named = _latest(context, ("day", "month", "year"))
    if named is None or named.interval.first is None or named.interval.last is None:
        return None
    year = named.interval.first.year
    found = [days for y in (year - 1, year, year + 1) if (days := de.days_of(expression, y))]
    if expression.pointer == "that":
        days = de.days_of(expression, year)
    elif expression.pointer == "following":
        days = next((d for d in found if d.first and d.first > named.interval.last), None)
    else:
        days = next((d for d in found[::-1] if d.last and d.last < named.interval.first), None)
    return Resolved(days, precision, named.exact) if days else None


def _nearest(expression: Calendar, day: date) -> Interval | None:
    """Return this, the last or the next month or season, seen from a day."""
    years = [days for step in (-1, 0, 1) if (days := de.days_of(expression, day.year + step))]
    if expression.pointer == "this":
        return de.days_of(expression, day.year)
    if expression.pointer == "last":
        return next((d for d in years[::-1] if d.last and d.last < day), None)
    return next((d for d in years if d.first and d.first > day), None)


def _yearless(
    expression: Calendar, context: Context, place: Place, precision: de.Unit
) -> Resolved | None:
    tense = _tense(context, expression.start, expression.end, place)
    told = _by_narrative(expression, context, place)
    if told is None and tense == "present" and precision == "year":
        # "The pass is closed in winter": any winter.
        return None
    until = before(context.text, expression.start).lower() in _UNTIL
    written = _from_writing(
        context, precision, lambda day: _by_writing(expression, day, tense, until=until)
    )
    if told is None or written is None:
        return written or told
    return written if _contradicts(told.interval, context.published, tense) else told


def _contradicts(days: Interval, published: Interval | None, tense: str | None) -> bool:
    """Whether days lie on the other side of the day of writing than the verb says."""
    if published is None or not (days.first and days.last):
        return False
    late = published.last is not None and days.first > published.last
    early = published.first is not None and days.last < published.first
    return (late and tense == "past") or (early and tense == "future")


def _by_writing(
    expression: Calendar, day: date, tense: str | None, *, until: bool
) -> Interval | None:
    """Return the last such days before the day of writing, or the next after it.

    The tense decides, unless it would lead nearly a year away from days that
    are at hand: those of the last weeks, or, after "before" and "until" or
    where no tense tells, of the next.
    """
    around = [
        found for step in (-2, -1, 0, 1, 2) if (found := de.days_of(expression, day.year + step))
    ]
    past = next((d for d in around[::-1] if d.first and d.first <= day), None)
    coming = next((d for d in around if d.last and d.last >= day), None)
    if past is None or coming is None or past == coming or not (past.last and coming.first):
        return past or coming
    behind, ahead = (day - past.last).days, (coming.first - day).days
    if tense == "future":
        return past if behind <= _AT_HAND and ahead > _FAR else coming
    if tense == "past" and not until:
        return past
    return coming if ahead <= _AT_HAND and behind > _FAR else past


def _by_narrative(expression: Calendar, context: Context, place: Place) -> Resolved | None:
    """Return the days in the year that the text is speaking of, if it runs on from it."""
    if expression.months is None:
        return None
    for named in reversed(context.recent):
        if named.place.passage < place.passage - 1:
            return None
        if named.precision == "decade" or named.interval.first is None:
            continue
        same = _same_sentence(named.place, place)
        if not same and not named.narrative:
            continue
        days = _in_story(expression, named, same=same)
        if days is None or days.first is None:
            continue
        gap = abs((days.first - named.interval.first).days)
        if named.place.passage == place.passage:
            near = same or place.sentence - named.place.sentence <= (
                1 if named.precision == "year" else 4
            )
        else:
            near = named.precision == "day" and gap <= 45
        if near:
            return Resolved(days, _precision(expression), named.exact)
    return None


def _in_story(expression: Calendar, named: Dated, *, same: bool) -> Interval | None:
    """Return the days in the year named, or in the next if the story passes new year."""
    if expression.months is None or named.interval.first is None:
        return None
    year = named.interval.first.year
    if named.precision == "year":
        return de.days_of(expression, year)
    behind = named.interval.first.month - expression.months[0]
    if behind > 6:
        return de.days_of(expression, year + 1)
    days = de.days_of(expression, year)
    if days and days.first and days.first < named.interval.first and not same:
        return None
    return days


# ---------------------------------------------------------------- from the day of writing
def _from_writing(
    context: Context, precision: de.Unit, read: Callable[[date], Interval | None]
) -> Resolved | None:
    """Read an expression from both ends of the publication; keep what lies between."""
    published = context.published
    if published is None:
        return None
    ends = [day for day in (published.first, published.last) if day is not None]
    found = [days for day in dict.fromkeys(ends) if (days := read(day)) is not None]
    if not found:
        return None
    whole = found[0].hull(found[-1])
    against = f"published {published}"
    return Resolved(whole, precision if whole == found[0] else "decade", against)


def _tense(context: Context, start: int, end: int, place: Place) -> str | None:
    """Return the tense of the verb nearest before a date, or else after it."""
    if context.published is None:
        return None
    starts, tenses = context.verbs(place)
    before = bisect_left(starts, start) - 1
    if before >= 0 and start - starts[before] <= _REACH:
        return tenses[before]
    after = bisect_left(starts, end)
    if after < len(starts) and starts[after] - end <= _REACH:
        return tenses[after]
    return None


def _weekdays(expression: Weekdays, context: Context, place: Place) -> Resolved | None:
    if expression.pointer in {"that", "following", "previous"}:
        named = _latest(context, ("day",))
        if named is None or named.interval.last is None:
            return None
        days = _next_weekdays(expression, named.interval.last, same=expression.pointer == "that")
        return Resolved(days, "day", named.exact)
    tense = _tense(context, expression.start, expression.end, place)
    ahead = (
        expression.pointer == "next"
        or (expression.pointer == "this" and tense != "past")
        or (not expression.pointer and tense == "future")
    )

    def seen_from(day: date) -> Interval:
        if ahead:
            return _next_weekdays(expression, day, same=expression.pointer != "next")
        return _last_weekdays(expression, day, same=not expression.pointer)

    return _from_writing(context, "day", seen_from)


def _length(expression: Weekdays) -> timedelta:
    return timedelta(days=(expression.last - expression.first) % 7)


def _last_weekdays(expression: Weekdays, day: date, *, same: bool) -> Interval:
    back = (day.weekday() - expression.last) % 7
    last = day - timedelta(days=back if back or same else 7)
    return Interval(last - _length(expression), last)


def _next_weekdays(expression: Weekdays, day: date, *, same: bool) -> Interval:
    on = (expression.first - day.weekday()) % 7
    first = day + timedelta(days=on if on or same else 7)
    return Interval(first, first + _length(expression))


def _pointed(expression: Pointed, context: Context, place: Place) -> Resolved | None:
    unit = expression.unit
    precision: de.Unit = "week" if unit == "weekend" else unit
    step = {"last": -1, "next": 1, "following": 1, "previous": -1}.get(expression.pointer, 0)

    def around(day: date) -> Interval | None:
        whole = _whole(unit, day, step)
        return expression.part(whole) if whole and expression.part else whole

    if expression.pointer in {"this", "last", "next"}:
        return _from_writing(context, precision, around)
    if expression.pointer == "the":
        named = _story_year(context, place)
        if named is None:
            return _the_unit(expression, context, place, precision)
    else:
        named = _latest(context, _FINER[precision])
    if named is None or named.interval.first is None or named.interval.last is None:
        return None
    if unit == "day":
        moved = de.shifted(named.interval, step, "day")
        if moved and step and moved.last:
            moved = single_day(moved.last if step > 0 else moved.first or moved.last)
        return Resolved(moved, "day", named.exact) if moved else None
    days = around(named.interval.first)
    return Resolved(days, precision, named.exact) if days else None


_FINER: dict[de.Unit, tuple[de.Unit, ...]] = {
    "day": ("day",),
    "week": ("day", "week"),
    "month": ("day", "month"),
    "year": ("day", "month", "year"),
    "decade": ("day", "month", "year", "decade"),
}


def _story_year(context: Context, place: Place) -> Dated | None:
    """Return the date that "the end of the year" runs on from: one just named."""
    named = context.recent[-1] if context.recent else None
    if named is None or named.place.passage != place.passage or named.precision == "decade":
        return None
    same = _same_sentence(named.place, place)
    return (
        named if same or (named.narrative and place.sentence - named.place.sentence == 1) else None
    )


def _the_unit(
    expression: Pointed, context: Context, place: Place, precision: de.Unit
) -> Resolved | None:
    """Return "year's end", "the start of the month" as seen from the day of writing."""
    ahead = _tense(context, expression.start, expression.end, place) == "future"

    def seen_from(day: date) -> Interval | None:
        steps = (0, 1) if ahead else (0, -1)
        found = []
        for step in steps:
            whole = _whole(expression.unit, day, step)
            if whole is not None:
                found.append(expression.part(whole) if expression.part else whole)
        if ahead:
            return next((d for d in found if d.last and d.last >= day), None)
        return next((d for d in found if d.first and d.first <= day), None)

    return _from_writing(context, precision, seen_from)


def _whole(unit: str, day: date, step: int) -> Interval | None:
    """Return the day, week, weekend, month or year around a day, or so many on from it."""
    try:
        if unit == "day":
            return single_day(day + timedelta(days=step))
        if unit in {"week", "weekend"}:
            monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * step)
            return Interval(
                monday + timedelta(days=5 if unit == "weekend" else 0), monday + timedelta(days=6)
            )
        if unit == "month":
            month = day.month - 1 + step
            return whole_month(day.year + month // 12, month % 12 + 1)
        if unit == "year":
            return whole_year(day.year + step)
    except (ValueError, OverflowError):
        return None
    return None


def _distance(expression: Distance, context: Context) -> Resolved | None:
    unit, count = expression.unit, expression.count
    if expression.from_writing:
        return _from_writing(context, unit, lambda day: _ago(day, count, unit))
    finer = ("day", "month") if unit == "month" else _FINER.get(unit, ("day",))
    for named in reversed(context.recent):
        if named.precision not in finer:
            continue
        days = de.shifted(named.interval, count, unit)
        if days is None or _after_publication(days, context, count):
            continue
        precision = (
            "month" if unit in {"month", "year"} and named.precision == "day" else named.precision
        )
        return Resolved(days, precision, named.exact)
    return None


def _after_publication(days: Interval, context: Context, count: int) -> bool:
    """Whether "five months later" would lie after the text was written: not what is meant."""
    written = context.published.last if context.published else None
    return count > 0 and written is not None and days.first is not None and days.first > written


def _ago(day: date, count: int, unit: de.Unit) -> Interval | None:
    moved = de.shifted(single_day(day), count, unit)
    if moved is None or moved.first is None or unit == "day":
        return moved
    return _whole("year" if unit == "decade" else unit, moved.first, 0)


def _latest(context: Context, precisions: Iterable[de.Unit]) -> Dated | None:
    """Return the date last named that is at least so exact."""
    wanted = frozenset(precisions)
    recent = next((d for d in reversed(context.recent) if d.precision in wanted), None)
    return recent or next((context.last[unit] for unit in wanted if unit in context.last), None)


# ---------------------------------------------------------------- stretches
def _stretch(expression: Stretch, context: Context, place: Place) -> Resolved | None:
    first, last = expression.first, expression.last
    end = resolve(last, context, place)
    if end is None:
        return None
    start = resolve(first, context, place)
    if start is None or start.interval.first is None or end.interval.last is None:
        return None
    begin = start.interval
    if (
        start.interval.first > end.interval.last
        and isinstance(last, Calendar)
        and last.year is None
    ):
        later = de.days_of(last, start.interval.first.year + 1)
        return Resolved(begin.hull(later), start.precision, start.against) if later else None
    if start.interval.first > end.interval.last:
        return None
    return Resolved(begin.hull(end.interval), start.precision, end.against or start.against)


def is_narrative(text: str, start: int, place: Place, previous: str) -> bool:
    """Whether a date moves the story on ("In May 2021, ..."), not only names an event."""
    return previous.lower() in _NARRATIVE or not text[place.start : start].strip(' \n\t*_“"')


def _same_sentence(one: Place, other: Place) -> bool:
    return (one.passage, one.sentence) == (other.passage, other.sentence)
