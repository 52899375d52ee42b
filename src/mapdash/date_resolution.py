"""Placing an expression on the calendar, with what it leaves out filled in.

A month without a year is taken from the dates told just before it, where the
text runs on from them, and else from the day of writing: the last such month
before it, or the next if the sentence looks ahead.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from mapdash import calendar_words as words
from mapdash import date_expressions as de
from mapdash.date_context import (
    Context,
    Dated,
    Place,
    Resolved,
    from_writing,
    latest,
    same_sentence,
    tense_near,
)
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
from mapdash.date_pointing import place_distance, place_pointed, place_weekdays
from mapdash.intervals import Interval

# Days within which a date is at hand, and beyond which it is far off.
_AT_HAND, _FAR = 45, 250
_ONE_YEAR = range(1, 367)
# Within so many days a date has just been, and from so many on a year lies long before.
_JUST_BEFORE, _LONG_BEFORE = 14, 300
_LIMIT = re.compile(r"\b(?:by|until|till|before) the\s\Z", re.IGNORECASE)
_BEFORE_WHAT = re.compile(r"\b(?:before|ahead of) (?:the|its|their) [a-z]+ of\s\Z")
# "They had until 25 August", told a few days after.
_HAD_UNTIL = re.compile(r"\bhad (?:until|till)\s\Z")
# "In September of last year": the next month is told apart from it, and not of the same year.
_OF_LAST_YEAR = re.compile(r"\blast year\Z", re.IGNORECASE)
_BY_THEN = re.compile(r"\b(?:by|until|till) (?:the |early |late |mid-){0,2}\Z", re.IGNORECASE)
_NOUN_AFTER = re.compile(
    r" (?!and\b|or\b|to\b|at\b|in\b|of\b|with\b|for\b|by\b|was\b|is\b|were\b)[a-z]{3,}"
)
_STILL = re.compile(r"\b(?:is|are|has been|have been)\b[^.;]{0,60}\Z")
_OF_PAPER = re.compile(r"([^\W\d_]+) of\s\Z")
_SUBJECT_ENDS = re.compile(r"\d{4} (?:was|were|is|are|has|have|had)\b")


def resolve(expression: Expression, context: Context, place: Place) -> Resolved | None:
    """Return the days an expression stands for, or None if nothing tells them."""
    try:
        return _resolved(expression, context, place)
    except OverflowError:
        # The days meant lie before the first day there is, or after the last.
        return None


def _resolved(expression: Expression, context: Context, place: Place) -> Resolved | None:
    match expression:
        case Fixed():
            return Resolved(expression.interval, "day", expression.note)
        case Calendar():
            return _calendar(expression, context, place)
        case Weekdays():
            return place_weekdays(expression, context, place)
        case Pointed():
            return place_pointed(expression, context, place)
        case Distance():
            return place_distance(expression, context, place)
        case Stretch():
            return _stretch(expression, context, place)


def _precision(expression: Calendar) -> de.Unit:
    if expression.days is not None:
        return "day"
    if expression.months is not None and expression.months[0] == expression.months[1]:
        return "month"
    return "year" if expression.years == 1 else "decade"


def _calendar(expression: Calendar, context: Context, place: Place) -> Resolved | None:
    precision = _precision(expression)
    if expression.year is not None:
        days = de.days_of(expression, expression.year)
        return Resolved(days, precision) if days else None
    if expression.months == de.LAST_NAMED:
        return _day_of_month_named(expression, context, place)
    if expression.of_year:
        return _of_pointed_year(expression, context, precision)
    if expression.pointer in {"that", "following", "previous"}:
        return _from_named(expression, context, precision)
    if expression.pointer:
        return from_writing(context, precision, lambda day: _nearest(expression, day))
    return _yearless(expression, context, place, precision)


def _day_of_month_named(expression: Calendar, context: Context, place: Place) -> Resolved | None:
    named = context.recent[-1] if context.recent else None
    if named is None:
        ahead = before(context.text, expression.start) == "the" and _leads_ahead(
            context.text, expression.start
        )
        return from_writing(context, "day", lambda day: _of_number(expression, day, ahead=ahead))
    if named.place.passage != place.passage or named.interval.first is None:
        return None
    if named.precision not in {"day", "month"}:
        return None
    month = named.interval.first.month
    whole = Calendar(0, 0, months=(month, month), days=expression.days)
    days = de.days_of(whole, named.interval.first.year)
    return Resolved(days, "day", named.exact) if days else None


def _leads_ahead(text: str, at: int) -> bool:
    """Whether "by the 5th" or "until the 5th" stands there."""
    return _LIMIT.search(text[max(0, at - 12) : at]) is not None


def _of_number(expression: Calendar, day: date, *, ahead: bool) -> Interval | None:
    """Return the last "5th" before a day, or that day; or the next."""
    first = day.replace(day=1)
    steps = (0, 31, 62) if ahead else (0, -1, -32)
    for step in steps:
        month = first + timedelta(days=step)
        whole = Calendar(0, 0, months=(month.month, month.month), days=expression.days)
        days = de.days_of(whole, month.year)
        if days and days.first and (days.first >= day if ahead else days.first <= day):
            return days
    return None


def _of_pointed_year(expression: Calendar, context: Context, precision: de.Unit) -> Resolved | None:
    if expression.of_year in {"that", "following", "previous"}:
        named = latest(context, ("day", "month", "year"))
        if named is None or named.interval.first is None:
            return None
        step = {"following": 1, "previous": -1}.get(expression.of_year, 0)
        days = de.days_of(expression, named.interval.first.year + step)
        return Resolved(days, precision, named.exact) if days else None
    told = expression.of_year
    step = told if isinstance(told, int) else {"last": -1, "next": 1}.get(told, 0)
    return from_writing(context, precision, lambda day: de.days_of(expression, day.year + step))


def _from_named(expression: Calendar, context: Context, precision: de.Unit) -> Resolved | None:
    """Return "that summer", "the following January": counted from the date last named."""
    named = latest(context, ("day", "month", "year"))
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
    tense = tense_near(context, expression.start, expression.end, place)
    previous = before(context.text, expression.start).lower()
    if _names_what_follows(context.text, expression, previous):
        # Of "the 20 November meeting" the verb does not tell whether it lies ahead.
        tense = None if precision == "day" and tense == "past" else tense
    elif tense == "future" and previous == "of" and _dates_a_paper(context.text, expression.start):
        tense = None
    told = _by_narrative(expression, context, place)
    if precision == "year" and (previous == "in" or (told is None and tense == "present")):
        # "The pass is closed in winter": any winter.
        return None
    head = context.text[max(0, expression.start - 16) : expression.start]
    until = previous in words.BEFORE["limits"] and not _HAD_UNTIL.search(head)
    if _BEFORE_WHAT.search(context.text, max(0, expression.start - 40), expression.start):
        until, tense = True, None
    written = from_writing(
        context, precision, lambda day: _by_writing(expression, day, tense, until=until)
    )
    if told is None or written is None:
        return written or told
    if _OF_LAST_YEAR.search(told.against) and _BY_THEN.search(head):
        return written
    if told.interval != written.interval and _just_then(written.interval, context, told, place):
        return written
    return written if _contradicts(told.interval, context.published, tense) else told


def _names_what_follows(text: str, expression: Calendar, previous: str) -> bool:
    """Whether a day only names what follows it: "the 20 November meeting"."""
    return previous == "the" and _NOUN_AFTER.match(text, expression.end) is not None


def _dates_a_paper(text: str, at: int) -> bool:
    """Whether a day is that of a document: "the protocol of 13 January"."""
    found = _OF_PAPER.search(text, max(0, at - 30), at)
    return found is not None and found[1].lower() in words.BEFORE["documents"]


def _just_then(days: Interval, context: Context, told: Resolved, place: Place) -> bool:
    """Whether days lie just before the day of writing, and a year of long before is named.

    The year is that of a sentence before, or it dates the subject only: "the guns
    set up in 1993 were scrapped in October".
    """
    written = context.published.last if context.published else None
    named = next((each for each in reversed(context.recent) if each.exact == told.against), None)
    if written is None or named is None or not (days.first and days.last and told.interval.last):
        return False
    if named.precision != "year" or (written - told.interval.last).days < _LONG_BEFORE:
        return False
    if same_sentence(named.place, place):
        rest = context.text[place.start : place.end]
        return _SUBJECT_ENDS.match(rest, max(0, rest.find(named.exact))) is not None
    return 0 <= (written - days.last).days <= _JUST_BEFORE


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
        return past if behind <= _AT_HAND and ahead > _FAR and not until else coming
    if tense == "past" and not until:
        return past
    if until and tense != "past":
        return coming
    return coming if ahead <= _AT_HAND and behind > _FAR else past


def _by_narrative(expression: Calendar, context: Context, place: Place) -> Resolved | None:
    """Return the days in the year that the text is speaking of, if it runs on from it."""
    if expression.months is None:
        return None
    lasting = before(context.text, expression.start).lower() == "since"
    for named in reversed(context.recent):
        if lasting and (not named.narrative or _still(context.text, named, expression)):
            # "By a decree of 1969; since May nobody comes": it lasts to the day of writing.
            continue
        if named.place.passage < place.passage - 1:
            return None
        if named.precision == "decade" or named.interval.first is None:
            continue
        if named.precision == "year" and (named.spans or named.interval.days not in _ONE_YEAR):
            continue
        same = same_sentence(named.place, place)
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


def _still(text: str, named: Dated, expression: Calendar) -> bool:
    """Whether what "since May" says is true on the day of writing: "has been closed"."""
    head = text[max(0, expression.start - 80) : expression.start]
    head = head.rsplit(named.exact, 1)[-1]
    return _STILL.search(head) is not None


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
